//! Which requests go through a proxy, and how: plain HTTP with the whole URL, HTTPS through a tunnel, both through SOCKS.

use super::super::error::build::BuildError;
use super::super::transport::origin::is_local;
use super::direct::Direct;
use super::stream::{Refused, Stream};
use http::Uri;
use http::header::HeaderValue;
use hyper_util::client::legacy::connect::proxy::{SocksV4, SocksV5, Tunnel};
use hyper_util::client::proxy::matcher::{Intercept, Matcher};
use tower_service::Service;

/// The proxies of a transport.
pub(crate) enum Proxies {
    /// None.
    No,
    /// Those that `HTTP_PROXY`, `HTTPS_PROXY` and `ALL_PROXY` name, without the hosts of `NO_PROXY`, this machine and its
    /// networks.
    Environment(Matcher),
    /// The caller's, for every host.
    Own(Matcher),
}

impl Proxies {
    /// The proxies of the environment.
    pub(crate) fn of_environment() -> Self {
        Self::Environment(Matcher::from_env())
    }

    /// One proxy for all requests.
    ///
    /// # Errors
    /// It is not the URL of a proxy. The text does not quote it, because it may hold a password.
    pub(crate) fn one(url: &str) -> Result<Self, BuildError> {
        let matcher = Matcher::builder().all(url).build();
        match matcher.intercept(&Uri::from_static("https://example.com")) {
            Some(proxy) if route(&proxy).is_some() => Ok(Self::Own(matcher)),
            _ => Err(BuildError::new(
                "the proxy is not valid: write it as `http://host:port`, `https://…`, `socks5://…` or `socks5h://…`",
            )),
        }
    }

    /// The proxy for this URL.
    pub(crate) fn of(&self, url: &Uri) -> Option<Intercept> {
        match self {
            Self::No => None,
            Self::Environment(_) if url.host().is_none_or(is_local) => None,
            Self::Environment(matcher) | Self::Own(matcher) => matcher.intercept(url),
        }
    }

    /// The credential that a request over plain HTTP has to carry to its proxy; a tunnel gets it when it is opened.
    pub(crate) fn credential(&self, url: &Uri) -> Option<HeaderValue> {
        let is_plain = url.scheme_str() == Some("http");
        let proxy = is_plain.then(|| self.of(url)).flatten()?;
        let mut value = proxy.basic_auth()?.clone();
        value.set_sensitive(true);
        Some(value)
    }
}

/// The usual port of a SOCKS proxy.
const SOCKS: u16 = 1080;

/// How a proxy is spoken to.
enum Route {
    Http,
    Socks {
        version: u8,
        /// Whether names are resolved here, not by the proxy.
        local_names: bool,
    },
}

fn route(proxy: &Intercept) -> Option<Route> {
    Some(match proxy.uri().scheme_str()? {
        "http" | "https" => Route::Http,
        "socks4" => Route::Socks { version: 4, local_names: true },
        "socks4a" => Route::Socks { version: 4, local_names: false },
        "socks5" => Route::Socks { version: 5, local_names: true },
        "socks5h" => Route::Socks { version: 5, local_names: false },
        _ => return None,
    })
}

/// Connects to the server of the URL through its proxy, without TLS to the server.
///
/// # Errors
/// There is no connection, or the proxy refuses.
pub(crate) async fn connect(proxy: Intercept, url: Uri, direct: Direct) -> Result<Stream, Refused> {
    match route(&proxy) {
        Some(Route::Socks { version, local_names }) => {
            let at = with_port(proxy.uri(), SOCKS)?;
            // hyper takes a server without a port for one of `https`.
            let url = with_port(&url, if url.scheme_str() == Some("https") { 443 } else { 80 })?;
            if version == 4 {
                return Ok(SocksV4::new(at, direct).local_dns(local_names).call(url).await?);
            }
            let socks = SocksV5::new(at, direct).local_dns(local_names);
            let mut socks = match proxy.raw_auth() {
                Some((user, password)) => socks.with_auth(user.to_owned(), password.to_owned()),
                None => socks,
            };
            Ok(socks.call(url).await?)
        }
        Some(Route::Http) if url.scheme_str() == Some("https") => {
            let tunnel = Tunnel::new(proxy.uri().clone(), direct);
            let mut tunnel = match proxy.basic_auth() {
                Some(auth) => tunnel.with_auth(auth.clone()),
                None => tunnel,
            };
            Ok(tunnel.call(url).await?)
        }
        Some(Route::Http) => {
            let mut direct = direct;
            Ok(direct.call(proxy.uri().clone()).await?.proxied())
        }
        None => Err("the proxy of the environment has a scheme that is not supported".into()),
    }
}

/// The URL with this port, if it names none.
fn with_port(url: &Uri, port: u16) -> Result<Uri, http::Error> {
    match (url.scheme_str(), url.authority()) {
        (Some(scheme), Some(authority)) if authority.port().is_none() => {
            let authority = format!("{}:{port}", authority.host());
            Uri::builder().scheme(scheme).authority(authority).path_and_query("/").build()
        }
        _ => Ok(url.clone()),
    }
}
