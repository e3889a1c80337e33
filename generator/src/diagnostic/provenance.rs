//! Where parts of the normalised document came from: bundling and normalising move things, diagnostics and
//! `inspect` speak of the document as published.

use std::collections::BTreeMap;

use crate::base::pointer::Pointer;
use crate::diagnostic::FileId;

/// Moves recorded as prefixes: everything below a new place came from below the old one.
#[derive(Clone, Debug)]
pub struct Provenance {
    root: FileId,
    moves: BTreeMap<Pointer, (FileId, Pointer)>,
}

impl Provenance {
    /// A document in which nothing has moved yet.
    pub fn new(root: FileId) -> Self {
        Self { root, moves: BTreeMap::new() }
    }

    /// Records that what now stands at `new` was at `old` (itself a place in the current document, so that moves compose).
    pub fn moved(&mut self, new: Pointer, old: &Pointer) {
        let origin = self.origin(old);
        self.moves.insert(new, origin);
    }

    /// Records that what now stands at `new` was read from another file.
    pub fn imported(&mut self, new: Pointer, file: FileId, old: Pointer) {
        self.moves.insert(new, (file, old));
    }

    /// The file and pointer as published of a place in the current document.
    pub fn origin(&self, at: &Pointer) -> (FileId, Pointer) {
        let mut prefix = Some(at.clone());
        while let Some(here) = prefix {
            if let Some((file, old)) = self.moves.get(&here) {
                let rest = at.strip_prefix(&here).unwrap_or_default();
                return (*file, old.concat(rest));
            }
            prefix = here.parent();
        }
        (self.root, at.clone())
    }
}
