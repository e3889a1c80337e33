//! Links in a response, such as the URL of the next page. They are followed on the operation's own server only, so that
//! a credential never goes to another server.

use super::super::error::build::BuildError;
use super::super::transport::origin::Origin;
use super::builder::Request;
use super::outgoing;

impl Request {
    /// Sends the request to this link, unchanged, in place of the operation's path and query. It is a URL on the
    /// operation's server, or a path from its root. A link to another server is an error of the call.
    pub fn follow(mut self, link: &str) -> Self {
        self.set_link(link);
        self
    }

    /// Sets the link; see [`follow`](Self::follow).
    pub fn set_link(&mut self, link: &str) {
        // A fragment is never sent, and a query would stand behind it.
        match resolve(self, link.split('#').next().unwrap_or_default()) {
            Ok(url) => self.link = Some(url),
            Err(error) => self.fail(error),
        }
    }
}

fn resolve(request: &Request, link: &str) -> Result<String, BuildError> {
    let server = outgoing::server(request)?;
    let own = Origin::parse(server.as_deref().unwrap_or(request.core.base_url()));
    let own = own.ok_or_else(|| BuildError::new("the client's own server is no origin of HTTP"))?;
    if link.starts_with('/') && !link.starts_with("//") {
        return Ok(own.url() + link);
    }
    match Origin::parse(link) {
        Some(origin) if origin == own => Ok(link.to_owned()),
        // A server behind a proxy that terminates TLS often gives its own links as plain HTTP.
        Some(origin) if own.secure && own.port == 443 && origin.port == 80 && origin.host == own.host => {
            let rest = link.get("http://".len()..).unwrap_or_default();
            Ok(format!("https://{rest}"))
        }
        origin => Err(foreign_link(origin, &own)),
    }
}

/// The error names the target of the link, because a server behind a proxy may know itself by another address than its
/// clients do.
fn foreign_link(origin: Option<Origin>, own: &Origin) -> BuildError {
    let own = own.url();
    BuildError::new(match origin {
        Some(origin) => format!(
            "the link leads to {}, not to the client's own server, {own}; nothing is sent elsewhere: if both are one server, \
             its base URL is the former",
            origin.url()
        ),
        None => {
            format!("the link does not lead to the client's own server, {own}; nothing is sent elsewhere")
        }
    })
}
