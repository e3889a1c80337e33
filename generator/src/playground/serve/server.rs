//! The server: the files of the page, and one address for its requests.

use std::convert::Infallible;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Incoming;
use hyper::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderValue, REFERRER_POLICY};
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

use super::guard::Guard;
use super::workspace::Workspace;
use super::{page, workspace};

/// The most bytes of a request: two versions of a large document.
const MAX_REQUEST: usize = 256 << 20;

/// The most requests that are worked on at once, those that the page no longer waits for included.
const MAX_AT_ONCE: usize = 4;

type Answer = Response<Full<Bytes>>;

/// The server of a page.
pub(super) struct Server {
    guard: Guard,
    root: PathBuf,
    turns: Arc<Semaphore>,
}

impl Server {
    pub(super) fn new(guard: Guard, root: PathBuf) -> Self {
        Self { guard, root, turns: Arc::new(Semaphore::new(MAX_AT_ONCE)) }
    }

    /// Answers connections until the process is interrupted.
    pub(super) async fn serve(self, listener: TcpListener) {
        let server = Arc::new(self);
        loop {
            let stream = tokio::select! {
                accepted = listener.accept() => match accepted {
                    Ok((stream, _)) => stream,
                    // Too many open files, or a browser that has gone: the next may do better.
                    Err(_) => {
                        tokio::time::sleep(Duration::from_millis(50)).await;
                        continue;
                    }
                },
                _ = tokio::signal::ctrl_c() => return,
            };
            let server = server.clone();
            let service = service_fn(move |request| {
                let server = server.clone();
                async move { Ok::<_, Infallible>(with_headers(server.answer(request).await)) }
            });
            let mut http = hyper::server::conn::http1::Builder::new();
            tokio::spawn(http.timer(TokioTimer::new()).serve_connection(TokioIo::new(stream), service));
        }
    }

    async fn answer(&self, request: Request<Incoming>) -> Answer {
        if let Err(stranger) = self.guard.check_host(request.headers()) {
            return text(StatusCode::FORBIDDEN, stranger.reason());
        }
        match (request.method(), request.uri().path()) {
            (&Method::POST, "/api") => match self.guard.check_token(request.headers()) {
                Ok(()) => self.api(request).await,
                Err(stranger) => text(StatusCode::FORBIDDEN, stranger.reason()),
            },
            (&Method::GET, path) => match page::file(path) {
                Some(file) => content(StatusCode::OK, file.media_type, page::served(file)),
                None => text(StatusCode::NOT_FOUND, "there is no such file\n"),
            },
            _ => text(StatusCode::METHOD_NOT_ALLOWED, "this is not to be done here\n"),
        }
    }

    async fn api(&self, request: Request<Incoming>) -> Answer {
        let body = Limited::new(request.into_body(), MAX_REQUEST).collect().await;
        let Ok(body) = body.map(|body| body.to_bytes()) else {
            return text(StatusCode::PAYLOAD_TOO_LARGE, "the request is too large or was cut off\n");
        };
        let Ok(turn) = self.turns.clone().acquire_owned().await else {
            return text(StatusCode::SERVICE_UNAVAILABLE, "the server ends\n");
        };
        let root = self.root.clone();
        let work = move || {
            let answer = workspace::answer(&Workspace::new(root), &String::from_utf8_lossy(&body));
            drop(turn);
            answer
        };
        match tokio::task::spawn_blocking(work).await {
            Ok(answer) => content(StatusCode::OK, "application/json", answer),
            Err(_) => text(
                StatusCode::INTERNAL_SERVER_ERROR,
                "the generator ended with an error; the terminal says which\n",
            ),
        }
    }
}

fn text(status: StatusCode, text: &str) -> Answer {
    content(status, "text/plain; charset=utf-8", text.to_owned())
}

fn content(status: StatusCode, media_type: &'static str, text: String) -> Answer {
    let mut answer = Response::new(Full::new(text.into()));
    *answer.status_mut() = status;
    answer.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    answer
}

/// Adds what every answer says to a browser.
fn with_headers(mut answer: Answer) -> Answer {
    let headers = answer.headers_mut();
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(page::POLICY));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert("x-content-type-options", HeaderValue::from_static("nosniff"));
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
    headers.insert("cross-origin-opener-policy", HeaderValue::from_static("same-origin"));
    answer
}
