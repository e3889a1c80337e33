//! The settings that a client was put together with.

use super::super::auth::credentials::Credentials;
use super::super::auth::scheme::Scheme;
use super::super::error::build::BuildError;
use super::super::request::hook::Hooks;
use super::super::request::limits::Limits;
use super::super::request::retry::{Budget, Retry};
use super::super::secret::escape::Shown;
use super::super::secret::known::{self, Known};
use super::super::secret::names::is_sensitive;
use super::super::secret::value::Secret;
use super::super::transport::clock::Clock;
use super::super::transport::interface::Transport;
use super::super::transport::origin::Origin;
use http::header::{HeaderMap, HeaderName, HeaderValue};
use std::sync::Arc;

/// What can be chosen.
pub(crate) struct Options {
    pub(crate) base_url: String,
    pub(crate) base_url_set: bool,
    /// The path of the API on its server, where the document names no server.
    pub(crate) base_path: Option<String>,
    /// Whether the base URL is a server's with that path.
    pub(crate) joined: bool,
    pub(crate) allow_http: bool,
    /// Origins beside the client's own that credentials may go to.
    pub(crate) trusted: Vec<Origin>,
    pub(crate) schemes: &'static [Scheme],
    pub(crate) credentials: Credentials,
    /// What credentials hold in another form.
    pub(crate) passwords: Vec<Secret>,
    pub(crate) headers: HeaderMap,
    pub(crate) limits: Limits,
    pub(crate) retry: Retry,
    /// How many redirects of a request are followed.
    pub(crate) redirects: usize,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) hooks: Hooks,
}

pub(crate) struct Settings {
    pub(crate) options: Options,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) budget: Budget,
    /// What no message may show, whoever repeats it.
    pub(crate) known: Known,
    /// Why the client could not be built, when whoever built it could not be told.
    pub(crate) failure: Option<BuildError>,
}

impl Settings {
    /// Whether credentials may go to this URL: the client's own origin, or one that the caller trusts.
    pub(crate) fn trusts(&self, url: &str) -> bool {
        let Some(origin) = Origin::of(url) else { return false };
        Origin::of(&self.options.base_url).is_some_and(|own| own == origin)
            || self.options.trusted.contains(&origin)
    }
}

impl Options {
    /// The secrets that every request is sent with, or some.
    pub(crate) fn known(&self) -> Known {
        let held = self.credentials.secrets().chain(&self.passwords).cloned();
        Known::new(held.chain(known::by_hand(&self.headers)).filter(known::is_telling))
    }
}

/// A header of the caller's; `Authorization` and the like are marked as sensitive.
pub(crate) fn header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), BuildError> {
    let invalid =
        |what: &str| BuildError::new(format!("the {what} of the header {:?} is not valid", Shown(name)));
    let name = HeaderName::try_from(name).map_err(|_| invalid("name"))?;
    let mut value = HeaderValue::from_bytes(value.as_bytes()).map_err(|_| invalid("value"))?;
    value.set_sensitive(is_sensitive(name.as_str()));
    Ok((name, value))
}
