//! A request with its response in one object: VCR cassettes of Ruby and Python, WireMock's journal, pairs of files.

use serde_json::Value;

use super::draft::Draft;
use super::fields::{any_text, integer, named_values, number, take, text};
use super::payload::{Content, Payload};
use super::skip::Skip;
use crate::correct::recorded::host::base64;

/// Reads a pair.
///
/// # Errors
/// It lacks one of the two.
pub(super) fn draft(mut pair: Value) -> Result<Draft, Skip> {
    let mut request = take(&mut pair, "request").filter(Value::is_object).ok_or(Skip::Malformed)?;
    let mut response = match take(&mut pair, "response") {
        Some(response) if response.is_object() => response,
        // WireMock's journal since version 3.
        _ => take(&mut pair, "responseDefinition").filter(Value::is_object).ok_or(Skip::Unanswered)?,
    };
    Ok(Draft {
        method: text(&request, "method").unwrap_or_default().to_owned(),
        url: url(&request),
        query: named_values(&request, "query"),
        request_headers: named_values(&request, "headers"),
        cookies: named_values(&request, "cookies").into_iter().map(|(name, _)| name).collect(),
        request: body(&mut request),
        status: status(&response),
        response_headers: named_values(&response, "headers"),
        response: body(&mut response),
    })
}

fn url(request: &Value) -> String {
    any_text(request, &["absoluteUrl", "uri", "url", "path"]).unwrap_or_default().to_owned()
}

/// Returns the status: a number, or `{code: 200, message: OK}`.
fn status(response: &Value) -> Option<i64> {
    let status = ["status", "status_code", "statusCode"].iter().find_map(|key| response.get(*key))?;
    number(status).or_else(|| integer(status, "code"))
}

/// Reads a body: text, JSON, or an object that holds the text beside its encoding.
fn body(message: &mut Value) -> Content {
    let mut content = Content::default();
    let packed = ["bodyAsBase64", "base64Body", "body_base64"].iter().find_map(|key| text(message, key));
    if let Some(bytes) = packed.filter(|packed| !packed.is_empty()).and_then(base64) {
        content.payload = Payload::Bytes(bytes);
        return content;
    }
    let json = take(message, "jsonBody").or_else(|| take(message, "json"));
    // Cassettes of `httpx` had the text under `content`.
    content.payload = match json.or_else(|| take(message, "body")).or_else(|| take(message, "content")) {
        None => Payload::Empty,
        Some(Value::String(text)) => return with_text(content, text, false),
        Some(value) if holds_text(&value) => return inner(content, value),
        Some(value) => Payload::Json(value),
    };
    content
}

/// Returns true for `{string: …}` and `{encoding: …, base64_string: …}` as VCR writes them.
fn holds_text(value: &Value) -> bool {
    const KEYS: [&str; 3] = ["string", "base64_string", "encoding"];
    let Some(object) = value.as_object() else { return false };
    let has_text = object.contains_key("string") || object.contains_key("base64_string");
    (has_text && object.keys().all(|key| KEYS.contains(&key.as_str()))) || object.is_empty()
}

fn inner(content: Content, mut value: Value) -> Content {
    match take(&mut value, "base64_string") {
        Some(Value::String(text)) => with_text(content, text, true),
        _ => match take(&mut value, "string") {
            Some(Value::String(text)) => with_text(content, text, false),
            _ => content,
        },
    }
}

fn with_text(mut content: Content, text: String, is_base64: bool) -> Content {
    content.set_text(text, is_base64);
    content
}
