//! From a request's parts to the bytes of its response: one function for all operations, not generic, boxed once.

use super::auth::{Additions, authorize};
use super::body::Body;
use super::error::{BuildError, Error, ExchangeError};
use super::param_path;
use super::request::Request;
use super::response::Parts;
use super::transport::BoxFuture;
use bytes::Bytes;
use http::header::{COOKIE, HeaderValue};

/// Why there is no response.
pub enum Fault {
    /// The request could not be made.
    Build(BuildError),
    /// The exchange failed.
    Exchange(ExchangeError),
}

impl<E> From<Fault> for Error<E> {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Build(error) => error.into(),
            Fault::Exchange(error) => error.into(),
        }
    }
}

/// Sends the request and collects its response, whatever the status.
///
/// # Errors
/// There is no response.
pub fn execute(request: Request<'_>) -> BoxFuture<'_, Result<(Parts, Bytes), Fault>> {
    Box::pin(async move {
        let (parts, body) = open(request).await?;
        let failed = |error| Fault::Exchange(ExchangeError::new(parts.operation, error));
        let bytes = body.collect().await.map_err(failed)?;
        Ok((parts, bytes))
    })
}

/// Sends the request and gives its response, whatever the status, with the body still to be read.
///
/// # Errors
/// There is no response.
pub async fn open(request: Request<'_>) -> Result<(Parts, Body), Fault> {
    let operation = request.op;
    let settings = request.core.settings();
    let timeout = request.timeout.or(settings.timeout);
    let request = outgoing(request).map_err(|error| Fault::Build(error.of(operation)))?;
    let failed = |error| Fault::Exchange(ExchangeError::new(operation, error));
    let (head, body) = settings.transport.send(request, timeout).await.map_err(failed)?.into_parts();
    Ok((Parts { operation, status: head.status, headers: head.headers }, body))
}

fn outgoing(request: Request<'_>) -> Result<http::Request<Body>, BuildError> {
    let settings = request.core.settings();
    if let Some(failure) = settings.failure.as_ref().or(request.failure.as_ref()) {
        return Err(failure.clone());
    }
    let additions = authorize(request.op, settings.schemes, &settings.credentials)?;
    let uri = url(&request, &additions)?;
    let cookie = cookie(&request, &additions)?;
    let mut headers = settings.headers.clone();
    headers.extend(additions.headers);
    headers.extend(request.headers);
    headers.extend(cookie.map(|value| (COOKIE, value)));
    let method = http::Method::from_bytes(request.op.method.as_bytes());
    let mut outgoing = http::Request::new(request.body);
    *outgoing.method_mut() = method.map_err(|_| BuildError::new("the method is not valid"))?;
    *outgoing.uri_mut() = uri;
    *outgoing.headers_mut() = headers;
    Ok(outgoing)
}

/// Server, path and query, joined as text: a base URL's own path stays, a path's last slash too. The errors do not
/// quote the URL: its query can hold a credential.
fn url(request: &Request<'_>, additions: &Additions) -> Result<http::Uri, BuildError> {
    let (mut url, pairs) = match &request.link {
        Some(link) => (link.clone(), [].as_slice()),
        None => {
            (server(request)? + &param_path::fill(request.op.path, &request.path)?, request.query.as_slice())
        }
    };
    let pairs = pairs.iter().flat_map(|(_, pairs)| pairs).chain(&additions.query);
    let query: Vec<&str> = pairs.map(String::as_str).collect();
    if !query.is_empty() {
        url.push(if url.contains('?') { '&' } else { '?' });
        url.push_str(&query.join("&"));
    }
    http::Uri::try_from(url).map_err(|error| BuildError::new(format!("the URL is not valid: {error}")))
}

/// The operation's own server counts only while the client's is the document's.
fn server(request: &Request<'_>) -> Result<String, BuildError> {
    let settings = request.core.settings();
    let base = settings.base_url.as_str();
    match request.op.server.filter(|_| !settings.base_url_set) {
        None => Ok(base.to_owned()),
        Some(server) if server.contains("://") => Ok(server.trim_end_matches('/').to_owned()),
        Some(server) => {
            let uri: http::Uri = base.parse().map_err(|_| BuildError::new("the base URL is not valid"))?;
            let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
                return Err(BuildError::new("the base URL is not valid"));
            };
            Ok(format!("{scheme}://{authority}/{}", server.trim_matches('/'))
                .trim_end_matches('/')
                .to_owned())
        }
    }
}

fn cookie(request: &Request<'_>, additions: &Additions) -> Result<Option<HeaderValue>, BuildError> {
    let pairs = request.cookies.iter().flat_map(|(_, pairs)| pairs).chain(&additions.cookies);
    let pairs: Vec<&str> = pairs.map(String::as_str).collect();
    if pairs.is_empty() {
        return Ok(None);
    }
    let value = HeaderValue::try_from(pairs.join("; "));
    let mut value = value.map_err(|_| BuildError::new("a cookie is not valid"))?;
    value.set_sensitive(true);
    Ok(Some(value))
}
