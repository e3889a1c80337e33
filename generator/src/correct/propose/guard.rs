//! What is published at a place, short enough for somebody to read.

use serde_json::Value;

use super::is_short;
use super::path::json_path;
use super::segment::member;
use crate::base::pointer::Pointer;

/// Members that tell best what a value is.
pub(crate) const TELLING: [&str; 6] = ["$ref", "type", "name", "format", "in", "description"];

/// Values nested deeper than this are not looked into.
const MAX_DEPTH: usize = 16;

/// Returns the guard of what is published at a pointer: the value or a part of it, else a part of what is around it.
pub(crate) fn guard_of(published: &Value, at: &Pointer) -> Option<(String, Value)> {
    std::iter::successors(Some(at.clone()), Pointer::parent).find_map(|at| {
        let (rest, short) = short_part(published.pointer(at.as_str())?, 0)?;
        Some((json_path(published, &at) + &rest, short.clone()))
    })
}

/// Returns a short part of a value that tells what it is, with the JSONPath to it: the value itself, its type or another
/// member, the last element of a list. Elements that the vendor appends make another one the last.
fn short_part(value: &Value, depth: usize) -> Option<(String, &Value)> {
    if is_short(value) {
        return Some((String::new(), value));
    }
    let further = |segment: String, inner| {
        let (rest, short) = short_part(inner, depth + 1)?;
        Some((segment + &rest, short))
    };
    match value {
        _ if depth > MAX_DEPTH => None,
        Value::Array(list) => further("[-1]".to_owned(), list.last()?),
        Value::Object(object) => {
            let telling = TELLING.iter().filter_map(|key| object.get_key_value(*key));
            let short = || telling.clone().chain(object).find(|(_, inner)| is_short(inner));
            let first = short().or_else(|| object.iter().next())?;
            further(member(first.0), first.1)
        }
        _ => None,
    }
}
