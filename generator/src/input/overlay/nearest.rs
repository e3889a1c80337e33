//! How far a target that matches nothing does match: the longest part of its path that still selects something.

use serde_json::Value;

use super::{Target, path};
use crate::diagnostic::near;

/// What to do about a target that matches nothing.
pub(super) fn hint(target: &Target, document: &Value) -> String {
    let advice = "the vendor renamed, removed or fixed it: check the document, then adapt the target or remove the action";
    match (matching(target, document), meant(target, document)) {
        (Some((prefix, rest)), Some(name)) => {
            format!(
                "`{prefix}` exists, but `{rest}` below it does not: did you mean `{name}`? Otherwise {advice}"
            )
        }
        (Some((prefix, rest)), None) => {
            format!("`{prefix}` exists, but `{rest}` below it does not; {advice}")
        }
        (None, _) => advice.to_owned(),
    }
}

/// The longest part of a path that selects something, and the rest of it.
pub(super) fn matching<'t>(target: &'t Target, document: &Value) -> Option<(&'t str, &'t str)> {
    let matches =
        |prefix: &&str| path::parse(prefix.trim_end()).is_ok_and(|path| !path.query(document).is_empty());
    let prefixes = prefixes(&target.text);
    // Where one of them selects nothing, no longer one does.
    let matching = prefixes.partition_point(matches);
    let prefix = prefixes.get(..matching).and_then(<[_]>::last)?;
    Some((*prefix, target.text.get(prefix.len()..).unwrap_or_default()))
}

/// The path without its last segment; the whole if there is but one.
pub(super) fn holder(text: &str) -> &str {
    prefixes(text).last().copied().unwrap_or(text)
}

/// Whether the last segment of a target takes the name that the last one of another path has.
pub(super) fn may_select(target: &str, other: &str) -> bool {
    let last = |text: &'_ str| text.get(holder(text).len()..).unwrap_or_default().to_owned();
    let (own, other) = (last(target), last(other));
    match name(&other) {
        _ if own.contains(['*', '?']) => true,
        Some(wanted) => own.split(|c: char| "[],.'\" ".contains(c)).any(|part| part == wanted),
        None => true,
    }
}

/// The key that the first name of a path that is not there most likely means.
pub(super) fn meant(target: &Target, document: &Value) -> Option<String> {
    let (prefix, rest) = matching(target, document)?;
    let name = name(rest)?;
    let nodes = path::parse(prefix.trim_end()).ok()?.query(document);
    let keys = nodes.iter().filter_map(|node| node.as_object()).flat_map(|map| map.keys());
    near::nearest(name, keys.take(near::MOST_KEYS).map(String::as_str)).map(ToOwned::to_owned)
}

/// The name that the rest of a path begins with: `.name` or `['name']` without escapes.
fn name(rest: &str) -> Option<&str> {
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

/// The path cut before each of its segments, shortest first, without the whole.
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
