//! Bodies that are always sent although the document does not say that they are required.

use serde_json::{Value, json};

use super::Operation;
use crate::correct::draft::Reason;
use crate::correct::judge::resolve;
use crate::correct::learn::media;
use crate::correct::learn::security::Missing;
use crate::correct::recording::Body;

/// So many requests have to have a body, and none may lack it.
const ENOUGH: usize = 2;

/// Returns that a body is required: where `required` is absent, every accepted request has a body and one without is
/// refused. A body whose schema has required members is an argument of a method without that.
pub(super) fn missing(operation: &Operation<'_, '_>) -> Option<Missing> {
    let document = operation.draft.document;
    let (at, declared) = media::of_request(document, operation.at)?;
    let has_required = |schema: &Value| schema.get("required").is_some();
    let is_meant = declared
        .iter()
        .filter_map(|one| resolve(document, one.schema.as_ref()?))
        .any(|(_, schema)| has_required(schema));
    let is_said = document.pointer(at.join("required").as_str()).is_some();
    let with = operation
        .accepted
        .iter()
        .filter(|case| !matches!(case.exchange.request.body, Body::Empty | Body::Unknown));
    let with = with.count();
    if is_meant || is_said || with < ENOUGH || with != operation.accepted.len() || declared.is_empty() {
        return None;
    }
    let label = operation.label();
    let count = format!("seen in {with} of {with} requests");
    let why = "Every accepted request has a body, and `required` is absent.".to_owned();
    let message = format!("{label}: every accepted request has a body, and `required` is absent; {count}");
    let reason = Reason { why, source: format!("recorded exchanges of {label}: {count}") };
    let action = operation.draft.insert(&at, "required", json!(true), &reason);
    Some(Missing { at: at.clone(), message, actions: vec![action] })
}
