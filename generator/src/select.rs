//! The operations that a client has: those that the settings select, with the types that they reach. Names and facts are
//! those of the whole document, so that none of them depends on what else is selected; what is not selected is only left
//! out of the tables that printing goes through.

mod glob;
mod selector;
mod unknown;

use std::collections::BTreeSet;

use crate::base::pointer::Pointer;
use crate::diagnostic::near::MAX_HINTED;
use crate::diagnostic::provenance::Provenance;
use crate::diagnostic::{FileId, Location, Report, Severity};
use crate::ir::{Api, Owner};
use crate::openapi::normal;
use crate::rust::names::Names;

pub use crate::rust::names::{Reached, reached};
pub use selector::{Selector, Written};
pub use unknown::{Unknown, report_empty};

/// What the settings select of an API.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// The selectors of the operations that the client has; empty selects all.
    pub only: Vec<Selector>,
    /// The selectors of the operations that it does not have.
    pub except: Vec<Selector>,
    /// Whether a selector may match nothing, because another version of the document may have what it names.
    pub may_match_nothing: bool,
}

/// What became of a selection.
#[derive(Debug, Default)]
pub struct Selected {
    /// The selectors that match nothing in the document.
    pub unknown: Vec<Unknown>,
    /// Whether neither an operation nor a webhook is left.
    pub is_empty: bool,
    /// Where the parts of the document are that the client does not have.
    omitted: BTreeSet<Pointer>,
}

impl Selection {
    /// Returns true if it selects the whole document.
    pub fn is_whole(&self) -> bool {
        self.only.is_empty() && self.except.is_empty()
    }

    /// Leaves out of an API what is not selected.
    pub fn apply(&self, api: &mut Api, names: &mut Names) -> Selected {
        let called = names_of_methods(names, api.operations.len());
        let hits = |selectors: &[Selector]| -> Vec<Vec<bool>> {
            selectors.iter().map(|selector| operations(selector, api, &called)).collect()
        };
        let (only, except) = (hits(&self.only), hits(&self.except));
        let kept: Vec<bool> = (0..api.operations.len())
            .map(|index| {
                let hit = |hits: &Vec<bool>| hits[index];
                (only.is_empty() || only.iter().any(hit)) && !except.iter().any(hit)
            })
            .collect();
        let names_webhooks = |selectors: &[Selector]| selectors.iter().any(Selector::is_webhooks);
        let is_listed = self.only.is_empty() || names_webhooks(&self.only);
        let webhooks = api.webhooks.is_some() && is_listed && !names_webhooks(&self.except);
        let pairs = self.only.iter().zip(&only).chain(self.except.iter().zip(&except));
        let unknown = pairs.filter(|(selector, hits)| !hits.contains(&true) && is_unknown(selector, api));
        let unknown = unknown.enumerate().map(|(index, (selector, _))| match index < MAX_HINTED {
            true => Unknown::new(selector, api, names),
            false => Unknown::without_hint(selector),
        });
        let unknown = unknown.collect();
        let reached = reached(api, names, &kept, webhooks);
        let omitted = omitted(api, &kept, &reached.types, webhooks);
        self.leave_out(api, names, &kept, &reached, webhooks);
        Selected { unknown, is_empty: names.groups.is_empty() && !webhooks, omitted }
    }

    fn leave_out(&self, api: &mut Api, names: &mut Names, kept: &[bool], reached: &Reached, webhooks: bool) {
        names.retain(kept, &reached.types, webhooks);
        if !webhooks {
            api.webhooks = None;
        }
        let hit = |selectors: &[Selector], method: &str, path: &str| {
            selectors.iter().any(|selector| selector.matches_path(method, path))
        };
        api.left_out.retain(|left| {
            (self.only.is_empty() || hit(&self.only, &left.method, &left.path))
                && !hit(&self.except, &left.method, &left.path)
        });
    }
}

impl Selected {
    /// Removes warnings and notes about what the client does not have. Their locations are those of the source.
    pub fn silence(&self, report: &mut Report, provenance: &Provenance) {
        let omitted: BTreeSet<(FileId, Pointer)> =
            self.omitted.iter().map(|pointer| provenance.origin(pointer)).collect();
        let is_omitted = |location: &Location| match location {
            Location::Source(file, pointer) | Location::Within(file, pointer, ..) => {
                let ancestors = std::iter::successors(Some(pointer.clone()), Pointer::parent);
                ancestors.into_iter().any(|at| omitted.contains(&(*file, at)))
            }
            _ => false,
        };
        report
            .diagnostics
            .retain(|found| found.code.severity == Severity::Error || !is_omitted(&found.location));
    }
}

/// Returns the operations that a selector matches. An operation and its variants are selected together.
fn operations(selector: &Selector, api: &Api, called: &[String]) -> Vec<bool> {
    let base = |index: usize| api.operations[index].variant.as_ref().map_or(index, |variant| variant.of);
    let matched: BTreeSet<usize> = (0..api.operations.len())
        .filter(|index| selector.matches(&api.operations[*index], &called[*index]))
        .map(base)
        .collect();
    (0..api.operations.len()).map(|index| matched.contains(&base(index))).collect()
}

/// Returns the group and method of each operation: `tags/detach`.
fn names_of_methods(names: &Names, operations: usize) -> Vec<String> {
    let mut called = vec![String::new(); operations];
    for group in &names.groups {
        for own in &group.operations {
            called[own.index] = format!("{}/{}", group.module, own.method);
        }
    }
    called
}

/// Returns true unless a selector that matches no operation of the client has a meaning all the same.
fn is_unknown(selector: &Selector, api: &Api) -> bool {
    !selector.is_word() && !api.left_out.iter().any(|left| selector.matches_path(&left.method, &left.path))
}

/// Returns where the operations, paths, schemas and webhooks are that are left out.
fn omitted(api: &Api, kept: &[bool], types: &[bool], webhooks: bool) -> BTreeSet<Pointer> {
    let operations = api.operations.iter().zip(kept).filter(|(_, kept)| !**kept);
    let components = api.types().filter(|(id, def)| {
        !types[id.0] && def.naming.steps.is_empty() && matches!(def.naming.owner, Owner::Component(_))
    });
    let events = (!webhooks).then(|| Pointer::root().join(normal::WEBHOOKS));
    let operations: Vec<&Pointer> = operations.map(|(operation, _)| &operation.pointer).collect();
    let left = api.operations.iter().zip(kept).filter(|(_, kept)| **kept);
    let left: BTreeSet<Pointer> = left.filter_map(|(operation, _)| operation.pointer.parent()).collect();
    let paths = operations.iter().filter_map(|pointer| pointer.parent()).filter(|path| !left.contains(path));
    let omitted = paths.chain(operations.iter().map(|pointer| (*pointer).clone()));
    omitted.chain(components.map(|(_, def)| def.pointer.clone())).chain(events).collect()
}
