//! The way from the root to the node at hand, kept on the stack: it costs nothing until someone asks for the
//! pointer.

use super::Pointer;

/// What an index counts for in the length of a pointer.
const INDEX: usize = 3;

/// One step and what it was taken from.
#[derive(Clone, Copy)]
pub(crate) struct Path<'a> {
    step: PointerStep<'a>,
    parent: Option<&'a Path<'a>>,
    /// Steps from the root.
    pub(crate) depth: usize,
    /// About the length of the pointer.
    pub(crate) length: usize,
}

#[derive(Clone, Copy)]
enum PointerStep<'a> {
    Root,
    Key(&'a str),
    Index(usize),
}

impl<'a> Path<'a> {
    /// The whole document.
    pub(crate) const ROOT: Path<'static> =
        Path { step: PointerStep::Root, parent: None, depth: 0, length: 0 };

    fn step(&'a self, step: PointerStep<'a>) -> Self {
        Self { step, parent: Some(self), depth: self.depth + 1, length: self.length }
    }

    /// To a member of a mapping.
    pub(crate) fn key(&'a self, key: &'a str) -> Self {
        Self { length: self.length + key.len() + 1, ..self.step(PointerStep::Key(key)) }
    }

    /// To an element of a sequence.
    pub(crate) fn index(&'a self, index: usize) -> Self {
        Self { length: self.length + INDEX, ..self.step(PointerStep::Index(index)) }
    }

    /// The pointer of the node.
    pub(crate) fn pointer(&self) -> Pointer {
        let parent = self.parent.map(Path::pointer).unwrap_or_default();
        match self.step {
            PointerStep::Root => parent,
            PointerStep::Key(key) => parent.join(key),
            PointerStep::Index(index) => parent.join(index),
        }
    }
}
