//! Bodies in the form that hyper has them, and its errors in ours.

use super::super::transport::body::Body;
use super::super::transport::failure::{Failure, TransportError};
use super::connect::TooSlow;
use bytes::Bytes;
use futures_core::Stream;
use hyper::body::{Body as HttpBody, Frame, Incoming, SizeHint};
use hyper_util::client::legacy;
use std::error::Error;
use std::pin::Pin;
use std::task::{Context, Poll};

/// A request body.
pub(crate) struct Outgoing(pub(crate) Body);

impl HttpBody for Outgoing {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        Pin::new(&mut self.0).poll_next(context).map(|next| next.map(|piece| piece.map(Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        self.0.length() == Some(0)
    }

    fn size_hint(&self) -> SizeHint {
        self.0.length().map_or_else(SizeHint::new, SizeHint::with_exact)
    }
}

/// A response body.
pub(crate) fn received(body: Incoming) -> Body {
    if body.is_end_stream() {
        return Body::from(Bytes::new());
    }
    let length = body.size_hint().exact();
    Body::new(Pieces(body)).with_length(length)
}

/// The pieces of a response body. Trailers are not part of it.
struct Pieces(Incoming);

impl Stream for Pieces {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            let frame = std::task::ready!(Pin::new(&mut self.0).poll_frame(context));
            match frame.map(|frame| frame.map(Frame::into_data)) {
                None => return Poll::Ready(None),
                Some(Ok(Ok(piece))) => return Poll::Ready(Some(Ok(piece))),
                Some(Ok(Err(_))) => {}
                Some(Err(error)) => {
                    return Poll::Ready(Some(Err(TransportError::new(Failure::Exchange, error))));
                }
            }
        }
    }
}

/// Why no response came.
pub(crate) fn failed(error: legacy::Error) -> TransportError {
    let failure = match () {
        () if comes_from::<TooSlow>(&error, |_| true) => Failure::ConnectTimeout,
        () if comes_from::<TransportError>(&error, |cause| cause.failure() == Failure::Body) => Failure::Body,
        () if error.is_connect() => Failure::Connect,
        () => Failure::Exchange,
    };
    TransportError::new(failure, error)
}

/// Returns true if one of the causes is of this type and as asked for.
fn comes_from<E: Error + 'static>(error: &legacy::Error, is: impl Fn(&E) -> bool) -> bool {
    let first = error.source();
    let mut causes = std::iter::successors(first, |cause| (*cause).source());
    causes.any(|cause| cause.downcast_ref::<E>().is_some_and(&is))
}
