//! The way from the root to the node being read, on the stack: it costs nothing until a diagnostic asks for the
//! pointer.

use crate::pointer::Pointer;

/// One step and what it was taken from.
#[derive(Clone, Copy)]
pub(super) struct Path<'a> {
    step: Step<'a>,
    parent: Option<&'a Path<'a>>,
    /// Steps from the root.
    pub(super) depth: usize,
}

#[derive(Clone, Copy)]
enum Step<'a> {
    Root,
    Key(&'a str),
    Index(usize),
}

impl<'a> Path<'a> {
    /// The whole document.
    pub(super) const ROOT: Path<'static> = Path { step: Step::Root, parent: None, depth: 0 };

    /// To a member of a mapping.
    pub(super) fn key(&'a self, key: &'a str) -> Self {
        Self { step: Step::Key(key), parent: Some(self), depth: self.depth + 1 }
    }

    /// To an element of a sequence.
    pub(super) fn index(&'a self, index: usize) -> Self {
        Self { step: Step::Index(index), parent: Some(self), depth: self.depth + 1 }
    }

    /// The pointer of the node.
    pub(super) fn pointer(&self) -> Pointer {
        let parent = self.parent.map(Path::pointer).unwrap_or_default();
        match self.step {
            Step::Root => parent,
            Step::Key(key) => parent.join(key),
            Step::Index(index) => parent.join(index),
        }
    }
}
