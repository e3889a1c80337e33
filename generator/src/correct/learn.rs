//! Corrections from recorded exchanges. A proposal is a hypothesis: it is made from all samples of a place, applied to a
//! copy of the document, and kept if every exchange and every example then decodes at least as well as before.
//!
//! ```text
//! exchanges → cases (operation by server, method, path) → findings (what would not decode, or is not declared)
//!           → groups (findings that one correction settles, with all samples of their place)
//!           → hypotheses (actions, the smallest first) → settle (apply to a copy, judge everything again)
//!           → proposals with counts and guards, or a diagnostic without an action
//! ```
//!
//! What was settled is the document of the next pass, which sees what could not be read before. Diagnostics and actions
//! show names, kinds, counts and statuses; a recorded value only if it is a plain word that was seen twice.

mod attribute;
mod case;
mod cases;
mod entries;
mod events;
mod example;
mod group;
mod hypothesis;
mod media;
mod parameter;
mod path;
mod routes;
mod security;
mod sent;
mod server;
mod settle;
mod structured;
mod text;
mod trouble;
mod vocabulary;

use std::collections::BTreeSet;

use serde_json::Value;

use crate::base::parallel::with_stack;
use crate::base::pointer::Pointer;
use crate::correct::draft::Draft;
use crate::correct::infer::Dialect;
use crate::correct::judge::JUDGED;
use crate::correct::lint::{Findings, Listing, NOT_CHECKED, json_length};
use crate::correct::recording::{Body, Exchange};
use crate::correct::trial;
use crate::diagnostic::budget::Budget;
use crate::diagnostic::code::{LEARN_CONTRADICTION, LEARN_STRUCTURED, LEARN_UNSETTLED, LINT_COSTLY};
use crate::diagnostic::{FileId, Location};
use case::Judged;
use cases::Cases;
use example::Examples;
use group::{Group, Null, Samples};
use hypothesis::Context;
use security::Missing;
use settle::{Attempt, Evidence, settle};

/// The most passes; each sees what those before it made readable.
const MAX_PASSES: usize = 8;

/// The most groups that are tried; more are reported without an action.
const MAX_GROUPS: usize = 1_000;

/// What is compared.
#[derive(Debug, Clone, Copy)]
pub struct Input<'i> {
    /// The document with the corrections that it has already.
    pub document: &'i Value,
    /// The document as published, which guards speak of.
    pub published: &'i Value,
    /// The file of the document.
    pub file: FileId,
    /// The recorded exchanges.
    pub exchanges: &'i [Exchange],
    /// Hosts or URLs that serve the API besides the servers of the document, below the path of the URL if not as the
    /// document says.
    pub hosts: &'i [String],
}

impl<'i> Input<'i> {
    /// Compares a document without corrections.
    pub fn new(document: &'i Value, file: FileId, exchanges: &'i [Exchange]) -> Self {
        Self { document, published: document, file, exchanges, hosts: &[] }
    }
}

/// Compares every exchange with a document.
pub fn learn(input: Input<'_>) -> Findings {
    let items: Vec<Vec<Value>> = input.exchanges.iter().map(|one| events::items(&one.response)).collect();
    with_stack(|| Learner::run(input, &items)).unwrap_or_default()
}

struct Learner<'i> {
    input: Input<'i>,
    dialect: Dialect,
    cases: Cases<'i>,
    /// The documented response bodies of the whole document.
    documented: Vec<String>,
    budget: Budget,
    listing: Listing,
    /// How many groups are settled.
    settled: usize,
}

impl<'i> Learner<'i> {
    fn run(input: Input<'i>, items: &'i [Vec<Value>]) -> Findings {
        let bytes = input.exchanges.iter().map(size).fold(0, usize::saturating_add);
        let mut listing = Listing::new(input.document, bytes);
        let cases = Cases::new(attribute::cases(&input, items, &mut listing));
        let budget = Budget::new(&JUDGED, json_length(input.document).saturating_add(bytes));
        let dialect = Dialect::of(input.document);
        let documented = hypothesis::documented(input.document);
        let mut learner = Self { input, dialect, cases, documented, budget, listing, settled: 0 };
        let mut document = input.document.clone();
        let examples = Examples::new(input.document, &mut learner.budget);
        for _ in 0..MAX_PASSES {
            if learner.settled >= MAX_GROUPS {
                break;
            }
            match learner.pass(&document, &examples) {
                Some(corrected) => document = corrected,
                None => break,
            }
        }
        learner.report_unsettled(&document);
        learner.report_missing(&document);
        learner.report_structured(&document);
        learner.budget.report_steps(learner.listing.report());
        let mut findings = learner.listing.finish();
        trial::remove_emptied_lists(input.document, input.published, &mut findings.proposals);
        findings
    }

    /// Judges all exchanges by a document, and returns it with what was settled; `None` if nothing was.
    fn pass(&mut self, document: &Value, examples: &Examples<'_>) -> Option<Value> {
        let before = self.judge(document);
        let first = self.attempt(document, examples, &before, Null::Last);
        first.or_else(|| self.attempt(document, examples, &before, Null::AsRecorded))
    }

    /// Settles the groups that can be tried together.
    fn attempt(
        &mut self,
        document: &Value,
        examples: &Examples<'_>,
        before: &[Judged<'i>],
        null: Null,
    ) -> Option<Value> {
        let groups = group::independent(Group::of(before), null, MAX_GROUPS.saturating_sub(self.settled));
        if groups.is_empty() {
            return None;
        }
        let samples = self.samples(document, &groups);
        let context = Context {
            draft: Draft { document, published: self.input.published },
            dialect: self.dialect,
            cases: &self.cases,
            samples: &samples,
            documented: &self.documented,
        };
        let attempt = |group| Attempt { group, hypotheses: hypothesis::of(&context, group), chosen: 0 };
        let mut attempts: Vec<Attempt<'_, '_>> = groups.iter().map(attempt).collect();
        let evidence =
            Evidence { document, published: self.input.published, cases: &self.cases, examples, before };
        let corrected = settle(&evidence, &mut attempts, &mut self.budget)?;
        for attempt in attempts.iter().filter(|attempt| !attempt.actions().is_empty()) {
            self.settled += 1;
            let message = message(attempt.group, &self.cases, &samples);
            let at = Location::Source(self.input.file, attempt.group.key.at.clone());
            self.listing.add(&LEARN_CONTRADICTION, at, message);
            attempt.actions().iter().for_each(|action| self.listing.propose(action.clone()));
        }
        Some(corrected)
    }

    /// Reports what is still wrong with the corrected document.
    fn report_unsettled(&mut self, document: &Value) {
        let judged = self.judge(document);
        if let Some(at) =
            judged.iter().position(|judged| judged.is_cut).and_then(|index| self.cases.get(index))
        {
            let at = Location::Source(self.input.file, at.operation.clone());
            self.listing.add(&LINT_COSTLY, at, NOT_CHECKED);
        }
        let groups = Group::of(&judged);
        let samples = self.samples(document, &groups);
        for group in &groups {
            let at = Location::Source(self.input.file, group.key.at.clone());
            self.listing.add(&LEARN_UNSETTLED, at, message(group, &self.cases, &samples));
        }
    }

    /// Proposes what the document lacks although nothing contradicts it: credentials that every accepted request had,
    /// and keys of the vocabulary.
    fn report_missing(&mut self, document: &Value) {
        let draft = Draft { document, published: self.input.published };
        let missing = vocabulary::missing(&self.cases, draft);
        let security = security::missing(&self.cases, draft);
        missing.into_iter().chain(security).for_each(|missing| self.propose_missing(document, missing));
    }

    /// Reports responses that are declared as bytes, and were JSON.
    fn report_structured(&mut self, document: &Value) {
        for (at, message) in structured::responses(&self.cases, document) {
            self.listing.add(&LEARN_STRUCTURED, Location::Source(self.input.file, at), message);
        }
    }

    fn propose_missing(&mut self, document: &Value, missing: Missing) {
        let actions: Vec<_> = missing.actions.iter().collect();
        if trial::apply(document, self.input.published, &actions).is_ok() {
            let at = Location::Source(self.input.file, missing.at);
            self.listing.add(&LEARN_CONTRADICTION, at, missing.message);
            missing.actions.into_iter().for_each(|action| self.listing.propose(action));
        }
    }

    /// Judges all exchanges; undeclared members whose names are data are found as keys.
    fn judge(&mut self, document: &Value) -> Vec<Judged<'i>> {
        let nothing = BTreeSet::new();
        let mut judged: Vec<Judged<'i>> =
            self.cases.iter().map(|case| case.judge(document, &mut self.budget, &nothing)).collect();
        let undeclared = entries::undeclared(&judged);
        let samples = self.samples_at(document, &entries::wanted(&undeclared));
        let data = entries::data(&undeclared, &samples, &self.cases.path_values());
        entries::mark(&mut judged, &data);
        judged
    }

    /// Collects all values at the places of groups.
    fn samples(&mut self, document: &Value, groups: &[Group<'i>]) -> Samples<'i> {
        self.samples_at(document, &groups.iter().flat_map(|group| [group.place(), group.schema()]).collect())
    }

    fn samples_at(&mut self, document: &Value, wanted: &BTreeSet<Pointer>) -> Samples<'i> {
        let mut samples = Samples::new();
        if wanted.is_empty() {
            return samples;
        }
        for (index, case) in self.cases.iter().enumerate() {
            for (at, value) in case.judge(document, &mut self.budget, wanted).values {
                samples.entry(at).or_default().add(index, value);
            }
        }
        samples
    }
}

/// Describes a group with its counts.
fn message<'e>(group: &Group<'e>, cases: &Cases<'e>, samples: &Samples<'e>) -> String {
    format!("{}; {}", text::message(group, &group.label(cases)), group.count(cases, samples))
}

/// Returns the size of an exchange in bytes.
fn size(exchange: &Exchange) -> usize {
    let of = |body: &Body| match body {
        Body::Json(value) => json_length(value),
        Body::Text(text) => text.len(),
        _ => 0,
    };
    exchange.path.len() + of(&exchange.request.body) + of(&exchange.response.body)
}
