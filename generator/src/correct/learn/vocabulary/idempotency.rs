//! Headers with a key of each call's own, which make it harmless to send a request twice.

use serde_json::{Value, json};

use super::Operation;
use crate::correct::draft::Reason;
use crate::correct::judge::resolve;
use crate::correct::learn::security::Missing;
use crate::text::plural::counted;

const KEY: &str = "x-truespec-idempotency-key";

/// The headers by their names as recorded and as proposed.
const HEADERS: [(&str, &str); 2] =
    [("idempotency-key", "Idempotency-Key"), ("x-idempotency-key", "X-Idempotency-Key")];

/// Returns the header of an operation that all accepted requests had, and that is not declared.
pub(super) fn missing(operation: &Operation<'_, '_>) -> Option<Missing> {
    let accepted = &operation.accepted;
    let is_sent = |header: &str| {
        accepted.iter().all(|case| case.exchange.request_headers.iter().any(|(name, _)| name == header))
    };
    let (header, name) = HEADERS.into_iter().find(|(header, _)| is_sent(header))?;
    if accepted.is_empty() || operation.has(KEY) || is_declared(operation, header) {
        return None;
    }
    let label = operation.label();
    let count = format!("seen in {0} of {0} requests", accepted.len());
    let why = format!("Requests have the header `{name}`, with a key of each call's own.");
    let source = format!("headers of {} of {label}, by name", counted(accepted.len(), "recorded request"));
    let message = format!("{label}: requests have the header `{name}`, which is not declared; {count}");
    let action = operation.draft.insert(operation.at, KEY, json!(name), &Reason { why, source });
    Some(Missing { at: operation.at.clone(), message, actions: vec![action] })
}

/// Returns true if a header parameter of the operation or its path item has this name.
fn is_declared(operation: &Operation<'_, '_>, header: &str) -> bool {
    let document = operation.draft.document;
    let item = operation.at.parent().unwrap_or_default();
    [operation.at.join("parameters"), item.join("parameters")].iter().any(|list| {
        let count = document.pointer(list.as_str()).and_then(Value::as_array).map_or(0, Vec::len);
        (0..count).filter_map(|index| resolve(document, &list.join(index))).any(|(_, parameter)| {
            let text = |key: &str| parameter.get(key).and_then(Value::as_str).unwrap_or_default();
            text("in") == "header" && text("name").eq_ignore_ascii_case(header)
        })
    })
}
