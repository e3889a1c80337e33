//! Passes over the whole API, after every schema and operation is lowered.

pub(in crate::lower) mod constant;
mod constant_fit;
pub(in crate::lower) mod empty;
pub(in crate::lower) mod form;
pub(in crate::lower) mod form_by_hand;
pub(in crate::lower) mod form_union;
pub(in crate::lower) mod guard;
pub(in crate::lower) mod required_cycles;
pub(in crate::lower) mod tags;
pub(in crate::lower) mod text_unions;
pub(in crate::lower) mod union_cycles;

use super::limits::Limits;
use super::operation::paging;
use crate::diagnostic::Report;
use crate::document::Document;
use crate::ir::Api;

/// The state that a pass reads and changes.
pub(super) struct PassContext<'a> {
    pub api: Api,
    pub document: &'a Document,
    pub limits: &'a mut Limits,
    pub report: &'a mut Report,
}

/// Every pass in order, with the reason for its position.
const PASSES: [fn(&mut PassContext<'_>); 11] = [
    // First: a union of strings becomes a string, and no later pass takes it for a union.
    |context| text_unions::fold(&mut context.api),
    // After that: an enumeration with one value left is a constant. Before paging: a constant cannot be a page
    // parameter.
    |context| constant::mark(&mut context.api, context.report),
    // Before alternatives are examined: unions that list each other become one.
    |context| union_cycles::flatten(&mut context.api, context.report),
    // Before forms are split: the files of a merged form are then handled like all others.
    |context| form_union::flatten(&mut context.api),
    // Before forms are split, too: the remaining bodies have no parts that could be files.
    |context| form_by_hand::replace(&mut context.api, context.report),
    // Before paging: the member that holds a cursor may be in a form.
    |context| form::split(&mut context.api),
    // Before guards: it marks parameters and reads members, and changes no type.
    |context| paging::fill(&mut context.api, context.document, context.report),
    // After every pass that changes members, and before constants are removed: constants distinguish alternatives.
    |context| guard::fill(&mut context.api, &mut context.limits.guards, context.report),
    // After guards: a constant that only carries the tag becomes a string.
    |context| tags::fold(&mut context.api),
    // After all of these: members that became optional are no part of a cycle.
    |context| required_cycles::break_cycles(&mut context.api, &mut context.limits.required, context.report),
    // Last: only members that are still required accept `null`.
    |context| empty::mark(&mut context.api),
];

/// Runs every pass.
pub(super) fn run(context: &mut PassContext<'_>) {
    PASSES.iter().for_each(|pass| pass(context));
}
