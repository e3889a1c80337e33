//! Stubs of WireMock, as its recorder writes them: a response, and what requests it answers.

use serde_json::{Map, Value};

use super::draft::Draft;
use super::fields::{any_text, integer, named_values, take, text};
use super::payload::{Content, Payload};
use super::skip::Skip;
use crate::correct::recorded::host::base64;

/// Reads a stub.
///
/// # Errors
/// It does not name one request.
pub(super) fn draft(mut stub: Value) -> Result<Draft, Skip> {
    let mut request = take(&mut stub, "request").ok_or(Skip::Malformed)?;
    let mut response = take(&mut stub, "response").ok_or(Skip::Unanswered)?;
    let method = text(&request, "method").unwrap_or_default().to_owned();
    let url = any_text(&request, &["url", "urlPath"]).ok_or(Skip::Pattern)?.to_owned();
    if method == "ANY" || response.get("proxyBaseUrl").is_some() || response.get("fault").is_some() {
        return Err(Skip::Pattern);
    }
    Ok(Draft {
        method,
        url,
        query: named_values(&request, "queryParameters"),
        request_headers: named_values(&request, "headers"),
        cookies: named_values(&request, "cookies").into_iter().map(|(name, _)| name).collect(),
        request: asked(&mut request),
        status: Some(integer(&response, "status").unwrap_or(200)),
        response_headers: named_values(&response, "headers"),
        response: answered(&mut response),
    })
}

/// The body of the request, if a pattern holds the whole of it.
fn asked(request: &mut Value) -> Content {
    let patterns = take(request, "bodyPatterns").unwrap_or_default();
    let mut content = Content::default();
    let patterns = patterns.as_array().into_iter().flatten().filter_map(Value::as_object);
    content.payload = patterns.clone().find_map(whole).unwrap_or(match patterns.count() {
        0 => Payload::Empty,
        _ => Payload::Missing,
    });
    content
}

fn whole(pattern: &Map<String, Value>) -> Option<Payload> {
    match (pattern.get("equalToJson"), pattern.get("equalTo"), pattern.get("binaryEqualTo")) {
        // What is left out or is a placeholder in the pattern is unknown.
        (Some(Value::String(text)), ..) if !text.contains("${") => {
            serde_json::from_str(text).ok().map(Payload::Json)
        }
        (Some(value @ (Value::Object(_) | Value::Array(_))), ..) => Some(Payload::Json(value.clone())),
        (None, Some(Value::String(text)), _) => Some(Payload::Text(text.clone())),
        (None, None, Some(Value::String(text))) => base64(text).map(Payload::Bytes),
        _ => None,
    }
}

fn answered(response: &mut Value) -> Content {
    let payload = match take(response, "jsonBody") {
        Some(json) => Payload::Json(json),
        None if response.get("bodyFileName").is_some() => {
            text(response, "bodyFileName").map_or(Payload::Missing, |name| Payload::File(name.to_owned()))
        }
        None => match (text(response, "body"), text(response, "base64Body").map(base64)) {
            (Some(body), _) if !body.is_empty() => Payload::Text(body.to_owned()),
            (_, Some(bytes)) => bytes.map_or(Payload::Missing, Payload::Bytes),
            _ => Payload::Empty,
        },
    };
    let is_template = matches!(&payload, Payload::Text(text) if text.contains("{{"))
        || matches!(&payload, Payload::Json(json) if json.to_string().contains("{{"));
    let is_filled_in =
        response.get("transformers").and_then(Value::as_array).is_some_and(|all| !all.is_empty());
    let payload = if is_template && is_filled_in { Payload::Missing } else { payload };
    Content { payload, ..Content::default() }
}
