//! Builds a client from its settings. An invalid setting is reported by `build`.

use super::super::auth::credentials::{self, Credentials};
use super::super::auth::scheme::Scheme;
use super::super::auth::token::TokenSource;
use super::super::error::build::BuildError;
use super::super::request::hook::{Hooks, Sending, Sent};
use super::super::request::limits::{CONNECT_TIMEOUT, Limits, Redirects};
use super::super::request::retry::{Budget, Retry};
use super::super::secret::value::Secret;
use super::super::transport::body::Body;
use super::super::transport::clock::{Clock, SystemClock};
use super::super::transport::failure::{Failure, TransportError};
use super::super::transport::host;
use super::super::transport::interface::{BoxFuture, Transport};
use super::super::transport::origin::Origin;
use super::base_url;
use super::settings::{Options, Settings, header};
use super::shared::Core;
use http::header::{HeaderMap, HeaderValue, USER_AGENT};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// The builder of a `Core`.
pub struct Builder {
    pub(crate) options: Options,
    /// The path of the API on the server that the document names.
    path: String,
    connect_timeout: Duration,
    transport: Option<Arc<dyn Transport>>,
    failure: Option<BuildError>,
    /// The environment variables that were asked for and are not set.
    pub(crate) unset: Vec<String>,
}

impl Builder {
    /// Creates a builder for an API at this URL, with these security schemes.
    pub fn new(base_url: &str, schemes: &'static [Scheme]) -> Self {
        let is_path = base_url.starts_with('/');
        let options = Options {
            base_url: if is_path { String::new() } else { base_url.to_owned() },
            base_url_set: false,
            socket: None,
            base_path: is_path.then(|| base_url.to_owned()),
            joined: false,
            allow_http: false,
            trusted: Vec::new(),
            schemes,
            credentials: Credentials::default(),
            passwords: Vec::new(),
            headers: default_headers(),
            limits: Limits::default(),
            retry: Retry::NEVER,
            redirects: Redirects::OWN,
            clock: Arc::new(SystemClock),
            hooks: Hooks::default(),
            #[cfg(feature = "record")]
            recorder: None,
        };
        let path = base_url::path(base_url);
        Self {
            options,
            path,
            connect_timeout: CONNECT_TIMEOUT,
            transport: None,
            failure: None,
            unset: Vec::new(),
        }
    }

    /// Sends every call to another server, including operations that have their own server. A trailing slash is
    /// ignored. `unix:///run/podman/podman.sock` is a Unix socket, where the API has the path that the document says.
    #[must_use]
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        let url = url.into();
        self.options.socket = base_url::socket(&url);
        if self.options.socket.is_some() {
            self.options.joined = true;
            self.options.base_url = format!("http://localhost{}", self.path);
            self.options.base_url_set = true;
            return self;
        }
        let base_path = self.options.base_path.as_deref().filter(|_| is_origin(&url));
        self.options.joined = base_path.is_some();
        self.options.base_url = match base_path {
            Some(path) => format!("{}{path}", url.trim_end_matches('/')),
            None => url,
        };
        self.options.base_url_set = true;
        self
    }

    /// Allows plain `http` to other machines. The traffic, including credentials, can then be read on the network.
    #[must_use]
    pub fn allow_http(mut self) -> Self {
        self.options.allow_http = true;
        self
    }

    /// Allows credentials to be sent to this origin too (`https://files.example.com`), for operations that have their
    /// own server.
    #[must_use]
    pub fn trust_origin(mut self, url: &str) -> Self {
        match Origin::parse(url) {
            Some(origin) => self.options.trusted.push(origin),
            None => {
                self.fail(BuildError::new("a trusted origin must be http or https with a host, without user"))
            }
        }
        self
    }

    /// Sets the time limit of a whole call, from the first attempt to the last byte, including retries and waits. For a
    /// stream, it ends with the head of the response. Default: 10 min, which start again as long as a large upload
    /// makes progress.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.options.limits.timeout = Some(timeout);
        self
    }

    /// Sets how long the server may be silent: before the response begins (unless a large upload makes progress), and
    /// between two pieces of its body. Default: 5 min.
    #[must_use]
    pub fn read_timeout(mut self, timeout: Duration) -> Self {
        self.options.limits.read_timeout = Some(timeout);
        self
    }

    /// Sets the maximum size of a success body that is held in memory, in bytes. Default: 64 MiB.
    #[must_use]
    pub fn max_body_size(mut self, bytes: u64) -> Self {
        self.options.limits.body = Some(bytes);
        self
    }

    /// Sets how many bytes of an error body are kept. Default: 1 MiB.
    #[must_use]
    pub fn max_error_body_size(mut self, bytes: u64) -> Self {
        self.options.limits.error_body = Some(bytes);
        self
    }

    /// Sets the maximum size of one event or line of a stream, in bytes. Default: 64 MiB.
    #[must_use]
    pub fn max_event_size(mut self, bytes: u64) -> Self {
        self.options.limits.event = Some(bytes);
        self
    }

    /// Sets the time limit for connecting, including TLS. Default: 10 s. A transport set by the caller has its own
    /// limit.
    #[must_use]
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// Sets the retry policy. Default: no retries.
    #[must_use]
    pub fn retry(mut self, retry: impl Into<Retry>) -> Self {
        self.options.retry = retry.into();
        self
    }

    /// Sets the number of redirects that are followed for a request that only reads, to other origins too; 0 follows
    /// none. Default: up to 10 within the same origin.
    #[must_use]
    pub fn follow_redirects(mut self, most: usize) -> Self {
        self.options.redirects = Redirects { most, elsewhere: true };
        self
    }

    /// Sends a header with every call, unless the call sets it itself.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        match header(name, value) {
            Ok((name, value)) => {
                self.options.headers.insert(name, value);
            }
            Err(error) => self.fail(error),
        }
        self
    }

    /// Sets `User-Agent`. Default: the name and version of the crate that holds the client.
    #[must_use]
    pub fn user_agent(self, value: &str) -> Self {
        self.header(USER_AGENT.as_str(), value)
    }

    /// Sends no `User-Agent`.
    #[must_use]
    pub fn no_user_agent(mut self) -> Self {
        self.options.headers.remove(USER_AGENT);
        self
    }

    /// Sets the key or token for the security scheme of this name.
    #[must_use]
    pub fn credential(mut self, scheme: &str, secret: impl Into<Secret>) -> Self {
        self.options.credentials.set(scheme, secret);
        self
    }

    /// Sets the token source for the security scheme of this name; it is called for each request that needs a token.
    #[must_use]
    pub fn token_source(mut self, scheme: &str, source: impl TokenSource) -> Self {
        self.options.credentials.set_source(scheme, source);
        self
    }

    /// Adds a hook that is called before each attempt, with the request that is about to be sent.
    #[must_use]
    pub fn before_send(mut self, hook: impl Fn(&mut Sending<'_>) + Send + Sync + 'static) -> Self {
        self.options.hooks.before.push(Arc::new(hook));
        self
    }

    /// Adds a hook that is called after each attempt, with the head of the response or the error.
    #[must_use]
    pub fn after_send(mut self, hook: impl Fn(&Sent<'_>) + Send + Sync + 'static) -> Self {
        self.options.hooks.after.push(Arc::new(hook));
        self
    }

    /// Records the exchanges of calls, without credentials.
    #[cfg(feature = "record")]
    #[must_use]
    pub fn record(mut self, recorder: super::super::record::recorder::Recorder) -> Self {
        self.options.recorder = Some(recorder);
        self
    }

    /// Sets another transport, such as `Hyper::builder().proxy(url).build()?`.
    #[must_use]
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Sets another clock.
    #[must_use]
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.options.clock = Arc::new(clock);
        self
    }

    /// Keeps the error, unless there is one already.
    pub(crate) fn fail(&mut self, error: BuildError) {
        self.failure.get_or_insert(error);
    }

    /// Builds the client.
    ///
    /// # Errors
    /// The base URL, a header or a credential is not valid.
    pub fn build(self) -> Result<Core, BuildError> {
        let core = self.build_deferred();
        match &core.settings().failure {
            Some(failure) => Err(failure.clone()),
            None => Ok(core),
        }
    }

    /// Builds the client; if a setting is not valid, every call returns the error.
    pub fn build_deferred(self) -> Core {
        let Self { mut options, connect_timeout, transport, failure, .. } = self;
        let failure = failure.or_else(|| base_url::check(&options.base_url, options.allow_http).err());
        let failure = failure.or_else(|| credentials::check(options.schemes, &options.credentials).err());
        options.base_url.truncate(options.base_url.trim_end_matches('/').len());
        let own = transport.map_or_else(|| host::transport(connect_timeout, options.socket.as_deref()), Ok);
        let (transport, failure) = match own {
            Ok(transport) => (transport, failure),
            Err(error) => (Arc::new(Refusing) as Arc<dyn Transport>, failure.or(Some(error))),
        };
        let known = options.known();
        Core(Arc::new(Settings { options, transport, budget: Budget::new(), known, failure }))
    }
}

/// The transport of a client whose every call fails before anything is sent.
struct Refusing;

impl Transport for Refusing {
    fn send(&self, _: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async { Err(TransportError::new(Failure::Invalid, "the client has no transport")) })
    }
}

/// Shows no credential and no header value.
impl fmt::Debug for Builder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("credentials", &self.options.credentials)
            .finish_non_exhaustive()
    }
}

/// `User-Agent`: the crate that holds the client, and that it was generated. The generator's version is not in it, so
/// that a new version of the generator does not change what a client sends.
fn default_headers() -> HeaderMap {
    let own = host::user_agent().and_then(|agent| HeaderValue::try_from(agent).ok());
    own.into_iter().map(|agent| (USER_AGENT, agent)).collect()
}

/// Whether a URL names a server and no path on it.
fn is_origin(url: &str) -> bool {
    let rest = url.split_once("://").map_or("", |(_, rest)| rest);
    !rest.is_empty() && !rest.trim_end_matches('/').contains(['/', '?', '#'])
}
