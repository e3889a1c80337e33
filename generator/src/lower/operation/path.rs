//! Groups of operations without a tag, from their paths.

use crate::openapi::template::{Segment, Template};

/// Returns the first meaningful segment of a path: operations without a tag are grouped by it.
pub(in crate::lower) fn subject(template: &Template) -> Option<String> {
    template.segments().into_iter().find_map(|segment| match segment {
        Segment::Literal(text) if is_subject(&text) => Some(text),
        _ => None,
    })
}

/// Returns true unless a segment is a version or a word that all paths of an API start with.
fn is_subject(segment: &str) -> bool {
    let is_version =
        segment.strip_prefix('v').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    !is_version && !matches!(segment, "api" | "rest")
}
