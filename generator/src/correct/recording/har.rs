//! Reads HTTP archives (HAR 1.2).

use serde_json::Value;

use super::body::{base64, of_bytes, of_text};
use super::credential::of_headers;
use super::url::split;
use super::{Body, Exchange, FormValue, Message};
use crate::base::pointer::Pointer;
use crate::diagnostic::code::LEARN_RECORDING;
use crate::diagnostic::{FileId, Location, Report};

/// Reads the exchanges of an HTTP archive; entries without a request or a response are left out.
pub fn archive(value: &Value, file: FileId, report: &mut Report) -> Vec<Exchange> {
    let Some(entries) = value.pointer("/log/entries").and_then(Value::as_array) else {
        report.add(
            &LEARN_RECORDING,
            Location::Source(file, Pointer::root()),
            "not an HTTP archive: `log.entries` is missing",
        );
        return Vec::new();
    };
    entries.iter().enumerate().filter_map(|(index, entry)| exchange(index, entry)).collect()
}

fn exchange(index: usize, entry: &Value) -> Option<Exchange> {
    let (request, response) = (entry.get("request")?, entry.get("response")?);
    let url = split(request.get("url")?.as_str()?);
    let mut credentials = of_headers(headers(request));
    credentials.extend(url.credentials);
    let names = headers(request).map(|(name, _)| name.to_ascii_lowercase());
    let names = names.filter(|name| name == "idempotency-key").map(|name| (name, String::new()));
    Some(Exchange {
        place: format!("entry {}", index + 1),
        origin: url.origin,
        method: request.get("method")?.as_str()?.to_uppercase(),
        path: url.path,
        query: url.query,
        credentials,
        request_headers: names.collect(),
        response_headers: response_headers(response),
        request: request.get("postData").map_or_else(empty, posted),
        status: status(response.get("status")?)?,
        response: response.get("content").map_or_else(empty, content),
    })
}

fn headers(message: &Value) -> impl Iterator<Item = (&str, &str)> {
    let list = message.get("headers").and_then(Value::as_array).into_iter().flatten();
    list.filter_map(|header| Some((header.get("name")?.as_str()?, header.get("value")?.as_str()?)))
}

fn response_headers(response: &Value) -> Vec<(String, String)> {
    let read = headers(response).map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()));
    read.filter(|(name, _)| ["retry-after", "link"].contains(&name.as_str())).collect()
}

/// Reads a status; some tools write it as a text.
fn status(value: &Value) -> Option<u16> {
    let number = value.as_u64().or_else(|| value.as_str()?.trim().parse().ok())?;
    u16::try_from(number).ok()
}

fn empty() -> Message {
    Message { media_type: None, body: Body::Empty }
}

fn content(content: &Value) -> Message {
    let text = |key: &str| content.get(key).and_then(Value::as_str);
    let media = text("mimeType").unwrap_or_default();
    match text("text") {
        Some(encoded) if text("encoding") == Some("base64") => match base64(encoded) {
            Some(bytes) => of_bytes(media, &bytes),
            None => Message { body: Body::Unknown, ..of_text(media, "") },
        },
        Some(text) => of_text(media, text),
        None if content.get("size").and_then(Value::as_i64).is_some_and(|size| size > 0) => {
            Message { body: Body::Unknown, ..of_text(media, "") }
        }
        None => of_text(media, ""),
    }
}

fn posted(data: &Value) -> Message {
    let text = |key: &str| data.get(key).and_then(Value::as_str);
    let media = text("mimeType").unwrap_or_default();
    let params = data.get("params").and_then(Value::as_array).filter(|params| !params.is_empty());
    match (params, text("text")) {
        (Some(params), _) => {
            let form = params.iter().filter_map(param).collect();
            Message { body: Body::Form(form), ..of_text(media, "") }
        }
        (None, Some(text)) => of_text(media, text),
        (None, None) => of_text(media, ""),
    }
}

fn param(param: &Value) -> Option<(String, FormValue)> {
    let text = |key: &str| param.get(key).and_then(Value::as_str);
    let is_file = text("fileName").is_some();
    let value = if is_file { FormValue::File } else { FormValue::Text(text("value")?.to_owned()) };
    Some((text("name")?.to_owned(), value))
}
