//! Spans of `tracing`, behind the feature of that name, with the field names of OpenTelemetry's conventions for HTTP
//! clients. A span covers a call with its retries. It holds no header, no body, and a URL only without secrets.

use super::super::error::fault::Fault;
use super::super::response::decode::Parts;
use super::super::secret::known::KnownSecrets;
#[cfg(feature = "tracing")]
use super::super::secret::scrub;
#[cfg(feature = "tracing")]
use super::super::transport::origin::Origin;
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
        use tracing::field::Empty;
        let span = tracing::info_span!(
            "call",
            otel.name = Empty,
            otel.kind = "client",
            otel.status_code = Empty,
            operation = operation.id,
            http.request.method = operation.method,
            url.template = operation.path,
            url.full = Empty,
            server.address = Empty,
            server.port = Empty,
            http.response.status_code = Empty,
            http.request.resend_count = Empty,
            error.r#type = Empty,
        );
        if !span.is_disabled() {
            let name = format!("{} {}", operation.method, operation.path);
            span.record("otel.name", name.trim_end());
        }
        Self { span }
    }

    /// Runs the call within the span.
    pub(crate) fn run<F: Future>(&self, call: F) -> impl Future<Output = F::Output> {
        tracing::Instrument::instrument(call, self.span.clone())
    }

    /// Records where a request goes.
    pub(crate) fn record_request<B>(&self, request: &http::Request<B>, known: &KnownSecrets) {
        if self.span.is_disabled() {
            return;
        }
        let url = known.hide(&request.uri().to_string());
        self.span.record("url.full", scrub::url(&url).as_str());
        if let Some(origin) = Origin::from_uri(request.uri()) {
            self.span.record("server.address", origin.host.as_str());
            self.span.record("server.port", origin.port);
        }
    }

    /// Logs the result of one attempt.
    pub(crate) fn log_attempt<B>(&self, result: &Result<(Parts, B), Fault>, retries: u32) {
        match result {
            Ok((parts, _)) => tracing::debug!(
                http.response.status_code = parts.status.as_u16(),
                http.request.resend_count = retries,
                "answered"
            ),
            Err(fault) => {
                tracing::debug!(
                    error.r#type = fault.kind(),
                    http.request.resend_count = retries,
                    "not answered"
                );
            }
        }
    }

    /// Records the result of the call in the span.
    pub(crate) fn record_result<B>(&self, result: &Result<(Parts, B), Fault>, retries: u32) {
        if self.span.is_disabled() {
            return;
        }
        if retries > 0 {
            self.span.record("http.request.resend_count", retries);
        }
        let error = match result {
            Ok((parts, _)) => {
                let status = parts.status.as_u16();
                self.span.record("http.response.status_code", status);
                (status >= 400).then(|| status.to_string())
            }
            Err(fault) => Some(fault.kind().to_owned()),
        };
        if let Some(error) = error {
            self.span.record("error.type", error.as_str());
            self.span.record("otel.status_code", "ERROR");
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

    pub(crate) fn record_request<B>(&self, _: &http::Request<B>, _: &KnownSecrets) {}

    pub(crate) fn log_attempt<B>(&self, _: &Result<(Parts, B), Fault>, _: u32) {}

    pub(crate) fn record_result<B>(&self, _: &Result<(Parts, B), Fault>, _: u32) {}
}
