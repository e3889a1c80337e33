//! Records where parts of the normalised document came from. Bundling and normalising move values, but diagnostics and
//! `inspect` refer to the document as published.

use std::collections::BTreeMap;

use crate::base::pointer::Pointer;
use crate::diagnostic::FileId;

/// The recorded moves, as prefixes: everything below a new pointer came from below the old one.
#[derive(Clone, Debug)]
pub struct Provenance {
    root: FileId,
    moves: BTreeMap<Pointer, (FileId, Pointer)>,
}

impl Provenance {
    /// Creates the provenance of a document in which nothing has moved yet.
    pub fn new(root: FileId) -> Self {
        Self { root, moves: BTreeMap::new() }
    }

    /// Records that the value at `new` was at `old`. `old` is itself a pointer of the current document, so that moves
    /// compose.
    pub fn moved(&mut self, new: Pointer, old: &Pointer) {
        let origin = self.origin(old);
        self.moves.insert(new, origin);
    }

    /// Records that the value at `new` was read from another file.
    pub fn imported(&mut self, new: Pointer, file: FileId, old: Pointer) {
        self.moves.insert(new, (file, old));
    }

    /// Returns true if a value was read from another file.
    pub fn has_imports(&self) -> bool {
        self.moves.values().any(|(file, _)| *file != self.root)
    }

    /// Returns the file and the published pointer of a pointer in the current document.
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
