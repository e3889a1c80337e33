//! What may settle a group of findings: actions to try, the smallest first.

mod body;
mod content;
mod fit;
mod kind;
mod member;
mod query;

pub(super) use fit::all as documented;

use serde_json::Value;

use super::cases::Cases;
use super::group::{Group, Samples};
use super::trouble::KeyKind;
use crate::correct::draft::{Draft, Reason};
use crate::correct::infer::Dialect;
use crate::correct::judge::FaultKind;
use crate::correct::propose::Proposal;

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
        KeyKind::Media(side, name) => content::media(context, group, *side, name),
        KeyKind::Empty(_) => content::empty(context, group),
        KeyKind::NoSchema(_) => content::schema(context, group),
        KeyKind::Query(name) => query::query(context, group, name),
        KeyKind::Body(kind) => of_body(context, group, kind),
        KeyKind::RequestBody(kind) => {
            let mut all: Vec<Hypothesis> = body::another(context, group).into_iter().collect();
            all.extend(of_body(context, group, kind));
            all
        }
    };
    hypotheses.into_iter().filter(|actions| !actions.is_empty()).collect()
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
    }
}
