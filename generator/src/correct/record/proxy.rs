//! The proxy: one request after the other goes to the server as it comes, and its response back.

use std::convert::Infallible;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::SyncSender;
use std::time::{Duration, Instant, SystemTime};

use bytes::Bytes;
use http_body_util::combinators::BoxBody;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::header::{self, HeaderMap, HeaderValue};
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::TcpListener;

use super::passing::Passing;
use super::upstream::Upstream;
use crate::correct::recorded::copy::{Body, Copy};
use crate::correct::recorded::entry::Captured;
use crate::fetch::{causes, client_config};

/// What happens at the proxy.
pub(super) enum Passed {
    /// A request was answered.
    Exchange(Box<Captured>),
    /// The server could not be reached, or ended the connection before it answered.
    Failed { method: String, reason: String },
}

/// Takes what passed, without waiting.
#[derive(Debug, Clone)]
pub(super) struct Out {
    pub passed: SyncSender<Passed>,
    /// The number of those for which there was no room.
    pub lost: Arc<AtomicUsize>,
}

impl Out {
    fn send(&self, passed: Passed) {
        if self.passed.try_send(passed).is_err() {
            self.lost.fetch_add(1, Ordering::Relaxed);
        }
    }
}

/// How long requests in progress may go on when the proxy ends.
const GRACE: Duration = Duration::from_secs(2);

type Answer = Response<BoxBody<Bytes, hyper::Error>>;

/// The proxy between its clients and a server.
pub(super) struct Proxy {
    upstream: Upstream,
    /// The proxy's own address as a URL.
    own: String,
    client: Client<HttpsConnector<HttpConnector>, Passing>,
    out: Out,
}

impl Proxy {
    /// Creates a proxy that listens at `own`.
    ///
    /// # Errors
    /// The system's root certificates cannot be used.
    pub(super) fn new(upstream: Upstream, own: String, out: Out) -> io::Result<Self> {
        let tls = client_config()?;
        let connector =
            HttpsConnectorBuilder::new().with_tls_config(tls).https_or_http().enable_http1().build();
        let client = Client::builder(TokioExecutor::new()).pool_timer(TokioTimer::new()).build(connector);
        Ok(Self { upstream, own, client, out })
    }

    /// Answers connections until `stop` ends; requests in progress may end within [`GRACE`].
    pub(super) async fn serve(self, listener: TcpListener, stop: impl Future<Output = ()>) {
        let (proxy, graceful) = (Arc::new(self), GracefulShutdown::new());
        let mut stop = std::pin::pin!(stop);
        loop {
            let stream = tokio::select! {
                accepted = listener.accept() => match accepted {
                    Ok((stream, _)) => stream,
                    // Too many open files, or a client that has gone: the next may do better.
                    Err(_) => {
                        tokio::time::sleep(Duration::from_millis(50)).await;
                        continue;
                    }
                },
                () = &mut stop => break,
            };
            let _ = stream.set_nodelay(true);
            let proxy = proxy.clone();
            let service = service_fn(move |request| {
                let proxy = proxy.clone();
                async move { Ok::<_, Infallible>(proxy.answer(request).await) }
            });
            let mut server = hyper::server::conn::http1::Builder::new();
            let connection = server.timer(TokioTimer::new()).serve_connection(TokioIo::new(stream), service);
            tokio::spawn(graceful.watch(connection));
        }
        drop(listener);
        let _ = tokio::time::timeout(GRACE, graceful.shutdown()).await;
    }

    async fn answer(&self, request: Request<Incoming>) -> Answer {
        if request.method() == Method::CONNECT {
            return text(
                StatusCode::NOT_IMPLEMENTED,
                "truespec record is no forward proxy: use it as the base URL\n",
            );
        }
        let (started, clock) = (SystemTime::now(), Instant::now());
        let (mut parts, body) = request.into_parts();
        let (url, method) = (self.upstream.url_of(&parts.uri), parts.method.to_string());
        let Ok(uri) = url.parse() else {
            return text(StatusCode::BAD_REQUEST, "the request has no valid URL\n");
        };
        let request_headers = pairs(&parts.headers);
        let copy = Copy::new(media_type(&parts.headers));
        self.upstream.request_headers(&mut parts.headers, &self.own);
        let mut sent = Request::new(Passing::new(body, copy.clone()));
        (*sent.method_mut(), *sent.uri_mut(), *sent.headers_mut()) = (parts.method, uri, parts.headers);
        let response = match self.client.request(sent).await {
            Ok(response) => response,
            Err(error) => return self.failed(method, &error),
        };
        let status = response.status().as_u16();
        let response_headers = pairs(response.headers());
        let captured = Captured {
            started,
            took: clock.elapsed(),
            method,
            url,
            request_headers,
            request: Body::default(),
            status,
            response_headers,
            response: Body::default(),
            is_secret: false,
        };
        self.passed_on(response, copy, captured)
    }

    /// Passes a response on, and reports the exchange when it has passed.
    fn passed_on(&self, response: Response<Incoming>, request: Copy, captured: Captured) -> Answer {
        let (mut parts, body) = response.into_parts();
        let copy = Copy::new(media_type(&parts.headers));
        let is_head = captured.method == "HEAD";
        let mapping = self.upstream.mapping(&parts.headers, &self.own).filter(|_| !is_head);
        self.upstream.response_headers(&mut parts.headers, &self.own);
        if mapping.is_some() && !hyper::body::Body::is_end_stream(&body) {
            parts.headers.remove(header::CONTENT_LENGTH);
        }
        let out = self.out.clone();
        let body = Passing::new(body, copy).mapped(mapping).then(Box::new(move |response| {
            let captured = Captured { request: request.take(), response, ..captured };
            out.send(Passed::Exchange(Box::new(captured)));
        }));
        let mut answer = Response::new(BodyExt::boxed(body));
        (*answer.status_mut(), *answer.headers_mut()) = (parts.status, parts.headers);
        answer
    }

    fn failed(&self, method: String, error: &hyper_util::client::legacy::Error) -> Answer {
        let reason = causes(error);
        let message = format!("truespec record: {} did not answer: {reason}\n", self.upstream.url());
        self.out.send(Passed::Failed { method, reason });
        text(StatusCode::BAD_GATEWAY, message)
    }
}

fn text(status: StatusCode, text: impl Into<Bytes>) -> Answer {
    let body = Full::new(text.into()).map_err(|never| match never {});
    let mut answer = Response::new(body.boxed());
    *answer.status_mut() = status;
    answer.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain"));
    answer
}

fn media_type(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::CONTENT_TYPE)?.to_str().ok()
}

fn pairs(headers: &HeaderMap) -> Vec<(String, String)> {
    let pair = |(name, value): (&header::HeaderName, &HeaderValue)| {
        (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned())
    };
    headers.iter().map(pair).collect()
}
