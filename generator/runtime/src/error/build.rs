//! Why a request could not be made, before anything was sent.

use super::super::request::operation::Operation;
use super::super::secret::escape::shown_within;
use std::fmt;

/// How many characters a reason has at most: sentences of the client's own, with parts of others that are shorter.
const LONGEST: usize = 1000;

/// A request, or a client, that could not be built. Nothing was sent; the same call will fail again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BuildError {
    operation: Option<&'static str>,
    reason: String,
}

impl BuildError {
    /// For this reason; it must not quote a credential. Control characters are escaped, and no reason is without end.
    pub fn new(reason: impl Into<String>) -> Self {
        Self { operation: None, reason: shown_within(&reason.into(), LONGEST) }
    }

    /// The same, of this operation.
    #[must_use]
    pub fn of(mut self, op: &Operation) -> Self {
        self.operation = Some(op.id);
        self
    }

    /// The operation that was to be called; `None` when the client itself could not be built.
    pub fn operation(&self) -> Option<&'static str> {
        self.operation
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.operation {
            Some(operation) => write!(f, "{operation}: {}", self.reason),
            None => f.write_str(&self.reason),
        }
    }
}

impl std::error::Error for BuildError {}
