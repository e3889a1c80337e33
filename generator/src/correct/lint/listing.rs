//! Limits the findings that are listed: a number for each code, and a total size including the proposals. A document
//! can be wrong in the same way in very many places.

use std::collections::BTreeMap;
use std::fmt::{self, Display, Write};
use std::io;

use serde_json::Value;

use super::Findings;
use crate::base::pointer::Pointer;
use crate::correct::propose::{Action, Proposal, is_by_index};
use crate::diagnostic::budget::{Budget, LISTED};
use crate::diagnostic::code::LINT_MANY;
use crate::diagnostic::{Code, Location, Report};

/// The most findings listed for one code.
const MAX_PER_CODE: usize = 1_000;

/// The most characters of a name or value in a message.
const MAX_NAME_CHARACTERS: usize = 300;

/// The most characters of a message.
const MAX_MESSAGE_CHARACTERS: usize = 1_000;

/// Collects findings within the limits.
pub(crate) struct Listing {
    findings: Findings,
    budget: Budget,
    /// The number of findings for each code, and the location of the first one that is not listed.
    codes: BTreeMap<&'static str, (usize, Option<Location>)>,
    /// The location of the first finding that exceeded the size limit.
    full_at: Option<Location>,
}

impl Listing {
    /// Creates a listing for a document and `bytes` of other input.
    pub(crate) fn new(document: &Value, bytes: usize) -> Self {
        let budget = Budget::new(&LISTED, json_length(document).saturating_add(bytes));
        Self { findings: Findings::default(), budget, codes: BTreeMap::new(), full_at: None }
    }

    /// Adds a finding, if the limits allow it.
    pub(crate) fn add(&mut self, code: &'static Code, location: Location, message: impl Display) {
        let (count, unlisted) = self.codes.entry(code.id).or_default();
        *count += 1;
        if *count > MAX_PER_CODE {
            unlisted.get_or_insert(location);
            return;
        }
        let message = truncate(&message, MAX_MESSAGE_CHARACTERS);
        let at = match &location {
            Location::Source(_, at) | Location::Within(_, at, ..) | Location::Normalised(at) => {
                at.as_str().len()
            }
            Location::Text(..) | Location::Nowhere => 0,
        };
        if self.budget.spend(at + message.len()) {
            self.findings.report.add(code, location, message);
        } else {
            self.full_at.get_or_insert(location);
        }
    }

    /// Notes the schema that the last finding is about.
    pub(crate) fn note_schema(&mut self, schema: &Pointer) {
        let last = self.findings.report.diagnostics.len().saturating_sub(1);
        self.findings.schemas.insert(last, schema.clone());
    }

    /// Adds a proposal, if the limits allow it. The finding before it has the location. An action that selects an element
    /// by its index is none: the vendor may insert another one before it.
    pub(crate) fn propose(&mut self, proposal: Proposal) {
        if is_by_index(&proposal.target) {
            return;
        }
        if self.budget.spend(proposal_length(&proposal)) {
            self.findings.owners.push(self.findings.report.diagnostics.len().saturating_sub(1));
            self.findings.proposals.push(proposal);
        } else {
            let last = self.findings.report.diagnostics.last().map(|last| last.location.clone());
            self.full_at.get_or_insert(last.unwrap_or(Location::Nowhere));
        }
    }

    /// Returns true if the size limit was reached, so that checks can stop.
    pub(crate) fn is_full(&self) -> bool {
        self.full_at.is_some()
    }

    /// Returns the report, to add to it what is not a finding.
    pub(crate) fn report(&mut self) -> &mut Report {
        &mut self.findings.report
    }

    /// Returns the findings, with notes on how many are not listed.
    pub(crate) fn finish(self) -> Findings {
        let Self { mut findings, budget, codes, full_at } = self;
        for (id, (count, unlisted)) in codes {
            if let Some(place) = unlisted {
                let message = format!(
                    "{} more findings of {id} are not listed; this is the first",
                    count - MAX_PER_CODE
                );
                findings.report.add(&LINT_MANY, place, message);
            }
        }
        if let Some(place) = full_at {
            let message = format!("{}; further findings are not listed", budget.message());
            findings.report.add(budget.code(), place, message);
        }
        budget.report_steps(&mut findings.report);
        findings
    }
}

/// Returns the size of a proposal in bytes.
fn proposal_length(proposal: &Proposal) -> usize {
    let Proposal { file: _, target, description, source, guard, action } = proposal;
    let guard = guard.as_ref().map_or(0, |(at, published)| at.len() + json_length(published));
    let action = match action {
        Action::Remove => 0,
        Action::Update(value) => json_length(value),
    };
    target.len() + description.len() + source.len() + guard + action
}

/// Returns the size of a value as JSON, in bytes.
pub(crate) fn json_length(value: &Value) -> usize {
    let mut counted = ByteCounter(0);
    // Counting does not fail, and a value always serialises.
    let _ = serde_json::to_writer(&mut counted, value);
    counted.0
}

/// A writer that counts bytes.
struct ByteCounter(usize);

impl io::Write for ByteCounter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Writes a name or value for a message, with `…` where it is cut. No more of it is formatted than necessary.
pub(crate) fn shorten(what: &dyn Display) -> String {
    truncate(what, MAX_NAME_CHARACTERS)
}

fn truncate(what: &dyn Display, characters: usize) -> String {
    let mut kept = LimitedWriter { text: String::new(), left: characters };
    match write!(kept, "{what}") {
        Ok(()) => kept.text,
        Err(_) => kept.text + "…",
    }
}

/// A writer that keeps up to `left` characters and then fails.
struct LimitedWriter {
    text: String,
    left: usize,
}

impl Write for LimitedWriter {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        match text.char_indices().nth(self.left) {
            Some((end, _)) => {
                self.left = 0;
                self.text.push_str(text.get(..end).unwrap_or_default());
                Err(fmt::Error)
            }
            None => {
                self.left -= text.chars().count();
                self.text.push_str(text);
                Ok(())
            }
        }
    }
}
