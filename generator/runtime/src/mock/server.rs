//! A server for the caller's tests, on loopback: it answers what it was told to expect. Whatever else comes is answered
//! with 501 and makes the test fail when the server is dropped, as does an expectation that nothing met.

#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
compile_error!("the feature `mock` is not for wasm32-unknown-unknown: a server needs sockets and threads");

use super::super::request::operation::Operation;
use super::super::secret::escape::shown;
use super::content::Content;
use super::expectation::{Expectation, NotMet, Stage};
use super::http::{Answer, Incoming, listen};
use super::redact;
use std::fmt;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What a server was told and what it saw.
#[derive(Default)]
pub(crate) struct Script {
    pub(crate) expectations: Vec<Expectation>,
    /// What was wrong, in order.
    pub(crate) faults: Vec<String>,
}

/// The server beneath the typed one that a client's `mock` module has.
pub struct Server {
    url: String,
    script: Arc<Mutex<Script>>,
}

impl Server {
    /// Listens on a free port of this machine.
    ///
    /// # Errors
    /// There is no port.
    pub fn start() -> io::Result<Self> {
        let script = Arc::new(Mutex::new(Script::default()));
        let shared = Arc::clone(&script);
        let url = listen(move |request| answer(&mut lock(&shared), request))?;
        Ok(Self { url, script })
    }

    /// Where it listens, without a slash at the end.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// What is wrong so far, a line each: calls that nothing expected, expectations that were not met, replies that do
    /// not fit the document. Calling it settles them: what it tells is not told again when the server is dropped.
    pub fn verify(&self) -> Result<(), Unmet> {
        let mut script = self.script();
        let mut faults = std::mem::take(&mut script.faults);
        faults.extend(script.expectations.iter().filter_map(Expectation::unmet));
        script.expectations.clear();
        if faults.is_empty() { Ok(()) } else { Err(Unmet(faults)) }
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

/// Fails the test that forgot to ask.
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

/// Calls and expectations that did not find each other.
#[derive(Debug)]
pub struct Unmet(Vec<String>);

impl fmt::Display for Unmet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the mock server was not called as it should be:")?;
        self.0.iter().try_for_each(|fault| write!(f, "\n- {}", fault.replace('\n', "\n  ")))
    }
}

impl std::error::Error for Unmet {}

/// The first expectation that fits and has calls left.
fn answer(script: &mut Script, request: &Incoming) -> Answer {
    if let Some(fault) = &request.fault {
        let fault = format!("{} {}: {fault}", request.method, request.target);
        script.faults.push(fault.clone());
        let content = Content::new("text/plain; charset=utf-8", fault);
        return Answer { status: 413, content, ..Answer::default() };
    }
    let mut not_met = Vec::new();
    for expectation in &mut script.expectations {
        let was_open = expectation.is_open();
        match expectation.meet(request) {
            Ok(answer) => return answer,
            Err(reason) => not_met.push((was_open, reason)),
        }
    }
    let operations: Vec<_> = script.expectations.iter().map(|expectation| expectation.operation).collect();
    let fault = unexpected(request, &operations, &not_met);
    script.faults.push(fault.clone());
    Answer { status: 501, content: Content::new("text/plain; charset=utf-8", fault), ..Answer::default() }
}

/// What came, and the expectation that is nearest to it; where none is near, all that can still be met.
fn unexpected(request: &Incoming, operations: &[&'static Operation], not_met: &[(bool, NotMet)]) -> String {
    let nearest = not_met
        .iter()
        .map(|(_, reason)| reason)
        .reduce(|nearest, reason| if reason.nearness > nearest.nearness { reason } else { nearest });
    let target = redact::target(operations, &request.target);
    let mut lines = vec![format!("unexpected call {} {target}", shown(&request.method))];
    match nearest {
        Some(nearest) if nearest.nearness.0 > Stage::Other => lines.push(nearest.text.clone()),
        _ => lines
            .extend(not_met.iter().filter(|(is_open, _)| *is_open).map(|(_, reason)| reason.text.clone())),
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
