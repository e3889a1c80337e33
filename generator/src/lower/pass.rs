//! Passes over the whole API, after every schema and operation is lowered.

pub(in crate::lower) mod constant;
pub(in crate::lower) mod empty;
pub(in crate::lower) mod form;
pub(in crate::lower) mod form_by_hand;
pub(in crate::lower) mod form_union;
pub(in crate::lower) mod guard;
pub(in crate::lower) mod required_cycles;
pub(in crate::lower) mod tags;
pub(in crate::lower) mod text_unions;
pub(in crate::lower) mod union_cycles;

use super::operation::paging;
use super::work::Work;
use crate::diagnostic::Report;
use crate::document::Document;
use crate::ir::Api;

/// What a pass works on.
pub(super) struct Whole<'a> {
    pub api: Api,
    pub document: &'a Document,
    pub work: &'a mut Work,
    pub report: &'a mut Report,
}

/// Every pass in its order, with the reason for its place.
const PASSES: [fn(&mut Whole<'_>); 11] = [
    // First: a union of texts becomes a text, and no later pass takes it for a union.
    |whole| text_unions::fold(&mut whole.api),
    // After that: what has one value left is a constant. Before paging: it is no parameter that could be turned.
    |whole| constant::fix(&mut whole.api),
    // Before single alternatives are looked at: unions that list each other become one.
    |whole| union_cycles::flatten(&mut whole.api, whole.report),
    // Before forms are split: what is one form then has its files as any other.
    |whole| form_union::flatten(&mut whole.api),
    // Likewise: what is left has no parts that could be files.
    |whole| form_by_hand::settle(&mut whole.api, whole.report),
    // Before paging: the member that holds a cursor may be one of a form.
    |whole| form::split(&mut whole.api),
    // Before guards: it marks parameters and reads members, and changes no type.
    |whole| paging::settle(&mut whole.api, whole.document, whole.report),
    // After all that changes members, and before their constants go: these tell alternatives apart.
    |whole| guard::fill(&mut whole.api, &mut whole.work.guards, whole.report),
    // After guards: a constant that only carries the tag becomes a text.
    |whole| tags::fold(&mut whole.api),
    // What is no longer required cannot require itself.
    |whole| required_cycles::open(&mut whole.api, &mut whole.work.required, whole.report),
    // Last: only what is still required is read from `null`.
    |whole| empty::mark(&mut whole.api),
];

/// Runs every pass.
pub(super) fn run(whole: &mut Whole<'_>) {
    PASSES.iter().for_each(|pass| pass(whole));
}
