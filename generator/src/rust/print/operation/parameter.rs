//! Prints parameters as constants of the runtime: `Param::query("expand[]")`.

use crate::ir::{Parameter, ParameterEncoding, ParameterLocation};
use crate::rust::model::written_style;

/// Prints `Param::query("expand[]")`.
pub(crate) fn param(parameter: &Parameter) -> String {
    let within =
        parameter.inner_separator.map(|separator| format!(".within({separator:?})")).unwrap_or_default();
    encoded(parameter.location, &parameter.wire, parameter.encoding) + &within
}

/// Prints a parameter from its parts.
pub(super) fn encoded(location: ParameterLocation, wire: &str, encoding: ParameterEncoding) -> String {
    let method = location.name();
    let style = written_style(location, encoding)
        .map(|style| format!(".style(Style::{style:?})"))
        .unwrap_or_default();
    let rest = match encoding {
        ParameterEncoding::Json | ParameterEncoding::WholeQuery { json: true } => ".json()".to_owned(),
        ParameterEncoding::WholeQuery { json: false } => String::new(),
        ParameterEncoding::Style { style, explode, allow_reserved } => {
            let explode =
                if explode == style.explodes() { String::new() } else { format!(".explode({explode})") };
            explode + if allow_reserved { ".allow_reserved()" } else { "" }
        }
    };
    format!("Param::{method}({wire:?}){style}{rest}")
}
