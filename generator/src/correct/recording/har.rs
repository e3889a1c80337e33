//! Entries of HTTP archives (HAR 1.2) as browsers, mitmproxy, Charles, Playwright and Insomnia write them.

use serde_json::Value;

use super::draft::Draft;
use super::fields::{integer, named_values, take, take_text, text};
use super::form::FormValue;
use super::header::Headers;
use super::payload::{Content, Payload};
use super::skip::Skip;
use crate::openapi::media_type::essence;

/// Resource types of Chromium and Firefox that a page loads by itself.
const PAGE: [&str; 10] = [
    "stylesheet",
    "image",
    "media",
    "font",
    "script",
    "texttrack",
    "manifest",
    "preflight",
    "csp-violation-report",
    "signed-exchange",
];

/// Reads an entry.
///
/// # Errors
/// It is no call of an API.
pub(super) fn draft(mut entry: Value) -> Result<Draft, Skip> {
    let kind = text(&entry, "_resourceType").unwrap_or_default().to_ascii_lowercase();
    let mut request = take(&mut entry, "request").ok_or(Skip::Malformed)?;
    let mut response = take(&mut entry, "response").filter(Value::is_object).ok_or(Skip::Unanswered)?;
    if kind == "websocket" {
        return Err(Skip::NotHttp);
    }
    let is_page = kind == "document" && media_type(&response).contains("html");
    if is_page || PAGE.contains(&kind.as_str()) {
        return Err(Skip::Page);
    }
    let request_headers: Headers = named_values(&request, "headers");
    let cookies = named_values(&request, "cookies").into_iter().map(|(name, _)| name).collect();
    Ok(Draft {
        method: text(&request, "method").unwrap_or_default().to_owned(),
        url: text(&request, "url").unwrap_or_default().to_owned(),
        query: named_values(&request, "queryString"),
        cookies,
        request: posted(&mut request),
        status: integer(&response, "status"),
        response_headers: named_values(&response, "headers"),
        response: answered(&mut response),
        request_headers,
    })
}

fn media_type(response: &Value) -> String {
    let declared = response.pointer("/content/mimeType").and_then(Value::as_str);
    declared.map(essence).unwrap_or_default()
}

fn answered(response: &mut Value) -> Content {
    let size = size(response);
    let mut content = take(response, "content").unwrap_or_default();
    let own = integer(&content, "size").and_then(|size| u64::try_from(size).ok());
    let mut answered = Content {
        media_type: text(&content, "mimeType").map(str::to_owned),
        size: own.or(size),
        ..Content::default()
    };
    let is_base64 = is_base64(&content);
    match take_text(&mut content, "text") {
        Some(text) => answered.set_text(text, is_base64),
        // Playwright puts bodies into files beside the archive.
        None => {
            let file = take_text(&mut content, "_file").map(Payload::File);
            answered.payload = file.unwrap_or_else(|| answered.payload_without_text());
        }
    }
    answered
}

fn posted(request: &mut Value) -> Content {
    let size = size(request);
    let Some(mut data) = take(request, "postData").filter(Value::is_object) else {
        let mut none = Content { size, ..Content::default() };
        none.payload = none.payload_without_text();
        return none;
    };
    let mut posted =
        Content { media_type: text(&data, "mimeType").map(str::to_owned), size, ..Content::default() };
    let is_base64 = is_base64(&data);
    let fields = fields(&data);
    match take_text(&mut data, "text").filter(|text| !text.is_empty()) {
        // Browsers leave the files out of the text.
        Some(text) if fields.is_empty() || is_json(&posted) => posted.set_text(text, is_base64),
        _ if !fields.is_empty() => posted.payload = Payload::Form(fields),
        _ => posted.payload = posted.payload_without_text(),
    }
    posted
}

/// Some proxies list the text of a JSON body as a parameter too.
fn is_json(content: &Content) -> bool {
    content.media_type.as_deref().is_some_and(crate::openapi::media_type::is_json)
}

/// Returns the fields of a form.
fn fields(data: &Value) -> Vec<(String, FormValue)> {
    let fields = data.get("params").and_then(Value::as_array).into_iter().flatten();
    let field = |field: &Value| {
        let name = text(field, "name")?.to_owned();
        let media_type = text(field, "contentType").map(essence);
        let value = match text(field, "value") {
            Some(value) if text(field, "fileName").is_none() => FormValue::Text(value.to_owned()),
            None if text(field, "fileName").is_none() => FormValue::Text(String::new()),
            _ => FormValue::File { media_type },
        };
        Some((name, value))
    };
    fields.filter_map(field).collect()
}

/// Returns the size of a body on the wire; -1 says that it is unknown.
fn size(message: &Value) -> Option<u64> {
    integer(message, "bodySize").and_then(|size| u64::try_from(size).ok())
}

fn is_base64(content: &Value) -> bool {
    let encoding = text(content, "encoding").or_else(|| text(content, "_encoding"));
    encoding.is_some_and(|encoding| encoding.eq_ignore_ascii_case("base64"))
}
