//! The settings of a client.

use super::super::auth::credentials::Credentials;
use super::super::auth::scheme::Scheme;
use super::super::error::build::BuildError;
use super::super::request::hook::Hooks;
use super::super::request::limits::{Limits, Redirects};
use super::super::request::retry::{Budget, Retry};
use super::super::secret::escape::Escaped;
use super::super::secret::known::{self, KnownSecrets};
use super::super::secret::names::is_sensitive;
use super::super::secret::value::Secret;
use super::super::transport::clock::Clock;
use super::super::transport::interface::Transport;
use super::super::transport::origin::Origin;
use http::header::{HeaderMap, HeaderName, HeaderValue};
use std::sync::Arc;

/// The settings that a caller chooses.
pub(crate) struct Options {
    pub(crate) base_url: String,
    pub(crate) base_url_set: bool,
    /// The Unix socket that everything is sent to.
    pub(crate) socket: Option<String>,
    /// The path of the API on its server, where the document names no server.
    pub(crate) base_path: Option<String>,
    /// Whether the base URL is a server's with that path.
    pub(crate) joined: bool,
    pub(crate) allow_http: bool,
    /// Origins that credentials may be sent to, besides the client's own.
    pub(crate) trusted: Vec<Origin>,
    pub(crate) schemes: &'static [Scheme],
    pub(crate) credentials: Credentials,
    /// Passwords that credentials hold in encoded form.
    pub(crate) passwords: Vec<Secret>,
    pub(crate) headers: HeaderMap,
    pub(crate) limits: Limits,
    pub(crate) retry: Retry,
    /// Which redirects are followed.
    pub(crate) redirects: Redirects,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) hooks: Hooks,
    #[cfg(feature = "record")]
    pub(crate) recorder: Option<super::super::record::recorder::Recorder>,
}

pub(crate) struct Settings {
    pub(crate) options: Options,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) budget: Budget,
    /// The secrets of the client, which no message may show.
    pub(crate) known: KnownSecrets,
    /// The error of `build_deferred`, which every call returns.
    pub(crate) failure: Option<BuildError>,
}

impl Settings {
    /// Returns true if credentials may be sent to this URL: it has the client's own origin, or one that the caller
    /// trusts.
    pub(crate) fn trusts(&self, url: &str) -> bool {
        let Some(origin) = Origin::parse(url) else { return false };
        Origin::parse(&self.options.base_url).is_some_and(|own| own == origin)
            || self.options.trusted.contains(&origin)
    }
}

impl Options {
    /// The secrets that requests of this client can hold.
    pub(crate) fn known(&self) -> KnownSecrets {
        let held = self.credentials.secrets().chain(&self.passwords).cloned();
        KnownSecrets::new(held.chain(known::in_headers(&self.headers)).filter(known::is_long_enough))
    }
}

/// Makes a header of name and value; `Authorization` and similar headers are marked as sensitive.
pub(crate) fn header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), BuildError> {
    let invalid =
        |what: &str| BuildError::new(format!("the {what} of the header {:?} is not valid", Escaped(name)));
    let name = HeaderName::try_from(name).map_err(|_| invalid("name"))?;
    let mut value = HeaderValue::from_bytes(value.as_bytes()).map_err(|_| invalid("value"))?;
    value.set_sensitive(is_sensitive(name.as_str()));
    Ok((name, value))
}
