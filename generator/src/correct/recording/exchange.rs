//! One recorded request with its response, whatever tool recorded it.

use super::form::FormValue;
use serde_json::Value;

/// A recorded request with its response. Values of credentials are never kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Exchange {
    /// Where it stands in its recording, for messages: `entry 12` or a file's name.
    pub place: String,
    /// Scheme and authority of the URL in lower case (`https://api.example.com`); `None` if the recording has a path only.
    pub origin: Option<String>,
    /// The method in upper case.
    pub method: String,
    /// The path of the URL, without query and fragment, as sent (percent-encoded).
    pub path: String,
    /// Query parameters in order, decoded; values of those that look like credentials are empty.
    pub query: Vec<(String, String)>,
    /// Kinds of credentials that were seen: scheme of `Authorization`, or a header/query/cookie by name. Never values.
    pub credentials: Vec<SeenCredential>,
    /// The few request headers that corrections read, names in lower case: one list for all formats.
    pub request_headers: Vec<(String, String)>,
    /// The few response headers that corrections read, names in lower case.
    pub response_headers: Vec<(String, String)>,
    /// The request's body.
    pub request: Message,
    /// The status.
    pub status: u16,
    /// The response's body.
    pub response: Message,
}

/// A credential that a request carried, without its value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum SeenCredential {
    /// The header `Authorization` with a known scheme, in lower case: `bearer`, `basic`.
    Authorization(String),
    /// A header by its name, in lower case; `authorization` itself if its scheme is unknown.
    Header(String),
    /// A query parameter by its name.
    Query(String),
    /// A cookie by its name.
    Cookie(String),
}

/// A body as it was recorded.
#[derive(Debug, Clone, PartialEq)]
pub struct Message {
    /// The media type without parameters, lower case; `None` if the recording has none.
    pub media_type: Option<String>,
    /// The content.
    pub body: Body,
}

/// The content of a body.
#[derive(Debug, Clone, PartialEq)]
pub enum Body {
    /// The recording has no content, or an empty one.
    Empty,
    /// The recording says that there was a body, but not what it was (cut, or left out by the tool).
    Unknown,
    /// A JSON value.
    Json(Value),
    /// Other text (CSV, HTML, an event stream, NDJSON).
    Text(String),
    /// A form: names with values.
    Form(Vec<(String, FormValue)>),
    /// Bytes that are no text: their number.
    Bytes(usize),
}

impl Body {
    /// Returns the value of a JSON body.
    pub fn json(&self) -> Option<&Value> {
        match self {
            Self::Json(value) => Some(value),
            _ => None,
        }
    }
}

impl Exchange {
    /// Creates an exchange without bodies.
    pub fn new(method: &str, path: &str, status: u16) -> Self {
        let none = || Message { media_type: None, body: Body::Empty };
        Self {
            place: String::new(),
            origin: None,
            method: method.to_uppercase(),
            path: path.to_owned(),
            query: Vec::new(),
            credentials: Vec::new(),
            request_headers: Vec::new(),
            response_headers: Vec::new(),
            request: none(),
            status,
            response: none(),
        }
    }

    /// The path with `…` for each segment that looks like a value: what is recorded may be private.
    pub fn template(&self) -> String {
        let is_value = |segment: &str| {
            let has_digit = segment.bytes().any(|byte| byte.is_ascii_digit());
            let is_version = segment.len() <= 4 && segment.starts_with('v');
            (has_digit && !is_version) || segment.len() > 40 || segment.contains(['@', '%', '='])
        };
        let segments = self.path.split('/').map(|segment| if is_value(segment) { "…" } else { segment });
        segments.collect::<Vec<_>>().join("/")
    }
}
