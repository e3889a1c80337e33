//! Spans of `tracing`, behind the feature of that name. A span holds the operation, method and path template of a call,
//! its status and the number of retries. It never holds a URL, a header or a body, because these can hold secrets.

use super::super::error::fault::Fault;
use super::super::response::decode::Parts;
use super::operation::Operation;
use std::future::Future;

/// The span of a call; empty without the feature.
#[derive(Clone)]
pub(crate) struct Trace {
    #[cfg(feature = "tracing")]
    span: tracing::Span,
}

#[cfg(feature = "tracing")]
impl Trace {
    pub(crate) fn new(operation: &'static Operation) -> Self {
        let span = tracing::info_span!(
            "call",
            operation = operation.id,
            method = operation.method,
            path = operation.path,
            status = tracing::field::Empty,
            retries = tracing::field::Empty,
        );
        Self { span }
    }

    /// Runs the call within the span.
    pub(crate) fn run<F: Future>(&self, call: F) -> impl Future<Output = F::Output> {
        tracing::Instrument::instrument(call, self.span.clone())
    }

    /// Logs the result of one attempt.
    pub(crate) fn log_attempt<B>(&self, result: &Result<(Parts, B), Fault>, retries: u32) {
        match result {
            Ok((parts, _)) => tracing::debug!(status = parts.status.as_u16(), retries, "answered"),
            Err(fault) => tracing::debug!(reason = fault.kind(), retries, "not answered"),
        }
    }

    /// Records the result of the call in the span.
    pub(crate) fn record_result<B>(&self, result: &Result<(Parts, B), Fault>, retries: u32) {
        self.span.record("retries", retries);
        if let Ok((parts, _)) = result {
            self.span.record("status", parts.status.as_u16());
        }
    }
}

#[cfg(not(feature = "tracing"))]
impl Trace {
    pub(crate) fn new(_: &'static Operation) -> Self {
        Self {}
    }

    pub(crate) fn run<F: Future>(&self, call: F) -> F {
        call
    }

    pub(crate) fn log_attempt<B>(&self, _: &Result<(Parts, B), Fault>, _: u32) {}

    pub(crate) fn record_result<B>(&self, _: &Result<(Parts, B), Fault>, _: u32) {}
}
