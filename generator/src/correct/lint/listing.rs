//! What is listed of the findings: so many of one code, and so many bytes of all with what is proposed. A document can be
//! wrong in one way in very many places.

use std::collections::BTreeMap;
use std::fmt::{self, Display, Write};
use std::io;

use serde_json::Value;

use super::Findings;
use crate::correct::propose::{Action, Proposal};
use crate::diagnostic::budget::{Budget, LISTED};
use crate::diagnostic::code::LINT_MANY;
use crate::diagnostic::{Code, Location, Report};

/// How many findings of one code are listed.
const MOST: usize = 1_000;

/// How many characters of something are written into a message.
const MOST_CHARACTERS: usize = 300;

/// How many characters a message has.
const MESSAGE: usize = 1_000;

/// The findings, as they are listed.
pub(crate) struct Listing {
    findings: Findings,
    budget: Budget,
    /// How many findings of a code there were, and where the first one is that is not listed.
    codes: BTreeMap<&'static str, (usize, Option<Location>)>,
    /// Where the bytes did not suffice.
    full_at: Option<Location>,
}

impl Listing {
    /// For findings in a document and other input of so many bytes.
    pub(crate) fn new(document: &Value, bytes: usize) -> Self {
        let budget = Budget::new(&LISTED, length(document).saturating_add(bytes));
        Self { findings: Findings::default(), budget, codes: BTreeMap::new(), full_at: None }
    }

    /// Lists a finding, as far as there is room.
    pub(crate) fn find(&mut self, code: &'static Code, place: Location, message: impl Display) {
        let (count, unlisted) = self.codes.entry(code.id).or_default();
        *count += 1;
        if *count > MOST {
            unlisted.get_or_insert(place);
            return;
        }
        let message = cut(&message, MESSAGE);
        let at = match &place {
            Location::Source(_, at) | Location::Within(_, at, ..) | Location::Normalised(at) => {
                at.as_str().len()
            }
            Location::Text(..) | Location::Nowhere => 0,
        };
        if self.budget.spend(at + message.len()) {
            self.findings.report.add(code, place, message);
        } else {
            self.full_at.get_or_insert(place);
        }
    }

    /// Lists an action, as far as there is room; the finding before it has said where.
    pub(crate) fn propose(&mut self, proposal: Proposal) {
        if self.budget.spend(weight(&proposal)) {
            self.findings.proposals.push(proposal);
        } else {
            let last = self.findings.report.diagnostics.last().map(|last| last.place.clone());
            self.full_at.get_or_insert(last.unwrap_or(Location::Nowhere));
        }
    }

    /// Whether nothing more is listed, so that nothing more has to be looked for.
    pub(crate) fn is_full(&self) -> bool {
        self.full_at.is_some()
    }

    /// The report, for what is not a finding.
    pub(crate) fn report(&mut self) -> &mut Report {
        &mut self.findings.report
    }

    /// The findings, with how many are not listed.
    pub(crate) fn finish(self) -> Findings {
        let Self { mut findings, budget, codes, full_at } = self;
        for (id, (count, unlisted)) in codes {
            if let Some(place) = unlisted {
                let message =
                    format!("{} more findings of {id} are not listed; this is the first", count - MOST);
                findings.report.add(&LINT_MANY, place, message);
            }
        }
        if let Some(place) = full_at {
            let message = format!("{}; further findings are not listed", budget.message());
            findings.report.add(budget.code(), place, message);
        }
        budget.record(&mut findings.report);
        findings
    }
}

/// How many bytes a proposal takes.
fn weight(proposal: &Proposal) -> usize {
    let Proposal { target, description, source, guard, action } = proposal;
    let guard = guard.as_ref().map_or(0, |(at, published)| at.len() + length(published));
    let action = match action {
        Action::Remove => 0,
        Action::Update(value) => length(value),
    };
    target.len() + description.len() + source.len() + guard + action
}

/// How many bytes a value takes as JSON.
pub(crate) fn length(value: &Value) -> usize {
    let mut counted = Counted(0);
    // Counting does not fail, and a value always serialises.
    let _ = serde_json::to_writer(&mut counted, value);
    counted.0
}

/// Counts bytes.
struct Counted(usize);

impl io::Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Something as it is named in a message, with a sign where it is cut; no more of it is written than that takes.
pub(crate) fn brief(what: &dyn Display) -> String {
    cut(what, MOST_CHARACTERS)
}

fn cut(what: &dyn Display, characters: usize) -> String {
    let mut kept = Kept { text: String::new(), left: characters };
    match write!(kept, "{what}") {
        Ok(()) => kept.text,
        Err(_) => kept.text + "…",
    }
}

/// Takes so many characters and no more.
struct Kept {
    text: String,
    left: usize,
}

impl Write for Kept {
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
