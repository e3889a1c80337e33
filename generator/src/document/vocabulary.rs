//! Extension keys of overlays and of some vendors, for what OpenAPI cannot express.

/// The name of an operation, a parameter, a header or a schema.
pub(super) const NAME: &str = "x-truespec-name";

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
