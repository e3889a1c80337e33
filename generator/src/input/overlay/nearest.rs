//! Finds how far a target that matches nothing does match: the longest part of its path that still selects something.

use serde_json::Value;

use super::{Action, Target, path};
use crate::diagnostic::near;

/// Returns a hint for the target of an action that matches nothing.
pub(super) fn hint(action: &Action, document: &Value) -> String {
    let target = &action.target;
    let is_guarded = action.quirk.as_ref().is_some_and(|quirk| quirk.published.is_some());
    let lenient = match is_guarded {
        true => "`lenient` does not allow it while it has a guard (`published`)",
        false => "`lenient` allows it",
    };
    let advice = format!(
        "the vendor renamed, removed or fixed it: check the document, then adapt the target or remove the action; {lenient}"
    );
    match (longest_match(target, document), meant_key(target, document)) {
        (Some((prefix, rest)), Some(name)) => {
            format!(
                "`{prefix}` exists, but `{rest}` below it does not: did you mean `{name}`? Otherwise {advice}"
            )
        }
        (Some((prefix, rest)), None) => {
            format!("`{prefix}` exists, but `{rest}` below it does not; {advice}")
        }
        (None, _) => advice,
    }
}

/// Returns the longest part of a path that selects something, and the rest of the path.
pub(super) fn longest_match<'t>(target: &'t Target, document: &Value) -> Option<(&'t str, &'t str)> {
    let matches =
        |prefix: &&str| path::parse(prefix.trim_end()).is_ok_and(|path| !path.query(document).is_empty());
    let prefixes = prefixes(&target.text);
    // If one of them selects nothing, the longer ones select nothing either.
    let matching = prefixes.partition_point(matches);
    let prefix = prefixes.get(..matching).and_then(<[_]>::last)?;
    Some((*prefix, target.text.get(prefix.len()..).unwrap_or_default()))
}

/// Returns the path without its last segment; the whole path if it has only one.
pub(super) fn parent_path(text: &str) -> &str {
    prefixes(text).last().copied().unwrap_or(text)
}

/// Splits a path into all but its last segment, and that.
pub fn last_segment(text: &str) -> (&str, &str) {
    let holder = parent_path(text);
    (holder, text.get(holder.len()..).unwrap_or_default())
}

/// Returns true if the last segment of a target selects the name in the last segment of another path.
pub(super) fn may_select(target: &str, other: &str) -> bool {
    let last = |text: &'_ str| text.get(parent_path(text).len()..).unwrap_or_default().to_owned();
    let (own, other) = (last(target), last(other));
    match first_name(&other) {
        _ if own.contains(['*', '?']) => true,
        Some(wanted) => own.split(|c: char| "[],.'\" ".contains(c)).any(|part| part == wanted),
        None => true,
    }
}

/// Returns the key that the first unknown name of a path most likely means.
pub(super) fn meant_key(target: &Target, document: &Value) -> Option<String> {
    let (prefix, rest) = longest_match(target, document)?;
    let name = first_name(rest)?;
    let nodes = path::parse(prefix.trim_end()).ok()?.query(document);
    let keys = nodes.iter().filter_map(|node| node.as_object()).flat_map(|map| map.keys());
    near::nearest(name, keys.take(near::MOST_KEYS).map(String::as_str)).map(ToOwned::to_owned)
}

/// Returns the name that the rest of a path begins with: `.name`, or `['name']` without escapes.
fn first_name(rest: &str) -> Option<&str> {
    if let Some(bracket) = rest.strip_prefix('[') {
        let inner = bracket.trim_start();
        let quote = inner.chars().next().filter(|c| *c == '"' || *c == '\'')?;
        let (name, after) = inner.get(1..)?.split_once(quote)?;
        return Some(name).filter(|name| !name.contains('\\') && after.trim_start().starts_with(']'));
    }
    let name = rest.strip_prefix('.')?;
    let end = name.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(name.len());
    name.get(..end).filter(|name| !name.is_empty())
}

/// Returns the path cut before each of its segments, shortest first, without the whole path.
fn prefixes(text: &str) -> Vec<&str> {
    let (mut depth, mut quote, mut escaped, mut previous) = (0_usize, None, false, ' ');
    let mut cuts = Vec::new();
    for (at, c) in text.char_indices() {
        match quote {
            _ if escaped => escaped = false,
            Some(_) if c == '\\' => escaped = true,
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if c == '"' || c == '\'' => quote = Some(c),
            // `..name` and `..[0]` are one segment.
            None if depth == 0 && (c == '.' || c == '[') && previous != '.' => cuts.push(at),
            None => {}
        }
        if quote.is_none() {
            match c {
                '[' | '(' => depth += 1,
                ']' | ')' => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        previous = c;
    }
    cuts.into_iter().filter_map(|at| text.get(..at)).collect()
}
