//! The keys that overlays, and some vendors, say with what OpenAPI cannot say.

/// What an operation, a parameter, a header or a schema is called.
pub(super) const NAME: &str = "x-truespec-name";

/// What the values of a schema are.
pub const TYPE: &str = "x-truespec-type";

/// Names for the values of `enum`; the first that is there counts.
pub(super) const ENUM_NAMES: [&str; 3] = ["x-enum-varnames", "x-enumNames", "x-enum-names"];

/// That a value is sent as it is (AutoRest).
pub(super) const SKIP_URL_ENCODING: &str = "x-ms-skip-url-encoding";

/// What the names of headers begin with that are one map (AutoRest).
pub const HEADER_PREFIX: &str = "x-ms-header-collection-prefix";

/// What is said of the values of `enum`; the first that is there counts.
pub(super) const ENUM_DESCRIPTIONS: [&str; 4] =
    ["x-enum-descriptions", "x-enumDescriptions", "x-enum-description", "x-enumDescription"];

/// AutoRest's names and descriptions of the values of `enum`.
pub(super) const MS_ENUM: &str = "x-ms-enum";

/// The value of a base's discriminator that means a schema, said at the schema.
pub(super) const DISCRIMINATOR_VALUE: [&str; 2] = ["x-ms-discriminator-value", "x-discriminator-value"];

/// The group that an operation belongs to.
pub(super) const GROUP: &str = "x-truespec-group";

/// Whether an operation may be sent twice.
pub const RETRY: &str = "x-truespec-retry";

/// The header for a key of each call's own.
pub const IDEMPOTENCY_KEY: &str = "x-truespec-idempotency-key";

/// How a list is read page by page.
pub const PAGINATION: &str = "x-truespec-pagination";

/// The member of the body that decides between a stream and the whole.
pub const STREAM: &str = "x-truespec-stream";
