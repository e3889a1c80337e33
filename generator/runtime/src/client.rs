//! What every client of an API holds: base URL, transport, credentials, defaults. `settings` puts it together.

use super::operation::Operation;
use super::origin::Origin;
use super::request::Request;
use super::scrub;
pub use super::settings::Builder;
pub(super) use super::settings::{Settings, header};
use http::header::HeaderName;
use std::fmt;
use std::sync::Arc;

/// The shared inside of a client; cloning it is cheap. `Debug` shows no credential and no header value.
#[derive(Clone)]
pub struct Core(pub(super) Arc<Settings>);

impl Core {
    /// Begins a call of the operation.
    pub fn call(&self, op: &'static Operation) -> Request<'_> {
        Request::new(self, op)
    }

    /// The URL that operations' paths are appended to, without a slash at its end.
    pub fn base_url(&self) -> &str {
        &self.0.options.base_url
    }

    pub(super) fn settings(&self) -> &Settings {
        &self.0
    }
}

impl fmt::Debug for Core {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let options = &self.0.options;
        let headers: Vec<&str> = options.headers.keys().map(HeaderName::as_str).collect();
        // A URL that is none may hold a user and a password anywhere.
        let base_url = match Origin::of(&options.base_url) {
            Some(_) => scrub::url(&options.base_url),
            None => "not valid".to_owned(),
        };
        f.debug_struct("Client")
            .field("base_url", &base_url)
            .field("credentials", &options.credentials)
            .field("headers", &headers)
            .field("limits", &options.limits)
            .field("retry", &options.retry)
            .finish_non_exhaustive()
    }
}
