//! Applies proposed actions to a copy of a document, with the applier that `generate` uses.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::base::pointer::Pointer;
use crate::correct::propose::{Action, Proposal, action, guard_of};
use crate::diagnostic::{FileId, Location, Report};
use crate::input::overlay::{self, Applier, last_segment};

/// Why actions could not all be applied.
#[derive(Debug, Default)]
pub(crate) struct Refused {
    /// The indexes of the actions that are refused, match nothing, or whose guard does not hold, and of those after the
    /// limit; empty if it is not known which.
    pub actions: BTreeSet<usize>,
    /// If one overlay cannot have as many actions and none is refused otherwise: the copy with those before the limit.
    pub within_limit: Option<Value>,
}

/// Applies actions to a copy.
///
/// # Errors
/// Returns the actions that an overlay with all of them could not have.
pub(crate) fn apply(document: &Value, published: &Value, proposals: &[&Proposal]) -> Result<Value, Refused> {
    // Not a file: its diagnostics are read here and never shown.
    const OVERLAY: FileId = FileId(usize::MAX);
    if proposals.is_empty() {
        return Ok(document.clone());
    }
    let actions: Vec<Value> = proposals.iter().enumerate().map(|(index, one)| action(one, index)).collect();
    let value = json!({"overlay": "1.1.0", "info": {"title": "trial", "version": "1"}, "actions": actions});
    let mut report = Report::default();
    let Some(overlay) = overlay::parse(&value, OVERLAY, &mut report) else {
        return Err(Refused { actions: refused(&report, OVERLAY), within_limit: None });
    };
    let mut copy = document.clone();
    let mut applier = Applier::new(&copy, published, FileId(usize::MAX - 1), &overlay);
    let mut applied = 0;
    for action in &overlay.actions {
        applier.apply_action(action, &mut copy, &mut report);
        if applier.has_ended {
            break;
        }
        applied += 1;
    }
    if report.diagnostics.is_empty() {
        return Ok(copy);
    }
    let mut actions = refused(&report, OVERLAY);
    let is_limited = applier.has_ended && actions.first().is_none_or(|first| *first >= applied);
    actions.extend(applied..overlay.actions.len());
    Err(Refused { actions, within_limit: is_limited.then_some(copy) })
}

/// Where actions take every element out of a list, the last of them takes the list: an empty one says nothing, and some
/// versions do not allow it.
pub(crate) fn remove_emptied_lists(document: &Value, published: &Value, proposals: &mut [Proposal]) {
    let mut by_list: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for (index, proposal) in proposals.iter().enumerate() {
        let (list, element) = last_segment(&proposal.target);
        if proposal.action == Action::Remove && element.starts_with("[?@ == ") {
            by_list.entry(list.to_owned()).or_default().insert(index);
        }
    }
    for (list, own) in by_list {
        let Ok([at]) = <[Pointer; 1]>::try_from(overlay::selected(&list, document)) else { continue };
        let length = document.pointer(at.as_str()).and_then(Value::as_array).map(Vec::len);
        let removed: BTreeSet<String> =
            own.iter().filter_map(|index| Some(proposals.get(*index)?.target.clone())).collect();
        let Some(last) = own.last().and_then(|last| proposals.get_mut(*last)) else { continue };
        if length == Some(removed.len())
            && let Ok([at]) = <[Pointer; 1]>::try_from(overlay::selected(&list, published))
        {
            last.guard = guard_of(published, &at);
            last.target = list;
        }
    }
}

/// Returns the actions that diagnostics name.
fn refused(report: &Report, overlay: FileId) -> BTreeSet<usize> {
    let index = |location: &Location| match location {
        Location::Source(file, at) | Location::Within(file, at, ..) if *file == overlay => {
            at.tokens().nth(1)?.parse().ok()
        }
        _ => None,
    };
    report.diagnostics.iter().filter_map(|one| index(&one.location)).collect()
}
