//! The shared state of a client: base URL, transport, credentials, defaults. `builder` creates it.

use super::super::request::limits::Limits;
use super::super::secret::scrub;
use super::super::transport::origin::Origin;
use super::settings::Settings;
use http::header::HeaderName;
use std::fmt;
use std::sync::Arc;

/// The shared state of a client; cloning it is cheap. `Debug` shows no credential and no header value.
#[derive(Clone)]
pub struct Core(pub(crate) Arc<Settings>);

impl Core {
    /// The URL that the paths of operations are appended to, without a trailing slash.
    pub fn base_url(&self) -> &str {
        &self.0.options.base_url
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.0
    }

    /// The limits of a call: its own, completed with those of the client.
    pub(crate) fn limits(&self, own: &Limits) -> Limits {
        own.or(&self.settings().options.limits)
    }
}

impl fmt::Debug for Core {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let options = &self.0.options;
        let headers: Vec<&str> = options.headers.keys().map(HeaderName::as_str).collect();
        // An invalid URL may hold a user and a password anywhere.
        let base_url = match Origin::parse(&options.base_url) {
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
