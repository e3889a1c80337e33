//! Uploads: bytes in memory, a file, or a stream, with an optional file name and media type.

use super::super::error::build::BuildError;
use super::super::transport::body::{Body, Pieces};
use super::super::transport::failure::{Failure, TransportError};
use bytes::Bytes;
use futures_core::Stream;
use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

/// The media type of unknown bytes.
pub(crate) const OCTET_STREAM: &str = "application/octet-stream";

/// Content to upload, such as `Upload::bytes("text").filename("a.txt").content_type("text/plain")`. Bytes and files can
/// be sent any number of times. A stream can be sent once, and its clones share it.
#[derive(Clone)]
pub struct Upload {
    source: Source,
    length: Option<u64>,
    filename: Option<String>,
    content_type: Option<String>,
    headers: Vec<(String, String)>,
}

#[derive(Clone)]
enum Source {
    Bytes(Bytes),
    Repeatable(Arc<dyn Fn() -> Pieces + Send + Sync>),
    Once(Arc<Mutex<Option<Pieces>>>),
}

impl Upload {
    /// Uploads bytes in memory.
    pub fn bytes(bytes: impl Into<Bytes>) -> Self {
        Self::new(Source::Bytes(bytes.into()), None)
    }

    /// Uploads a stream. It is sent in chunks, unless [`length`](Self::length) sets its length. It can be sent only
    /// once, so a call with it is not retried.
    pub fn stream<B, E>(stream: impl Stream<Item = Result<B, E>> + Send + 'static) -> Self
    where
        B: Into<Bytes> + 'static,
        E: Into<Box<dyn std::error::Error + Send + Sync>> + 'static,
    {
        let pieces: Pieces = Box::pin(Mapped(Box::pin(stream)));
        Self::new(Source::Once(Arc::new(Mutex::new(Some(pieces)))), None)
    }

    /// Uploads the stream that `make` returns, which is called each time the content is sent. `length` is its length in
    /// bytes, if it is known.
    pub fn repeatable(make: impl Fn() -> Pieces + Send + Sync + 'static, length: Option<u64>) -> Self {
        Self::new(Source::Repeatable(Arc::new(make)), length)
    }

    fn new(source: Source, length: Option<u64>) -> Self {
        Self { source, length, filename: None, content_type: None, headers: Vec::new() }
    }

    /// Sets the length of a stream in bytes, so that it is sent with `Content-Length`, which many servers require.
    #[must_use]
    pub fn length(mut self, bytes: u64) -> Self {
        self.length = Some(bytes);
        self
    }

    /// Sets the file name, for forms.
    #[must_use]
    pub fn filename(mut self, name: impl Into<String>) -> Self {
        self.filename = Some(name.into());
        self
    }

    /// Sets the media type, such as `image/png`, in place of the declared one.
    #[must_use]
    pub fn content_type(mut self, media_type: impl Into<String>) -> Self {
        self.content_type = Some(media_type.into());
        self
    }

    /// Adds a header to the part of a form. With `Content-Type` or `Content-Disposition`, and for an upload that is not
    /// part of a form, the call fails before it is sent.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    pub(crate) fn headers(&self) -> &[(String, String)] {
        &self.headers
    }

    /// The file name, if it is set.
    pub fn named(&self) -> Option<&str> {
        self.filename.as_deref()
    }

    pub(crate) fn media_type(&self) -> Option<&str> {
        self.content_type.as_deref()
    }

    /// The content, if it is in memory.
    pub(crate) fn as_bytes(&self) -> Option<&Bytes> {
        match &self.source {
            Source::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// Returns true if it can be sent only once.
    pub fn is_once(&self) -> bool {
        matches!(self.source, Source::Once(_))
    }

    /// The length in bytes, if it is known.
    pub(crate) fn size(&self) -> Option<u64> {
        self.as_bytes().map_or(self.length, |bytes| u64::try_from(bytes.len()).ok())
    }

    /// Makes a body of the content.
    ///
    /// # Errors
    /// The upload is a stream that was sent before.
    pub fn body(&self) -> Result<Body, BuildError> {
        match &self.source {
            Source::Bytes(bytes) => Ok(Body::from(bytes.clone())),
            Source::Repeatable(make) => {
                let make = make.clone();
                Ok(Body::repeatable(move || make()).with_length(self.length))
            }
            Source::Once(pieces) => {
                let pieces = pieces.lock().unwrap_or_else(PoisonError::into_inner).take();
                let pieces = pieces.ok_or_else(|| BuildError::new("the stream to upload was sent before"))?;
                Ok(Body::new(pieces).with_length(self.length))
            }
        }
    }
}

/// Two uploads are equal if they have the same bytes, or the same stream or file reader, and the same name, media type
/// and headers.
impl PartialEq for Upload {
    fn eq(&self, other: &Self) -> bool {
        let same = match (&self.source, &other.source) {
            (Source::Bytes(own), Source::Bytes(other)) => own == other,
            (Source::Repeatable(own), Source::Repeatable(other)) => Arc::ptr_eq(own, other),
            (Source::Once(own), Source::Once(other)) => Arc::ptr_eq(own, other),
            _ => false,
        };
        let of_part = |it: &Self| (it.filename.clone(), it.content_type.clone(), it.headers.clone());
        same && of_part(self) == of_part(other)
    }
}

impl Eq for Upload {}

impl<T: Into<Bytes>> From<T> for Upload {
    fn from(bytes: T) -> Self {
        Self::bytes(bytes)
    }
}

/// Shows name, media type and length, never the content.
impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload")
            .field("filename", &self.filename)
            .field("content_type", &self.content_type)
            .field("length", &self.size())
            .finish_non_exhaustive()
    }
}

/// Converts the pieces and errors of the caller's stream.
struct Mapped<S>(Pin<Box<S>>);

impl<S, B, E> Stream for Mapped<S>
where
    S: Stream<Item = Result<B, E>>,
    B: Into<Bytes>,
    E: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let failed = |error: E| TransportError::new(Failure::Body, error);
        self.0.as_mut().poll_next(cx).map(|next| next.map(|piece| piece.map(Into::into).map_err(failed)))
    }
}
