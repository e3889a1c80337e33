//! Recognises items that have another name: the same part of the document, or an equal type.

use std::collections::{BTreeMap, BTreeSet};

use super::renames::Renames;
use crate::review::surface::{Item, ItemKind, Surface};

/// The kinds of items that an operation has, whose origin is its method and path.
pub(super) const OF_OPERATIONS: [ItemKind; 3] = [ItemKind::Operation, ItemKind::Call, ItemKind::Headers];

/// New items by their origin in the document, to recognise renamed items.
pub(super) struct Successors<'a> {
    /// By kind, origin and parent.
    within: BTreeMap<(ItemKind, &'a str, Option<&'a str>), &'a str>,
    /// Operations by kind and origin, whichever group they are in.
    anywhere: BTreeMap<(ItemKind, &'a str), &'a str>,
    /// The kinds and origins of the operations before.
    before: BTreeSet<(ItemKind, &'a str)>,
    renames: &'a Renames,
}

impl<'a> Successors<'a> {
    pub(super) fn new(old: &'a Surface, new: &'a Surface, renames: &'a Renames) -> Self {
        let of_operations = |item: &&Item| OF_OPERATIONS.contains(&item.kind);
        let before = old.items.values().filter(of_operations);
        let mut successors = Self {
            within: BTreeMap::new(),
            anywhere: BTreeMap::new(),
            before: before.map(|item| (item.kind, item.origin.as_str())).collect(),
            renames,
        };
        for (path, item) in &new.items {
            let key = (item.kind, item.origin.as_str());
            if of_operations(&item) {
                successors.anywhere.entry(key).or_insert(path);
            } else if !old.items.contains_key(path) {
                successors.within.entry((key.0, key.1, item.parent.as_deref())).or_insert(path);
            }
        }
        successors
    }

    /// Returns the new path of an item that is no longer at its old one.
    pub(super) fn find(&self, path: &str, item: &Item) -> Option<String> {
        if let Some(now) = self.renames.get(path) {
            return Some(now.to_owned());
        }
        let key = (item.kind, item.origin.as_str());
        let within = || self.within.get(&(key.0, key.1, item.parent.as_deref()));
        self.anywhere.get(&key).or_else(within).map(|path| (*path).to_owned())
    }

    /// Returns true unless one operation took the name of another that is still there, or had one of its own before.
    pub(super) fn is_same(&self, was: &Item, now: &Item) -> bool {
        let is_moved = was.origin != now.origin
            && (self.anywhere.contains_key(&(was.kind, was.origin.as_str()))
                || self.before.contains(&(now.kind, now.origin.as_str())));
        !(OF_OPERATIONS.contains(&was.kind) && was.kind == now.kind && is_moved)
    }
}
