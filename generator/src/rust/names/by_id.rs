//! Names of methods by operation ids as they are, for crates that keep them.

use std::borrow::Cow;

use super::files::fit_type;
use super::ident::{Case, alternatives, ident, natural, words};
use super::methods::{RESERVED, ROOT};
use super::paths::place_words;
use super::record::{Book, Kind, operation_key};
use super::scope::Claim;
use crate::ir::{Api, Operation};
use crate::openapi::template::Segment;

/// Names the methods of a group.
pub(super) fn methods(api: &Api, indices: &[usize], book: &Book<'_>) -> Vec<String> {
    let own = indices.iter().map(|index| &api.operations[*index]);
    let claims = own.map(|operation| {
        let name = operation.name.as_deref().or(operation.id.as_deref());
        let had = book.methods.get(&operation_key(operation));
        claim(operation, name, Case::Snake).recorded(had).given(operation.name.is_some())
    });
    let keys = indices.iter().map(|index| operation_key(&api.operations[*index]));
    book.assign(Kind::Method, "", keys, &claims.collect::<Vec<_>>(), &RESERVED)
}

/// Returns the names on which the types of each operation are based.
pub(super) fn bases(api: &Api, book: &Book<'_>) -> Vec<String> {
    let claims = api.operations.iter().map(|operation| {
        let had = book.bases.get(&operation_key(operation));
        fit_type(claim(operation, operation.id.as_deref(), Case::Upper)).recorded(had)
    });
    let keys = api.operations.iter().map(operation_key);
    book.assign(Kind::Base, "", keys, &claims.collect::<Vec<_>>(), &[])
}

/// Claims a name for an operation: its id or, without one or beside another with the same id, its method and path. A
/// variant has its word at the end.
fn claim<'a>(operation: &'a Operation, name: Option<&str>, case: Case) -> Claim<'a> {
    let word = operation.variant.as_ref().map(|variant| format!("_{}", variant.word)).unwrap_or_default();
    // Uses the whole key: its query or fragment is not in the path, but distinguishes this operation from others.
    let place = {
        let word = word.clone();
        move || format!("{}{word}", place_words(operation))
    };
    let name = name.map(|name| name.to_owned() + &word);
    let first = name.as_deref().map_or_else(|| ident(&place(), case), |name| natural(name, case));
    let rank =
        if operation.variant.is_some() { 2 } else { u8::from(name.as_deref() != Some(first.as_str())) };
    Claim::new(first, rank, move || {
        let name = name.as_deref();
        let styled = name.and_then(|name| alternatives(name, case).into_iter().next());
        let placed = [ident(&place(), case)].into_iter();
        let both = name.map(|name| ident(&format!("{} {}", words(name), place()), case));
        let exact = alternatives(&format!("{} {}{word}", operation.method, operation.key), case).pop();
        styled.into_iter().chain(placed).chain(both).chain(exact).collect()
    })
}

/// Returns the group of an operation: without a tag, the first segment of its path that is no version.
pub(super) fn group(operation: &Operation) -> Cow<'_, str> {
    let subject = || {
        operation.path.segments().into_iter().find_map(|segment| match segment {
            Segment::Literal(text) if is_subject(&text) => Some(text),
            _ => None,
        })
    };
    match &operation.group {
        Some(group) => Cow::Borrowed(group),
        None => Cow::Owned(subject().unwrap_or_else(|| ROOT.to_owned())),
    }
}

fn is_subject(segment: &str) -> bool {
    let is_version =
        segment.strip_prefix('v').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    !is_version && !matches!(segment, "api" | "rest")
}
