//! How far a target that matches nothing does match: the longest part of its path that still selects something.

use serde_json::Value;

use super::{Target, path};

/// What to do about a target that matches nothing.
pub(super) fn hint(target: &Target, document: &Value) -> String {
    let advice =
        "the vendor renamed, removed or fixed it: look again, then adapt the target or remove the action";
    let matches =
        |prefix: &&str| path::parse(prefix.trim_end()).is_ok_and(|path| !path.query(document).is_empty());
    let prefixes = prefixes(&target.text);
    // Where one of them selects nothing, no longer one does.
    let matching = prefixes.partition_point(matches);
    match prefixes.get(..matching).and_then(<[_]>::last) {
        Some(prefix) => {
            let rest = target.text.get(prefix.len()..).unwrap_or_default();
            format!("`{prefix}` is there, `{rest}` below it is not; {advice}")
        }
        None => advice.to_owned(),
    }
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
