//! What came back: the head of a response, a decoded response, and the ways of decoding a body.

use super::super::json::codec::{Wire, from_slice, from_value, unmarked};
use super::super::request::operation::Operation;
use super::super::secret::escape::shown;
use super::super::secret::headers::Headers;
use super::super::secret::known::Known;
use super::charset::{self, Charset};
use super::content_type::{ContentType, Kind};
use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde::de::Error as _;
use serde_json::Value;
use std::fmt;
use std::time::Duration;

/// The head of a response, and the operation that it answers. `Debug` shows no header that is likely a secret.
#[derive(Clone)]
pub struct Parts {
    /// The operation that was called.
    pub operation: &'static Operation,
    /// The HTTP status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// What the request held that no message may show.
    pub known: Known,
}

/// Under which names servers send the id of a request, the commonest first.
const REQUEST_IDS: [&str; 5] =
    ["x-request-id", "request-id", "x-amzn-requestid", "x-correlation-id", "cf-ray"];

impl Parts {
    /// The id under which the server knows the request, to be quoted to its support.
    pub fn request_id(&self) -> Option<&str> {
        REQUEST_IDS.iter().find_map(|name| self.headers.get(*name)?.to_str().ok())
    }

    /// Whether the same call can succeed later, and can be sent again without harm: 429, 503 and 425 say that the
    /// request was not acted on; 408 and every other 5xx leave it open, so sending twice must be `safe`. What is not
    /// implemented (501, 505) will not be so the next time.
    pub fn is_retryable(&self, safe: bool) -> bool {
        match self.status.as_u16() {
            425 | 429 | 503 => true,
            501 | 505 => false,
            408 | 500..=599 => safe,
            _ => false,
        }
    }

    /// How many bytes a body has, and of what kind, in place of the body itself.
    pub(crate) fn size(&self, body: &[u8]) -> String {
        let kind = self.headers.get(http::header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        let kind = kind.filter(|kind| !kind.trim().is_empty());
        let kind = kind.map_or_else(
            || " without a media type".to_owned(),
            |kind| format!(" of {}", shown(&self.known.hide(kind))),
        );
        match body.len() {
            0 => format!("an empty body{kind}"),
            1 => format!("1 byte{kind}"),
            bytes => format!("{bytes} bytes{kind}"),
        }
    }

    /// The headers as they can be shown.
    pub(crate) fn shown_headers(&self) -> Headers<'_> {
        Headers(&self.headers, &self.known)
    }

    /// Whether the member at this JSON pointer must not be shown: the document says so, or its name does.
    pub(crate) fn hides(&self, pointer: &str) -> bool {
        let names = pointer.split('/').skip(1).map(|step| step.replace("~1", "/").replace("~0", "~"));
        self.operation.hides_all() || names.into_iter().any(|name| self.operation.hides(&name))
    }

    /// How long the server asks to wait (`Retry-After`, RFC 9110, section 10.2.3); zero for a date that is past.
    pub fn retry_after(&self) -> Option<Duration> {
        let text = self.headers.get(http::header::RETRY_AFTER)?.to_str().ok()?;
        super::retry_after::parse(text, super::super::transport::host::SystemTime::now())
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

/// A success, decoded, with its status and headers.
#[derive(Debug, Clone)]
pub struct Response<T> {
    parts: Parts,
    body: T,
}

impl<T> Response<T> {
    /// Puts one together.
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

    /// The id under which the server knows the request.
    pub fn request_id(&self) -> Option<&str> {
        self.parts.request_id()
    }

    /// The decoded body.
    pub fn body(&self) -> &T {
        &self.body
    }

    /// The decoded body alone.
    pub fn into_inner(self) -> T {
        self.body
    }
}

/// How a success becomes a `T`.
pub type Decoder<T> = fn(&Parts, &Bytes) -> Result<T, serde_json::Error>;

/// The body as JSON, unless `Content-Type` says that it is text or bytes and the type can hold these. An empty body counts
/// as `null` where null is allowed.
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

/// Nothing, whatever the body is: a success that documents no content.
///
/// # Errors
/// Never.
pub fn unit(_: &Parts, _: &Bytes) -> Result<(), serde_json::Error> {
    Ok(())
}

/// The body as text, in the charset that it says; a JSON string where `Content-Type` says that it is JSON.
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

/// The body as it came.
///
/// # Errors
/// Never.
pub fn bytes(_: &Parts, body: &Bytes) -> Result<Bytes, serde_json::Error> {
    Ok(body.clone())
}

/// Makes a function of the name `decode` on an enum with one variant a success status, for `decode_with`.
///
/// `success_statuses!(Export { Ready(Report): 200 => json, Pending: 202 => unit, Raw(Bytes): 203 => bytes });` for
/// `pub enum Export { Ready(Report), Pending, Raw(Bytes) }`. A status matches by pattern (`200`, `200..=299`); one
/// that none matches decodes as the first variant.
#[doc(hidden)]
#[macro_export]
macro_rules! __success_statuses {
    ($ty:ident {
        $first:ident $(($first_ty:ty))?: $first_status:pat => $first_how:ident
        $(, $variant:ident $(($inner:ty))?: $status:pat => $how:ident)* $(,)?
    }) => {
        impl $ty {
            /// Decodes a success as the variant of its status.
            ///
            /// # Errors
            /// The body is not what that variant holds.
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
