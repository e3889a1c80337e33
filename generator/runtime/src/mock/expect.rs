//! The builder of an expectation: the expected call, its reply, the number of calls, and faults of the connection.

use super::super::error::body::ErrorBody;
use super::super::error::decode::DecodeError;
use super::super::request::operation::Operation;
use super::super::response::decode::Parts;
use super::super::secret::known::KnownSecrets;
use super::content::{Content, EncodedContent, ErrorReply, RequestBody, Success};
use super::expectation::Expectation;
use super::http::Answer;
use super::redact::redact_members;
use super::server::Server;
use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde_json::Value;
use std::fmt;
use std::time::Duration;

/// An expected call with a body `B`, which is answered with a `T`, or with an `E` as error. Only the parts that are set
/// are compared.
#[must_use = "an expectation counts once it has a reply"]
pub struct Expect<'a, B: ?Sized, T: ?Sized, E> {
    server: &'a Server,
    expectation: Expectation,
    write_body: fn(&B) -> EncodedContent,
    replies: Success<T>,
    fails: ErrorReply<E>,
}

impl Server {
    /// Starts an expectation of the operation; a reply completes it.
    pub fn expect<B: ?Sized, T: ?Sized, E>(
        &self,
        operation: &'static Operation,
        sends: RequestBody<B>,
        replies: Success<T>,
        fails: ErrorReply<E>,
    ) -> Expect<'_, B, T, E> {
        Expect::new(self, operation, sends, replies, fails)
    }
}

impl<'a, B: ?Sized, T: ?Sized, E> Expect<'a, B, T, E> {
    pub(crate) fn new(
        server: &'a Server,
        operation: &'static Operation,
        sends: RequestBody<B>,
        replies: Success<T>,
        fails: ErrorReply<E>,
    ) -> Self {
        let write_body = sends.write;
        Self { server, expectation: Expectation::new(operation, sends), write_body, replies, fails }
    }

    /// Expects this value of a path parameter.
    pub fn path(mut self, name: &str, value: impl ToString) -> Self {
        let template = self.expectation.operation.path;
        if ![format!("{{{name}}}"), format!("{{+{name}}}")].iter().any(|part| template.contains(part)) {
            self.fault(format!("the path {template} has no {{{name}}}"));
        }
        self.expectation.path.push((name.to_owned(), value.to_string()));
        self
    }

    /// Expects this value of a query parameter; other parameters are ignored.
    pub fn query(mut self, name: &str, value: impl ToString) -> Self {
        self.expectation.query.push((name.to_owned(), value.to_string()));
        self
    }

    /// Expects this value of a header.
    pub fn header(mut self, name: &str, value: impl ToString) -> Self {
        self.expectation.headers.push((name.to_owned(), value.to_string()));
        self
    }

    /// Expects this body, encoded as the operation sends it: as JSON, as a form, as a multipart form, or unchanged.
    pub fn body(mut self, body: &B) -> Self {
        match (self.write_body)(body) {
            Ok(body) => self.expectation.expect_body(body),
            Err(error) => self.fault(format!("the expected body: {error}")),
        }
        self
    }

    /// Replies with the documented success.
    pub fn reply(self, status: u16, value: &T) -> Expected<'a> {
        let content = (self.replies.write)(status, value);
        self.reply_written(status, true, content)
    }

    /// Replies with JSON, sent unchanged, which must decode as the documented success.
    pub fn reply_json(self, status: u16, value: &Value) -> Expected<'a> {
        let body = value.to_string();
        let read = match (self.replies.read, StatusCode::from_u16(status)) {
            (Some(read), Ok(status)) => {
                let (operation, headers, known) =
                    (self.expectation.operation, HeaderMap::new(), KnownSecrets::default());
                let parts = Parts { operation, status, headers, known, accept: None, repeatable: false };
                let bytes = Bytes::from(body.clone());
                read(&parts, &bytes).map_err(|error| decode_failure(&DecodeError::new(parts, bytes, error)))
            }
            (None, _) => Err("it is no JSON".to_owned()),
            (_, Err(error)) => Err(error.to_string()),
        };
        self.reply_checked(status, true, body, read)
    }

    /// Replies with the documented error.
    pub fn reply_error(self, status: u16, value: &E) -> Expected<'a> {
        let content = (self.fails)(status, value);
        self.reply_written(status, false, content)
    }

    /// Replies with these bytes, whatever the document declares.
    pub fn reply_bytes(self, status: u16, content_type: &str, body: impl Into<Vec<u8>>) -> Expected<'a> {
        self.reply_with(status, Content::new(content_type, body))
    }

    /// Replies with a status and no body.
    pub fn reply_empty(self, status: u16) -> Expected<'a> {
        self.reply_with(status, Content::default())
    }

    /// Closes the connection without a reply.
    pub fn hang_up(self) -> Expected<'a> {
        self.reply_with(0, Content::default())
    }

    fn reply_checked(
        self,
        status: u16,
        is_success: bool,
        body: String,
        read: Result<(), String>,
    ) -> Expected<'a> {
        if let Err(error) = read {
            self.undocumented(&error);
        }
        self.reply_written(status, is_success, Ok(Content::new("application/json", body)))
    }

    fn reply_written(self, status: u16, is_success: bool, content: EncodedContent) -> Expected<'a> {
        if (200..300).contains(&status) != is_success {
            let kind = if is_success { "success" } else { "error" };
            self.undocumented(&format!("{status} is the status of no {kind}"));
        }
        let content = content.unwrap_or_else(|error| {
            self.undocumented(&error);
            Content::default()
        });
        self.reply_with(status, content)
    }

    fn reply_with(mut self, status: u16, content: Content) -> Expected<'a> {
        self.expectation.answer = Answer { status, content, ..Answer::default() };
        let mut script = self.server.script();
        let index = script.expectations.len();
        script.expectations.push(self.expectation);
        drop(script);
        Expected { server: self.server, index }
    }

    fn undocumented(&self, why: &dyn fmt::Display) {
        let id = self.expectation.operation.id;
        self.server.script().faults.push(format!("the reply of {id} is not what is documented: {why}"));
    }

    fn fault(&self, what: String) {
        self.server.script().faults.push(format!("{}: {what}", self.expectation.operation.id));
    }
}

/// The location and reason of a decode error, without the operation.
fn decode_failure(error: &DecodeError) -> String {
    error.json_error().to_string()
}

impl<'a, B: ?Sized, T: ?Sized, E: ErrorBody> Expect<'a, B, T, E> {
    /// Replies with JSON, sent unchanged, which must decode as the documented error.
    pub fn reply_error_json(self, status: u16, value: &Value) -> Expected<'a> {
        let body = value.to_string();
        let read = E::from_body(status, body.as_bytes());
        let shown = || redact_members(self.expectation.operation, value).to_string();
        let read = read.map(drop).map_err(|_| format!("no error of {status} is {}", shown()));
        self.reply_checked(status, false, body, read)
    }
}

impl<B: ?Sized, T: ?Sized, E> fmt::Debug for Expect<'_, B, T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Expect").field("operation", &self.expectation.operation.id).finish_non_exhaustive()
    }
}

/// A complete expectation. By default it expects one call, and the reply is sent at once and complete.
#[derive(Debug)]
pub struct Expected<'a> {
    server: &'a Server,
    index: usize,
}

impl Expected<'_> {
    /// Expects exactly this many calls; 0 for none.
    pub fn times(self, times: usize) -> Self {
        self.with(|expectation| expectation.times = (times, times))
    }

    /// Expects at least this many calls.
    pub fn at_least(self, times: usize) -> Self {
        self.with(|expectation| expectation.times = (times, usize::MAX))
    }

    /// Adds a header to the reply.
    pub fn header(self, name: &str, value: impl ToString) -> Self {
        self.with(|expectation| expectation.answer.headers.push((name.to_owned(), value.to_string())))
    }

    /// Delays the reply.
    pub fn after(self, delay: Duration) -> Self {
        self.with(|expectation| expectation.answer.delay = delay)
    }

    /// Sends the body in pieces of this many bytes, with a pause between them.
    pub fn in_pieces(self, bytes: usize, pause: Duration) -> Self {
        self.with(|expectation| expectation.answer.pieces = Some((bytes, pause)))
    }

    /// Closes the connection after this many bytes of the body.
    pub fn cut_after(self, bytes: usize) -> Self {
        self.with(|expectation| expectation.answer.cut = Some(bytes))
    }

    fn with(self, change: impl FnOnce(&mut Expectation)) -> Self {
        if let Some(expectation) = self.server.script().expectations.get_mut(self.index) {
            change(expectation);
        }
        self
    }
}
