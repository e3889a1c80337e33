//! Converts methods and paths to words.

use super::ident::words;
use crate::ir::Operation;
use crate::openapi::template::plain;

/// Returns the method and path of an operation in words, which distinguish it from every other.
pub(super) fn place_words(operation: &Operation) -> String {
    format!("{} {}", operation.method.to_lowercase(), path_words(&operation.key))
}

/// Converts `/users/{id}/posts` to `users by id posts`, and `/users?name={name}` to `users by name`.
fn path_words(path: &str) -> String {
    let path = plain(path);
    let parts = path.split(['/', '?', '&']).filter(|part| !part.is_empty()).map(|part| {
        let part = part.split_once("={").map_or(part.to_owned(), |(_, value)| format!("{{{value}"));
        let by = part.replace('{', " by ").replace('}', " ");
        words(&by)
    });
    parts.collect::<Vec<_>>().join(" ")
}
