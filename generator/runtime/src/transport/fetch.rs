//! The default transport in a JavaScript host: `fetch`.

use super::body::Body;
use super::failure::{Failure, TransportError};
use super::global::function;
use super::interface::{BoxFuture, Transport};
use bytes::Bytes;
use futures_core::Stream;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH, HeaderName, HeaderValue};
use http::{HeaderMap, StatusCode};
use send_wrapper::SendWrapper;
use std::pin::Pin;
use std::task::{Context, Poll};
use wasm_bindgen_futures::JsFuture;
use web_sys::js_sys::{self, Array, Reflect, Uint8Array};
use web_sys::wasm_bindgen::{JsCast, JsValue};
use web_sys::{AbortController, ReadableStreamDefaultReader, RequestInit, RequestRedirect, ResponseType};

/// Sends with `fetch`. It differs from the native transport:
///
/// - A request body is sent as a whole; a stream is collected first. Responses arrive in pieces.
/// - Redirects are not followed, because credentials in headers would be sent along. A browser hides the target, so a
///   redirect is an error.
/// - A header that the host does not let a program set, such as `Cookie`, is an error before anything is sent. The host
///   adds its own headers, such as the cookies of the page's origin, and some hosts send their own `User-Agent`
///   whatever is set.
/// - Of a response from another origin, a browser shows only the headers that the server exposes.
///
/// The futures and streams must stay on the thread that created them, and panic on another. Without threads there is no
/// other.
#[derive(Debug, Clone, Copy, Default)]
pub struct Fetch;

impl Transport for Fetch {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(SendWrapper::new(exchange(request)))
    }
}

async fn exchange(request: http::Request<Body>) -> Result<http::Response<Body>, TransportError> {
    let (mut head, body) = request.into_parts();
    let body = body.collect().await?;
    // The host sends the length itself, also for a POST without a body.
    head.headers.remove(CONTENT_LENGTH);
    let unsent = |error| failed(Failure::Invalid, "the host refuses the request", &error);
    let abort = Abort(AbortController::new().map_err(unsent)?);
    let request = outgoing(&head, &body, &abort).map_err(unsent)?;
    for name in head.headers.keys() {
        if !request.headers().has(name.as_str()).map_err(unsent)? {
            let reason = format!("the host does not let a program set the header `{name}`");
            return Err(TransportError::new(Failure::Invalid, reason));
        }
    }
    let answer = send(&request).await.map_err(|error| failed(Failure::Exchange, "fetch", &error))?;
    incoming(&answer, abort)
}

fn outgoing(head: &http::request::Parts, body: &Bytes, abort: &Abort) -> Result<web_sys::Request, JsValue> {
    let headers = web_sys::Headers::new()?;
    for (name, value) in &head.headers {
        // Strings of headers hold one byte per character.
        let value: String = value.as_bytes().iter().copied().map(char::from).collect();
        headers.append(name.as_str(), &value)?;
    }
    let init = RequestInit::new();
    init.set_method(head.method.as_str());
    init.set_headers(&headers);
    init.set_redirect(RequestRedirect::Manual);
    init.set_signal(Some(&abort.0.signal()));
    if !body.is_empty() {
        init.set_body(&Uint8Array::from(body.as_ref()));
    }
    web_sys::Request::new_with_str_and_init(&head.uri.to_string(), &init)
}

/// Looks up `fetch` by name, because a page and a worker are different types in `web_sys`.
async fn send(request: &web_sys::Request) -> Result<web_sys::Response, JsValue> {
    let fetch = function("fetch").ok_or_else(|| JsValue::from_str("the host has no `fetch`"))?;
    let answer = fetch.call1(&js_sys::global(), request)?;
    JsFuture::from(answer.dyn_into::<js_sys::Promise>()?).await?.dyn_into()
}

fn incoming(answer: &web_sys::Response, abort: Abort) -> Result<http::Response<Body>, TransportError> {
    let invalid = |reason: &str| TransportError::new(Failure::Exchange, reason);
    if answer.type_() == ResponseType::Opaqueredirect {
        return Err(invalid("the server redirects, which is not followed"));
    }
    let status = StatusCode::from_u16(answer.status()).map_err(|_| invalid("the answer has no status"))?;
    let headers = headers(answer).ok_or_else(|| invalid("a header is not valid"))?;
    let body = answer.body().map_or_else(
        || Body::from(Bytes::new()),
        |body| {
            let reader = body.get_reader().unchecked_into();
            Body::new(SendWrapper::new(Incoming { reader, next: None, _abort: abort }))
        },
    );
    let mut response = http::Response::new(body);
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    Ok(response)
}

fn headers(answer: &web_sys::Response) -> Option<HeaderMap> {
    let mut headers = HeaderMap::new();
    for entry in answer.headers().entries() {
        let entry: Array = entry.ok()?.dyn_into().ok()?;
        let (name, value) = (entry.get(0).as_string()?, entry.get(1).as_string()?);
        let value: Option<Vec<u8>> = value.chars().map(|byte| u8::try_from(byte).ok()).collect();
        headers.append(HeaderName::try_from(name).ok()?, HeaderValue::from_bytes(&value?).ok()?);
    }
    // The host has decompressed the body.
    if headers.remove(CONTENT_ENCODING).is_some() {
        headers.remove(CONTENT_LENGTH);
    }
    Some(headers)
}

/// Aborts the exchange on drop, unless it has ended.
struct Abort(AbortController);

impl Drop for Abort {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// The body of a response, in pieces.
struct Incoming {
    reader: ReadableStreamDefaultReader,
    /// The pending read of the next piece.
    next: Option<JsFuture>,
    _abort: Abort,
}

impl Stream for Incoming {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        let next = this.next.get_or_insert_with(|| JsFuture::from(this.reader.read()));
        let read = std::task::ready!(Pin::new(next).poll(cx));
        this.next = None;
        let piece = read.and_then(|read| piece(&read));
        Poll::Ready(piece.map_err(|error| failed(Failure::Exchange, "the body", &error)).transpose())
    }
}

fn piece(read: &JsValue) -> Result<Option<Bytes>, JsValue> {
    if Reflect::get(read, &"done".into())?.is_truthy() {
        return Ok(None);
    }
    let bytes: Uint8Array = Reflect::get(read, &"value".into())?.dyn_into()?;
    Ok(Some(Bytes::from(bytes.to_vec())))
}

/// The error of the host with its cause. A text with a URL is left out, because it can hold a credential.
fn failed(failure: Failure, what: &str, error: &JsValue) -> TransportError {
    let message = |error: &JsValue| {
        let text = Reflect::get(error, &"message".into()).ok().and_then(|text| text.as_string());
        text.or_else(|| error.as_string()).filter(|text| !text.is_empty() && !text.contains("://"))
    };
    let cause = Reflect::get(error, &"cause".into()).ok();
    let words = [message(error), cause.as_ref().and_then(message)];
    let text = words.into_iter().flatten().fold(what.to_owned(), |text, more| format!("{text}: {more}"));
    TransportError::new(failure, text)
}
