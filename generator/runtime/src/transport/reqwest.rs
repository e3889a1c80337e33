//! Sends with a `reqwest::Client` of the caller, whose settings apply: TLS, proxies, and what else reqwest has.

use super::body::Body;
use super::failure::{Failure, TransportError};
use super::interface::{BoxFuture, Transport};
use bytes::Bytes;
use futures_core::Stream;
use hyper::body::{Body as HttpBody, Frame, SizeHint};
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};

/// Sends with a `reqwest::Client`. It should follow no redirects and repeat no requests, which the client does:
/// `reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).retry(reqwest::retry::never())`.
pub struct Reqwest(reqwest::Client);

impl From<reqwest::Client> for Reqwest {
    fn from(client: reqwest::Client) -> Self {
        Self(client)
    }
}

impl Transport for Reqwest {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            let request = reqwest::Request::try_from(request.map(outgoing)).map_err(failed)?;
            let response = self.0.execute(request).await.map_err(failed)?;
            Ok(http::Response::from(response).map(incoming))
        })
    }
}

/// Converts the error without its URL, whose query can hold a credential.
fn failed(error: reqwest::Error) -> TransportError {
    let failure = match () {
        () if error.is_timeout() && error.is_connect() => Failure::ConnectTimeout,
        () if error.is_timeout() => Failure::Timeout,
        () if is_body_error(&error) => Failure::Body,
        () if error.is_builder() => Failure::Invalid,
        () if error.is_connect() => Failure::Connect,
        () => Failure::Exchange,
    };
    TransportError::new(failure, error.without_url())
}

/// Returns true if the cause is that the request body could not be read.
fn is_body_error(error: &reqwest::Error) -> bool {
    let first = std::error::Error::source(error);
    let mut causes = std::iter::successors(first, |cause| cause.source());
    causes.any(|cause| {
        cause.downcast_ref::<TransportError>().is_some_and(|cause| cause.failure() == Failure::Body)
    })
}

fn outgoing(body: Body) -> reqwest::Body {
    match body.as_bytes() {
        Some(bytes) => reqwest::Body::from(bytes.clone()),
        None => reqwest::Body::wrap(Outgoing { length: body.length(), body: Mutex::new(body) }),
    }
}

/// A request body in the form that reqwest accepts. The lock is never contended; it exists because reqwest requires
/// `Sync`.
struct Outgoing {
    length: Option<u64>,
    body: Mutex<Body>,
}

impl HttpBody for Outgoing {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let body = self.body.get_mut().unwrap_or_else(PoisonError::into_inner);
        let next = Pin::new(&mut *body).poll_next(cx);
        self.length = body.length();
        next.map(|next| next.map(|piece| piece.map(Frame::data)))
    }

    fn size_hint(&self) -> SizeHint {
        self.length.map_or_else(SizeHint::new, SizeHint::with_exact)
    }
}

/// The announced length is known only if the body is not compressed.
fn incoming(body: reqwest::Body) -> Body {
    let length = HttpBody::size_hint(&body).exact();
    Body::new(Incoming(body)).with_length(length)
}

/// The body of a response, in pieces.
struct Incoming(reqwest::Body);

impl Stream for Incoming {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            let frame = std::task::ready!(HttpBody::poll_frame(Pin::new(&mut self.0), cx));
            // Trailers are not part of the body.
            match frame.map(|frame| frame.map(Frame::into_data)) {
                None => return Poll::Ready(None),
                Some(Ok(Ok(piece))) => return Poll::Ready(Some(Ok(piece))),
                Some(Ok(Err(_))) => {}
                Some(Err(error)) => return Poll::Ready(Some(Err(failed(error)))),
            }
        }
    }
}
