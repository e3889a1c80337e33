//! Checks for regular expressions that are invalid in every dialect: groups and classes that are not closed.

use serde_json::Value;

use crate::diagnostic::code;
use crate::normalise::context::{Context, Object};
use crate::normalise::path::Path;

/// Checks that groups and classes of `pattern` are closed.
pub fn balance(schema: &mut Object, at: &Path<'_>, cx: &mut Context<'_>) {
    let Some(pattern) = schema.get("pattern").and_then(Value::as_str) else { return };
    if !is_balanced(pattern) {
        let message = format!("the pattern `{pattern}` is not a regular expression");
        cx.report_once(&code::PATTERN_BROKEN, &at.key("pattern"), &message);
    }
}

/// Returns true if every group and class is closed, and no escape is at the end.
fn is_balanced(pattern: &str) -> bool {
    let (mut depth, mut class) = (0_usize, false);
    let mut rest = pattern.chars();
    while let Some(c) = rest.next() {
        match c {
            '\\' if rest.next().is_none() => return false,
            '[' if !class => class = true,
            ']' => class = false,
            '(' if !class => depth += 1,
            ')' if !class => match depth.checked_sub(1) {
                Some(outer) => depth = outer,
                None => return false,
            },
            _ => {}
        }
    }
    depth == 0 && !class
}
