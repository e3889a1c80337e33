//! Responses that are declared as bytes and were recorded as a list or an object of JSON. Bytes hold anything, and a download
//! may be JSON: it contradicts nothing, and is worth a look.

use indexmap::IndexMap;
use serde_json::Value;

use super::case::Case;
use super::cases::Cases;
use super::media;
use crate::base::pointer::Pointer;
use crate::correct::recording::Body;
use crate::text::plural::counted;

/// Returns the schemas of such responses, and what was recorded.
pub(super) fn responses(cases: &Cases<'_>, document: &Value) -> Vec<(Pointer, String)> {
    let mut found: IndexMap<Pointer, (String, usize)> = IndexMap::new();
    for case in cases.iter().filter(|case| case.is_success()) {
        if let Some((at, kind)) = structured(case, document) {
            let message = || {
                let status = case.exchange.status;
                format!("{} {status}: the response is {kind} of JSON, and bytes are declared", case.label)
            };
            found.entry(at).or_insert_with(|| (message(), 0)).1 += 1;
        }
    }
    let counted = |count| counted(count, "exchange");
    found
        .into_iter()
        .map(|(at, (message, count))| (at, format!("{message}; seen in {}", counted(count))))
        .collect()
}

/// Returns the schema of bytes that a response has, and the kind of its JSON.
fn structured(case: &Case<'_>, document: &Value) -> Option<(Pointer, &'static str)> {
    let message = &case.exchange.response;
    let kind = match &message.body {
        Body::Json(Value::Array(_)) => "a list",
        Body::Json(Value::Object(_)) => "an object",
        _ => return None,
    };
    let (at, response) = case.response(document)?;
    let declared = media::of_response(document, &at, response, &case.operation);
    let found = media::matching(document, &declared, message, media::class_of(message)?)?;
    let schema = found.schema.clone().filter(|_| media::is_bytes(document, found))?;
    Some((schema, kind))
}
