//! The head of a response, a decoded response, and the decoders of bodies.

use super::super::json::codec::{Wire, from_slice, from_value, unmarked};
use super::super::request::operation::Operation;
use super::super::secret::escape::escaped;
use super::super::secret::headers::Headers;
use super::super::secret::known::KnownSecrets;
use super::charset::{self, Charset};
use super::content_type::{ContentType, Kind};
use super::retry_after;
use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde::de::{DeserializeOwned, Error as _};
use serde_json::Value;
use std::fmt;
use std::time::Duration;

/// The head of a response, and its operation. `Debug` shows no header that is likely a secret.
#[derive(Clone)]
pub struct Parts {
    /// The operation that was called.
    pub operation: &'static Operation,
    /// The HTTP status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The secrets of the request, which no message may show.
    pub known: KnownSecrets,
    /// The media types of the documented success.
    pub accept: Option<&'static str>,
    /// Whether sending the request twice does no harm.
    pub repeatable: bool,
}

/// The headers in which servers send a request id, the most common first.
const REQUEST_IDS: [&str; 5] =
    ["x-request-id", "request-id", "x-amzn-requestid", "x-correlation-id", "cf-ray"];

impl Parts {
    /// The request id that the server sent in a header, to quote to its support.
    pub fn request_id(&self) -> Option<&str> {
        REQUEST_IDS.iter().find_map(|name| self.headers.get(*name)?.to_str().ok())
    }

    /// Returns true if the same call can succeed later and is safe to send again. What the server says comes first. With
    /// 429 or 503 and a time to wait, the server did not act on the request; with other statuses that is unknown. After
    /// 501 and 505 a retry is useless.
    pub fn is_retryable(&self) -> bool {
        let status = self.status.as_u16();
        if !(400..=599).contains(&status) {
            return false;
        }
        retry_after::should_retry(&self.headers).unwrap_or_else(|| match status {
            501 | 505 => false,
            429 | 503 if self.retry_after().is_some() => true,
            408 | 425 | 429 | 500..=599 => self.repeatable,
            _ => false,
        })
    }

    /// The media type of the body.
    pub(crate) fn media_type(&self) -> Option<&str> {
        let kind = self.headers.get(http::header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        kind.filter(|kind| !kind.trim().is_empty())
    }

    /// Returns true if the body is of one of these media types, or has none.
    pub(crate) fn is_of(&self, accept: &str) -> bool {
        let essence = |kind: &str| kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let came = self.media_type().map(essence);
        came.is_none_or(|came| accept.split(',').any(|kind| essence(kind) == came))
    }

    /// Describes a body by its size and media type, so that it need not be shown.
    pub(crate) fn size(&self, body: &[u8]) -> String {
        let kind = self.media_type().map_or_else(
            || " without a media type".to_owned(),
            |kind| format!(" of {}", escaped(&self.known.hide(kind))),
        );
        match body.len() {
            0 => format!("an empty body{kind}"),
            1 => format!("1 byte{kind}"),
            bytes => format!("{bytes} bytes{kind}"),
        }
    }

    /// The headers in a form that is safe to show.
    pub(crate) fn shown_headers(&self) -> Headers<'_> {
        Headers(&self.headers, &self.known)
    }

    /// Returns true if the member at this JSON pointer must not be shown, because of the document or because of its
    /// name.
    pub(crate) fn hides(&self, pointer: &str) -> bool {
        let names = pointer.split('/').skip(1).map(|step| step.replace("~1", "/").replace("~0", "~"));
        self.operation.hides_all() || names.into_iter().any(|name| self.operation.hides(&name))
    }

    /// How long the server asks to wait: `Retry-After` (RFC 9110, section 10.2.3; zero for a date in the past), or a
    /// header of the same kind in milliseconds.
    pub fn retry_after(&self) -> Option<Duration> {
        retry_after::read(&self.headers)
    }
}

impl fmt::Debug for Parts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Parts")
            .field("operation", &self.operation.id)
            .field("status", &self.status.as_u16())
            .field("headers", &self.shown_headers())
            .finish()
    }
}

/// The decoded body of a success, with status and headers.
#[derive(Debug, Clone)]
pub struct Response<T> {
    parts: Parts,
    body: T,
}

impl<T> Response<T> {
    /// Creates a response.
    pub fn new(parts: Parts, body: T) -> Self {
        Self { parts, body }
    }

    /// The HTTP status, 200 to 299.
    pub fn status(&self) -> u16 {
        self.parts.status.as_u16()
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.parts.headers
    }

    /// The request id that the server sent in a header.
    pub fn request_id(&self) -> Option<&str> {
        self.parts.request_id()
    }

    /// The decoded body.
    pub fn body(&self) -> &T {
        &self.body
    }

    /// Returns the decoded body and drops the rest.
    pub fn into_inner(self) -> T {
        self.body
    }
}

/// A function that decodes a success as `T`.
pub type Decoder<T> = fn(&Parts, &Bytes) -> Result<T, serde_json::Error>;

/// Decodes the body as JSON. An empty body counts as `null` if the type allows null.
///
/// # Errors
/// The body does not decode.
pub fn json<T: Wire>(parts: &Parts, body: &Bytes) -> Result<T, serde_json::Error> {
    let said = ContentType::of(&parts.headers);
    if let Some(held) = held(said, body) {
        return held;
    }
    let decoded = from_json(said, body);
    if decoded.is_err() && unmarked(body).trim_ascii().is_empty() {
        return from_slice(b"null").or(decoded);
    }
    match said.kind {
        // A value whose JSON is a string may stand without its quotes.
        Kind::Plain if decoded.is_err() => {
            let text = charset::decode::<serde_json::Error>(body, said.charset);
            text.and_then(|text| from_value(&Value::String(text))).or(decoded)
        }
        _ => decoded,
    }
}

/// Text or bytes as they are, where the type can hold what came.
fn held<T: Wire>(said: ContentType<'_>, body: &[u8]) -> Option<Result<T, serde_json::Error>> {
    match said.kind {
        Kind::Unsaid | Kind::Json => None,
        Kind::Bytes => T::from_bytes_body(body)
            .map(Ok)
            .or_else(|| T::from_text_body(std::str::from_utf8(body).ok()?).map(Ok)),
        Kind::Plain | Kind::Text => {
            T::from_text_body("")?;
            let text = charset::decode::<serde_json::Error>(body, said.charset);
            Some(text.and_then(|text| {
                T::from_text_body(&text).ok_or_else(|| serde_json::Error::custom("not a text"))
            }))
        }
    }
}

/// JSON is UTF-8 (RFC 8259, section 8.1), but for what says another charset and is not.
fn from_json<T: Wire>(said: ContentType<'_>, body: &[u8]) -> Result<T, serde_json::Error> {
    let is_other = charset::is_marked_utf16(body)
        || said.charset.and_then(Charset::of).is_some_and(|charset| match charset {
            Charset::Utf16 { .. } => true,
            _ => std::str::from_utf8(body).is_err(),
        });
    match is_other {
        true => from_slice(charset::decode::<serde_json::Error>(body, said.charset)?.as_bytes()),
        false => from_slice(body),
    }
}

/// Decodes the body as JSON of a type of the caller's. An empty body counts as `null`.
///
/// # Errors
/// The body does not decode.
pub fn plain_json<T: DeserializeOwned>(_: &Parts, body: &Bytes) -> Result<T, serde_json::Error> {
    let text = unmarked(body);
    match text.trim_ascii() {
        b"" => serde_json::from_slice(b"null").or_else(|_| serde_json::from_slice(text)),
        _ => serde_json::from_slice(text),
    }
}

/// Ignores the body: the document declares no content.
///
/// # Errors
/// Never.
pub fn unit(_: &Parts, _: &Bytes) -> Result<(), serde_json::Error> {
    Ok(())
}

/// Decodes the body as UTF-8 text.
///
/// # Errors
/// It is not of that charset, by default UTF-8.
pub fn text(parts: &Parts, body: &Bytes) -> Result<String, serde_json::Error> {
    let said = ContentType::of(&parts.headers);
    match from_json(said, body) {
        Ok(text) if said.kind == Kind::Json => Ok(text),
        _ => charset::decode(body, said.charset),
    }
}

/// Returns the raw body.
///
/// # Errors
/// Never.
pub fn bytes(_: &Parts, body: &Bytes) -> Result<Bytes, serde_json::Error> {
    Ok(body.clone())
}

/// Adds a function `decode`, for `decode_with`, to an enum with one variant per success status.
///
/// `success_statuses!(Export { Ready(Report): 200 => json, Pending: 202 => unit, Raw(Bytes): 203 => bytes });` for
/// `pub enum Export { Ready(Report), Pending, Raw(Bytes) }`. A status matches by pattern (`200`, `200..=299`). A status
/// without a match decodes as the first variant.
#[doc(hidden)]
#[macro_export]
macro_rules! __success_statuses {
    ($ty:ident {
        $first:ident $(($first_ty:ty))?: $first_status:pat => $first_how:ident
        $(, $variant:ident $(($inner:ty))?: $status:pat => $how:ident)* $(,)?
    }) => {
        impl $ty {
            /// Decodes a success as the variant for its status.
            ///
            /// # Errors
            /// The body does not decode as the type of that variant.
            #[allow(unused_variables, reason = "the pattern of a default binds a name")]
            pub fn decode(
                parts: &$crate::runtime::response::decode::Parts,
                body: &::bytes::Bytes,
            ) -> ::std::result::Result<Self, ::serde_json::Error> {
                match parts.status.as_u16() {
                    $first_status => $crate::__success_statuses!(@one parts body $first $(($first_ty))? $first_how),
                    $($status => $crate::__success_statuses!(@one parts body $variant $(($inner))? $how),)*
                    #[allow(unreachable_patterns, reason = "the document may cover every status")]
                    _ => $crate::__success_statuses!(@one parts body $first $(($first_ty))? $first_how),
                }
            }
        }
    };
    (@one $parts:ident $body:ident $variant:ident $how:ident) => {
        $crate::runtime::response::decode::$how($parts, $body).map(|()| Self::$variant)
    };
    (@one $parts:ident $body:ident $variant:ident ($inner:ty) $how:ident) => {
        $crate::runtime::response::decode::$how($parts, $body).map(Self::$variant)
    };
}
#[doc(hidden)]
pub use crate::__success_statuses as success_statuses;
