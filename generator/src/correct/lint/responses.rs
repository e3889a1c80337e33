//! Finds operations that declare errors only.

use super::walk::operations;
use super::{Linter, shorten};
use crate::diagnostic::code::LINT_NO_SUCCESS;

/// Finds operations none of whose responses is a success: nobody knows what a call returns. What to declare is not in the
/// document, so nothing is proposed.
pub(super) fn check(linter: &mut Linter<'_>) {
    for operation in operations(linter.document) {
        if linter.listing.is_full() {
            break;
        }
        let Some(responses) = operation.value.get("responses").and_then(serde_json::Value::as_object) else {
            continue;
        };
        let statuses = || responses.keys().filter(|key| !key.starts_with("x-"));
        let succeeds = |status: &String| status.starts_with(['1', '2', '3']) || status == "default";
        if statuses().any(succeeds) {
            continue;
        }
        let method = operation.method.to_uppercase();
        let message = format!("`{method} {}` declares no response of a success", shorten(&operation.path));
        linter.report(&LINT_NO_SUCCESS, &operation.at.join("responses"), message);
    }
}
