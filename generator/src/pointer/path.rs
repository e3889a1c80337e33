//! The way from the root to the node at hand, kept on the stack: it costs nothing until someone asks for the
//! pointer.

use super::Pointer;

/// One step and what it was taken from.
#[derive(Clone, Copy)]
pub(crate) struct Path<'a> {
    step: Step<'a>,
    parent: Option<&'a Path<'a>>,
    /// Steps from the root.
    pub(crate) depth: usize,
}

#[derive(Clone, Copy)]
enum Step<'a> {
    Root,
    Key(&'a str),
    Index(usize),
}

impl<'a> Path<'a> {
    /// The whole document.
    pub(crate) const ROOT: Path<'static> = Path { step: Step::Root, parent: None, depth: 0 };

    /// To a member of a mapping.
    pub(crate) fn key(&'a self, key: &'a str) -> Self {
        Self { step: Step::Key(key), parent: Some(self), depth: self.depth + 1 }
    }

    /// To an element of a sequence.
    pub(crate) fn index(&'a self, index: usize) -> Self {
        Self { step: Step::Index(index), parent: Some(self), depth: self.depth + 1 }
    }

    /// The pointer of the node.
    pub(crate) fn pointer(&self) -> Pointer {
        let parent = self.parent.map(Path::pointer).unwrap_or_default();
        match self.step {
            Step::Root => parent,
            Step::Key(key) => parent.join(key),
            Step::Index(index) => parent.join(index),
        }
    }
}
