//! Web addresses that a document may be fetched from: `https`, and `http` only on this machine.

use std::fmt;
use std::net::IpAddr;

use super::address::Address;

/// The longest address that is fetched, in bytes.
const MAX_LENGTH: usize = 4096;

/// An address that may be fetched, as it was given, without its fragment.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct WebAddress(String);

/// Why an address is not fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rejected {
    /// Its scheme is not `https`.
    Scheme,
    /// It is `http` to another machine.
    Plain,
    /// It has a user name or a password.
    Credentials,
    /// It has no host, or characters that no URL has.
    Malformed,
}

impl fmt::Display for Rejected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Scheme => "is not an `https` URL",
            Self::Plain => "is `http`, which is only used for this machine",
            Self::Credentials => "has a user name or a password",
            Self::Malformed => "is not a valid URL",
        })
    }
}

impl WebAddress {
    /// Reads an address.
    ///
    /// # Errors
    /// It may not be fetched.
    pub fn parse(text: &str) -> Result<Self, Rejected> {
        let text = text.split('#').next().unwrap_or_default();
        let (scheme, rest) = text.split_once("://").ok_or(Rejected::Scheme)?;
        let is_plain = scheme.eq_ignore_ascii_case("http");
        if !is_plain && !scheme.eq_ignore_ascii_case("https") {
            return Err(Rejected::Scheme);
        }
        let authority = rest.split(['/', '?']).next().unwrap_or_default();
        if authority.contains('@') {
            return Err(Rejected::Credentials);
        }
        let host = host(authority).ok_or(Rejected::Malformed)?;
        let is_url = text.bytes().all(|byte| byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte));
        if !is_url || text.len() > MAX_LENGTH {
            return Err(Rejected::Malformed);
        }
        if is_plain && !is_loopback(host) {
            return Err(Rejected::Plain);
        }
        Ok(Self(text.to_owned()))
    }

    /// Returns the address that a server redirects to.
    ///
    /// # Errors
    /// It may not be fetched, or leads from `https` to `http`.
    pub fn redirect(&self, location: &str) -> Result<Self, Rejected> {
        let query = location.strip_prefix('?').map(|_| {
            let path = self.0.split('?').next().unwrap_or_default();
            format!("{path}{location}")
        });
        let joined = query.or_else(|| Some(Address::parse(&self.0)?.join(location)?.to_string()));
        let next = Self::parse(&joined.ok_or(Rejected::Malformed)?)?;
        if self.is_https() && !next.is_https() { Err(Rejected::Plain) } else { Ok(next) }
    }

    /// Returns the address as it may be shown and stored: `…` stands for each value of its query.
    pub fn shown(&self) -> String {
        without_credentials(&self.0)
    }

    /// Returns the address as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns true for `https`.
    pub fn is_https(&self) -> bool {
        self.0.get(..8).is_some_and(|start| start.eq_ignore_ascii_case("https://"))
    }

    /// Returns true if the host is this machine.
    pub fn is_loopback(&self) -> bool {
        let authority = self.0.split("://").nth(1).and_then(|rest| rest.split(['/', '?']).next());
        authority.and_then(host).is_some_and(is_loopback)
    }
}

impl fmt::Display for WebAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Returns true if a text is meant as an address, not as the path of a file.
pub fn is_address(text: &str) -> bool {
    text.split_once("://").is_some_and(|(scheme, _)| {
        scheme.len() > 1 && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
    })
}

/// Returns an address as it may be shown: `…` stands for a user name, a password, and each value of its query, as such
/// values are tokens and signatures.
pub fn without_credentials(text: &str) -> String {
    let Some((scheme, rest)) = text.split_once("://").filter(|_| is_address(text)) else {
        return without_values(text);
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let after = without_values(rest.get(authority.len()..).unwrap_or_default());
    match authority.rsplit_once('@') {
        Some((_, host)) => format!("{scheme}://…@{host}{after}"),
        None => format!("{scheme}://{authority}{after}"),
    }
}

/// Returns a part of an address without the values of its query. A query that has no names is a value.
fn without_values(text: &str) -> String {
    let Some((path, rest)) = text.split_once('?') else { return text.to_owned() };
    let (query, fragment) = match rest.split_once('#') {
        Some((query, fragment)) => (query, format!("#{fragment}")),
        None => (rest, String::new()),
    };
    let pair = |pair: &str| match pair.split_once('=') {
        Some((name, value)) if !value.is_empty() => format!("{name}=…"),
        None if !pair.is_empty() => "…".to_owned(),
        _ => pair.to_owned(),
    };
    let pairs: Vec<String> = query.split('&').map(pair).collect();
    format!("{path}?{}{fragment}", pairs.join("&"))
}

/// Returns the host of an authority, without brackets; `None` if there is none or its port is not a number.
fn host(authority: &str) -> Option<&str> {
    let (host, port) = match authority.strip_prefix('[') {
        Some(rest) => {
            let (host, port) = rest.split_once(']')?;
            host.parse::<std::net::Ipv6Addr>().ok()?;
            (host, port)
        }
        None => authority.split_at(authority.find(':').unwrap_or(authority.len())),
    };
    let is_port = port.is_empty() || port.strip_prefix(':').is_some_and(|port| port.parse::<u16>().is_ok());
    (is_port && !host.is_empty()).then_some(host)
}

fn is_loopback(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost") || host.parse::<IpAddr>().is_ok_and(|host| host.is_loopback())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may fail loudly

    use super::{Rejected, WebAddress, is_address, without_credentials};

    #[test]
    fn only_addresses_that_keep_what_they_carry() {
        for fetched in [
            "https://example.com",
            "https://example.com:8443/openapi.yaml?version=1",
            "HTTPS://EXAMPLE.COM/a",
            "http://localhost:80/a",
            "http://127.0.0.1/a",
            "http://[::1]:9000/a",
        ] {
            assert_eq!(WebAddress::parse(fetched).map(|address| address.to_string()), Ok(fetched.to_owned()));
        }
        for (text, why) in [
            ("http://example.com/a", Rejected::Plain),
            ("http://localhost.example.com/a", Rejected::Plain),
            ("http://127.0.0.1.example.com", Rejected::Plain),
            ("ftp://example.com/a", Rejected::Scheme),
            ("openapi.yaml", Rejected::Scheme),
            ("https://user:secret@example.com/a", Rejected::Credentials),
            ("https:///a", Rejected::Malformed),
            ("https://example.com:x/a", Rejected::Malformed),
            ("https://example.com/a b", Rejected::Malformed),
            ("https://exämple.com/a", Rejected::Malformed),
        ] {
            assert_eq!(WebAddress::parse(text), Err(why), "{text}");
        }
        assert_eq!(without_credentials("https://a:b@c@example.com/d"), "https://…@example.com/d");
        assert_eq!(without_credentials("https://example.com/@d"), "https://example.com/@d");
        assert_eq!(
            without_credentials("https://a@example.com/d?v=1&token=a=b&c=&SECRET#x"),
            "https://…@example.com/d?v=…&token=…&c=&…#x"
        );
        assert_eq!(without_credentials("/d?sig=x"), "/d?sig=…");
        assert!(is_address("ftp://x") && !is_address("C:/x") && !is_address("specs/a.yaml"));
    }

    #[test]
    fn redirects_never_leave_tls() {
        let from = WebAddress::parse("https://example.com/v1/openapi.yaml?x=1").unwrap();
        let to = |location: &str| from.redirect(location).map(|address| address.to_string());
        assert_eq!(to("other.yaml"), Ok("https://example.com/v1/other.yaml".to_owned()));
        assert_eq!(to("/v2/a.yaml#top"), Ok("https://example.com/v2/a.yaml".to_owned()));
        assert_eq!(to("?y=2"), Ok("https://example.com/v1/openapi.yaml?y=2".to_owned()));
        assert_eq!(to("//cdn.example.com/a"), Ok("https://cdn.example.com/a".to_owned()));
        assert_eq!(to("http://example.com/a"), Err(Rejected::Plain));
        assert_eq!(to("http://localhost/a"), Err(Rejected::Plain));
        assert_eq!(to("file:///etc/passwd"), Err(Rejected::Scheme));
    }
}
