//! Defaults that contradict their own schema: outside the enum or the limits, of another kind, too large for the format.

use serde_json::Value;

use super::listing::json_length;
use super::walk::nodes;
use super::{Linter, NOT_CHECKED};
use crate::base::pointer::Pointer;
use crate::correct::draft::Reason;
use crate::correct::infer::is_plain_word;
use crate::correct::judge::{Direction, Fault, FaultKind, JUDGED, Judge};
use crate::diagnostic::budget::Budget;
use crate::diagnostic::code::{LINT_COSTLY, LINT_DEFAULT};

/// Finds schemas whose default they do not allow.
pub(super) fn check(linter: &mut Linter<'_>) {
    let document = linter.document;
    let mut budget = Budget::new(&JUDGED, json_length(document));
    for node in nodes(document) {
        if linter.listing.is_full() {
            break;
        }
        let Some(default) = node.value.get("default").filter(|_| is_schema(node.value.keys())) else {
            continue;
        };
        // Null as the default says that there is none.
        if default.is_null() {
            continue;
        }
        let verdict = Judge::new(document, Direction::Either, &mut budget).judge(&node.at, default);
        if verdict.is_cut {
            linter.report(&LINT_COSTLY, &node.at.join("default"), NOT_CHECKED.to_owned());
            continue;
        }
        if let Some(fault) = verdict.faults.into_iter().find(is_contradiction) {
            report(linter, &node.at, default, &fault);
        }
    }
    budget.report_steps(linter.listing.report());
}

fn is_schema<'k>(mut keys: impl Iterator<Item = &'k String>) -> bool {
    const WORDS: [&str; 8] = ["type", "enum", "const", "properties", "items", "allOf", "anyOf", "oneOf"];
    keys.any(|key| WORDS.contains(&key.as_str()))
}

/// A default of an object may leave out members, and have others.
fn is_contradiction(fault: &Fault<'_>) -> bool {
    !matches!(
        fault.kind,
        FaultKind::Missing(_) | FaultKind::Undeclared(_) | FaultKind::UndeclaredKeys | FaultKind::Null
    )
}

fn report(linter: &mut Linter<'_>, schema: &Pointer, default: &Value, fault: &Fault<'_>) {
    let at = schema.join("default");
    let shown = match fault.value {
        Value::String(text) if !is_plain_word(text, "") => "the default".to_owned(),
        Value::Array(_) | Value::Object(_) => "the default".to_owned(),
        value => format!("the default `{}`", super::shorten(value)),
    };
    let what = match &fault.kind {
        FaultKind::Literal => "is not in the enum".to_owned(),
        FaultKind::Limit(word) => format!("violates `{word}`"),
        FaultKind::Format => "does not fit the format".to_owned(),
        _ => "is of a type that is not declared".to_owned(),
    };
    linter.report(&LINT_DEFAULT, &at, format!("{shown} {what}"));
    let reason = Reason { why: format!("The default {what}."), source: "the schema itself".to_owned() };
    // A word in other letters is a literal; any other default is no statement about the API.
    let meant = meant_literal(linter.document, schema, default);
    let action = match meant {
        Some(literal) => linter.draft().replace(&at, literal, &reason),
        None => linter.draft().remove(&at, &reason),
    };
    linter.propose([action]);
}

/// Returns the literal that a default means in other letters.
fn meant_literal(document: &Value, schema: &Pointer, default: &Value) -> Option<Value> {
    let literals = document.pointer(schema.as_str())?.get("enum")?.as_array()?;
    let text = default.as_str()?;
    let is_meant = |literal: &&Value| literal.as_str().is_some_and(|one| one.eq_ignore_ascii_case(text));
    literals.iter().find(is_meant).cloned()
}
