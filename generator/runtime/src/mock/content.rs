//! The bodies that a mock server expects and sends: a typed value is encoded as bytes with a media type, as the
//! document declares for the operation.

use super::super::error::build::BuildError;
use super::super::json::codec::{Wire, to_vec};
use super::super::response::charset::Charset;
use super::super::response::content_type::charset;
use super::super::response::decode::{Decoder, Parts, json as read_json};
use bytes::Bytes;
use serde_json::Value;

/// A body with its media type, which is empty if there is no body.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Content {
    /// The media type, with its parameters.
    pub media_type: String,
    /// The whole body.
    pub body: Vec<u8>,
    /// Whether it is sent in chunks, as streams are.
    pub chunked: bool,
}

impl Content {
    /// Creates content of a known length.
    pub fn new(media_type: impl Into<String>, body: impl Into<Vec<u8>>) -> Self {
        Self { media_type: media_type.into(), body: body.into(), chunked: false }
    }
}

/// The content of an encoded value, or the error.
pub type EncodedContent = Result<Content, BuildError>;

/// The request body of an operation.
pub struct RequestBody<B: ?Sized> {
    /// The declared media type; a range matches all media types in it.
    pub(crate) media_type: &'static str,
    pub(crate) write: fn(&B) -> EncodedContent,
    /// A member of the body that the client sets itself, with its value.
    pub(crate) member: Option<(&'static str, Value)>,
}

impl<B: ?Sized> RequestBody<B> {
    /// A body with this media type.
    pub fn new(media_type: &'static str, write: fn(&B) -> EncodedContent) -> Self {
        Self { media_type, write, member: None }
    }

    /// Adds a member that the client sets itself.
    #[must_use]
    pub fn member(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.member = Some((name, value.into()));
        self
    }
}

/// The success of an operation.
pub struct Success<T: ?Sized> {
    pub(crate) write: fn(u16, &T) -> EncodedContent,
    /// The check that a client can decode it, for JSON.
    pub(crate) read: Option<Read>,
}

/// Checks that a client can decode a body as the documented type.
pub type Read = fn(&Parts, &Bytes) -> Result<(), serde_json::Error>;

impl<T: ?Sized> Success<T> {
    /// A success that is not JSON.
    pub fn new(write: fn(u16, &T) -> EncodedContent) -> Self {
        Self { write, read: None }
    }

    /// A success that is JSON, or a type by status; `read` decodes it as a client does.
    pub fn read(write: fn(u16, &T) -> EncodedContent, read: Read) -> Self {
        Self { write, read: Some(read) }
    }
}

impl<T: Wire> Success<T> {
    /// A success that is JSON.
    pub fn json() -> Self {
        Self::read(|_, value| json(value), |parts, body| read_as(read_json::<T>, parts, body))
    }
}

/// Checks that a decoder accepts the body.
///
/// # Errors
/// The body does not decode.
pub fn read_as<T>(decoder: Decoder<T>, parts: &Parts, body: &Bytes) -> Result<(), serde_json::Error> {
    decoder(parts, body).map(drop)
}

/// The error response of an operation.
pub type ErrorReply<E> = fn(u16, &E) -> EncodedContent;

/// Encodes a value as JSON.
///
/// # Errors
/// The value cannot be encoded as JSON.
pub fn json<T: Wire>(value: &T) -> EncodedContent {
    json_as("application/json", value)
}

/// Encodes a value as JSON with another media type.
///
/// # Errors
/// The value cannot be encoded as JSON.
pub fn json_as<T: Wire>(media_type: &str, value: &T) -> EncodedContent {
    to_vec(value).map(|body| Content::new(media_type, body)).map_err(unwritable)
}

/// Content of plain text.
///
/// # Errors
/// Never.
pub fn text(text: &str) -> EncodedContent {
    text_as("text/plain; charset=utf-8", text)
}

/// Text of another media type, in the charset that this says.
///
/// # Errors
/// Never.
pub fn text_as(media_type: &str, text: &str) -> EncodedContent {
    let known = charset(media_type).and_then(Charset::of);
    match known.and_then(|charset| charset.encode(text).ok()) {
        Some(bytes) => Ok(Content::new(media_type, bytes)),
        None => Ok(Content::new(media_type, text)),
    }
}

/// Content of bytes.
///
/// # Errors
/// Never.
pub fn bytes(bytes: &[u8]) -> EncodedContent {
    Ok(Content::new("application/octet-stream", bytes))
}

/// Empty content.
///
/// # Errors
/// Never.
pub fn unit((): &()) -> EncodedContent {
    Ok(Content::default())
}

/// Returns the content of a variant if the status is that of the variant.
///
/// # Errors
/// The status belongs to another variant.
pub fn by_status(is_its: bool, status: u16, variant: &str, content: EncodedContent) -> EncodedContent {
    if is_its { content } else { Err(BuildError::new(format!("{variant} is not what comes with {status}"))) }
}

pub(crate) fn unwritable(error: serde_json::Error) -> BuildError {
    BuildError::new(error.to_string())
}
