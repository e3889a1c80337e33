//! Reads pairs of files: the request's `method`, `url` and `body`, the response's `status` and `body`.

use serde_json::Value;

use super::url::split;
use super::{Body, Exchange, Message};
use crate::base::pointer::Pointer;
use crate::diagnostic::code::LEARN_RECORDING;
use crate::diagnostic::{FileId, Location, Report};

/// Reads the exchange of a pair of files.
pub fn pairs(request: &Value, response: &Value, file: FileId, report: &mut Report) -> Option<Exchange> {
    let exchange = exchange(request, response);
    if exchange.is_none() {
        report.add(
            &LEARN_RECORDING,
            Location::Source(file, Pointer::root()),
            "a pair needs `method` and `url` in the request, and `status` in the response",
        );
    }
    exchange
}

fn exchange(request: &Value, response: &Value) -> Option<Exchange> {
    let text = |key: &str| request.get(key).and_then(Value::as_str);
    let (method, url) = (text("method")?, split(text("url")?));
    Some(Exchange {
        place: String::new(),
        origin: url.origin,
        method: method.to_uppercase(),
        path: url.path,
        query: url.query,
        credentials: url.credentials,
        request_headers: Vec::new(),
        response_headers: Vec::new(),
        request: message(request),
        status: u16::try_from(response.get("status")?.as_u64()?).ok()?,
        response: message(response),
    })
}

fn message(value: &Value) -> Message {
    match value.get("body") {
        None => Message { media_type: None, body: Body::Empty },
        Some(body) => {
            Message { media_type: Some("application/json".to_owned()), body: Body::Json(body.clone()) }
        }
    }
}
