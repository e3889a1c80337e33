//! Path templates: values replace `{name}` and cannot change the structure of the path. A value for `{+name}` may have
//! several segments, none of which a server would remove.

use super::super::error::build::BuildError;

/// Fills a template with encoded values.
///
/// # Errors
/// A value is missing, or a segment with a value would be empty, `.` or `..` (RFC 3986, section 5.2.4: a server or a
/// client would remove it, and the request would reach another resource).
pub fn fill(template: &str, values: &[(&'static str, String)]) -> Result<String, BuildError> {
    let mut path = String::with_capacity(template.len() + 32);
    for (i, segment) in template.split('/').enumerate() {
        if i > 0 {
            path.push('/');
        }
        if segment.contains('{') {
            let filled = fill_segment(segment, values)?;
            if filled.split('/').any(is_removed) {
                let reason = format!("the path value for {segment} must not be empty, \".\" or \"..\"");
                return Err(BuildError::new(reason));
            }
            path.push_str(&filled);
        } else {
            path.push_str(segment);
        }
    }
    Ok(path)
}

/// Returns true if a server would remove the segment, also if its dots are percent-encoded (WHATWG URL, "single-dot URL
/// path segment").
fn is_removed(segment: &str) -> bool {
    segment.is_empty() || is_dots(segment)
}

/// Returns true for `.` and `..`, also if they are percent-encoded.
pub(crate) fn is_dots(segment: &str) -> bool {
    let dots = segment.replace("%2e", ".").replace("%2E", ".");
    matches!(dots.as_str(), "." | "..")
}

fn fill_segment(segment: &str, values: &[(&'static str, String)]) -> Result<String, BuildError> {
    let mut filled = String::new();
    let mut rest = segment;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else { break };
        let name = name.strip_prefix('+').unwrap_or(name);
        let value = values.iter().find(|(known, _)| *known == name).map(|(_, value)| value);
        let value = value.ok_or_else(|| BuildError::new(format!("no value for {{{name}}} in the path")))?;
        filled.push_str(before);
        filled.push_str(value);
        rest = after;
    }
    filled.push_str(rest);
    Ok(filled)
}
