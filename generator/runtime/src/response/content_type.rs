//! The `Content-Type` header of a response (RFC 9110, section 8.3).

use http::HeaderMap;
use http::header::CONTENT_TYPE;

/// The kind of a media type, which decides how the body is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// No header, or an invalid one: the media type of the document applies.
    Unsaid,
    /// JSON: `application/json`, `text/json` and `+json`.
    Json,
    /// `text/plain`.
    Plain,
    /// Other text: `text/csv`, XML, YAML.
    Text,
    /// Anything else.
    Bytes,
}

/// The media type of a response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ContentType<'a> {
    /// Its kind.
    pub kind: Kind,
    /// The `charset` parameter, if it has one.
    pub charset: Option<&'a str>,
}

impl<'a> ContentType<'a> {
    /// Reads the headers of a response.
    pub fn of(headers: &'a HeaderMap) -> Self {
        let value = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let (essence, parameters) = value.split_once(';').unwrap_or((value, ""));
        let kind = match essence {
            "application/json" => Kind::Json,
            other => kind(&other.trim().to_ascii_lowercase()),
        };
        Self { kind, charset: charset(parameters) }
    }
}

fn kind(essence: &str) -> Kind {
    let Some((family, subtype)) = essence.split_once('/') else { return Kind::Unsaid };
    match (family, subtype) {
        ("application" | "text", "json") => Kind::Json,
        _ if subtype.ends_with("+json") => Kind::Json,
        ("text", "plain") => Kind::Plain,
        ("text", _) => Kind::Text,
        _ if subtype.ends_with("xml") || subtype.ends_with("yaml") => Kind::Text,
        _ => Kind::Bytes,
    }
}

/// The `charset` among the parameters of a media type, without quotes.
pub fn charset(parameters: &str) -> Option<&str> {
    let found = parameters.split(';').filter_map(|parameter| parameter.split_once('='));
    let mut found = found.filter(|(name, _)| name.trim().eq_ignore_ascii_case("charset"));
    found.next().map(|(_, value)| value.trim().trim_matches('"')).filter(|value| !value.is_empty())
}
