//! Origins (RFC 6454: scheme, host and port): what decides where a credential may go, and which link is followed.

use std::net::IpAddr;

/// The origin of a URL of HTTP.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// Whether it is `https`.
    pub secure: bool,
    /// In lower case, IPv6 in brackets.
    pub host: String,
    /// The scheme's own where the URL has none.
    pub port: u16,
}

impl Origin {
    /// Of an absolute URL; `None` for what is not HTTP, has no plain host, or names a user.
    pub fn of(url: &str) -> Option<Self> {
        Self::of_uri(&url.parse().ok()?)
    }

    /// Of a URI that was read already.
    pub fn of_uri(uri: &http::Uri) -> Option<Self> {
        let secure = match uri.scheme_str()? {
            "https" => true,
            "http" => false,
            _ => return None,
        };
        let authority = uri.authority()?;
        let host = authority.host();
        // A user, or anything after a bracket, would make the host another than it seems.
        let after = authority.as_str().strip_prefix(host)?;
        let port = match after.strip_prefix(':') {
            None if after.is_empty() => "",
            port => port?,
        };
        let own = if secure { 443 } else { 80 };
        let port = if port.is_empty() { own } else { port.parse().ok()? };
        is_host(host).then(|| Self { secure, host: host.to_ascii_lowercase(), port })
    }

    /// Whether it is this machine: `localhost`, 127.0.0.0/8 or `::1`, written so.
    pub fn is_loopback(&self) -> bool {
        is_localhost(&self.host) || address(&self.host).is_some_and(|address| address.is_loopback())
    }

    /// Whether nobody on the way can read along: `https`, or this machine.
    pub fn is_private(&self) -> bool {
        self.secure || self.is_loopback()
    }

    /// As the start of a URL.
    pub fn url(&self) -> String {
        let (scheme, own) = if self.secure { ("https", 443) } else { ("http", 80) };
        let port = if self.port == own { String::new() } else { format!(":{}", self.port) };
        format!("{scheme}://{}{port}", self.host)
    }
}

/// Whether a host, as a URL has it, is this machine or of its own networks: `localhost`, or an address that is loopback,
/// private or link-local. Other names are not resolved.
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

/// The address that a host is; IPv6 stands in brackets.
fn address(host: &str) -> Option<IpAddr> {
    match host.strip_prefix('[') {
        Some(rest) => rest.strip_suffix(']')?.parse().ok().map(IpAddr::V6),
        None => host.parse().ok().map(IpAddr::V4),
    }
}

/// Whether it is a name or an address as every reader of URLs reads it: nothing encoded, nothing that ends a host elsewhere.
fn is_host(host: &str) -> bool {
    let is_name =
        |host: &str| host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte));
    match host.as_bytes().first() {
        Some(b'[') => address(host).is_some(),
        Some(_) => is_name(host),
        None => false,
    }
}
