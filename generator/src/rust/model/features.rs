//! The features of groups of operations, if the settings ask for them: a program then compiles the groups that it calls,
//! and the types that these reach.

use std::collections::BTreeSet;

use super::{NeededBy, Tables};
use crate::ir::Type;
use crate::rust::embed::FEATURES;
use crate::rust::names::reached;

/// The most groups that share a type which is there with their features only. A type that more of them share is always
/// there: it is small beside them, and its attribute would change with each group that joins.
const MAX_SHARERS: usize = 8;

/// The feature for all groups of a crate of one API.
const ALL: &str = "all-groups";

/// The feature of webhooks.
const WEBHOOKS: &str = "webhooks";

/// Features that are not of groups and not in the table of features.
const OTHERS: [&str; 3] = [ALL, "default", "mock"];

/// The features of an API.
#[derive(Debug, Clone, Default)]
pub struct Features {
    /// The feature of the module of the API; `None` for an API that is the crate itself.
    pub api: Option<String>,
    /// The feature of all groups; `None` if they have none.
    pub all: Option<String>,
    /// By group: its feature. Empty if they have none.
    pub groups: Vec<String>,
    /// By file of types: the groups that reach it, one more for the webhooks, and the last for what no group reaches.
    files: Vec<BTreeSet<usize>>,
}

impl Features {
    /// The features of an API whose groups have none.
    pub fn of_api(module: Option<&str>) -> Self {
        Self { api: module.map(str::to_owned), ..Self::default() }
    }

    /// The features of an API and of its groups.
    pub fn of_groups(tables: Tables<'_>, module: Option<&str>) -> Self {
        if tables.names.groups.is_empty() {
            return Self::of_api(module);
        }
        let groups = tables.names.groups.iter().map(|group| match module {
            Some(module) => format!("{module}-{}", group.module),
            None if is_taken(&group.module) => format!("{}-group", group.module),
            None => group.module.clone(),
        });
        Self {
            api: module.map(|module| format!("{module}-client")),
            all: Some(module.unwrap_or(ALL).to_owned()),
            groups: groups.collect(),
            files: sharers(tables),
        }
    }

    /// The line of the `cfg` attribute of a group; empty if it is always there.
    pub fn gate_of_group(&self, index: usize) -> String {
        self.groups.get(index).map(|feature| gate(&[feature])).unwrap_or_default()
    }

    /// The line of the `cfg` attribute of a file of types; empty if it is always there. What no group reaches is there with
    /// all of them.
    pub fn gate_of_file(&self, index: usize) -> String {
        let (Some(all), Some(sharers)) = (&self.all, self.files.get(index)) else { return String::new() };
        let feature = |index: &usize| match self.groups.get(*index) {
            Some(feature) => feature,
            None if *index == self.groups.len() => WEBHOOKS,
            None => all,
        };
        if sharers.len() > MAX_SHARERS {
            return String::new();
        }
        gate(&sharers.iter().map(feature).collect::<Vec<_>>())
    }

    /// The feature of the group with a module, if it has one.
    pub fn of_module(&self, tables: Tables<'_>, module: &str) -> Option<&str> {
        let index = tables.names.groups.iter().position(|group| group.module == module)?;
        self.groups.get(index).map(String::as_str)
    }
}

fn gate(features: &[&str]) -> String {
    NeededBy::Apis(features.to_vec()).gate()
}

/// Returns true if a feature of another kind has the name.
fn is_taken(name: &str) -> bool {
    FEATURES.iter().any(|feature| feature.name == name) || OTHERS.contains(&name)
}

/// Returns the groups that reach each file of types, after them the webhooks, and then what no group reaches.
fn sharers(tables: Tables<'_>) -> Vec<BTreeSet<usize>> {
    let Tables { api, names, .. } = tables;
    let (webhooks, others) = (names.groups.len(), names.groups.len() + 1);
    let of_groups = names.groups.iter().map(|group| {
        let mut operations = vec![false; api.operations.len()];
        group.operations.iter().for_each(|own| operations[own.index] = true);
        reached(api, names, &operations, false).files
    });
    let of_webhooks = reached(api, names, &vec![false; api.operations.len()], true).files;
    let mut sharers = vec![BTreeSet::new(); names.files.len()];
    for (index, files) in of_groups.chain([of_webhooks]).enumerate() {
        let reached = sharers.iter_mut().zip(files).filter(|(_, reached)| *reached);
        reached.for_each(|(sharers, _)| _ = sharers.insert(index));
    }
    let alone = sharers.iter().enumerate().filter(|(_, sharers)| sharers.is_empty());
    let alone: Vec<usize> = alone.map(|(index, _)| index).collect();
    for index in with_reached(tables, alone) {
        // The feature for all groups enables those of each group.
        if sharers[index].iter().all(|sharer| *sharer == webhooks) {
            sharers[index].insert(others);
        }
    }
    sharers
}

/// Returns files of types with those that they reach.
fn with_reached(tables: Tables<'_>, files: Vec<usize>) -> BTreeSet<usize> {
    let Tables { api, names, .. } = tables;
    let mut file_of = vec![None; api.types.len()];
    for (index, file) in names.files.iter().enumerate() {
        file.types.iter().for_each(|id| file_of[id.0] = Some(index));
    }
    let (mut found, mut queue) = (BTreeSet::new(), files);
    while let Some(index) = queue.pop() {
        if found.insert(index) {
            let shapes = names.files[index].types.iter().map(|id| &api.type_def(*id).shape);
            let named = shapes.flat_map(|shape| shape.types()).flat_map(Type::named);
            queue.extend(named.filter_map(|id| file_of[id.0]));
        }
    }
    found
}
