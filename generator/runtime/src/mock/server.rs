//! The mock server for the caller's tests, on the loopback interface. It answers expected calls. An unexpected call is
//! answered with 501. When the server is dropped, unexpected calls and unmet expectations make the test fail.

#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
compile_error!("the feature `mock` is not for wasm32-unknown-unknown: a server needs sockets and threads");

use super::super::request::operation::Operation;
use super::super::secret::escape::escaped;
use super::content::Content;
use super::expectation::{Expectation, MatchLevel, Mismatch};
use super::http::{Answer, Incoming, listen};
use super::redact;
use std::fmt;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The expectations of a server, and the failures so far.
#[derive(Default)]
pub(crate) struct Script {
    pub(crate) expectations: Vec<Expectation>,
    /// The failures, in order.
    pub(crate) faults: Vec<String>,
}

/// The untyped server, on which the typed server of a client's module `mock` is built.
pub struct Server {
    url: String,
    script: Arc<Mutex<Script>>,
}

impl Server {
    /// Starts a server on a free port of this machine.
    ///
    /// # Errors
    /// No port is available.
    pub fn start() -> io::Result<Self> {
        let script = Arc::new(Mutex::new(Script::default()));
        let shared = Arc::clone(&script);
        let url = listen(move |request| answer(&mut lock(&shared), request))?;
        Ok(Self { url, script })
    }

    /// The URL of the server, without a trailing slash.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Checks all calls so far. The error lists unexpected calls, expectations that were not met, and replies that do
    /// not match the document, one per line. It clears them, so that they are not reported again when the server is
    /// dropped.
    pub fn verify(&self) -> Result<(), VerifyError> {
        let mut script = self.script();
        let mut faults = std::mem::take(&mut script.faults);
        faults.extend(script.expectations.iter().filter_map(Expectation::too_few_calls));
        script.expectations.clear();
        if faults.is_empty() { Ok(()) } else { Err(VerifyError(faults)) }
    }

    pub(crate) fn script(&self) -> MutexGuard<'_, Script> {
        lock(&self.script)
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server").field("url", &self.url).finish_non_exhaustive()
    }
}

/// Panics if `verify` was not called and fails.
impl Drop for Server {
    #[allow(clippy::panic, reason = "how a test fails; not while it fails already")]
    fn drop(&mut self) {
        if let Err(unmet) = self.verify()
            && !std::thread::panicking()
        {
            panic!("{unmet}");
        }
    }
}

/// The unexpected calls and unmet expectations of a mock server.
#[derive(Debug)]
pub struct VerifyError(Vec<String>);

impl fmt::Display for VerifyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the mock server was not called as it should be:")?;
        self.0.iter().try_for_each(|fault| write!(f, "\n- {}", fault.replace('\n', "\n  ")))
    }
}

impl std::error::Error for VerifyError {}

/// Answers with the first expectation that matches and has calls left.
fn answer(script: &mut Script, request: &Incoming) -> Answer {
    if let Some(fault) = &request.fault {
        let fault = format!("{} {}: {fault}", request.method, request.target);
        script.faults.push(fault.clone());
        let content = Content::new("text/plain; charset=utf-8", fault);
        return Answer { status: 413, content, ..Answer::default() };
    }
    let mut mismatch = Vec::new();
    for expectation in &mut script.expectations {
        let was_open = expectation.has_calls_left();
        match expectation.try_match(request) {
            Ok(answer) => return answer,
            Err(reason) => mismatch.push((was_open, reason)),
        }
    }
    let operations: Vec<_> = script.expectations.iter().map(|expectation| expectation.operation).collect();
    let fault = unexpected(request, &operations, &mismatch);
    script.faults.push(fault.clone());
    Answer { status: 501, content: Content::new("text/plain; charset=utf-8", fault), ..Answer::default() }
}

/// Describes an unexpected call with the closest expectation; if none is close, with all that have calls left.
fn unexpected(
    request: &Incoming,
    operations: &[&'static Operation],
    mismatch: &[(bool, Mismatch)],
) -> String {
    // An expectation of the same operation that is still open comes before one that is used up.
    let rank = |(is_open, reason): &(bool, Mismatch)| {
        let is_same = reason.closeness.0 >= MatchLevel::SameOperation;
        (is_same, is_same && *is_open, reason.closeness)
    };
    let nearest = mismatch.iter().rev().max_by_key(|one| rank(one)).map(|(_, reason)| reason);
    let target = redact::target(operations, &request.target);
    let mut lines = vec![format!("unexpected call {} {target}", escaped(&request.method))];
    match nearest {
        Some(nearest) if nearest.closeness.0 > MatchLevel::OtherOperation => lines.push(nearest.text.clone()),
        _ => lines
            .extend(mismatch.iter().filter(|(is_open, _)| *is_open).map(|(_, reason)| reason.text.clone())),
    }
    if lines.len() == 1 {
        lines.push("nothing was expected".to_owned());
    }
    if !request.body.is_empty() {
        let media_type = request.header("content-type").next().unwrap_or_default();
        lines.push(format!("its body was {}", redact::body(operations, media_type, &request.body)));
    }
    lines.join("\n")
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
