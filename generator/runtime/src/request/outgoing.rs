//! Builds the HTTP request: its URL, its headers, and the client's additions.

use super::super::auth::credentials::Additions;
use super::super::error::build::BuildError;
use super::super::parameter::path;
use super::super::transport::body::Body;
use super::super::transport::origin::Origin;
use super::builder::Request;
use http::header::{ACCEPT, CONTENT_LENGTH, COOKIE, HeaderValue};

/// The URL of a request, without the query, and whether credentials may be sent to it.
pub(crate) struct Destination {
    url: String,
    pub(crate) trusted: bool,
}

impl Destination {
    /// The destination of a request. The errors do not quote the URL, because it can hold a credential.
    pub(crate) fn new(request: &Request) -> Result<Self, BuildError> {
        let settings = request.core.settings();
        let own = server(request)?;
        let elsewhere = own.is_some();
        let base = own.unwrap_or_else(|| settings.options.base_url.clone());
        let trusted = !elsewhere || settings.trusts(&base);
        if elsewhere
            && !settings.options.allow_http
            && !Origin::parse(&base).is_some_and(|it| it.is_private())
        {
            let reason = "the operation's server is plain http beyond this machine: `allow_http` allows that";
            return Err(BuildError::new(reason));
        }
        let url = match &request.link {
            Some(link) => link.clone(),
            None => base + &path::fill(request.op.path, &request.path)?,
        };
        Ok(Self { url, trusted })
    }

    /// The origin of the URL, for messages.
    pub(crate) fn server(&self) -> String {
        Origin::parse(&self.url).map(|origin| origin.url()).unwrap_or_default()
    }
}

/// The operation's own server. It is used only if the client's base URL is that of the document.
pub(crate) fn server(request: &Request) -> Result<Option<String>, BuildError> {
    let options = &request.core.settings().options;
    let counts = |server: &&str| !options.base_url_set || options.joined && !server.contains("://");
    let Some(server) = request.op.server.filter(counts) else { return Ok(None) };
    if server.contains("://") {
        return Ok(Some(server.trim_end_matches('/').to_owned()));
    }
    let uri: http::Uri =
        options.base_url.parse().map_err(|_| BuildError::new("the base URL is not valid"))?;
    let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
        return Err(BuildError::new("the base URL is not valid"));
    };
    let url = format!("{scheme}://{authority}/{}", server.trim_matches('/'));
    Ok(Some(url.trim_end_matches('/').to_owned()))
}

/// Builds the HTTP request with URL, headers and cookies.
pub(crate) fn build(
    request: &Request,
    target: Destination,
    additions: Additions,
    body: Body,
) -> Result<http::Request<Body>, BuildError> {
    let trusted = target.trusted;
    let uri = uri(request, target, &additions)?;
    let cookie = cookie(request, &additions)?;
    // Headers of the call win over those that the client adds.
    let client = &request.core.settings().options.headers;
    let mut headers = request.headers.clone();
    headers.reserve(additions.headers.len() + client.len() + 2);
    for (name, value) in additions.headers {
        name.map(|name| headers.entry(name).or_insert(value));
    }
    for (name, value) in client {
        // Credentials that a caller sets as headers go to trusted servers only, as the client's credentials do.
        if trusted || !value.is_sensitive() {
            headers.entry(name).or_insert_with(|| value.clone());
        }
    }
    if let Some(media_types) = request.accept {
        headers.entry(ACCEPT).or_insert(HeaderValue::from_static(media_types));
    }
    headers.extend(cookie.map(|value| (COOKIE, value)));
    // Servers answer 411 if a method that usually has a body does not declare that it is empty (RFC 9110, section 8.6).
    if body.length() == Some(0) && ["POST", "PUT", "PATCH"].contains(&request.op.method) {
        headers.entry(CONTENT_LENGTH).or_insert(HeaderValue::from_static("0"));
    }
    let method = http::Method::from_bytes(request.op.method.as_bytes());
    let mut outgoing = http::Request::new(body);
    *outgoing.method_mut() = method.map_err(|_| BuildError::new("the method is not valid"))?;
    *outgoing.uri_mut() = uri;
    *outgoing.headers_mut() = headers;
    Ok(outgoing)
}

/// Joins server, path and query as text: the path of the base URL is kept, and so is a trailing slash.
fn uri(request: &Request, target: Destination, additions: &Additions) -> Result<http::Uri, BuildError> {
    let mut url = target.url;
    let own = if request.link.is_some() { [].as_slice() } else { request.query.as_slice() };
    let pairs = own.iter().flat_map(|(_, pairs)| pairs).chain(&additions.query).map(String::as_str);
    // The link to the next page repeats the query of the page before.
    let extra = request.extras.query.iter().map(String::as_str);
    let extra = extra.filter(|pair| !url.split(['?', '&']).any(|own| own == *pair));
    let query: Vec<&str> = pairs.chain(extra).collect();
    if !query.is_empty() {
        url.push(if url.contains('?') { '&' } else { '?' });
        url.push_str(&query.join("&"));
    }
    http::Uri::try_from(url).map_err(|error| BuildError::new(format!("the URL is not valid: {error}")))
}

fn cookie(request: &Request, additions: &Additions) -> Result<Option<HeaderValue>, BuildError> {
    let pairs = request.cookies.iter().flat_map(|(_, pairs)| pairs).chain(&additions.cookies);
    let pairs: Vec<&str> = pairs.map(String::as_str).collect();
    if pairs.is_empty() {
        return Ok(None);
    }
    // A value of the style `cookie` is sent unencoded and must not start another cookie.
    if pairs.iter().any(|pair| pair.contains(';')) {
        return Err(BuildError::new("a cookie must not hold `;`: percent-encode it before"));
    }
    let value = HeaderValue::try_from(pairs.join("; "));
    let mut value = value.map_err(|_| BuildError::new("a cookie is not valid"))?;
    value.set_sensitive(true);
    Ok(Some(value))
}
