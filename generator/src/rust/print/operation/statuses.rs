//! Types by status: an enum of what may go wrong, and one of what may come back, where these differ.

use super::Printed;
use crate::ir::Statuses;
use crate::rust::model::{Case, Read, Within};
use crate::rust::names::ident::written;
use crate::rust::print::{Item, doc};

/// What an operation answers when it fails, where that differs by status.
pub(super) fn errors(printed: &Printed<'_>, cases: &[Case]) -> Vec<Item> {
    let name = &printed.operation.names.error;
    let said = format!("Error of {}, by status.", printed.link());
    let lines = cases.iter().map(|case| format!("    {}: {},\n", variant(case), pattern(case.statuses)));
    let lines: String = lines.collect();
    vec![
        Item::Text(declaration(&said, name, cases)),
        Item::Text(format!("error_statuses!({name} {{\n{lines}}});")),
    ]
}

/// What an operation answers when all is well, where that differs by status.
pub(super) fn successes(printed: &Printed<'_>, cases: &[Case]) -> Vec<Item> {
    let name = &printed.operation.names.success;
    let said = format!("Success of {}, by status.", printed.link());
    let lines = cases
        .iter()
        .map(|case| format!("    {}: {} => {},\n", variant(case), pattern(case.statuses), way(case.read)));
    let lines: String = lines.collect();
    vec![
        Item::Text(declaration(&said, name, cases)),
        Item::Text(format!("success_statuses!({name} {{\n{lines}}});")),
    ]
}

/// An enum with a variant a status.
fn declaration(said: &str, name: &str, cases: &[Case]) -> String {
    let docs = doc::comment(&[said.to_owned()], "");
    let variants = cases.iter();
    let variants =
        variants.map(|case| format!("    /// {}.\n    {},\n", said_statuses(case.statuses), variant(case)));
    let variants: String = variants.collect();
    format!("{docs}#[derive(Debug, Clone, PartialEq)]\n#[non_exhaustive]\npub enum {name} {{\n{variants}}}")
}

/// A variant with what it holds.
fn variant(case: &Case) -> String {
    let held = case.held.as_ref().map(|held| format!("({})", held.written(Within::Group)));
    written(&case.name) + &held.unwrap_or_default()
}

/// The runtime's word for how a body is read.
fn way(read: Read) -> &'static str {
    match read {
        Read::Json => "json",
        Read::Text => "text",
        Read::Bytes => "bytes",
        Read::Nothing => "unit",
    }
}

/// Successes as a server for tests is told of them: `Ok(it: json): 200, NoContent: 204`; errors, each of which is JSON,
/// likewise.
pub(crate) fn told(cases: &[Case]) -> String {
    let cases = cases.iter().map(|case| {
        let held = match case.read {
            Read::Nothing => String::new(),
            read => format!("(it: {})", way(read)),
        };
        format!("{}{held}: {}", written(&case.name), pattern(case.statuses))
    });
    cases.collect::<Vec<_>>().join(", ")
}

/// Statuses as a person says them.
pub(super) fn said_statuses(statuses: Statuses) -> String {
    match statuses {
        Statuses::Code(code) => code.to_string(),
        Statuses::Range(hundreds) => format!("{hundreds}XX"),
        Statuses::Default => "Any other status".to_owned(),
    }
}

/// Statuses as a pattern.
fn pattern(statuses: Statuses) -> String {
    match statuses {
        Statuses::Code(code) => code.to_string(),
        Statuses::Range(hundreds) => format!("{hundreds}00..={hundreds}99"),
        Statuses::Default => "default".to_owned(),
    }
}
