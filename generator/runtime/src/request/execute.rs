//! Sends a request and receives the bytes of its response: one function for all operations, not generic, boxed once.
//! Time limits, retries and hooks are here, so that they are the same for every transport.

use super::super::auth::authorize;
use super::super::auth::credentials::Additions;
use super::super::client::settings::Settings;
use super::super::client::shared::Core;
use super::super::error::build::BuildError;
use super::super::error::call::ExchangeError;
use super::super::error::fault::Fault;
#[cfg(feature = "record")]
use super::super::record::tape::{Hidden, Tape};
use super::super::response::decode::Parts;
use super::super::response::receive::{ReadMode, receive};
use super::super::secret::known::{self, KnownSecrets};
use super::super::secret::names;
use super::super::transport::body::Body;
use super::super::transport::clock::within_pace;
use super::super::transport::failure::{Failure, TransportError};
use super::super::transport::host::{Instant, random};
use super::super::transport::interface::BoxFuture;
use super::super::transport::pace::Pace;
use super::super::transport::timed::timed;
use super::builder::Request;
use super::hook::{Sending, Sent};
use super::limits::Limits;
use super::outgoing::{self, Destination};
use super::redirect::Redirect;
use super::retry::Retry;
use super::trace::Trace;
use bytes::Bytes;
use http::StatusCode;
use http::header::{HeaderName, HeaderValue};
use std::pin::pin;
use std::time::Duration;

/// Sends the request and returns the response, whatever its status, with the body in memory.
///
/// # Errors
/// There is no response, or a success is larger than its limit.
pub fn execute(request: Request) -> BoxFuture<'static, Result<(Parts, Body), Fault>> {
    Box::pin(open_as(request, ReadMode::Whole))
}

/// Sends the request and returns the response, whatever its status. The body of a success is still to be read.
///
/// # Errors
/// There is no response.
pub async fn open(request: Request) -> Result<(Parts, Body), Fault> {
    open_as(request, ReadMode::Pieces).await
}

/// Sends the request and reads the response body as `reading` says.
pub(crate) async fn open_as(request: Request, reading: ReadMode) -> Result<(Parts, Body), Fault> {
    let core = request.core.clone();
    Exchange::new(&core, request, reading).run().await
}

/// A running call: one logical request, sent once or several times.
struct Exchange<'a> {
    core: &'a Core,
    request: Request,
    reading: ReadMode,
    limits: Limits,
    /// The progress of its upload.
    pace: Pace,
    /// The idempotency key, the same for each attempt.
    key: Option<(HeaderName, HeaderValue)>,
    /// Whether sending the request twice does no harm.
    repeatable: bool,
    retries: u32,
    /// The body was a stream and has been consumed.
    body_consumed: bool,
    trace: Trace,
}

impl<'a> Exchange<'a> {
    fn new(core: &'a Core, mut request: Request, reading: ReadMode) -> Self {
        request.add_members();
        let named = request.op.idempotency_key.and_then(|name| HeaderName::try_from(name).ok());
        let key = named.filter(|name| !request.headers.contains_key(name));
        let key = key.and_then(|name| Some((name, HeaderValue::try_from(new_idempotency_key()).ok()?)));
        let repeatable = request.op.idempotent || key.is_some() || is_keyed(&request);
        let trace = Trace::new(request.op);
        let (limits, pace) = (core.limits(&request.limits), Pace::new(&request.body));
        Self {
            core,
            request,
            reading,
            limits,
            pace,
            key,
            repeatable,
            retries: 0,
            body_consumed: false,
            trace,
        }
    }

    fn settings(&self) -> &'a Settings {
        self.core.settings()
    }

    /// Runs the call with all its retries, within its time limit.
    async fn run(&mut self) -> Result<(Parts, Body), Fault> {
        let (operation, options) = (self.request.op, &self.settings().options);
        let total = self.limits.timeout();
        // The default limit does not cut an upload in progress.
        let pace = if self.limits.timeout.is_none() { self.pace.clone() } else { Pace::default() };
        let deadline = total.and_then(|total| options.clock.now().checked_add(total));
        let repeatable = self.repeatable;
        let over = || {
            let reason = format!("the call was not done within {:?}", total.unwrap_or_default());
            ExchangeError::new(operation, TransportError::new(Failure::Timeout, reason))
                .repeatable(repeatable)
        };
        let trace = self.trace.clone();
        let call = pin!(self.send_with_retries(deadline));
        let done = trace.run(within_pace(options.clock.as_ref(), total, &pace, call)).await;
        done.unwrap_or_else(|| Err(Fault::Exchange(over())))
    }

    /// Sends the request until a result is final.
    async fn send_with_retries(&mut self, deadline: Option<Instant>) -> Result<(Parts, Body), Fault> {
        let clock = self.settings().options.clock.as_ref();
        loop {
            let result = self.attempt().await;
            self.trace.log_attempt(&result, self.retries);
            let Some(wait) = self.retry_wait(&result, deadline) else {
                self.trace.record_result(&result, self.retries);
                return result;
            };
            drop(result);
            clock.sleep(wait).await;
            self.retries += 1;
        }
    }

    /// How long to wait before the next attempt; `None` if this result is final.
    fn retry_wait(
        &self,
        result: &Result<(Parts, Body), Fault>,
        deadline: Option<Instant>,
    ) -> Option<Duration> {
        let settings = self.settings();
        let clock = settings.options.clock.as_ref();
        let asked = match result {
            Ok((parts, _)) if parts.is_retryable() => parts.retry_after(),
            Err(Fault::Exchange(error)) if error.is_retryable() => None,
            Err(Fault::Auth(error)) if error.is_retryable() => None,
            Ok(_) if self.retries == 0 => {
                settings.budget.refund();
                return None;
            }
            _ => return None,
        };
        if self.body_consumed {
            return None;
        }
        let retry: Retry = self.request.retry.unwrap_or(settings.options.retry);
        let wait = retry.wait(self.retries, asked, clock)?;
        let end = clock.now().checked_add(wait)?;
        let in_time = deadline.is_none_or(|deadline| end < deadline);
        (in_time && settings.budget.take()).then_some(wait)
    }

    async fn attempt(&mut self) -> Result<(Parts, Body), Fault> {
        let (operation, settings) = (self.request.op, self.settings());
        let target = self.target()?;
        let own = &self.request.extras;
        let asked = authorize::authorize(operation, settings, own, &target).await?;
        let (additions, tokens) = (asked.additions, asked.tokens);
        let by_hand = known::in_headers(&self.request.headers).chain(own.secrets().cloned());
        let known = settings.known.with(tokens.iter().map(|(_, token)| token.clone()).chain(by_hand));
        let outgoing = self
            .outgoing(target, additions)
            .map_err(|error| Fault::Build(error.with_operation(operation)))?;
        self.trace.record_request(&outgoing, &known);
        let mut redirect = Redirect::of(settings, &outgoing);
        let mut answer = self.send(outgoing.map(|body| self.pace.count(body)), &known).await;
        while let Some(next) = answer.as_ref().ok().and_then(|answer| redirect.next(answer, settings)) {
            drop(answer);
            answer = self.send(next, &known).await;
        }
        let repeatable = self.repeatable;
        let failed = |error: TransportError| {
            Fault::Exchange(ExchangeError::new(operation, error.hiding(&known)).repeatable(repeatable))
        };
        let (head, body) = answer.map_err(failed)?.into_parts();
        if head.status == StatusCode::UNAUTHORIZED && redirect.at_home {
            tokens.iter().for_each(|(source, token)| source.refused(token));
        }
        let body = timed(body, &settings.options.clock, self.limits.read_timeout());
        let (status, headers, accept) = (head.status, head.headers, self.request.accept);
        let parts = Parts { operation, status, headers, known, accept, repeatable };
        receive(parts, body, self.reading, &self.limits).await
    }

    /// Sends a request once, within the time that the server may be silent.
    async fn send(
        &mut self,
        outgoing: http::Request<Body>,
        known: &KnownSecrets,
    ) -> Result<http::Response<Body>, TransportError> {
        let settings = self.settings();
        let clock = settings.options.clock.as_ref();
        let (limit, started) = (self.limits.read_timeout(), clock.now());
        #[cfg(feature = "record")]
        let (outgoing, tape) = self.begin_recording(outgoing, known);
        let sending = settings.transport.send(outgoing);
        // While a body goes up, a server has every reason to be silent.
        let answer = within_pace(clock, limit, &self.pace, pin!(sending)).await;
        let answer = answer.unwrap_or_else(|| Err(TransportError::silent(limit.unwrap_or_default())));
        let mut answer = answer.map_err(|error| error.hiding(known));
        #[cfg(feature = "record")]
        if let Some(tape) = tape {
            answer = answer.map(|answer| tape.end(answer));
        }
        self.mark_secret_headers(&mut answer);
        self.run_after_hooks(&answer, clock.now().duration_since(started));
        answer
    }

    /// Begins to record an exchange, if the client has a recorder.
    #[cfg(feature = "record")]
    fn begin_recording(
        &self,
        outgoing: http::Request<Body>,
        known: &KnownSecrets,
    ) -> (http::Request<Body>, Option<Tape>) {
        let options = &self.settings().options;
        let Some(recorder) = &options.recorder else { return (outgoing, None) };
        let names = options.schemes.iter().filter_map(|scheme| scheme.kind.own_name()).collect();
        let hidden = Hidden { operation: self.request.op, names, path: &self.request.path, known };
        let (outgoing, tape) = recorder.begin(outgoing, hidden);
        (outgoing, Some(tape))
    }

    fn target(&self) -> Result<Destination, Fault> {
        let failure = self.settings().failure.as_ref().or(self.request.failure.as_ref());
        let target = failure.map_or_else(|| Destination::new(&self.request), |failure| Err(failure.clone()));
        target.map_err(|error| Fault::Build(error.with_operation(self.request.op)))
    }

    fn outgoing(
        &mut self,
        target: Destination,
        additions: Additions,
    ) -> Result<http::Request<Body>, BuildError> {
        let body = self.request.body.try_clone().unwrap_or_else(|| {
            self.body_consumed = true;
            std::mem::replace(&mut self.request.body, Body::from(Bytes::new()))
        });
        let mut outgoing = outgoing::build(&self.request, target, additions, body)?;
        outgoing.headers_mut().extend(self.key.clone());
        let before = &self.settings().options.hooks.before;
        if before.is_empty() {
            return Ok(outgoing);
        }
        let (mut head, body) = outgoing.into_parts();
        for hook in before {
            let (operation, retries) = (self.request.op, self.retries);
            hook(&mut Sending { operation, retries, head: &mut head, body: body.as_bytes() });
        }
        Ok(http::Request::from_parts(head, body))
    }

    /// Marks secret headers of a response as sensitive, so that they do not reach logs. Session cookies are always
    /// marked. Other headers that look secret are marked only if a hook or an error shows the headers.
    fn mark_secret_headers(&self, answer: &mut Result<http::Response<Body>, TransportError>) {
        let Ok(answer) = answer else { return };
        let seen = !answer.status().is_success() || !self.settings().options.hooks.after.is_empty();
        names::mark_sensitive(answer.headers_mut(), seen);
    }

    fn run_after_hooks(&self, answer: &Result<http::Response<Body>, TransportError>, elapsed: Duration) {
        for hook in &self.settings().options.hooks.after {
            let answer = answer.as_ref().map(|answer| (answer.status(), answer.headers()));
            hook(&Sent { operation: self.request.op, retries: self.retries, elapsed, answer });
        }
    }
}

/// Headers by which servers commonly recognize a request that is sent twice.
const KEYS: [&str; 4] =
    ["idempotency-key", "x-idempotency-key", "repeatability-request-id", "paypal-request-id"];

/// Returns true if the caller gave the call an idempotency key.
fn is_keyed(request: &Request) -> bool {
    let own = request.op.idempotency_key;
    let is_key = |name: &str| KEYS.contains(&name) || own.is_some_and(|own| own.eq_ignore_ascii_case(name));
    // A call has few headers of its own: looking at each is quicker than looking each name up.
    request.headers.iter().any(|(name, key)| !key.is_empty() && is_key(name.as_str()))
}

/// Creates a unique key: 128 random bits, written as a UUID of version 4 (RFC 9562).
fn new_idempotency_key() -> String {
    let (high, low) = (random(), random());
    let (high, low) = ((high & !0xf000) | 0x4000, (low >> 2) | (1 << 63));
    let (high, low) = (format!("{high:016x}"), format!("{low:016x}"));
    let part = |text: &str, from: usize, to: usize| text.get(from..to).unwrap_or_default().to_owned();
    [part(&high, 0, 8), part(&high, 8, 12), part(&high, 12, 16), part(&low, 0, 4), part(&low, 4, 16)]
        .join("-")
}
