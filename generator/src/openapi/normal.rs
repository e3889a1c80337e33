//! Keys of the normal form for what OpenAPI 3.0, whose shape it has, has no key for.

/// A `style` that 3.0 lacks, as `cookie` (3.2).
pub const STYLE: &str = "x-truespec-style";

/// `allowReserved` of a path or cookie parameter (3.2); 3.0 has it for queries alone.
pub const RESERVED: &str = "x-truespec-reserved";

/// `collectionFormat` of the `items` of a parameter (2.0): what separates the elements of lists within a list.
pub const WITHIN: &str = "x-truespec-within";

/// `in: querystring` (3.2): the parameter object.
pub const QUERYSTRING: &str = "x-truespec-querystring";

/// `webhooks` (3.1).
pub const WEBHOOKS: &str = "x-truespec-webhooks";

/// `callbacks` of an operation, which `openapiv3` reads less leniently than they are written.
pub const CALLBACKS: &str = "x-truespec-callbacks";

/// `links` of a response, likewise.
pub const LINKS: &str = "x-truespec-links";

/// `itemSchema` of a media type (3.2).
pub const ITEM_SCHEMA: &str = "x-truespec-item-schema";

/// Of a media type: a part without a schema is a file (3.1).
pub const EMPTY_IS_FILE: &str = "x-truespec-empty-is-file";

/// `prefixItems` of a schema (3.1).
pub const PREFIX_ITEMS: &str = "x-truespec-prefix-items";

/// Schemas that hold under a condition (3.1: `if`, `then`, `else`, `dependentSchemas`): their members may come.
pub const CONDITIONAL: &str = "x-truespec-conditional";

/// `anyOf` of a schema lists what a value usually is: members that no pattern of `patternProperties` (3.1) matches are others.
pub const KEEPS_OTHERS: &str = "x-truespec-keeps-others";

/// Security schemes that cannot be used.
pub const SECURITY_SCHEMES: &str = "x-truespec-security-schemes";
