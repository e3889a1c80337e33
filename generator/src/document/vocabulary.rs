//! Extension keys of overlays and of some vendors, for what OpenAPI cannot express.

/// The name of an operation, a parameter, a header or a schema.
pub(super) const NAME: &str = "x-truespec-name";

/// Names of operations in the extensions of other generators (Fern, Speakeasy, Stainless, AutoRest), the first that is present.
pub(super) const OPERATION_NAMES: [&str; 4] =
    ["x-fern-sdk-method-name", "x-speakeasy-name-override", "x-stainless-method-name", "x-ms-client-name"];

/// Groups of operations in the extensions of other generators.
pub(super) const OPERATION_GROUPS: [&str; 3] =
    ["x-fern-sdk-group-name", "x-speakeasy-group", "x-stainless-resource-name"];

/// Names of parameters, properties and headers in the extensions of other generators.
pub(super) const VALUE_NAMES: [&str; 4] =
    ["x-fern-parameter-name", "x-fern-property-name", "x-speakeasy-name-override", "x-ms-client-name"];

/// Names of schemas and of properties, which are schemas as well.
pub(super) const SCHEMA_NAMES: [&str; 4] =
    ["x-fern-type-name", "x-fern-property-name", "x-speakeasy-name-override", "x-ms-client-name"];

/// Names and descriptions by value (Fern) or by value and in order (Speakeasy).
pub(super) const ENUMS_BY_VALUE: [&str; 2] = ["x-fern-enum", "x-speakeasy-enums"];

/// The type of the values of a schema.
pub const TYPE: &str = "x-truespec-type";

/// Names for the values of `enum`; the first key that is present is used.
pub(super) const ENUM_NAMES: [&str; 3] = ["x-enum-varnames", "x-enumNames", "x-enum-names"];

/// The value is sent without percent-encoding (AutoRest).
pub(super) const SKIP_URL_ENCODING: &str = "x-ms-skip-url-encoding";

/// The common prefix of the names of headers that form one map (AutoRest).
pub const HEADER_PREFIX: &str = "x-ms-header-collection-prefix";

/// Descriptions of the values of `enum`; the first key that is present is used.
pub(super) const ENUM_DESCRIPTIONS: [&str; 4] =
    ["x-enum-descriptions", "x-enumDescriptions", "x-enum-description", "x-enumDescription"];

/// AutoRest's names and descriptions of the values of `enum`.
pub(super) const MS_ENUM: &str = "x-ms-enum";

/// The value of the parent's discriminator that selects a schema, declared in that schema.
pub(super) const DISCRIMINATOR_VALUE: [&str; 2] = ["x-ms-discriminator-value", "x-discriminator-value"];

/// The group that an operation belongs to.
pub(super) const GROUP: &str = "x-truespec-group";

/// Whether a request may be sent again after a failure.
pub const RETRY: &str = "x-truespec-retry";

/// The header for an idempotency key, which is unique to each call.
pub const IDEMPOTENCY_KEY: &str = "x-truespec-idempotency-key";

/// How a list is paginated.
pub const PAGINATION: &str = "x-truespec-pagination";

/// The member of the body that selects between a stream and a whole response.
pub const STREAM: &str = "x-truespec-stream";
