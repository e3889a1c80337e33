//! Whether the location of a parameter can hold a constant: a path has no empty segments, a header no line breaks.

use serde_json::Value;

use crate::ir::{Operation, Parameter, ParameterEncoding, ParameterLocation, Style};

/// How a constant is sent.
pub(super) enum Fit {
    /// As it is.
    Plain,
    /// In another form.
    Encoded(String),
    /// Not at all, with the reason.
    Unsendable(&'static str),
}

/// Returns how a constant is sent as the value of a parameter. Numbers and booleans fit everywhere.
pub(super) fn fit(operation: &Operation, parameter: &Parameter, only: &Value) -> Fit {
    let (Value::String(text), ParameterEncoding::Style { style, .. }) = (only, parameter.encoding) else {
        return Fit::Plain;
    };
    match parameter.location {
        ParameterLocation::Path => in_path(operation, &parameter.wire, style, text),
        ParameterLocation::Header if text.chars().any(is_control) => {
            Fit::Unsendable("a header cannot hold control characters")
        }
        ParameterLocation::Header if !text.is_ascii() => Fit::Encoded("in UTF-8".to_owned()),
        ParameterLocation::Cookie
            if style == Style::Cookie && text.contains(|c| c == ';' || is_control(c)) =>
        {
            Fit::Unsendable("`style: cookie` does not encode `;` and control characters, which end a cookie")
        }
        _ => Fit::Plain,
    }
}

fn is_control(c: char) -> bool {
    c.is_ascii_control() && c != '\t'
}

/// A segment that is empty, `.` or `..` would be removed on the way (RFC 3986, section 5.2.4).
fn in_path(operation: &Operation, name: &str, style: Style, text: &str) -> Fit {
    let sent = match style {
        Style::Label => format!(".{text}"),
        Style::Matrix => format!(";{name}={text}"),
        _ => text.to_owned(),
    };
    let (spans, plain) = (format!("{{+{name}}}"), format!("{{{name}}}"));
    let template = operation.path.to_string();
    let path = template.split('?').next().unwrap_or_default();
    let filled = path.split('/').filter(|segment| segment.contains(&plain) || segment.contains(&spans));
    let filled = filled.map(|segment| segment.replace(&plain, &sent).replace(&spans, &sent));
    let is_removed = |segment: &str| matches!(segment, "" | "." | "..");
    let spans_segments = style == Style::Reserved;
    let has_removed = |segment: &String| match spans_segments {
        true => segment.split('/').any(is_removed),
        false => is_removed(segment),
    };
    if filled.into_iter().any(|segment| has_removed(&segment)) {
        return Fit::Unsendable("a segment of a path must not be empty, `.` or `..`");
    }
    match spans_segments || !text.contains('/') {
        true => Fit::Plain,
        false => Fit::Encoded(format!("with `/` as `%2F`: `{}`", text.replace('/', "%2F"))),
    }
}
