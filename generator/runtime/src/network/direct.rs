//! Connections to a host that need no proxy: TCP, or whatever the caller opens, with TLS for `https`.

use super::super::transport::interface::BoxFuture;
use super::secure::Tls;
use super::stream::{Refused, Stream};
use http::Uri;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioIo;
use std::sync::Arc;
use std::task::{Context, Poll};
use tokio::io::{AsyncRead, AsyncWrite};
use tower_service::Service;

/// A connection that a caller opens.
pub(crate) type Opened = Box<dyn Opens>;

/// What bytes go through, as tokio has it.
pub trait Opens: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Opens for T {}

/// Opens a connection to the host of a URL.
pub(crate) type Open = Arc<dyn Fn(Uri) -> BoxFuture<'static, std::io::Result<Opened>> + Send + Sync>;

/// Connects to the host and port of a URL; as a service also to a proxy.
#[derive(Clone)]
pub(crate) struct Direct {
    tcp: HttpConnector,
    tls: Arc<Tls>,
}

impl Direct {
    pub(crate) fn new(tls: Arc<Tls>) -> Self {
        let mut tcp = HttpConnector::new();
        tcp.enforce_http(false);
        // A request is written at once; waiting for more of it only costs time.
        tcp.set_nodelay(true);
        Self { tcp, tls }
    }

    /// Opens a TCP connection.
    pub(crate) async fn tcp(&self, url: Uri) -> Result<Stream, Refused> {
        Ok(Stream::new(self.tcp.clone().call(url).await?))
    }
}

/// Opens the caller's connection.
pub(crate) async fn opened(open: &Open, url: Uri) -> Result<Stream, Refused> {
    Ok(Stream::new(TokioIo::new(open(url).await?)))
}

/// How a proxy is reached: with TLS of HTTP/1.1 if its URL says `https`.
impl Service<Uri> for Direct {
    type Response = Stream;
    type Error = Refused;
    type Future = BoxFuture<'static, Result<Stream, Refused>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Refused>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, url: Uri) -> Self::Future {
        let direct = self.clone();
        Box::pin(async move {
            let stream = direct.tcp(url.clone()).await?;
            match url.scheme_str() {
                Some("https") => direct.tls.to_proxy(stream, &url).await,
                _ => Ok(stream),
            }
        })
    }
}
