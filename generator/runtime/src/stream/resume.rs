//! Reopens a stream of events after its connection breaks (WHATWG HTML, "Server-sent events"): it sends the same
//! request with the id of the last event, after the wait that the server asks for.

use super::super::error::api::ApiError;
use super::super::error::build::BuildError;
use super::super::error::call::Error;
use super::super::request::builder::Request;
use super::super::request::execute::open_as;
use super::super::request::retry::Retry;
use super::super::response::decode::Parts;
use super::super::response::receive::ReadMode;
use super::super::transport::body::Body;
use super::super::transport::interface::BoxFuture;
use http::StatusCode;
use std::task::{Context, Poll};
use std::time::Duration;

/// The result of an attempt: the new response, or `None` if the server says that the stream is over.
type Opened = Result<Option<(Parts, Body)>, Error>;

/// Reopens a stream.
pub struct Resume {
    rule: Retry,
    /// Attempts since the last event.
    tries: u32,
    state: State,
}

enum State {
    Waiting(Box<Request>),
    Opening(BoxFuture<'static, (Box<Request>, Opened)>),
    /// Only during the change from one state to the other.
    Changing,
}

impl Resume {
    /// Creates a `Resume` for this request. If the request must not be sent twice, it sets an error on the request and
    /// returns `None`.
    pub fn new(request: &mut Request, rule: Retry) -> Option<Self> {
        let saved = request.op.idempotent.then(|| request.try_clone()).flatten();
        if saved.is_none() {
            let reason = "`reconnect` would send it again, and doing its work twice may do harm";
            request.fail(BuildError::new(reason));
        }
        saved.map(|saved| Self { rule, tries: 0, state: State::Waiting(Box::new(saved)) })
    }

    /// Resets the number of attempts, after an event.
    pub fn reset_tries(&mut self) {
        self.tries = 0;
    }

    /// Starts to reopen the stream after the event with this id; false if no attempts are left.
    pub fn start(&mut self, id: Option<&str>, asked: Option<Duration>) -> bool {
        let State::Waiting(saved) = std::mem::replace(&mut self.state, State::Changing) else { return false };
        let clock = saved.core.settings().options.clock.clone();
        let Some(wait) = self.rule.wait(self.tries, asked, clock.as_ref()) else { return false };
        self.tries += 1;
        let id = id.map(str::to_owned);
        self.state = State::Opening(Box::pin(async move {
            clock.sleep(wait).await;
            let opened = match saved.try_clone() {
                Some(request) => send_again(request, id).await,
                None => Ok(None),
            };
            (saved, opened)
        }));
        true
    }

    /// Polls an attempt; `None` if there is none.
    pub fn poll(&mut self, cx: &mut Context<'_>) -> Option<Poll<Opened>> {
        let State::Opening(opening) = &mut self.state else { return None };
        Some(opening.as_mut().poll(cx).map(|(saved, opened)| {
            self.state = State::Waiting(saved);
            opened
        }))
    }
}

/// Sends the request again, with the id of the last event. Status 204 means that the stream is over.
async fn send_again(request: Request, id: Option<String>) -> Opened {
    let mut request = request;
    if let Some(id) = id {
        request.set_raw_header("last-event-id", &id);
    }
    let (parts, body) = open_stream(request, true).await?;
    Ok((parts.status != StatusCode::NO_CONTENT).then_some((parts, body)))
}

/// Sends the request for a stream. A response that is not a stream is an error.
///
/// # Errors
/// There is no response, it is not a success, or it is JSON in place of the stream.
pub async fn open_stream(request: Request, rejects_json: bool) -> Result<(Parts, Body), Error> {
    let reading = if rejects_json { ReadMode::Events } else { ReadMode::Pieces };
    let (parts, body) = open_as(request, reading).await?;
    if reading.is_error(&parts) {
        return Err(Error::Api(Box::new(ApiError::from_response(parts, &body))));
    }
    Ok((parts, body))
}
