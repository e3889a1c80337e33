//! The current position of the walk: borrowed keys and indices, linked through the stack frames of the walk. Descending
//! costs nothing, and a [`Pointer`] is made only for a diagnostic.

use crate::base::pointer::Pointer;

/// A position in the document; it does not outlive the stack frame that made it.
#[derive(Clone, Copy)]
pub struct Path<'a> {
    parent: Option<&'a Path<'a>>,
    token: Token<'a>,
}

/// The last step of a path.
#[derive(Clone, Copy)]
enum Token<'a> {
    Start(&'a str),
    Key(&'a str),
    Index(usize),
}

impl<'a> Path<'a> {
    /// The root of the document.
    pub const ROOT: Path<'static> = Path::from("");

    /// Creates a path from the escaped text of a pointer.
    pub const fn from(pointer: &'a str) -> Self {
        Path { parent: None, token: Token::Start(pointer) }
    }

    /// Returns the path of a member of this value.
    pub fn key<'b>(&'b self, key: &'b str) -> Path<'b> {
        Path { parent: Some(self), token: Token::Key(key) }
    }

    /// Returns the path of an element of this value.
    pub fn index(&self, index: usize) -> Path<'_> {
        Path { parent: Some(self), token: Token::Index(index) }
    }

    /// Returns the last key; empty for an element or the root.
    pub fn name(&self) -> &'a str {
        match self.token {
            Token::Key(key) => key,
            Token::Start(pointer) => pointer.rsplit('/').next().unwrap_or_default(),
            Token::Index(_) => "",
        }
    }

    /// Describes the position in a diagnostic.
    pub fn describe(&self) -> String {
        match (self.token, self.parent) {
            (Token::Index(_), Some(list)) => format!("an entry of `{}`", list.name()),
            _ => format!("`{}`", self.name()),
        }
    }

    /// Returns the pointer of this position.
    pub fn pointer(&self) -> Pointer {
        let above = self.parent.map(Path::pointer).unwrap_or_default();
        match self.token {
            Token::Start(pointer) => above.concat(pointer),
            Token::Key(key) => above.join(key),
            Token::Index(index) => above.join(index),
        }
    }
}
