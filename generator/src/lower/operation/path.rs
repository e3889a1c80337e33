//! Paths: what operations without a tag are grouped by.

use crate::openapi::template::{Segment, Template};

/// The first part of a path that says what it is about: what operations without a tag are grouped by.
pub(in crate::lower) fn subject(template: &Template) -> Option<String> {
    template.segments().into_iter().find_map(|segment| match segment {
        Segment::Literal(text) if is_subject(&text) => Some(text),
        _ => None,
    })
}

/// Whether a segment is neither a version nor a word that all paths of an API begin with.
fn is_subject(segment: &str) -> bool {
    let is_version =
        segment.strip_prefix('v').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    !is_version && !matches!(segment, "api" | "rest")
}
