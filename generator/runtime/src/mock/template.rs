//! Matches the paths of calls against path templates.

use super::text::decoded;

/// The decoded values of a template's parameters; `None` if the path does not match.
pub(crate) fn capture_values<'t>(template: &'t str, path: &str) -> Option<Vec<(&'t str, String)>> {
    let template = template.split('?').next()?;
    if template.contains("{+") {
        // A value of `{+name}` may have several segments.
        let mut values = Vec::new();
        return capture_values_in(template, path, &mut values).map(|()| values);
    }
    let (mut templates, mut segments) = (template.split('/'), path.split('/'));
    let mut values = Vec::new();
    loop {
        match (templates.next(), segments.next()) {
            (None, None) => return Some(values),
            (Some(template), Some(segment)) => capture_values_in(template, segment, &mut values)?,
            _ => return None,
        }
    }
}

/// Matches a segment, or a path that has a parameter of several segments.
fn capture_values_in<'t>(
    template: &'t str,
    segment: &str,
    values: &mut Vec<(&'t str, String)>,
) -> Option<()> {
    let Some((literal, after)) = template.split_once('{') else {
        return (decoded(template) == decoded(segment)).then_some(());
    };
    let (name, after) = after.split_once('}')?;
    let rest = segment.strip_prefix(literal)?;
    let next = after.split('{').next().unwrap_or_default();
    // The literal after the last parameter is at the end of the segment; after another parameter, its first occurrence
    // counts.
    let stop = if next.len() == after.len() { rest.len().checked_sub(next.len()) } else { rest.find(next) }?;
    let (value, rest) = rest.split_at_checked(stop).filter(|(value, _)| !value.is_empty())?;
    let several = name.strip_prefix('+');
    if several.is_none() && value.contains('/') {
        return None;
    }
    values.push((several.unwrap_or(name), decoded(value)));
    capture_values_in(after, rest, values)
}
