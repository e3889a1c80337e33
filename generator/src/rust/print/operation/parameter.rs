//! Prints parameters as constants of the runtime: `Param::query("expand[]")`.

use crate::ir::{Parameter, ParameterEncoding, ParameterLocation, Style};
use crate::rust::model::written_style;

/// Prints `Param::query("expand[]")`.
pub(crate) fn param(parameter: &Parameter) -> String {
    encoded(parameter.location, &parameter.wire, parameter.encoding)
}

/// Prints a parameter from its parts.
pub(super) fn encoded(location: ParameterLocation, wire: &str, encoding: ParameterEncoding) -> String {
    let method = location_method(location);
    let style = written_style(location, encoding)
        .map(|style| format!(".style(Style::{style:?})"))
        .unwrap_or_default();
    let rest = match encoding {
        ParameterEncoding::Json => ".json()".to_owned(),
        ParameterEncoding::Style { style, explode, allow_reserved } => {
            let default = matches!(style, Style::Form | Style::Cookie | Style::DeepObject);
            let explode = if explode == default { String::new() } else { format!(".explode({explode})") };
            explode + if allow_reserved { ".allow_reserved()" } else { "" }
        }
    };
    format!("Param::{method}({wire:?}){style}{rest}")
}

/// Returns the runtime's method for the location of a parameter.
pub(super) fn location_method(location: ParameterLocation) -> &'static str {
    match location {
        ParameterLocation::Path => "path",
        ParameterLocation::Query => "query",
        ParameterLocation::Header => "header",
        ParameterLocation::Cookie => "cookie",
    }
}
