//! Links that a response gives, to the next page say. They are followed on the client's own server only, so that a
//! credential never goes anywhere else (the origin of RFC 6454: scheme, host and port).

use super::client::Core;
use super::error_build::BuildError;
use super::request::Request;

impl Request<'_> {
    /// Sends the request to this link, as it is, in place of the operation's path and query: a URL on the client's
    /// server, or a path from its root. What leads elsewhere is an error of the call.
    pub fn follow(mut self, link: &str) -> Self {
        match resolve(self.core, link) {
            Ok(url) => self.link = Some(url),
            Err(error) => self.fail(error),
        }
        self
    }
}

fn resolve(core: &Core, link: &str) -> Result<String, BuildError> {
    let origin = |url: &str| {
        let uri: http::Uri = url.parse().ok()?;
        let port = match uri.scheme_str()? {
            "https" => 443,
            _ => 80,
        };
        let host = uri
            .authority()
            .filter(|authority| !authority.as_str().contains('@'))?
            .host()
            .to_ascii_lowercase();
        Some((uri.scheme_str()?.to_owned(), host, uri.port_u16().unwrap_or(port)))
    };
    let invalid = || BuildError::new("the link does not lead to the client's own server");
    let (scheme, host, port) = origin(core.base_url()).ok_or_else(invalid)?;
    if link.starts_with('/') && !link.starts_with("//") {
        return Ok(format!("{scheme}://{host}:{port}{link}"));
    }
    if origin(link) == Some((scheme, host, port)) { Ok(link.to_owned()) } else { Err(invalid()) }
}
