//! Methods and paths in words.

use super::ident::words;
use crate::ir::Operation;
use crate::openapi::template::plain;

/// What tells an operation from every other: its method and path in words.
pub(super) fn place_words(operation: &Operation) -> String {
    format!("{} {}", operation.method.to_lowercase(), path_words(&operation.key))
}

/// `/users/{id}/posts` as `users by id posts`, `/users?name={name}` as `users by name`.
fn path_words(path: &str) -> String {
    let path = plain(path);
    let said = path.split(['/', '?', '&']).filter(|part| !part.is_empty()).map(|part| {
        let part = part.split_once("={").map_or(part.to_owned(), |(_, value)| format!("{{{value}"));
        let by = part.replace('{', " by ").replace('}', " ");
        words(&by)
    });
    said.collect::<Vec<_>>().join(" ")
}
