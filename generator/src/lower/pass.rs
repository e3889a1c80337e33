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

/// The state that a pass reads and changes.
pub(super) struct Whole<'a> {
    pub api: Api,
    pub document: &'a Document,
    pub work: &'a mut Work,
    pub report: &'a mut Report,
}

/// Every pass in order, with the reason for its position.
const PASSES: [fn(&mut Whole<'_>); 11] = [
    // First: a union of strings becomes a string, and no later pass takes it for a union.
    |whole| text_unions::fold(&mut whole.api),
    // After that: an enumeration with one value left is a constant. Before paging: a constant cannot be a page
    // parameter.
    |whole| constant::fix(&mut whole.api),
    // Before alternatives are examined: unions that list each other become one.
    |whole| union_cycles::flatten(&mut whole.api, whole.report),
    // Before forms are split: the files of a merged form are then handled like all others.
    |whole| form_union::flatten(&mut whole.api),
    // Before forms are split, too: the remaining bodies have no parts that could be files.
    |whole| form_by_hand::settle(&mut whole.api, whole.report),
    // Before paging: the member that holds a cursor may be in a form.
    |whole| form::split(&mut whole.api),
    // Before guards: it marks parameters and reads members, and changes no type.
    |whole| paging::settle(&mut whole.api, whole.document, whole.report),
    // After every pass that changes members, and before constants are removed: constants distinguish alternatives.
    |whole| guard::fill(&mut whole.api, &mut whole.work.guards, whole.report),
    // After guards: a constant that only carries the tag becomes a string.
    |whole| tags::fold(&mut whole.api),
    // After all of these: members that became optional are no part of a cycle.
    |whole| required_cycles::open(&mut whole.api, &mut whole.work.required, whole.report),
    // Last: only members that are still required accept `null`.
    |whole| empty::mark(&mut whole.api),
];

/// Runs every pass.
pub(super) fn run(whole: &mut Whole<'_>) {
    PASSES.iter().for_each(|pass| pass(whole));
}
