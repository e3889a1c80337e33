//! A body on its way, up or down: whole, or piece by piece as it comes, so that none has to fit into memory.

use super::failure::{Failure, TransportError};
use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

/// Pieces of a body, in order.
pub type Pieces = Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>> + Send>>;

/// The body of a request or a response; a `Stream` of its pieces.
pub struct Body {
    source: Source,
    /// How many bytes are still to come, where that is known.
    left: Option<u64>,
    /// Only the beginning of what came.
    truncated: bool,
}

enum Source {
    Whole(Bytes),
    /// Can be read once.
    Once(Pieces),
    /// Can be read from the start as often as it is asked for.
    Again(Arc<dyn Fn() -> Pieces + Send + Sync>),
}

impl Body {
    /// A body that comes in pieces, once.
    pub fn new(pieces: impl Stream<Item = Result<Bytes, TransportError>> + Send + 'static) -> Self {
        Self::of(Source::Once(Box::pin(pieces)))
    }

    /// A body that comes in pieces each time that `make` is called, so that it can be sent again.
    pub fn again(make: impl Fn() -> Pieces + Send + Sync + 'static) -> Self {
        Self::of(Source::Again(Arc::new(make)))
    }

    /// The beginning of a body that was longer than its limit.
    pub(crate) fn truncated(bytes: Bytes) -> Self {
        Self { truncated: true, ..Self::of(Source::Whole(bytes)) }
    }

    fn of(source: Source) -> Self {
        Self { source, left: None, truncated: false }
    }

    /// Whether it is only the beginning of what came.
    pub(crate) fn is_truncated(&self) -> bool {
        self.truncated
    }

    /// Says how many bytes it has; reading it fails where it has others.
    #[must_use]
    pub fn with_length(mut self, bytes: Option<u64>) -> Self {
        self.left = bytes;
        self
    }

    /// How many bytes are still to come, if that is known.
    pub fn length(&self) -> Option<u64> {
        match &self.source {
            Source::Whole(bytes) => u64::try_from(bytes.len()).ok(),
            _ => self.left,
        }
    }

    /// All of it, if it is in memory.
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.source {
            Source::Whole(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// All of a body that is in memory; nothing of any other.
    pub(crate) fn into_bytes(self) -> Bytes {
        if let Source::Whole(bytes) = self.source { bytes } else { Bytes::new() }
    }

    /// The same body once more, to be sent again; `None` for one that can be read only once.
    pub fn try_clone(&self) -> Option<Self> {
        let source = match &self.source {
            Source::Whole(bytes) => Source::Whole(bytes.clone()),
            Source::Again(make) => Source::Again(make.clone()),
            Source::Once(_) => return None,
        };
        Some(Self { source, ..*self })
    }

    /// The next piece; `None` at the end.
    ///
    /// # Errors
    /// The rest of the body cannot be read.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await.transpose()
    }

    /// All of it. A body of one piece is not copied.
    ///
    /// # Errors
    /// The rest of the body cannot be read.
    pub async fn collect(mut self) -> Result<Bytes, TransportError> {
        Ok(collect(&mut self, u64::MAX).await?.0)
    }

    /// Holds what came against the length that was said: half a body must not pass for a whole one.
    fn counted(&mut self, next: Option<Bytes>) -> Option<Result<Bytes, TransportError>> {
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
        if let Source::Again(make) = &self.source {
            self.source = Source::Once(make());
        }
        let next = match &mut self.source {
            Source::Whole(bytes) => {
                let bytes = std::mem::take(bytes);
                return Poll::Ready((!bytes.is_empty()).then_some(Ok(bytes)));
            }
            Source::Once(pieces) => pieces.as_mut().poll_next(cx),
            Source::Again(_) => Poll::Ready(None),
        };
        match next {
            Poll::Pending => Poll::Pending,
            Poll::Ready(Some(Err(error))) => Poll::Ready(Some(Err(error))),
            Poll::Ready(Some(Ok(piece))) => Poll::Ready(self.counted(Some(piece))),
            Poll::Ready(None) => Poll::Ready(self.counted(None)),
        }
    }
}

impl<T: Into<Bytes>> From<T> for Body {
    fn from(bytes: T) -> Self {
        Self::of(Source::Whole(bytes.into()))
    }
}

/// Shows how long it is, never what it says.
impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Body").field("length", &self.length()).finish_non_exhaustive()
    }
}

/// Not more bytes than that, and whether they are all. A body of one piece is not copied.
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
