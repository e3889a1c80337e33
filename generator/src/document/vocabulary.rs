//! Extension keys of overlays and of some vendors, for what OpenAPI cannot express. The tables are what `truespec
//! vocabulary` prints.

use crate::openapi::grammar::MS_PATHS;
use crate::openapi::naming;

/// A key of ours.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// The key.
    pub key: &'static str,
    /// The objects that may have it.
    pub at: &'static str,
    /// What it says, as Markdown.
    pub says: &'static str,
    /// The members of its value, if that is an object.
    pub members: &'static [Member],
}

/// A member of the value of a key.
#[derive(Debug, Clone, Copy)]
pub struct Member {
    /// Its name.
    pub name: &'static str,
    /// What it holds, as Markdown.
    pub holds: &'static str,
}

/// Keys of vendors with one meaning.
#[derive(Debug, Clone, Copy)]
pub struct VendorKeys {
    /// The keys; the first that is present is used.
    pub keys: &'static [&'static str],
    /// Whose they are.
    pub of: &'static str,
    /// The objects that may have them.
    pub at: &'static str,
    /// What they say, as Markdown.
    pub says: &'static str,
}

/// Declares our keys, and the table of all of them.
macro_rules! keys {
    ($($visible:vis $name:ident = $key:literal, at $at:literal, says $says:literal $(, members $members:expr)?;)*) => {
        $(#[doc = $says] $visible const $name: &str = $key;)*
        /// Every key of ours that a document or an overlay gives to an object of the document.
        pub const KEYS: &[Key] = &[$(Key { key: $key, at: $at, says: $says, members: keys!(@members $($members)?) }),*];
    };
    (@members) => { &[] };
    (@members $members:expr) => { $members };
}

keys! {
    pub(super) NAME = "x-truespec-name", at "operation, parameter, header, schema, property",
        says "What it is called.";
    pub(super) GROUP = "x-truespec-group", at "operation",
        says "The group that it belongs to, in place of its first tag.";
    pub RETRY = "x-truespec-retry", at "operation",
        says "`true`: may be sent twice without harm; `false`: must not be. By default as its method has it.";
    pub IDEMPOTENCY_KEY = "x-truespec-idempotency-key", at "operation",
        says "The header for a key of each call's own, the same however often the call is sent.";
    pub PREFIX = "x-truespec-prefix", at "security scheme whose credential is a header",
        says "What stands before the credential in its header, such as `Token`; a word is followed by a space. A credential that begins with it is sent as it is.";
    pub TYPE = "x-truespec-type", at "schema",
        says "What its values are, whatever else the schema says: a word of \"Types by word\".";
    pub PAGINATION = "x-truespec-pagination", at "operation",
        says "How a list is read page by page; `false`: it is not paged, whatever it looks like. Pointers are JSON pointers (RFC 6901) within an answer. A parameter is a query parameter by its name, or a member of the body, JSON or form, by a pointer.",
        members PAGINATION_MEMBERS;
    pub(super) OPTIONAL = "x-truespec-optional", at "request body",
        says "`true`: a call may leave it out although its schema requires members. Without it, a body whose values all have required members is an argument of the method even if the document does not say `required: true` (TS690); `optional-bodies = true` of an `[[api]]` says it of all bodies of an API.";
    pub WEBHOOK = "x-truespec-webhook", at "document, webhook",
        says "How the server signs webhooks, and what names their events: the name of a scheme (`standard`, `svix`, `github`, `stripe`), or an object.",
        members WEBHOOK_MEMBERS;
    pub STREAM = "x-truespec-stream", at "operation that answers JSON or a stream",
        says "The member of the JSON body that decides which of both the server answers; `false`: there is no method for the stream. By default the boolean `stream` of the body, if it has one (TS691). The operation has two methods, the second with `_stream` at its end, and each sets the member itself.",
        members STREAM_MEMBERS;
}

const fn member(name: &'static str, holds: &'static str) -> Member {
    Member { name, holds }
}

/// The members of [`PAGINATION`].
pub const PAGINATION_MEMBERS: &[Member] = &[
    member(
        "style",
        "`page`, `offset`, `cursor`, `next-url` or `link` (the header `Link` with `rel=\"next\"`).",
    ),
    member("items", "All styles: pointer to the list; by default the answer is the list."),
    member("page", "Style `page`: the parameter."),
    member("first", "Style `page`: number of the first page; by default the parameter's default, else 1."),
    member("offset", "Style `offset`: the parameter."),
    member(
        "cursor",
        "Style `cursor`: the parameter; its next value is at `next`, or at `last` within the last item.",
    ),
    member(
        "next",
        "Styles `cursor` and `next-url`: pointer to the next cursor or URL; none, `null` or an empty text ends the list.",
    ),
    member("last", "Style `cursor`: pointer within the last item to the next cursor."),
    member("size", "All styles: the parameter for how many items a page holds."),
    member(
        "max-size",
        "All styles: the most that the server gives, by default the parameter's `maximum`; a greater number is not sent.",
    ),
    member("total", "All styles: pointer to the number of items; the list ends when it is reached."),
    member("pages", "All styles: pointer to the number of pages; the list ends when it is reached."),
    member(
        "more",
        "All styles: pointer to a boolean; the list ends when it is `false`. Leave it out where it lies.",
    ),
    member("done", "All styles: pointer to a boolean; the list ends when it is `true`."),
    member("short", "All styles: `true`: a page with fewer items than it could hold is the last."),
];

/// The members of [`WEBHOOK`].
pub const WEBHOOK_MEMBERS: &[Member] = &[
    member(
        "scheme",
        "Name of a scheme, from which the rest differs; by default `standard`, with `header` the signature of the body alone.",
    ),
    member("header", "Header with the signature, or several of them."),
    member("algorithm", "`sha1`, `sha256` or `sha512`; by default `sha256`."),
    member("encoding", "`hex` or `base64`; by default `hex`."),
    member("prefix", "Text before each signature, such as `sha256=`; what lacks it is no signature."),
    member("separator", "Character between several signatures in the header."),
    member("timestamp-header", "Header with the time, in seconds since 1970."),
    member("timestamp-part", "Text before the time in the header with the signature, such as `t=`."),
    member(
        "content",
        "What is signed: a text with `{body}` and, if need be, `{timestamp}` and `{header:NAME}`; by default `{timestamp}.{body}`, without a time `{body}`.",
    ),
    member("tolerance", "How many seconds the time may be from the clock; by default 300."),
    member("secret", "`text`, or `base64`, where a `whsec_` before it does not count; by default `text`."),
    member("event-header", "Header with the name of the event."),
    member(
        "event-member",
        "Member of the body with the name of the event, by its key or a JSON pointer; by default one whose constants tell all events apart.",
    ),
];

/// The members of [`STREAM`].
const STREAM_MEMBERS: &[Member] = &[
    member("field", "Member of the JSON body that decides."),
    member("stream", "What it holds for a stream; by default `true`."),
    member("whole", "What it holds for a whole answer; by default `false`."),
];

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

const fn vendor(
    keys: &'static [&'static str],
    of: &'static str,
    at: &'static str,
    says: &'static str,
) -> VendorKeys {
    VendorKeys { keys, of, at, says }
}

/// Every key of vendors that is read. An overlay's own keys go before them.
pub const VENDOR_KEYS: &[VendorKeys] = &[
    vendor(&naming::OPERATION_NAMES, "Fern, Speakeasy, AutoRest", "operation", "What the method is called."),
    vendor(&naming::OPERATION_GROUPS, "Fern, Speakeasy", "operation", "The group that it belongs to."),
    vendor(
        &naming::VALUE_NAMES,
        "Fern, Speakeasy, Stainless, AutoRest",
        "parameter, property, header",
        "What it is called.",
    ),
    vendor(&naming::SCHEMA_NAMES, "Fern, Speakeasy, AutoRest", "schema, property", "What it is called."),
    vendor(
        &naming::ENUMS_BY_VALUE,
        "Fern, Speakeasy",
        "schema with `enum`",
        "Names and descriptions of the values, by value.",
    ),
    vendor(&[naming::ENUM_BY_NAME], "Stainless", "schema with `enum`", "The values by their names."),
    vendor(&ENUM_NAMES, "several", "schema with `enum`", "Names of the values, in their order."),
    vendor(
        &ENUM_DESCRIPTIONS,
        "several",
        "schema with `enum`",
        "Descriptions of the values, in their order.",
    ),
    vendor(&[MS_ENUM], "AutoRest", "schema with `enum`", "Names and descriptions of the values."),
    vendor(
        &DISCRIMINATOR_VALUE,
        "AutoRest, others",
        "schema that inherits",
        "The value of the parent's discriminator that selects it.",
    ),
    vendor(
        &["x-nullable", "x-isnullable"],
        "several",
        "schema",
        "`true`: may be `null`, as `nullable` of OpenAPI 3.0.",
    ),
    vendor(&["x-webhooks"], "Redoc", "document", "Webhooks, as `webhooks` of OpenAPI 3.1."),
    vendor(&[MS_PATHS], "AutoRest", "document", "Paths that differ in their queries only."),
    vendor(
        &[SKIP_URL_ENCODING],
        "AutoRest",
        "parameter of a path or a query",
        "`true`: sent without percent-encoding.",
    ),
    vendor(
        &[HEADER_PREFIX],
        "AutoRest",
        "header",
        "The common prefix of the names of headers that are read as one map.",
    ),
];
