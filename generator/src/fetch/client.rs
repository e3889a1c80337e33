//! One request to a server: direct, or through the proxy that the environment names.

use http_body_util::Empty;
use hyper::body::{Bytes, Incoming};
use hyper::{Request, Response, Uri};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::proxy::Tunnel;
use hyper_util::client::legacy::connect::{Connect, HttpConnector};
use hyper_util::client::proxy::matcher::{Intercept, Matcher};
use hyper_util::rt::TokioExecutor;

use super::{Fault, Limits, causes, client_config};
use crate::base::web::WebAddress;

/// The body of a request.
pub(super) type NoBody = Empty<Bytes>;

/// Sends a request and returns the response, whose body is still to come.
///
/// # Errors
/// The server or the proxy cannot be reached, or the server is not the one of its certificate.
pub(super) async fn send(
    to: &WebAddress,
    request: Request<NoBody>,
    limits: &Limits,
) -> Result<Response<Incoming>, Fault> {
    match proxy(to, request.uri()) {
        None => send_by(direct(limits)?, request).await,
        Some(proxy) => {
            let is_http = matches!(proxy.uri().scheme_str(), Some("http" | "https"));
            if !is_http {
                return Err(Fault::Failed("the proxy of the environment is not an HTTP proxy".to_owned()));
            }
            let tunnel = Tunnel::new(proxy.uri().clone(), direct(limits)?);
            let tunnel = match proxy.basic_auth() {
                Some(credential) => tunnel.with_auth(credential.clone()),
                None => tunnel,
            };
            send_by(with_tls(tunnel)?, request).await
        }
    }
}

/// Returns the proxy for an address by `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY`; none for this machine.
fn proxy(to: &WebAddress, uri: &Uri) -> Option<Intercept> {
    if to.is_loopback() { None } else { Matcher::from_env().intercept(uri) }
}

/// Returns what connects to a server or a proxy.
fn direct(limits: &Limits) -> Result<HttpsConnector<HttpConnector>, Fault> {
    let mut connector = HttpConnector::new();
    connector.enforce_http(false);
    connector.set_connect_timeout(Some(limits.connect));
    with_tls(connector)
}

/// Adds TLS to a connector; `http` passes without.
fn with_tls<C>(connector: C) -> Result<HttpsConnector<C>, Fault> {
    let tls = client_config().map_err(|error| Fault::Failed(error.to_string()))?;
    let builder = HttpsConnectorBuilder::new().with_tls_config(tls).https_or_http().enable_http1();
    Ok(builder.wrap_connector(connector))
}

async fn send_by<C>(connector: C, request: Request<NoBody>) -> Result<Response<Incoming>, Fault>
where
    C: Connect + Clone + Send + Sync + 'static,
{
    let client = Client::builder(TokioExecutor::new()).pool_max_idle_per_host(0).build(connector);
    client.request(request).await.map_err(|error| Fault::Failed(causes(&error)))
}
