//! What may settle a group of findings: actions to try, the smallest first.

mod body;
mod content;
mod fit;
mod kind;
mod member;
mod query;
mod swagger;

pub(super) use fit::all as documented;

use serde_json::Value;

use super::cases::Cases;
use super::group::{Group, Samples};
use super::trouble::KeyKind;
use crate::correct::draft::{Draft, Reason};
use crate::correct::infer::Dialect;
use crate::correct::judge::FaultKind;
use crate::correct::propose::{Proposal, is_by_index};

/// Actions that are tried together.
pub(super) type Hypothesis = Vec<Proposal>;

/// What hypotheses are made from.
pub(super) struct Context<'c, 'e> {
    pub draft: Draft<'c>,
    pub dialect: Dialect,
    pub cases: &'c Cases<'e>,
    pub samples: &'c Samples<'e>,
    /// References to the schemas of documented response bodies.
    pub documented: &'c [String],
}

impl<'e> Context<'_, 'e> {
    /// Returns all values that were seen at the place of a group.
    fn values(&self, group: &Group<'e>) -> Vec<&'e Value> {
        self.samples.get(&group.place()).map(|samples| samples.values.clone()).unwrap_or_default()
    }

    fn reason(&self, group: &Group<'e>, why: String) -> Reason {
        let source = format!(
            "recorded exchanges of {}: {}",
            group.label(self.cases),
            group.count(self.cases, self.samples)
        );
        Reason { why, source }
    }
}

/// Returns the hypotheses of a group, the smallest first; empty if nothing can be proposed.
pub(super) fn of<'e>(context: &Context<'_, 'e>, group: &Group<'e>) -> Vec<Hypothesis> {
    let hypotheses = match &group.key.kind {
        KeyKind::Status(status) => content::status(context, group, *status),
        KeyKind::Content(side) => content::content(context, group, *side),
        KeyKind::Media(side, name) if context.dialect == Dialect::Swagger => {
            swagger::media(context, group, *side, name)
        }
        KeyKind::Media(side, name) => content::media(context, group, *side, name),
        KeyKind::Empty(_) => content::empty(context, group),
        KeyKind::NoSchema(_) => content::schema(context, group),
        KeyKind::Query(name) => query::query(context, group, name),
        KeyKind::NotSent(name) => query::not_sent(context, group, name),
        KeyKind::Value(name) => query::value(context, group, name),
        KeyKind::Body(kind) => of_body(context, group, kind),
        KeyKind::RequestBody(kind) => {
            let mut all: Vec<Hypothesis> = body::another(context, group).into_iter().collect();
            all.extend(of_body(context, group, kind));
            all
        }
    };
    // The vendor may insert an element, and an action by index would correct another one.
    let is_lasting = |actions: &Hypothesis| actions.iter().all(|action| !is_by_index(&action.target));
    hypotheses.into_iter().filter(|actions| !actions.is_empty() && is_lasting(actions)).collect()
}

fn of_body<'e>(context: &Context<'_, 'e>, group: &Group<'e>, kind: &FaultKind) -> Vec<Hypothesis> {
    match kind {
        FaultKind::Null => kind::null(context, group),
        FaultKind::Kind => kind::kind(context, group),
        FaultKind::Alternative => kind::alternative(context, group),
        FaultKind::Literal => member::literal(context, group),
        FaultKind::Missing(name) => member::missing(context, group, name),
        FaultKind::Format => member::format(context, group),
        FaultKind::Limit(word) => member::limit(context, group, word),
        FaultKind::Undeclared(name) => member::undeclared(context, group, name),
        FaultKind::UndeclaredKeys => member::keys(context, group),
        // Which alternative is meant, or which is missing, no sample says.
        FaultKind::Tag(_) | FaultKind::NoTag(_) => Vec::new(),
    }
}
