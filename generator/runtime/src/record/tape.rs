//! Takes down one exchange of a client while its bodies pass.

use super::super::request::operation::Operation;
use super::super::secret::known::KnownSecrets;
use super::super::transport::body::Body;
use super::super::transport::failure::TransportError;
use super::copy::{self, Copy};
use super::entry::Captured;
use super::known::MIN;
use super::names::Secrets;
use super::recorder::{Recorded, Recorder};
use bytes::Bytes;
use futures_core::Stream;
use http::header::{CONTENT_TYPE, HeaderMap};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Instant, SystemTime};

/// What of a call must not be written, besides what every recording leaves out.
pub(crate) struct Hidden<'a> {
    pub(crate) operation: &'static Operation,
    /// The names of the security schemes' headers, parameters and cookies.
    pub(crate) names: Vec<&'static str>,
    /// The values of path parameters, by name.
    pub(crate) path: &'a [(&'static str, String)],
    pub(crate) known: &'a KnownSecrets,
}

/// An exchange that has begun.
pub(crate) struct Tape {
    recorder: Recorder,
    recorded: Recorded,
    request: Copy,
    clock: Instant,
}

impl Recorder {
    /// Begins an exchange with its request, whose body is written down while it passes.
    pub(crate) fn begin(
        &self,
        request: http::Request<Body>,
        hidden: Hidden<'_>,
    ) -> (http::Request<Body>, Tape) {
        let (head, body) = request.into_parts();
        let (body, copy) = copied(body, &head.headers, None);
        let captured = Captured {
            started: SystemTime::now(),
            took: Default::default(),
            method: head.method.to_string(),
            url: head.uri.to_string(),
            request_headers: pairs(&head.headers),
            request: copy::Body::default(),
            status: 0,
            response_headers: Vec::new(),
            response: copy::Body::default(),
            is_secret: hidden.operation.hides_all(),
        };
        let recorded = Recorded { captured, secrets: hidden.secrets(), names: hidden.names() };
        let tape = Tape { recorder: self.clone(), recorded, request: copy, clock: Instant::now() };
        (http::Request::from_parts(head, body), tape)
    }
}

impl Tape {
    /// Goes on with the response. The exchange is written when its body has passed, to its end or not.
    pub(crate) fn end(mut self, response: http::Response<Body>) -> http::Response<Body> {
        let (head, body) = response.into_parts();
        self.recorded.captured.status = head.status.as_u16();
        self.recorded.captured.response_headers = pairs(&head.headers);
        let (body, _) = copied(body, &head.headers, Some(self));
        http::Response::from_parts(head, body)
    }

    fn write(self, response: copy::Body) {
        let Self { recorder, mut recorded, request, clock } = self;
        recorded.captured.took = clock.elapsed();
        recorded.captured.request = request.take();
        recorded.captured.response = response;
        recorder.write(recorded);
    }
}

impl Hidden<'_> {
    fn names(&self) -> Vec<&'static str> {
        let members = self.operation.secrets.iter().filter(|name| **name != "*");
        self.names.iter().chain(members).copied().collect()
    }

    /// The credentials of the call, in every form in which a server may repeat them.
    fn secrets(&self) -> Vec<String> {
        let mut by_name = Secrets::default();
        by_name.declare(self.names());
        // A short one is rather a number or a word than a credential.
        let is_secret = |(name, value): &&(&str, String)| by_name.holds(name) && value.len() >= MIN;
        let path = self.path.iter().filter(is_secret).map(|(_, value)| value.clone());
        self.known.forms().into_iter().chain(path).collect()
    }
}

/// Writes a body down: at once if it is in memory, otherwise while it passes.
fn copied(body: Body, headers: &HeaderMap, tape: Option<Tape>) -> (Body, Copy) {
    let media = headers.get(CONTENT_TYPE).and_then(|media| media.to_str().ok());
    let copy = Copy::new(media);
    if let Some(bytes) = body.as_bytes() {
        copy.add(bytes);
        copy.complete();
        if let Some(tape) = tape {
            tape.write(copy.take());
        }
        return (body, copy);
    }
    let length = body.length();
    let passing = Passing { body, copy: copy.clone(), tape };
    passing.complete_at_end();
    (Body::new(passing).with_length(length), copy)
}

/// A body that passes.
struct Passing {
    body: Body,
    copy: Copy,
    /// The exchange that ends with it.
    tape: Option<Tape>,
}

impl Passing {
    /// A body of known length is not asked for more than its last piece.
    fn complete_at_end(&self) {
        if self.body.length() == Some(0) {
            self.copy.complete();
        }
    }
}

impl Stream for Passing {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        let next = std::task::ready!(Pin::new(&mut this.body).poll_next(context));
        match &next {
            Some(Ok(piece)) => {
                this.copy.add(piece);
                this.complete_at_end();
            }
            Some(Err(_)) => {}
            None => this.copy.complete(),
        }
        Poll::Ready(next)
    }
}

impl Drop for Passing {
    fn drop(&mut self) {
        if let Some(tape) = self.tape.take() {
            tape.write(self.copy.take());
        }
    }
}

fn pairs(headers: &HeaderMap) -> Vec<(String, String)> {
    let pairs = headers.iter();
    pairs
        .map(|(name, value)| {
            (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned())
        })
        .collect()
}
