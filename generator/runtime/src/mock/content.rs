//! The bodies that a mock server expects and answers: a typed value becomes bytes and a media type, as the document
//! says of its operation.

use super::super::error::build::BuildError;
use super::super::json::codec::{Wire, to_vec};
use super::super::response::charset::Charset;
use super::super::response::content_type::charset;
use super::super::response::decode::{Decoder, Parts, json as read_json};
use bytes::Bytes;
use serde_json::Value;

/// A body with its media type, which is empty for none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Content {
    /// With its parameters.
    pub media_type: String,
    /// All of it.
    pub body: Vec<u8>,
    /// Whether it is sent in chunks, as what comes bit by bit is.
    pub chunked: bool,
}

impl Content {
    /// Of a known length.
    pub fn new(media_type: impl Into<String>, body: impl Into<Vec<u8>>) -> Self {
        Self { media_type: media_type.into(), body: body.into(), chunked: false }
    }
}

/// A value written, or why it cannot be.
pub type Written = Result<Content, BuildError>;

/// What an operation sends.
pub struct Sends<B: ?Sized> {
    /// What the document says of the media type; a range fits whatever is in it.
    pub(crate) media_type: &'static str,
    pub(crate) write: fn(&B) -> Written,
    /// A member of the body that the client sets itself.
    pub(crate) member: Option<(&'static str, Value)>,
}

impl<B: ?Sized> Sends<B> {
    /// A body of this media type.
    pub fn new(media_type: &'static str, write: fn(&B) -> Written) -> Self {
        Self { media_type, write, member: None }
    }

    /// The client sets this member itself.
    #[must_use]
    pub fn member(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.member = Some((name, value.into()));
        self
    }
}

/// What an operation answers when all is well.
pub struct Replies<T: ?Sized> {
    pub(crate) write: fn(u16, &T) -> Written,
    /// Whether a client reads it, where it is JSON.
    pub(crate) read: Option<Read>,
}

/// Whether a client reads a body as what is documented.
pub type Read = fn(&Parts, &Bytes) -> Result<(), serde_json::Error>;

impl<T: ?Sized> Replies<T> {
    /// Something else than JSON.
    pub fn new(write: fn(u16, &T) -> Written) -> Self {
        Self { write, read: None }
    }

    /// JSON, or something by status; `read` is how a client reads it.
    pub fn read(write: fn(u16, &T) -> Written, read: Read) -> Self {
        Self { write, read: Some(read) }
    }
}

impl<T: Wire> Replies<T> {
    /// JSON.
    pub fn json() -> Self {
        Self::read(|_, value| json(value), |parts, body| read_as(read_json::<T>, parts, body))
    }
}

/// Whether a client reads it so.
///
/// # Errors
/// It does not.
pub fn read_as<T>(decoder: Decoder<T>, parts: &Parts, body: &Bytes) -> Result<(), serde_json::Error> {
    decoder(parts, body).map(drop)
}

/// What an operation answers when something is wrong.
pub type Fails<E> = fn(u16, &E) -> Written;

/// A value as JSON.
///
/// # Errors
/// It holds something that JSON cannot.
pub fn json<T: Wire>(value: &T) -> Written {
    json_as("application/json", value)
}

/// A value as JSON of another media type.
///
/// # Errors
/// It holds something that JSON cannot.
pub fn json_as<T: Wire>(media_type: &str, value: &T) -> Written {
    to_vec(value).map(|body| Content::new(media_type, body)).map_err(unwritable)
}

/// Text as it is.
///
/// # Errors
/// Never.
pub fn text(text: &str) -> Written {
    text_as("text/plain; charset=utf-8", text)
}

/// Text of another media type, in the charset that this says.
///
/// # Errors
/// Never.
pub fn text_as(media_type: &str, text: &str) -> Written {
    let known = charset(media_type).and_then(Charset::of);
    match known.and_then(|charset| charset.encode(text).ok()) {
        Some(bytes) => Ok(Content::new(media_type, bytes)),
        None => Ok(Content::new(media_type, text)),
    }
}

/// Bytes as they are.
///
/// # Errors
/// Never.
pub fn bytes(bytes: &[u8]) -> Written {
    Ok(Content::new("application/octet-stream", bytes))
}

/// Nothing.
///
/// # Errors
/// Never.
pub fn unit((): &()) -> Written {
    Ok(Content::default())
}

/// What belongs to a status, if it is that one.
///
/// # Errors
/// It is another.
pub fn by_status(is_its: bool, status: u16, variant: &str, content: Written) -> Written {
    if is_its { content } else { Err(BuildError::new(format!("{variant} is not what comes with {status}"))) }
}

pub(crate) fn unwritable(error: serde_json::Error) -> BuildError {
    BuildError::new(error.to_string())
}
