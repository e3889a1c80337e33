//! Documents as a command names them: a file, an address, or `-` for standard input.

use std::path::{Path, PathBuf};

use super::standard_input::read;
use super::{Answer, Fault, Limits, Validators, get, not_a_document, utf8};
use crate::base::web::{WebAddress, is_address};
use crate::diagnostic::{File, Files, Location, Report, StandIn};
use crate::source::report_refusal;

/// The name of what comes from standard input.
const STANDARD_INPUT: &str = "<stdin>";

/// Returns true if a document is not a file: an address, or standard input.
pub fn is_elsewhere(document: &str) -> bool {
    document == "-" || is_address(document)
}

/// Returns the path that a document is read by. What is not a file is read here, and stands in for a file at that path.
/// Errors are reported.
pub fn supply(document: &Path, texts: &mut Files, report: &mut Report) -> Option<PathBuf> {
    let Some(given) = document.to_str().filter(|given| is_elsewhere(given)) else {
        return Some(document.to_owned());
    };
    let (name, text) = match given {
        "-" => (STANDARD_INPUT, standard_input(report)?),
        address => (address, fetched(address, report)?),
    };
    if let Some(fault) = not_a_document(name, &text, Location::Nowhere) {
        report.diagnostics.push(fault);
        return None;
    }
    let file = File { name: name.to_owned(), text };
    texts.stand_in(name, StandIn { file, is_alone: true });
    Some(PathBuf::from(name))
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
            utf8(address, bytes).map_err(|fault| report.diagnostics.push(fault)).ok()
        }
        Err(fault) => {
            report.diagnostics.push(fault.diagnostic(address, Location::Nowhere));
            None
        }
    }
}
