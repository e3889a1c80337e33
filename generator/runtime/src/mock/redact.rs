//! Removes secrets from the messages of a mock server, so that passwords and keys do not reach the logs of tests.

use super::super::request::operation::Operation;
use super::super::secret::names::REDACTED;
use super::super::secret::scrub::url;
use super::template::capture_values;
use super::text::{decoded, shown};
use serde_json::Value;

/// Replaces members that must not be shown.
pub(crate) fn redact_members(operation: &Operation, value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let members = members.iter().map(|(key, value)| {
                let value =
                    if operation.hides(key) { REDACTED.into() } else { redact_members(operation, value) };
                (key.clone(), value)
            });
            Value::Object(members.collect())
        }
        Value::Array(items) => items.iter().map(|item| redact_members(operation, item)).collect(),
        _ if operation.hides_all() => REDACTED.into(),
        other => other.clone(),
    }
}

/// The path and query of an unexpected call, without secrets.
pub(crate) fn target(operations: &[&'static Operation], target: &str) -> String {
    let (path, query) = target.split_once('?').map_or((target, None), |(path, query)| (path, Some(query)));
    let path = operations.iter().fold(path.to_owned(), |path, operation| without_values(operation, &path));
    match query {
        Some(query) => url(&format!("{path}?{}", pairs(operations, query))),
        None => url(&path),
    }
}

/// Replaces path parameters that must not be shown, if the path matches the operation.
fn without_values(operation: &Operation, path: &str) -> String {
    let template = operation.path.split('?').next().unwrap_or_default();
    if capture_values(template, path).is_none() {
        return path.to_owned();
    }
    let hides = |segment: &str| {
        let names = segment.split('{').skip(1).filter_map(|rest| rest.split('}').next());
        names.map(|name| name.trim_start_matches('+')).any(|name| operation.hides(name))
    };
    let templates = template.split('/').map(Some).chain(std::iter::repeat(None));
    let segments = path.split('/').zip(templates);
    let shown = segments.map(|(segment, template)| match template {
        Some(template) if !hides(template) => segment,
        _ => REDACTED,
    });
    shown.collect::<Vec<_>>().join("/")
}

fn pairs(operations: &[&'static Operation], text: &str) -> String {
    let hides = |name: &str| operations.iter().any(|operation| operation.hides(name));
    let pairs = text.split('&').map(|pair| match pair.split_once('=') {
        Some((name, _)) if hides(&decoded(name)) => format!("{name}={REDACTED}"),
        _ => pair.to_owned(),
    });
    pairs.collect::<Vec<_>>().join("&")
}

/// The start of an unexpected body, which may belong to any of these operations, without secrets.
pub(crate) fn body(operations: &[&'static Operation], media_type: &str, body: &[u8]) -> String {
    /// Without an operation, only names decide what is secret.
    const NONE: Operation = Operation::new("", "", "");
    let operations = if operations.is_empty() { [&NONE].as_slice() } else { operations };
    if media_type.starts_with("application/x-www-form-urlencoded") {
        return shown(pairs(operations, &String::from_utf8_lossy(body)).as_bytes());
    }
    match serde_json::from_slice::<Value>(body) {
        Ok(value) => {
            let hidden =
                operations.iter().fold(value.clone(), |value, operation| redact_members(operation, &value));
            if hidden == value { shown(body) } else { shown(hidden.to_string().as_bytes()) }
        }
        // In a multipart form or a text, secrets cannot be recognized.
        Err(_) if operations.iter().any(|operation| !operation.secrets.is_empty()) => {
            format!("{} bytes", body.len())
        }
        Err(_) => shown(body),
    }
}
