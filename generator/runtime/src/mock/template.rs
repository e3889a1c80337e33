//! Path templates, as a mock server reads the paths of calls by them.

use super::text::decoded;

/// The values of a template's parameters, decoded, if the path fits it.
pub(crate) fn captured<'t>(template: &'t str, path: &str) -> Option<Vec<(&'t str, String)>> {
    let template = template.split('?').next()?;
    if template.contains("{+") {
        // Its value may be several segments.
        let mut values = Vec::new();
        return captured_in(template, path, &mut values).map(|()| values);
    }
    let (mut templates, mut segments) = (template.split('/'), path.split('/'));
    let mut values = Vec::new();
    loop {
        match (templates.next(), segments.next()) {
            (None, None) => return Some(values),
            (Some(template), Some(segment)) => captured_in(template, segment, &mut values)?,
            _ => return None,
        }
    }
}

/// The same within a segment, or in a path with a parameter that may be several.
fn captured_in<'t>(template: &'t str, segment: &str, values: &mut Vec<(&'t str, String)>) -> Option<()> {
    let Some((literal, after)) = template.split_once('{') else {
        return (decoded(template) == decoded(segment)).then_some(());
    };
    let (name, after) = after.split_once('}')?;
    let rest = segment.strip_prefix(literal)?;
    let next = after.split('{').next().unwrap_or_default();
    // What ends the last parameter ends the segment; what ends another comes as soon as it can.
    let stop = if next.len() == after.len() { rest.len().checked_sub(next.len()) } else { rest.find(next) }?;
    let (value, rest) = rest.split_at_checked(stop).filter(|(value, _)| !value.is_empty())?;
    let several = name.strip_prefix('+');
    if several.is_none() && value.contains('/') {
        return None;
    }
    values.push((several.unwrap_or(name), decoded(value)));
    captured_in(after, rest, values)
}
