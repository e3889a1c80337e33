//! Limits the findings that are listed: a number for each code, and a total size including the proposals. A document
//! can be wrong in the same way in very many places.

use std::collections::BTreeMap;
use std::fmt::{self, Display, Write};
use std::io;

use serde_json::Value;

use super::Findings;
use super::attempt::Attempt;
use super::found::{Finding, Found};
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
        let bytes = json_length(document).saturating_add(bytes);
        let findings = Findings { found: Found::new(bytes), ..Findings::default() };
        let budget = Budget::new(&LISTED, bytes);
        Self { findings, budget, codes: BTreeMap::new(), full_at: None }
    }

    /// Adds a finding, and lists it if the limits allow it.
    pub(crate) fn add(&mut self, code: &'static Code, location: Location, message: impl Display) {
        let at = match &location {
            Location::Source(_, at) | Location::Within(_, at, ..) | Location::Normalised(at) => at.clone(),
            Location::Text(..) | Location::Nowhere => Pointer::root(),
        };
        self.know(Finding { code: code.id, at, schema: None, kind: None });
        self.list(code, location, message);
    }

    /// Adds a finding without listing it.
    pub(super) fn know(&mut self, finding: Finding) {
        self.findings.found.add(finding);
    }

    /// Lists a finding if the limits allow it.
    pub(super) fn list(&mut self, code: &'static Code, location: Location, message: impl Display) {
        let length = match &location {
            Location::Source(_, at) | Location::Within(_, at, ..) | Location::Normalised(at) => {
                at.as_str().len()
            }
            Location::Text(..) | Location::Nowhere => 0,
        };
        let (count, unlisted) = self.codes.entry(code.id).or_default();
        *count += 1;
        if *count > MAX_PER_CODE {
            unlisted.get_or_insert(location);
            return;
        }
        let message = truncate(&message, MAX_MESSAGE_CHARACTERS);
        if self.budget.spend(length + message.len()) {
            self.findings.report.add(code, location, message);
        } else {
            self.full_at.get_or_insert(location);
        }
    }

    /// Adds a proposal, if the limits allow it. An action that selects an element by its index is none: the vendor may insert
    /// another one before it.
    pub(crate) fn propose(&mut self, proposal: Proposal) {
        if !is_by_index(&proposal.target) && self.affords(&proposal) {
            self.findings.proposals.push(proposal);
        }
    }

    /// Adds alternatives for the last finding, to be tried, as far as the limits allow it.
    pub(super) fn attempt(&mut self, alternatives: Vec<Vec<Proposal>>) {
        let is_lasting = |actions: &Vec<Proposal>| !actions.iter().any(|one| is_by_index(&one.target));
        let afforded: Vec<Vec<Proposal>> = alternatives
            .into_iter()
            .filter(is_lasting)
            .take_while(|actions| actions.iter().all(|one| self.affords(one)))
            .collect();
        if !afforded.is_empty() {
            let finding = self.findings.found.all.len().saturating_sub(1);
            self.findings.attempts.push(Attempt { finding, alternatives: afforded, chosen: 0 });
        }
    }

    fn affords(&mut self, proposal: &Proposal) -> bool {
        let fits = self.budget.spend(proposal_length(proposal));
        if !fits {
            let last = self.findings.report.diagnostics.last().map(|last| last.location.clone());
            self.full_at.get_or_insert(last.unwrap_or(Location::Nowhere));
        }
        fits
    }

    /// Returns true if further findings are neither listed nor known, so that checks can stop.
    pub(crate) fn is_full(&self) -> bool {
        self.findings.found.is_cut
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
