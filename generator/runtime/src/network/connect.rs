//! Opens connections for the client's pool: to the server or through a proxy, with TLS for `https`, within a time limit.

use super::super::transport::interface::BoxFuture;
use super::direct::{Direct, Open, opened};
use super::proxy::{self, Proxies};
use super::secure::Tls;
use super::stream::{Refused, Stream};
use http::Uri;
use std::error::Error;
use std::fmt;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use tower_service::Service;

/// What opens connections.
#[derive(Clone)]
pub(crate) struct Connector(Arc<Ways>);

struct Ways {
    direct: Direct,
    tls: Arc<Tls>,
    proxies: Arc<Proxies>,
    open: Option<Open>,
    limit: Duration,
}

impl Connector {
    pub(crate) fn new(tls: Tls, proxies: Arc<Proxies>, open: Option<Open>, limit: Duration) -> Self {
        let tls = Arc::new(tls);
        Self(Arc::new(Ways { direct: Direct::new(Arc::clone(&tls)), tls, proxies, open, limit }))
    }
}

impl Ways {
    async fn connect(&self, url: Uri) -> Result<Stream, Refused> {
        let stream = match (&self.open, self.proxies.of(&url)) {
            (Some(open), _) => opened(open, url.clone()).await?,
            (None, Some(proxy)) => proxy::connect(proxy, url.clone(), self.direct.clone()).await?,
            (None, None) => self.direct.tcp(url.clone()).await?,
        };
        match url.scheme_str() {
            Some("https") => self.tls.to_server(stream, &url).await,
            _ => Ok(stream),
        }
    }
}

impl Service<Uri> for Connector {
    type Response = Stream;
    type Error = Refused;
    type Future = BoxFuture<'static, Result<Stream, Refused>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Refused>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, url: Uri) -> Self::Future {
        let ways = Arc::clone(&self.0);
        Box::pin(async move {
            let limit = ways.limit;
            tokio::time::timeout(limit, ways.connect(url)).await.map_err(|_| TooSlow(limit))?
        })
    }
}

/// Connecting took longer than its limit.
#[derive(Debug)]
pub(crate) struct TooSlow(Duration);

impl fmt::Display for TooSlow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "connecting took longer than {:?}", self.0)
    }
}

impl Error for TooSlow {}
