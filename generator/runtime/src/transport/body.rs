//! Bodies of requests and responses: in memory, or in pieces, so that a body need not fit into memory.

use super::failure::{Failure, TransportError};
use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

/// The pieces of a body, in order.
pub type Pieces = Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>> + Send>>;

/// The body of a request or a response; a `Stream` of its pieces.
pub struct Body {
    source: Source,
    /// The number of remaining bytes, if it is known.
    left: Option<u64>,
    /// Only the beginning of the body was kept.
    truncated: bool,
}

enum Source {
    Whole(Bytes),
    /// A stream that can be read once.
    Once(Pieces),
    /// A function that makes a new stream of the same body.
    Repeatable(Arc<dyn Fn() -> Pieces + Send + Sync>),
}

impl Body {
    /// Creates a body from a stream of pieces. It can be sent once.
    pub fn new(pieces: impl Stream<Item = Result<Bytes, TransportError>> + Send + 'static) -> Self {
        Self::from_source(Source::Once(Box::pin(pieces)))
    }

    /// Creates a body from a function that returns a new stream of pieces each time, so that the body can be sent
    /// again.
    pub fn repeatable(make: impl Fn() -> Pieces + Send + Sync + 'static) -> Self {
        Self::from_source(Source::Repeatable(Arc::new(make)))
    }

    /// Creates a body from the beginning of one that exceeded its limit.
    pub(crate) fn truncated(bytes: Bytes) -> Self {
        Self { truncated: true, ..Self::from_source(Source::Whole(bytes)) }
    }

    fn from_source(source: Source) -> Self {
        Self { source, left: None, truncated: false }
    }

    /// Returns true if only the beginning of the body was kept.
    pub(crate) fn is_truncated(&self) -> bool {
        self.truncated
    }

    /// Sets the length in bytes. Reading fails if the body has another length.
    #[must_use]
    pub fn with_length(mut self, bytes: Option<u64>) -> Self {
        self.left = bytes;
        self
    }

    /// The number of remaining bytes, if it is known.
    pub fn length(&self) -> Option<u64> {
        match &self.source {
            Source::Whole(bytes) => u64::try_from(bytes.len()).ok(),
            _ => self.left,
        }
    }

    /// The whole body, if it is in memory.
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.source {
            Source::Whole(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// The whole body if it is in memory; empty otherwise.
    pub(crate) fn into_bytes(self) -> Bytes {
        if let Source::Whole(bytes) = self.source { bytes } else { Bytes::new() }
    }

    /// Clones the body; `None` if it can be read only once.
    pub fn try_clone(&self) -> Option<Self> {
        let source = match &self.source {
            Source::Whole(bytes) => Source::Whole(bytes.clone()),
            Source::Repeatable(make) => Source::Repeatable(make.clone()),
            Source::Once(_) => return None,
        };
        Some(Self { source, ..*self })
    }

    /// Reads the next piece; `None` at the end.
    ///
    /// # Errors
    /// The rest of the body cannot be read.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await.transpose()
    }

    /// Reads the whole body. A body of one piece is not copied.
    ///
    /// # Errors
    /// The rest of the body cannot be read.
    pub async fn collect(mut self) -> Result<Bytes, TransportError> {
        Ok(collect(&mut self, u64::MAX).await?.0)
    }

    /// Compares the bytes read with the declared length, so that a partial body does not pass for a complete one.
    fn check_length(&mut self, next: Option<Bytes>) -> Option<Result<Bytes, TransportError>> {
        let wrong = |reason| Some(Err(TransportError::new(Failure::Body, reason)));
        let Some(left) = self.left else { return next.map(Ok) };
        match next {
            None if left > 0 => wrong(format!("it ends {left} bytes before the length that was said")),
            None => None,
            Some(piece) => match left.checked_sub(piece.len() as u64) {
                Some(left) => {
                    self.left = Some(left);
                    Some(Ok(piece))
                }
                None => wrong("it is longer than the length that was said".to_owned()),
            },
        }
    }
}

impl Stream for Body {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if let Source::Repeatable(make) = &self.source {
            self.source = Source::Once(make());
        }
        let next = match &mut self.source {
            Source::Whole(bytes) => {
                let bytes = std::mem::take(bytes);
                return Poll::Ready((!bytes.is_empty()).then_some(Ok(bytes)));
            }
            Source::Once(pieces) => pieces.as_mut().poll_next(cx),
            Source::Repeatable(_) => Poll::Ready(None),
        };
        match next {
            Poll::Pending => Poll::Pending,
            Poll::Ready(Some(Err(error))) => Poll::Ready(Some(Err(error))),
            Poll::Ready(Some(Ok(piece))) => Poll::Ready(self.check_length(Some(piece))),
            Poll::Ready(None) => Poll::Ready(self.check_length(None)),
        }
    }
}

impl<T: Into<Bytes>> From<T> for Body {
    fn from(bytes: T) -> Self {
        Self::from_source(Source::Whole(bytes.into()))
    }
}

/// Shows the length, never the content.
impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Body").field("length", &self.length()).finish_non_exhaustive()
    }
}

/// Reads at most `limit` bytes, and returns whether that is the whole body. A body of one piece is not copied.
///
/// # Errors
/// The rest of the body cannot be read.
pub(crate) async fn collect(body: &mut Body, limit: u64) -> Result<(Bytes, bool), TransportError> {
    let mut room = usize::try_from(limit).unwrap_or(usize::MAX);
    let (mut first, mut all) = (Bytes::new(), BytesMut::new());
    while let Some(mut piece) = body.chunk().await? {
        let fits = piece.len() <= room;
        piece.truncate(room);
        room -= piece.len();
        if first.is_empty() && all.is_empty() {
            first = piece;
        } else {
            if all.is_empty() {
                all = BytesMut::from(std::mem::take(&mut first));
            }
            all.extend_from_slice(&piece);
        }
        if !fits {
            return Ok((if all.is_empty() { first } else { all.freeze() }, false));
        }
    }
    Ok((if all.is_empty() { first } else { all.freeze() }, true))
}
