//! Keys that the normal form adds to OpenAPI 3.0.

/// A `style` that 3.0 lacks, such as `cookie` (3.2).
pub const STYLE: &str = "x-truespec-style";

/// `allowReserved` of a path or cookie parameter (3.2); 3.0 has it for queries only.
pub const RESERVED: &str = "x-truespec-reserved";

/// `collectionFormat` of the `items` of a parameter (2.0): the separator of the elements of nested lists.
pub const WITHIN: &str = "x-truespec-within";

/// `in: querystring` (3.2): the parameter object.
pub const QUERYSTRING: &str = "x-truespec-querystring";

/// `webhooks` (3.1).
pub const WEBHOOKS: &str = "x-truespec-webhooks";

/// `callbacks` of an operation, which `openapiv3` would reject more often than needed.
pub const CALLBACKS: &str = "x-truespec-callbacks";

/// `links` of a response, for the same reason.
pub const LINKS: &str = "x-truespec-links";

/// `itemSchema` of a media type (3.2).
pub const ITEM_SCHEMA: &str = "x-truespec-item-schema";

/// Flag of a media type: a part without a schema is a file (3.1).
pub const EMPTY_IS_FILE: &str = "x-truespec-empty-is-file";

/// `prefixItems` of a schema (3.1).
pub const PREFIX_ITEMS: &str = "x-truespec-prefix-items";

/// Schemas that apply under a condition (3.1: `if`, `then`, `else`, `dependentSchemas`); their members are optional.
pub const CONDITIONAL: &str = "x-truespec-conditional";

/// Flag of a schema made from `patternProperties` (3.1): its `anyOf` lists the usual values, and members that match no
/// pattern may have any other value.
pub const KEEPS_OTHERS: &str = "x-truespec-keeps-others";

/// The limits in `propertyNames` of a schema (3.1). No Rust type has them, and nothing checks them.
pub const PROPERTY_NAMES: &str = "x-truespec-property-names";

/// Security schemes that cannot be used.
pub const SECURITY_SCHEMES: &str = "x-truespec-security-schemes";
