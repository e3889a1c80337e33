//! Types by status: an enum of what may go wrong, and one of what may come back, where these differ.

use super::operation::Printed;
use super::ty::{From, ty};
use super::{Item, doc};
use crate::facts::Side;
use crate::ir::{Statuses, Success, Type};
use crate::names::ident::written;

/// The documentation and head of an enum with a variant a status.
fn head(said: &str, name: &str) -> String {
    let docs = doc::comment(&[said.to_owned()], "");
    format!("{docs}#[derive(Debug, Clone, PartialEq)]\n#[non_exhaustive]\npub enum {name} {{\n")
}

/// What an operation answers when it fails, where that differs by status.
pub(super) fn errors(printed: &Printed<'_>, cases: &[(Statuses, &Type)]) -> Vec<Item> {
    let name = printed.error_name();
    let said = format!("What {} answers when it fails.", printed.link());
    let (mut declared, mut lines) = (head(&said, &name), String::new());
    for (statuses, error) in cases {
        let held = ty(printed.context, error, Side::Response, From::Operations);
        let variant = status_name(*statuses);
        declared += &format!("    /// {}.\n    {variant}({held}),\n", said_statuses(*statuses));
        lines += &format!("    {variant}({held}): {},\n", pattern(*statuses));
    }
    vec![Item::Text(declared + "}"), Item::Text(format!("error_statuses!({name} {{\n{lines}}});"))]
}

/// What an operation answers when all is well, where that differs by status.
pub(super) fn successes(printed: &Printed<'_>, cases: &[(Statuses, Success)]) -> Vec<Item> {
    let name = printed.success_name();
    let said = format!("What {} answers.", printed.link());
    let (mut declared, mut lines) = (head(&said, &name), String::new());
    for (statuses, success) in cases {
        let way = way(success);
        let held = match success {
            Success::Json(json) => {
                format!("({})", ty(printed.context, json, Side::Response, From::Operations))
            }
            _ if way == "text" => "(String)".to_owned(),
            _ if way == "bytes" => "(bytes::Bytes)".to_owned(),
            _ => String::new(),
        };
        let variant = written(&status_name(*statuses));
        declared += &format!("    /// {}.\n    {variant}{held},\n", said_statuses(*statuses));
        lines += &format!("    {variant}{held}: {} => {way},\n", pattern(*statuses));
    }
    vec![Item::Text(declared + "}"), Item::Text(format!("success_statuses!({name} {{\n{lines}}});"))]
}

/// The runtime's word for how one of several successes is read.
fn way(success: &Success) -> &'static str {
    match success {
        Success::Json(_) => "json",
        Success::Text => "text",
        // Which of several it is, only its end would tell.
        Success::Bytes | Success::Stream(_) => "bytes",
        Success::Unit | Success::Several(_) => "unit",
    }
}

/// Successes as a server for tests is told of them: `Ok(it: json): 200, NoContent: 204`.
pub(super) fn told_successes(cases: &[(Statuses, Success)]) -> String {
    let cases = cases.iter().map(|(statuses, success)| {
        let held = match way(success) {
            "unit" => String::new(),
            way => format!("(it: {way})"),
        };
        format!("{}{held}: {}", written(&status_name(*statuses)), pattern(*statuses))
    });
    cases.collect::<Vec<_>>().join(", ")
}

/// The same of errors, each of which is JSON.
pub(super) fn told_errors(cases: &[(Statuses, &Type)]) -> String {
    let cases = cases.iter();
    let told =
        cases.map(|(statuses, _)| format!("{}(it: json): {}", status_name(*statuses), pattern(*statuses)));
    told.collect::<Vec<_>>().join(", ")
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

/// A variant's name for a status.
pub(crate) fn status_name(statuses: Statuses) -> String {
    let name = match statuses {
        Statuses::Code(code) => match code {
            200 => "Ok",
            201 => "Created",
            202 => "Accepted",
            204 => "NoContent",
            206 => "PartialContent",
            400 => "BadRequest",
            401 => "Unauthorized",
            402 => "PaymentRequired",
            403 => "Forbidden",
            404 => "NotFound",
            405 => "MethodNotAllowed",
            409 => "Conflict",
            410 => "Gone",
            412 => "PreconditionFailed",
            413 => "PayloadTooLarge",
            415 => "UnsupportedMediaType",
            422 => "UnprocessableContent",
            423 => "Locked",
            429 => "TooManyRequests",
            500 => "InternalServerError",
            501 => "NotImplemented",
            502 => "BadGateway",
            503 => "ServiceUnavailable",
            504 => "GatewayTimeout",
            other => return format!("Status{other}"),
        },
        Statuses::Range(2) => "Success",
        Statuses::Range(3) => "Redirection",
        Statuses::Range(4) => "ClientError",
        Statuses::Range(5) => "ServerError",
        Statuses::Range(1) => "OtherRange",
        Statuses::Range(other) => return format!("Status{other}xx"),
        Statuses::Default => "Other",
    };
    name.to_owned()
}
