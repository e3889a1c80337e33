//! One request with its response.

use serde_json::Value;

/// A recorded request with its response. Values of credentials are never kept.
#[derive(Debug, Clone)]
pub struct Exchange {
    /// Where it stands in its recording, for messages: `entry 12` or a file's name.
    pub place: String,
    /// Scheme and authority of the URL in lower case (`https://api.example.com`); `None` if the recording has a path
    /// only.
    pub origin: Option<String>,
    /// The method in upper case.
    pub method: String,
    /// The path of the URL, without query and fragment, as sent (percent-encoded).
    pub path: String,
    /// Query parameters in order, decoded; values of those that look like credentials are empty.
    pub query: Vec<(String, String)>,
    /// Kinds of credentials that were seen: scheme of `Authorization`, or a header/query/cookie by name. Never values.
    pub credentials: Vec<SeenCredential>,
    /// Names and values of the few request headers that corrections read (`idempotency-key`, name only), lower case.
    pub request_headers: Vec<(String, String)>,
    /// Names and values of the few response headers that corrections read (`retry-after`, `link`), lower case.
    pub response_headers: Vec<(String, String)>,
    /// The request's body.
    pub request: Message,
    /// The status.
    pub status: u16,
    /// The response's body.
    pub response: Message,
}

/// A credential by its kind, never by its value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum SeenCredential {
    /// The header `Authorization` with this scheme, in lower case.
    Authorization(String),
    /// A header by its name, in lower case.
    Header(String),
    /// A query parameter by its name.
    Query(String),
    /// A cookie by its name.
    Cookie(String),
}

/// A body as it was recorded.
#[derive(Debug, Clone)]
pub struct Message {
    /// The media type without parameters, lower case; `None` if the recording has none.
    pub media_type: Option<String>,
    /// The content.
    pub body: Body,
}

/// The content of a body.
#[derive(Debug, Clone)]
pub enum Body {
    /// The recording has no content, or an empty one.
    Empty,
    /// The recording says that there was a body, but not what it was (cut, or left out by the tool).
    Unknown,
    /// A JSON value.
    Json(Value),
    /// Other text (CSV, HTML, an event stream, NDJSON).
    Text(String),
    /// A form: names with values, files as [`FormValue::File`].
    Form(Vec<(String, FormValue)>),
    /// Bytes that are no text: their number.
    Bytes(usize),
}

/// A value of a form.
#[derive(Debug, Clone)]
pub enum FormValue {
    /// A text.
    Text(String),
    /// A file; its content is not kept.
    File,
}
