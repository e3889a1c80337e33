//! Decides who may ask. Any page in a browser can send requests to this machine, and a name server can make such a page
//! believe that this is its own server; so the host has to be this one, the page has to be ours, and it has to know a token.

use std::net::SocketAddr;

use hyper::header::{HOST, HeaderMap, ORIGIN};
use ring::rand::{SecureRandom, SystemRandom};

/// The header that a request has the token in. A page of another origin cannot send it without being asked for.
const TOKEN: &str = "x-truespec-token";

/// What the requests of the page have in common.
#[derive(Debug)]
pub(super) struct Guard {
    hosts: [String; 2],
    token: String,
}

/// Why a request is not answered.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Stranger {
    /// It is for another host.
    Host,
    /// It is sent by the page of another one.
    Origin,
    /// It lacks the token.
    Token,
}

impl Stranger {
    /// Returns the reason as text.
    pub(super) fn reason(&self) -> &'static str {
        match self {
            Self::Host => {
                "the request is for another host: open the address that `truespec playground` prints\n"
            }
            Self::Origin => "the request comes from the page of another host\n",
            Self::Token => {
                "the token is missing or is one of an earlier run: open the address that `truespec playground` prints\n"
            }
        }
    }
}

impl Guard {
    /// Creates a guard with a new token, if the system has random bytes.
    pub(super) fn new(own: SocketAddr) -> Option<Self> {
        let mut bytes = [0_u8; 24];
        SystemRandom::new().fill(&mut bytes).ok()?;
        let token = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        Some(Self { hosts: [own.to_string(), format!("localhost:{}", own.port())], token })
    }

    pub(super) fn token(&self) -> &str {
        &self.token
    }

    /// Checks that a request is for this server, and not sent by the page of another one.
    pub(super) fn check_host(&self, headers: &HeaderMap) -> Result<(), Stranger> {
        let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
        let host =
            text(HOST).filter(|host| self.hosts.iter().any(|own| own == host)).ok_or(Stranger::Host)?;
        if headers.get_all(HOST).iter().count() != 1 {
            return Err(Stranger::Host);
        }
        let is_own = headers.get(ORIGIN).is_none_or(|_| text(ORIGIN) == Some(&format!("http://{host}")));
        if is_own { Ok(()) } else { Err(Stranger::Origin) }
    }

    /// Checks that a request has the token; takes as long wherever it differs.
    pub(super) fn check_token(&self, headers: &HeaderMap) -> Result<(), Stranger> {
        let given = headers.get(TOKEN).map_or(&[][..], |value| value.as_bytes());
        let own = self.token.as_bytes();
        let differs = own.iter().zip(given).fold(0, |differs, (one, other)| differs | (one ^ other));
        if given.len() == own.len() && differs == 0 { Ok(()) } else { Err(Stranger::Token) }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)] // a test may fail loudly

    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
    }

    #[test]
    fn only_the_own_page_is_answered() {
        let guard = Guard::new("127.0.0.1:4000".parse().unwrap()).unwrap();
        let asks = |pairs: &[(&'static str, &str)]| guard.check_host(&headers(pairs));
        assert_eq!(asks(&[("host", "127.0.0.1:4000")]), Ok(()));
        assert_eq!(asks(&[("host", "localhost:4000"), ("origin", "http://localhost:4000")]), Ok(()));
        for host in
            ["evil.example", "evil.example:4000", "127.0.0.1", "127.0.0.1:4001", "localhost.:4000", ""]
        {
            assert_eq!(asks(&[("host", host)]), Err(Stranger::Host), "{host}");
        }
        assert_eq!(asks(&[]), Err(Stranger::Host));
        for origin in ["http://evil.example", "null", "https://127.0.0.1:4000", "http://localhost:4000"] {
            assert_eq!(
                asks(&[("host", "127.0.0.1:4000"), ("origin", origin)]),
                Err(Stranger::Origin),
                "{origin}"
            );
        }
    }

    #[test]
    fn the_token_is_needed_and_another_each_time() {
        let own: SocketAddr = "127.0.0.1:4000".parse().unwrap();
        let (guard, other) = (Guard::new(own).unwrap(), Guard::new(own).unwrap());
        let with = |token: &str| guard.check_token(&headers(&[("x-truespec-token", token)]));
        assert_eq!(with(guard.token()), Ok(()));
        assert_eq!(with(other.token()), Err(Stranger::Token));
        assert_eq!(with(""), Err(Stranger::Token));
        assert_eq!(with(&guard.token()[1..]), Err(Stranger::Token));
        assert_eq!(guard.check_token(&HeaderMap::new()), Err(Stranger::Token));
    }
}
