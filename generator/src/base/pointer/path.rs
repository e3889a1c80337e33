//! The path from the root to the current node, kept on the stack: it costs nothing until the pointer is needed.

use super::Pointer;

/// The length of an index in a pointer.
const INDEX_LENGTH: usize = 3;

/// One step and its parent.
#[derive(Clone, Copy)]
pub(crate) struct Path<'a> {
    step: PointerStep<'a>,
    parent: Option<&'a Path<'a>>,
    /// The number of steps from the root.
    pub(crate) depth: usize,
    /// The approximate length of the pointer.
    pub(crate) length: usize,
}

#[derive(Clone, Copy)]
enum PointerStep<'a> {
    Root,
    Key(&'a str),
    Index(usize),
}

impl<'a> Path<'a> {
    /// The path of the whole document.
    pub(crate) const ROOT: Path<'static> =
        Path { step: PointerStep::Root, parent: None, depth: 0, length: 0 };

    fn step(&'a self, step: PointerStep<'a>) -> Self {
        Self { step, parent: Some(self), depth: self.depth + 1, length: self.length }
    }

    /// Extends the path to a member of a mapping.
    pub(crate) fn key(&'a self, key: &'a str) -> Self {
        Self { length: self.length + key.len() + 1, ..self.step(PointerStep::Key(key)) }
    }

    /// Extends the path to an element of a sequence.
    pub(crate) fn index(&'a self, index: usize) -> Self {
        Self { length: self.length + INDEX_LENGTH, ..self.step(PointerStep::Index(index)) }
    }

    /// Returns the pointer of the node.
    pub(crate) fn pointer(&self) -> Pointer {
        let parent = self.parent.map(Path::pointer).unwrap_or_default();
        match self.step {
            PointerStep::Root => parent,
            PointerStep::Key(key) => parent.join(key),
            PointerStep::Index(index) => parent.join(index),
        }
    }
}
