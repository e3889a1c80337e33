//! Origins (RFC 6454: scheme, host and port): they decide where a credential may be sent and which links are followed.

use std::net::IpAddr;

/// The origin of an HTTP URL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// Whether the scheme is `https`.
    pub secure: bool,
    /// The host in lower case; IPv6 addresses in brackets.
    pub host: String,
    /// The port; the default of the scheme if the URL has none.
    pub port: u16,
}

impl Origin {
    /// Parses the origin of an absolute URL; `None` if it is not HTTP, has no plain host, or names a user.
    pub fn parse(url: &str) -> Option<Self> {
        Self::from_uri(&url.parse().ok()?)
    }

    /// The origin of a parsed URI; `None` as for a URL.
    pub fn from_uri(uri: &http::Uri) -> Option<Self> {
        let secure = match uri.scheme_str()? {
            "https" => true,
            "http" => false,
            _ => return None,
        };
        let authority = uri.authority()?;
        let host = authority.host();
        // With a user, or anything after a bracket, the real host would differ from the one that is read.
        let after = authority.as_str().strip_prefix(host)?;
        let port = match after.strip_prefix(':') {
            None if after.is_empty() => "",
            port => port?,
        };
        let own = if secure { 443 } else { 80 };
        let port = if port.is_empty() { own } else { port.parse().ok()? };
        is_host(host).then(|| Self { secure, host: host.to_ascii_lowercase(), port })
    }

    /// Returns true for this machine: `localhost`, 127.0.0.0/8 or `::1`, literally.
    pub fn is_loopback(&self) -> bool {
        is_localhost(&self.host) || address(&self.host).is_some_and(|address| address.is_loopback())
    }

    /// Returns true if nobody on the network can read the traffic: `https`, or this machine.
    pub fn is_private(&self) -> bool {
        self.secure || self.is_loopback()
    }

    /// The origin as the start of a URL.
    pub fn url(&self) -> String {
        let (scheme, own) = if self.secure { ("https", 443) } else { ("http", 80) };
        let port = if self.port == own { String::new() } else { format!(":{}", self.port) };
        format!("{scheme}://{}{port}", self.host)
    }
}

/// Returns true if the host of a URL is this machine or on a local network: `localhost`, or a loopback, private or
/// link-local address. Other names are not resolved.
pub fn is_local(host: &str) -> bool {
    let host = host.to_ascii_lowercase();
    let host = host.strip_suffix('.').unwrap_or(&host);
    is_localhost(host)
        || address(host).is_some_and(|address| match address.to_canonical() {
            IpAddr::V4(v4) => {
                v4.is_loopback() || v4.is_private() || v4.is_link_local() || v4.is_unspecified()
            }
            IpAddr::V6(v6) => {
                v6.is_loopback() || v6.is_unique_local() || v6.is_unicast_link_local() || v6.is_unspecified()
            }
        })
}

fn is_localhost(host: &str) -> bool {
    host == "localhost" || host.ends_with(".localhost")
}

/// Parses a host as an IP address; IPv6 is in brackets.
fn address(host: &str) -> Option<IpAddr> {
    match host.strip_prefix('[') {
        Some(rest) => rest.strip_suffix(']')?.parse().ok().map(IpAddr::V6),
        None => host.parse().ok().map(IpAddr::V4),
    }
}

/// Returns true for a name or address that all URL parsers read the same way: nothing is encoded, and no character ends
/// the host early.
fn is_host(host: &str) -> bool {
    let is_name =
        |host: &str| host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte));
    match host.as_bytes().first() {
        Some(b'[') => address(host).is_some(),
        Some(_) => is_name(host),
        None => false,
    }
}
