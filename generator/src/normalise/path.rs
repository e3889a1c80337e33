//! Where the walk stands: borrowed keys and indices, linked through the stack frames of the walk, so that
//! going down costs nothing and a [`Pointer`] is made only where something is to be said.

use crate::base::pointer::Pointer;

/// A place on the way down; it lives no longer than the frame that made it.
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
    /// The whole document.
    pub const ROOT: Path<'static> = Path::from("");

    /// A place known by the escaped text of its pointer.
    pub const fn from(pointer: &'a str) -> Self {
        Path { parent: None, token: Token::Start(pointer) }
    }

    /// A member of what stands here.
    pub fn key<'b>(&'b self, key: &'b str) -> Path<'b> {
        Path { parent: Some(self), token: Token::Key(key) }
    }

    /// An element of what stands here.
    pub fn index(&self, index: usize) -> Path<'_> {
        Path { parent: Some(self), token: Token::Index(index) }
    }

    /// The last key; empty for an element or the root.
    pub fn name(&self) -> &'a str {
        match self.token {
            Token::Key(key) => key,
            Token::Start(pointer) => pointer.rsplit('/').next().unwrap_or_default(),
            Token::Index(_) => "",
        }
    }

    /// The place in a few words.
    pub fn what(&self) -> String {
        match (self.token, self.parent) {
            (Token::Index(_), Some(list)) => format!("an entry of `{}`", list.name()),
            _ => format!("`{}`", self.name()),
        }
    }

    /// The pointer to this place.
    pub fn pointer(&self) -> Pointer {
        let above = self.parent.map(Path::pointer).unwrap_or_default();
        match self.token {
            Token::Start(pointer) => above.concat(pointer),
            Token::Key(key) => above.join(key),
            Token::Index(index) => above.join(index),
        }
    }
}
