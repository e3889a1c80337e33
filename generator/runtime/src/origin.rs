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
    /// Of an absolute URL; `None` for what is not HTTP, has no host, or names a user.
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
        let authority = uri.authority().filter(|authority| !authority.as_str().contains('@'))?;
        let host = authority.host().to_ascii_lowercase();
        let port = authority.port_u16().unwrap_or(if secure { 443 } else { 80 });
        (!host.is_empty()).then_some(Self { secure, host, port })
    }

    /// Whether it is this machine: `localhost`, 127.0.0.0/8 or `::1`.
    pub fn is_loopback(&self) -> bool {
        let host = self.host.trim_start_matches('[').trim_end_matches(']');
        let named = host == "localhost" || host.ends_with(".localhost");
        named || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
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
