//! Reads the front matter of Markdown pages: the operation of Mintlify's, and the document of Docusaurus'.

use std::io::Read;

use base64::Engine;
use serde_json::{Map, Value, json};

use super::found::{Found, Part};
use crate::diagnostic::{FileId, Files, Report};
use crate::input::load;
use crate::openapi::method::is_method;

/// The most bytes that a packed operation has when unpacked.
const MAX_UNPACKED: u64 = 16 << 20;

/// Cuts a page into its front matter and the rest; `None` if it has none.
pub(super) fn split(page: &str) -> Option<(&str, &str)> {
    let rest = page.strip_prefix("---")?.strip_prefix("\r\n").or_else(|| page.strip_prefix("---\n"))?;
    let end = rest.find("\n---")?;
    let after = rest.get(end + 4..)?;
    let is_line = after.is_empty() || after.starts_with(['\n', '\r', ' ']);
    is_line.then(|| (rest.get(..end).unwrap_or_default(), after))
}

/// Reads a front matter.
pub(super) fn read(text: &str) -> Found {
    let mut files = Files::default();
    let id: FileId = files.add("", text);
    let Some(front) = load::load(&files, id, &mut Report::default()) else { return Found::default() };
    let operation = ["openapi", "api"]
        .iter()
        .find_map(|key| front.get(*key)?.as_str())
        .filter(|text| names_operation(text));
    let documents = front.get("api").and_then(docusaurus).map(|document| {
        let text = serde_json::to_string_pretty(&document).unwrap_or_default();
        Part { text, above: None }
    });
    let links = front.get("openapi").and_then(Value::as_str).filter(|text| names_file(text));
    Found {
        documents: documents.into_iter().collect(),
        links: links.and_then(|text| text.split_whitespace().next()).map(str::to_owned).into_iter().collect(),
        operation: operation.map(str::to_owned),
    }
}

/// Returns true for `GET /path`, and for `openapi.json GET /path`.
fn names_operation(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.iter().any(|word| is_method(&word.to_ascii_lowercase()) || word.eq_ignore_ascii_case("webhook"))
}

/// Returns true if a file is named before the operation.
fn names_file(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default();
    [".json", ".yaml", ".yml"].iter().any(|ending| first.ends_with(ending))
}

/// Returns the document of a page of docusaurus-openapi-docs: an operation, packed or as it is.
fn docusaurus(api: &Value) -> Option<Value> {
    let own = match api {
        Value::String(text) => serde_json::from_slice(&unpacked(text)?).ok()?,
        other => other.clone(),
    };
    let mut operation = own.as_object().cloned()?;
    let take = |operation: &mut Map<String, Value>, key: &str| operation.shift_remove(key);
    let (path, method) = (take(&mut operation, "path")?, take(&mut operation, "method")?);
    let (path, method) = (path.as_str()?.to_owned(), method.as_str()?.to_ascii_lowercase());
    let info = take(&mut operation, "info").unwrap_or_else(|| json!({"title": "API", "version": "1"}));
    let schemes = take(&mut operation, "securitySchemes");
    // What the plugin adds for its pages.
    for added in ["postman", "jsonRequestBodyExample", "type", "extensions", "proxy"] {
        operation.shift_remove(added);
    }
    if !is_method(&method) {
        return None;
    }
    let servers = take(&mut operation, "servers");
    let mut document = json!({"openapi": "3.1.0", "info": info});
    if let Some(servers) = servers {
        document["servers"] = servers;
    }
    document["paths"][path][method] = Value::Object(operation);
    if let Some(schemes) = schemes {
        document["components"]["securitySchemes"] = schemes;
    }
    Some(document)
}

/// Unpacks zlib in base64.
fn unpacked(text: &str) -> Option<Vec<u8>> {
    let packed = base64::engine::general_purpose::STANDARD.decode(text.trim()).ok()?;
    let mut bytes = Vec::new();
    flate2::read::ZlibDecoder::new(packed.as_slice()).take(MAX_UNPACKED).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}
