//! What of the path of a recorded request is the document's, and what is a value.

use crate::base::pointer::percent_decode;
use crate::openapi::template::{Segment, Template};

/// A value in the path of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PathValue {
    /// The parameter; `None` if the segment has more than its value.
    pub name: Option<String>,
    /// The value, decoded.
    pub text: String,
}

/// Returns the values in a path, by the key of `paths` that it matches. Both are compared from the end, as the path of
/// the server comes before.
pub(super) fn values(key: &str, path: &str) -> Vec<PathValue> {
    let template = Template::parse(key);
    let key = Template { query: Vec::new(), ..template }.to_string();
    let mut segments = path.split('/').filter(|segment| !segment.is_empty()).rev();
    let mut values = Vec::new();
    for own in key.split('/').filter(|segment| !segment.is_empty()).rev() {
        if own.starts_with("{+") {
            values.extend(segments.map(|segment| value(None, segment)));
            break;
        }
        let Some(segment) = segments.next() else { break };
        if own.contains('{') {
            let name = own.strip_prefix('{').and_then(|name| name.strip_suffix('}'));
            values.push(value(name.filter(|name| !name.contains('{')), segment));
        }
    }
    values
}

fn value(name: Option<&str>, segment: &str) -> PathValue {
    let text = percent_decode(segment).unwrap_or_else(|| segment.to_owned());
    PathValue { name: name.map(str::to_owned), text }
}

/// Returns a path with `…` for each segment that is not literally in the document: what is recorded may be private.
/// `known` are the paths of the document with those of their servers.
pub(super) fn shown(path: &str, known: &[Vec<Segment>]) -> String {
    let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
    let mut literal = vec![false; segments.len()];
    for own in known {
        for ((segment, own), literal) in segments.iter().zip(own).zip(&mut literal) {
            match own {
                Segment::Literal(text) if text == segment => *literal = true,
                Segment::One => {}
                Segment::Literal(_) | Segment::Several => break,
            }
        }
    }
    let shown = segments.iter().zip(literal).map(|(segment, literal)| {
        let text = if literal || is_common(segment) { segment } else { "…" };
        format!("/{text}")
    });
    let shown: String = shown.collect();
    if shown.is_empty() { "/".to_owned() } else { shown }
}

/// Returns true for what stands before the paths of many APIs and is nobody's: `api`, `v1`.
fn is_common(segment: &str) -> bool {
    let version = segment.strip_prefix('v').filter(|digits| (1..=2).contains(&digits.len()));
    segment == "api" || version.is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
}
