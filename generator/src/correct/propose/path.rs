//! JSONPaths (RFC 9535) of places in a document.

use serde_json::Value;

use super::segment::member;
use super::select::conditions;
use crate::base::pointer::Pointer;

/// Writes a pointer as a JSONPath: with `.name` where that is allowed, else with `['name']`; an element of a list by what
/// no other element has, else by its index.
pub fn json_path(document: &Value, at: &Pointer) -> String {
    let mut text = String::from("$");
    let mut here = Some(document);
    for token in at.tokens() {
        let list = here.and_then(Value::as_array);
        let index = list.and_then(|_| token.parse::<usize>().ok());
        text += &match (index, list) {
            (Some(index), Some(list)) => element(list, index).unwrap_or_else(|| format!("[{index}]")),
            _ => member(&token),
        };
        here = here.and_then(|value| match value {
            Value::Array(list) => index.and_then(|index| list.get(index)),
            other => other.get(&token),
        });
    }
    text
}

/// Writes the segment of an element as a filter that selects no other one; `None` if there is none.
pub(crate) fn element(list: &[Value], index: usize) -> Option<String> {
    let all = conditions(list, index)?;
    let shown: Vec<String> = all.iter().map(ToString::to_string).collect();
    Some(format!("[?{}]", shown.join(" && ")))
}

/// Returns true if an element of a list can be selected by what it is: no other element is the same.
pub(crate) fn has_own_name(list: &[Value], index: &str) -> bool {
    index.parse().is_ok_and(|index| conditions(list, index).is_some())
}

/// Returns true if a JSONPath selects an element by its index: the vendor may insert another one before it.
#[cfg(feature = "lint")]
pub(crate) fn is_by_index(path: &str) -> bool {
    let (mut depth, mut quote, mut chars) = (0_usize, None, path.chars().peekable());
    while let Some(c) = chars.next() {
        match (quote, c) {
            (Some(_), '\\') => _ = chars.next(),
            (Some(open), c) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(c),
            (None, '[') => {
                depth += 1;
                if depth == 1 && chars.peek().is_some_and(|next| next.is_ascii_digit() || *next == '-') {
                    return true;
                }
            }
            (None, ']') => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    false
}
