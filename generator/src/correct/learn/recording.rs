//! Reads recordings: HTTP archives (HAR 1.2) and pairs of files.

use serde_json::Value;

use super::Exchange;
use crate::base::pointer::Pointer;
use crate::diagnostic::code::LEARN_RECORDING;
use crate::diagnostic::{FileId, Location, Report};

/// Reads the exchanges of an HTTP archive; entries without a response are left out.
pub fn archive(value: &Value, file: FileId, report: &mut Report) -> Vec<Exchange> {
    let Some(entries) = value.pointer("/log/entries").and_then(Value::as_array) else {
        report.add(
            &LEARN_RECORDING,
            Location::Source(file, Pointer::root()),
            "not an HTTP archive: `log.entries` is missing",
        );
        return Vec::new();
    };
    let entry = |entry: &Value| {
        let (request, response) = (entry.get("request")?, entry.get("response")?);
        let content = response.get("content");
        let plain = content.is_some_and(|content| content.get("encoding").is_none());
        let text = content.and_then(|content| content.get("text")?.as_str()).filter(|_| plain);
        let body = text.and_then(|text| serde_json::from_str(text).ok());
        Exchange::new(
            request.get("method")?.as_str()?,
            request.get("url")?.as_str()?,
            response.get("status")?.as_u64()?,
            body,
        )
    };
    entries.iter().filter_map(entry).collect()
}

/// Reads the exchange of a pair of files: the request's `method` and `url`, the response's `status` and `body`.
pub fn pairs(request: &Value, response: &Value, file: FileId, report: &mut Report) -> Option<Exchange> {
    let text = |value: &Value, key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
    let made =
        text(request, "method").zip(text(request, "url")).zip(response.get("status").and_then(Value::as_u64));
    let exchange = made.and_then(|((method, url), status)| {
        Exchange::new(&method, &url, status, response.get("body").cloned())
    });
    if exchange.is_none() {
        report.add(
            &LEARN_RECORDING,
            Location::Source(file, Pointer::root()),
            "a pair needs `method` and `url` in the request, and `status` in the response",
        );
    }
    exchange
}
