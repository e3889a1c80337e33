//! What every client of an API holds: base URL, transport, credentials, defaults; and how it is put together.

use super::auth::{self, Credentials, Scheme};
use super::error_build::BuildError;
use super::operation::Operation;
use super::request::Request;
use super::secret::Secret;
use super::transport::Transport;
use super::transport_reqwest::Reqwest;
use http::header::{HeaderMap, HeaderName, HeaderValue, USER_AGENT};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// The shared inside of a client; cloning it is cheap. `Debug` shows no credential and no header value.
#[derive(Clone)]
pub struct Core(Arc<Settings>);

pub(super) struct Settings {
    pub(super) base_url: String,
    pub(super) base_url_set: bool,
    pub(super) schemes: &'static [Scheme],
    pub(super) credentials: Credentials,
    pub(super) headers: HeaderMap,
    pub(super) timeout: Option<Duration>,
    pub(super) transport: Arc<dyn Transport>,
    /// Why the client could not be built, when whoever built it could not be told.
    pub(super) failure: Option<BuildError>,
}

impl Core {
    /// Begins a call of the operation.
    pub fn call(&self, op: &'static Operation) -> Request<'_> {
        Request::new(self, op)
    }

    /// The URL that operations' paths are appended to, without a slash at its end.
    pub fn base_url(&self) -> &str {
        &self.0.base_url
    }

    pub(super) fn settings(&self) -> &Settings {
        &self.0
    }
}

impl fmt::Debug for Core {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers: Vec<&str> = self.0.headers.keys().map(HeaderName::as_str).collect();
        f.debug_struct("Client")
            .field("base_url", &self.0.base_url)
            .field("credentials", &self.0.credentials)
            .field("headers", &headers)
            .field("timeout", &self.0.timeout)
            .finish_non_exhaustive()
    }
}

/// Puts a `Core` together. What is wrong with a setting is reported by `build`.
pub struct Builder {
    base_url: String,
    base_url_set: bool,
    schemes: &'static [Scheme],
    credentials: Credentials,
    headers: HeaderMap,
    timeout: Option<Duration>,
    transport: Option<Arc<dyn Transport>>,
    failure: Option<BuildError>,
}

impl Builder {
    /// For an API at this URL, with these security schemes.
    pub fn new(base_url: &str, schemes: &'static [Scheme]) -> Self {
        Self {
            base_url: base_url.to_owned(),
            base_url_set: false,
            schemes,
            credentials: Credentials::default(),
            headers: HeaderMap::new(),
            timeout: None,
            transport: None,
            failure: None,
        }
    }

    /// Sends every call to another server, operations with a server of their own included. A slash at the end does
    /// not count; plain `http` is allowed.
    #[must_use]
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = url.into();
        self.base_url_set = true;
        self
    }

    /// How long one exchange may take, from connecting to the last byte of the response. Default: no limit.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Sends a header with every call, unless the call sets it itself.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        match header(name, value) {
            Ok((name, value)) => {
                self.headers.insert(name, value);
            }
            Err(error) => self.failure = Some(self.failure.unwrap_or(error)),
        }
        self
    }

    /// Sets `User-Agent`.
    #[must_use]
    pub fn user_agent(self, value: &str) -> Self {
        self.header(USER_AGENT.as_str(), value)
    }

    /// Holds a key or token for the security scheme of this name.
    #[must_use]
    pub fn credential(mut self, scheme: &str, secret: impl Into<Secret>) -> Self {
        self.credentials.set(scheme, secret);
        self
    }

    /// Sends through another transport; `Reqwest::from(client)` is one.
    #[must_use]
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Builds it.
    ///
    /// # Errors
    /// The base URL or a header is not valid.
    pub fn build(self) -> Result<Core, BuildError> {
        let core = self.build_deferred();
        match &core.0.failure {
            Some(failure) => Err(failure.clone()),
            None => Ok(core),
        }
    }

    /// Builds it; what is wrong with it is reported by every call.
    pub fn build_deferred(self) -> Core {
        let failure = self.failure.or_else(|| check(&self.base_url).err());
        let failure = failure.or_else(|| auth::check(self.schemes, &self.credentials).err());
        Core(Arc::new(Settings {
            base_url: self.base_url.trim_end_matches('/').to_owned(),
            base_url_set: self.base_url_set,
            schemes: self.schemes,
            credentials: self.credentials,
            headers: self.headers,
            timeout: self.timeout,
            transport: self.transport.unwrap_or_else(|| Arc::new(Reqwest::new())),
            failure,
        }))
    }
}

/// Shows no credential and no header value.
impl fmt::Debug for Builder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder").field("credentials", &self.credentials).finish_non_exhaustive()
    }
}

/// Does not quote the URL: it may hold a password.
fn check(base_url: &str) -> Result<(), BuildError> {
    let uri: http::Uri =
        base_url.parse().map_err(|error| BuildError::new(format!("the base URL is not valid: {error}")))?;
    let host = uri.authority().is_some_and(|authority| !authority.as_str().contains('@'));
    if !matches!(uri.scheme_str(), Some("http" | "https")) || !host || base_url.contains(['?', '#']) {
        let reason = "the base URL must be http or https with a host, without user, query or fragment";
        return Err(BuildError::new(reason));
    }
    Ok(())
}

/// A header of the caller's; `Authorization` and the like are marked as sensitive.
pub(super) fn header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), BuildError> {
    let invalid = |what: &str| BuildError::new(format!("the {what} of the header {name:?} is not valid"));
    let name = HeaderName::try_from(name).map_err(|_| invalid("name"))?;
    let mut value = HeaderValue::from_bytes(value.as_bytes()).map_err(|_| invalid("value"))?;
    let secret = ["authorization", "cookie", "key", "token", "secret"];
    value.set_sensitive(secret.iter().any(|word| name.as_str().contains(word)));
    Ok((name, value))
}
