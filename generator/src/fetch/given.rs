//! Documents as a command names them: a file, an address, or `-` for standard input.

use std::path::{Path, PathBuf};

use super::standard_input::read;
use super::{Answer, Fault, Limits, Validators, get, not_a_document, utf8};
use crate::base::web::{WebAddress, is_address, without_credentials};
use crate::diagnostic::{File, Files, Location, Report, STANDARD_INPUT, StandIn};
use crate::source::report_refusal;

/// Returns true if a document is not a file: an address, or standard input.
pub fn is_elsewhere(document: &str) -> bool {
    document == "-" || is_address(document)
}

/// Returns the name of a document as it may be shown: without what may be secret in an address.
pub fn shown_name(document: &str) -> String {
    match document {
        "-" => STANDARD_INPUT.to_owned(),
        address if is_address(address) => without_credentials(address),
        path => path.to_owned(),
    }
}

/// Returns the path that a document is read by. What is not a file is read here, and stands in for a file at that path.
/// Errors are reported.
pub fn supply(document: &Path, texts: &mut Files, report: &mut Report) -> Option<PathBuf> {
    let Some(given) = document.to_str().filter(|given| is_elsewhere(given)) else {
        return Some(document.to_owned());
    };
    let text = if given == "-" { standard_input(report)? } else { fetched(given, report)? };
    let name = shown_name(given);
    if let Some(fault) = not_a_document(&name, &text, Location::Nowhere) {
        report.diagnostics.push(fault);
        return None;
    }
    let path = if given == "-" { STANDARD_INPUT } else { given };
    texts.stand_in(path, StandIn { file: File { name, text }, is_alone: true });
    Some(PathBuf::from(path))
}

fn standard_input(report: &mut Report) -> Option<String> {
    read().map_err(|refusal| report_refusal(STANDARD_INPUT, &refusal, Location::Nowhere, report)).ok()
}

fn fetched(address: &str, report: &mut Report) -> Option<String> {
    let parsed = WebAddress::parse(address).map_err(Fault::Address);
    let answer = parsed.and_then(|parsed| get(&parsed, &Validators::default(), &Limits::default()));
    match answer {
        // Nothing was known that could be unmodified.
        Ok(Answer::NotModified) => None,
        Ok(Answer::Document { bytes, .. }) => {
            utf8(&shown_name(address), bytes).map_err(|fault| report.diagnostics.push(fault)).ok()
        }
        Err(fault) => {
            report.diagnostics.push(fault.diagnostic(&shown_name(address), Location::Nowhere));
            None
        }
    }
}
