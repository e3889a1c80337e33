//! Checks operations and path items: the query is described once, and there are responses.

use serde_json::Value;

use crate::diagnostic::code;
use crate::normalise::context::{Context, Object};
use crate::normalise::path::Path;
use crate::normalise::v32;
use crate::openapi::method::METHODS;
use crate::openapi::normal;

/// Checks for `in: query` next to `in: querystring`: both describe the same bytes.
pub fn query_twice(holder: &Object, at: &Path<'_>, cx: &mut Context<'_>) {
    let parameters = || holder.get("parameters").and_then(Value::as_array).into_iter().flatten();
    let whole = holder.contains_key(normal::QUERYSTRING)
        || parameters().any(|value| v32::is_querystring(value) || cx.reusable.querystring(value).is_some());
    if !whole {
        return;
    }
    let single = parameters().position(|value| value.get("in").and_then(Value::as_str) == Some("query"));
    if let Some(index) = single {
        let message = "parameters `in: query` and `in: querystring` exclude each other; both are sent";
        cx.report(&code::QUERY_TWICE, &at.key("parameters").index(index), message);
    }
}

/// Checks that `additionalOperations` has no method with a key of its own.
pub fn additional(item: &Object, at: &Path<'_>, cx: &mut Context<'_>) {
    let more = item.get("additionalOperations").and_then(Value::as_object).into_iter().flat_map(Object::keys);
    let here = at.key("additionalOperations");
    for method in more.filter(|name| METHODS.iter().any(|method| method.eq_ignore_ascii_case(name))) {
        let message = format!("`{method}` is in `additionalOperations`, but has a field of its own");
        cx.report_once(&code::MISPLACED, &here.key(method), &message);
    }
}

/// Checks that `responses` is not empty.
pub fn responses(operation: &Object, at: &Path<'_>, cx: &mut Context<'_>) {
    let Some(Value::Object(responses)) = operation.get("responses") else { return };
    if responses.keys().all(|key| key.starts_with("x-")) {
        cx.report_once(&code::MISSING_FIELD, &at.key("responses"), "`responses` is empty");
    }
}
