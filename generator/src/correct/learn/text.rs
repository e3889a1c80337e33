//! What is said of a group of findings: names of the document, kinds, counts and statuses, never a recorded value.

use super::group::Group;
use super::trouble::{KeyKind, Side, Trouble};
use crate::correct::infer::{Evidence, is_plain_name};
use crate::correct::judge::FaultKind;
use crate::correct::lint::shorten;

/// Describes a group in a sentence without its counts.
pub(super) fn message(group: &Group<'_>, label: &str) -> String {
    match &group.key.kind {
        KeyKind::Status(status) => {
            let operation = label.split(&format!(" {status}")).next().unwrap_or(label);
            format!("{operation} returned status {status}, which is not declared")
        }
        KeyKind::Content(side) => format!("{label}: the {} has a body, and none is declared", word(*side)),
        KeyKind::Media(side, name) => {
            format!("{label}: the {} is `{}`, which is not declared", word(*side), shorten(name))
        }
        KeyKind::Empty(side) => format!("{label}: the {} has no body, and one is declared", word(*side)),
        KeyKind::NoSchema(side) => format!("{label}: the {} has a body but no schema", word(*side)),
        KeyKind::Query(name) => format!("{label}: the query has `{}`, which is not declared", shorten(name)),
        KeyKind::NotSent(name) => {
            format!("{label}: accepted without `{}` in the query, which is required", shorten(name))
        }
        KeyKind::Value(name) => {
            format!("{label}: the parameter `{}` has a value that is not of its type", shorten(name))
        }
        KeyKind::Body(kind) | KeyKind::RequestBody(kind) => of_body(group, kind, label),
    }
}

fn word(side: Side) -> &'static str {
    match side {
        Side::Request => "request",
        Side::Response => "response",
    }
}

fn of_body(group: &Group<'_>, kind: &FaultKind, label: &str) -> String {
    let first = group.findings.first().map(|(_, finding)| &finding.trouble);
    let (side, instance) = match first {
        Some(Trouble::Body(side, fault)) => (*side, fault.instance.as_str()),
        _ => (Side::Response, ""),
    };
    let place = match (instance, side) {
        ("", side) => format!("the {}", word(side)),
        (instance, Side::Response) => format!("`{}`", shorten(&instance)),
        (instance, Side::Request) => format!("`{}` of the request", shorten(&instance)),
    };
    format!("{label}: {place} {}", predicate(group, kind))
}

fn predicate(group: &Group<'_>, kind: &FaultKind) -> String {
    match kind {
        FaultKind::Null => "is null, which is not declared".to_owned(),
        FaultKind::Kind => format!("is of type {}, which is not declared", kinds(group)),
        FaultKind::Literal => "has a value that is not in the enum".to_owned(),
        FaultKind::Missing(name) => format!("has no `{}`, which is required", shorten(name)),
        FaultKind::Format => "has a value that its format does not allow".to_owned(),
        FaultKind::Limit(word) => format!("violates `{word}`"),
        FaultKind::Alternative => format!("is of type {}, and no alternative allows it", kinds(group)),
        FaultKind::Undeclared(name) if is_plain_name(name) => {
            format!("has an undeclared property `{}`", shorten(name))
        }
        FaultKind::Undeclared(_) => "has an undeclared property".to_owned(),
        FaultKind::Tag(name) => {
            format!("has a `{}` that names no alternative of the union", shorten(name))
        }
        FaultKind::NoTag(name) => format!("has no `{}`, by which alternatives are told apart", shorten(name)),
        FaultKind::UndeclaredKeys => "has properties whose names are data, as those of a map".to_owned(),
    }
}

/// Lists the kinds of the values of a group.
fn kinds(group: &Group<'_>) -> String {
    let seen = Evidence::merged(group.faults().map(|fault| fault.value));
    seen.kinds.keys().copied().collect::<Vec<_>>().join(" and ")
}
