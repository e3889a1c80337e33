//! Postman collections (2.0 and 2.1): the saved examples of their requests.

use serde_json::Value;

use super::draft::Draft;
use super::fields::{any_text, integer, named_values, take_text, text};
use super::form::FormValue;
use super::header::Headers;
use super::payload::{Content, Payload};
use super::skip::Skip;

/// The deepest that folders may lie in each other.
const MAX_DEPTH: usize = 32;

/// Reads the examples of an item, which may be a folder, in order.
pub(super) fn drafts(mut item: Value, each: &mut dyn FnMut(Result<Draft, Skip>)) {
    visit(&mut item, 0, each);
}

fn visit(item: &mut Value, depth: usize, each: &mut dyn FnMut(Result<Draft, Skip>)) {
    if let Some(items) = item.get_mut("item").and_then(Value::as_array_mut) {
        match depth < MAX_DEPTH {
            true => items.iter_mut().for_each(|item| visit(item, depth + 1, each)),
            false => each(Err(Skip::Malformed)),
        }
        return;
    }
    let request = item.get("request").cloned();
    let examples = item.get_mut("response").and_then(Value::as_array_mut);
    match examples {
        Some(examples) if !examples.is_empty() => {
            examples.iter_mut().for_each(|example| each(draft(example, request.as_ref())));
        }
        _ if request.is_some() => each(Err(Skip::Unanswered)),
        _ => each(Err(Skip::Malformed)),
    }
}

fn draft(example: &mut Value, request: Option<&Value>) -> Result<Draft, Skip> {
    let original = example.get("originalRequest").filter(|original| !original.is_null()).cloned();
    let request = original.or_else(|| request.cloned()).ok_or(Skip::Malformed)?;
    // A request may be its URL alone.
    let url = url(if request.is_string() { &request } else { request.get("url").unwrap_or(&Value::Null) });
    let status = integer(example, "code").ok_or(Skip::Unanswered)?;
    let mut response = Content::default();
    response.set_text(take_text(example, "body").unwrap_or_default(), false);
    let mut request_headers = headers(&request, "header");
    request_headers.extend(authorization(&request));
    Ok(Draft {
        method: text(&request, "method").unwrap_or("GET").to_owned(),
        url,
        request: body(&request, &request_headers),
        request_headers,
        status: Some(status),
        response_headers: headers(example, "header"),
        response,
        ..Draft::default()
    })
}

/// Returns a URL: its text without variables of the environment, or its parts.
fn url(url: &Value) -> String {
    let raw = url.as_str().or_else(|| text(url, "raw")).unwrap_or_default();
    let variables = named_values(url, "variable");
    let raw = if raw.is_empty() { from_parts(url) } else { raw.to_owned() };
    // `{{baseUrl}}/pets/:id?limit=10`: the variable is the server, the colon a parameter of the path.
    let raw = match raw.strip_prefix("{{").and_then(|rest| rest.split_once("}}")) {
        Some((_, path)) if path.starts_with(['/', '?']) || path.is_empty() => {
            format!("/{}", path.trim_start_matches('/'))
        }
        Some((_, rest)) => rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("/").to_owned(),
        None => raw,
    };
    let raw = if raw.contains("://") || raw.starts_with('/') { raw } else { format!("http://{raw}") };
    let (path, query) = raw.split_once('?').map_or((raw.as_str(), None), |(path, query)| (path, Some(query)));
    let segment = |segment: &str| {
        let name = segment.strip_prefix(':').filter(|name| !name.is_empty());
        let value = name.and_then(|name| variables.iter().find(|(own, _)| own == name));
        value.map_or(segment.to_owned(), |(_, value)| value.clone())
    };
    let path = path.split('/').map(segment).collect::<Vec<_>>().join("/");
    query.map_or(path.clone(), |query| format!("{path}?{query}"))
}

fn from_parts(url: &Value) -> String {
    let list = |key: &str, by: &str| match url.get(key) {
        Some(Value::Array(parts)) => parts.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(by),
        Some(Value::String(text)) => text.clone(),
        _ => String::new(),
    };
    let (host, path) = (list("host", "."), list("path", "/"));
    let query: Vec<String> =
        named_values(url, "query").into_iter().map(|(name, value)| format!("{name}={value}")).collect();
    let scheme = text(url, "protocol").unwrap_or("https");
    let query = if query.is_empty() { String::new() } else { format!("?{}", query.join("&")) };
    format!("{scheme}://{host}/{}{query}", path.trim_start_matches('/'))
}

/// Returns headers: a list of pairs, or lines of text in 2.0.
fn headers(message: &Value, key: &str) -> Headers {
    let Some(lines) = text(message, key) else { return named_values(message, key) };
    let lines = lines.lines().filter_map(|line| line.split_once(':'));
    lines.map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned())).collect()
}

/// Returns the header that the `auth` of a request would send, without its value.
fn authorization(request: &Value) -> Option<(String, String)> {
    let auth = request.get("auth")?;
    let scheme = match text(auth, "type")? {
        "bearer" | "oauth2" => "Bearer",
        "basic" => "Basic",
        "digest" => "Digest",
        _ => return None,
    };
    Some(("authorization".to_owned(), format!("{scheme} -")))
}

fn body(request: &Value, headers: &Headers) -> Content {
    let mut content = Content::default();
    let Some(body) = request.get("body").filter(|body| body.get("disabled") != Some(&Value::Bool(true)))
    else {
        return content;
    };
    let language = body.pointer("/options/raw/language").and_then(Value::as_str);
    let has_type = headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("content-type"));
    match text(body, "mode") {
        Some("raw") => {
            if language == Some("json") && !has_type {
                content.media_type = Some("application/json".to_owned());
            }
            content.set_text(text(body, "raw").unwrap_or_default().to_owned(), false);
        }
        Some("urlencoded") => {
            set_form(&mut content, "application/x-www-form-urlencoded", body.get("urlencoded"))
        }
        Some("formdata") => set_form(&mut content, "multipart/form-data", body.get("formdata")),
        Some("graphql") => content.payload = Payload::Json(body.get("graphql").cloned().unwrap_or_default()),
        Some(_) => content.payload = Payload::Missing,
        None => {}
    }
    content
}

fn set_form(content: &mut Content, media_type: &str, fields: Option<&Value>) {
    content.media_type = Some(media_type.to_owned());
    if let Some(text) = fields.and_then(Value::as_str) {
        return content.set_text(text.to_owned(), false);
    }
    let fields = fields.and_then(Value::as_array).into_iter().flatten();
    let field = |field: &Value| {
        let is_disabled = field.get("disabled") == Some(&Value::Bool(true));
        let name = any_text(field, &["key", "name"]).filter(|_| !is_disabled)?;
        let value = match text(field, "type") {
            Some("file") => FormValue::File { media_type: text(field, "contentType").map(str::to_owned) },
            _ => FormValue::Text(text(field, "value").unwrap_or_default().to_owned()),
        };
        Some((name.to_owned(), value))
    };
    content.payload = Payload::Form(fields.filter_map(field).collect());
}
