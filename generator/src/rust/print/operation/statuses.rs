//! Prints the enums by status: one of errors and one of responses, if these differ.

use super::OperationPrinter;
use crate::ir::Statuses;
use crate::rust::model::{Case, DecodeAs, Within};
use crate::rust::names::ident::written;
use crate::rust::print::{Item, doc};

/// Prints the enum of an operation's errors, if they differ by status.
pub(super) fn errors(printed: &OperationPrinter<'_>, cases: &[Case]) -> Vec<Item> {
    let name = &printed.operation.names.error;
    let summary = format!("Error of {}, by status.", printed.link());
    let lines = cases.iter().map(|case| format!("    {}: {},\n", variant(case), pattern(case.statuses)));
    let lines: String = lines.collect();
    vec![
        Item::Text(declaration(&summary, name, cases, |statuses| description(printed, statuses))),
        Item::Text(format!("error_statuses!({name} {{\n{lines}}});")),
    ]
}

/// Prints the enum of an operation's responses, if they differ by status.
pub(super) fn successes(printed: &OperationPrinter<'_>, cases: &[Case]) -> Vec<Item> {
    let name = &printed.operation.names.success;
    let summary = format!("Success of {}, by status.", printed.link());
    let lines = cases.iter().map(|case| {
        format!("    {}: {} => {},\n", variant(case), pattern(case.statuses), read_method(case.read))
    });
    let lines: String = lines.collect();
    vec![
        Item::Text(declaration(&summary, name, cases, |_| None)),
        Item::Text(format!("success_statuses!({name} {{\n{lines}}});")),
    ]
}

/// Returns what the document says about an error response, on one line.
fn description(printed: &OperationPrinter<'_>, statuses: Statuses) -> Option<String> {
    let case = printed.operation.data.errors.iter().find(|case| case.statuses == statuses)?;
    Some(doc::inline(case.description.as_deref()?)).filter(|text| !text.is_empty())
}

/// Prints an enum with one variant per status.
fn declaration(
    summary: &str,
    name: &str,
    cases: &[Case],
    description: impl Fn(Statuses) -> Option<String>,
) -> String {
    let docs = doc::comment(&[summary.to_owned()], "");
    let variants = cases.iter().map(|case| {
        // A line that begins with a number and a period would be a list.
        let status = match case.statuses {
            Statuses::Default => status_text(case.statuses),
            statuses => format!("Status {}", status_text(statuses)),
        };
        let line = match description(case.statuses) {
            Some(description) => format!("{status}: {description}"),
            None => format!("{status}."),
        };
        format!("{}    {},\n", doc::comment(&[line], "    "), variant(case))
    });
    let variants: String = variants.collect();
    format!("{docs}#[derive(Debug, Clone, PartialEq)]\n#[non_exhaustive]\npub enum {name} {{\n{variants}}}")
}

/// Prints a variant with its type.
fn variant(case: &Case) -> String {
    let held = case.held.as_ref().map(|held| format!("({})", held.written(Within::Group)));
    written(&case.name) + &held.unwrap_or_default()
}

/// Returns the runtime's method for reading a body.
fn read_method(read: DecodeAs) -> &'static str {
    match read {
        DecodeAs::Json => "json",
        DecodeAs::Text => "text",
        DecodeAs::Bytes => "bytes",
        DecodeAs::Nothing => "unit",
    }
}

/// Prints the responses for the mock server: `Ok(it: json): 200, NoContent: 204`; likewise the errors, which are all
/// JSON.
pub(crate) fn mock_statuses(cases: &[Case]) -> String {
    let cases = cases.iter().map(|case| {
        let held = match case.read {
            DecodeAs::Nothing => String::new(),
            read => format!("(it: {})", read_method(read)),
        };
        format!("{}{held}: {}", written(&case.name), pattern(case.statuses))
    });
    cases.collect::<Vec<_>>().join(", ")
}

/// Formats statuses for people.
pub(super) fn status_text(statuses: Statuses) -> String {
    match statuses {
        Statuses::Code(code) => code.to_string(),
        Statuses::Range(hundreds) => format!("{hundreds}XX"),
        Statuses::Default => "Any other status".to_owned(),
    }
}

/// Prints statuses as a pattern.
fn pattern(statuses: Statuses) -> String {
    match statuses {
        Statuses::Code(code) => code.to_string(),
        Statuses::Range(hundreds) => format!("{hundreds}00..={hundreds}99"),
        Statuses::Default => "default".to_owned(),
    }
}
