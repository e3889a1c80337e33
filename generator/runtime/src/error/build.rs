//! The error for a request or a client that could not be built.

use super::super::request::operation::Operation;
use super::super::secret::escape::escaped_within;
use std::fmt;

/// The maximum length of a reason, in characters. Reasons are sentences of the client that quote shorter texts of
/// others.
const MAX_REASON: usize = 1000;

/// A request, or a client, that could not be built. Nothing was sent; the same call will fail again.
#[derive(Clone, PartialEq, Eq)]
pub struct BuildError {
    operation: Option<&'static str>,
    reason: String,
}

impl BuildError {
    /// Creates an error with this reason, which must not quote a credential. Control characters are escaped, and a long
    /// reason is cut.
    pub fn new(reason: impl Into<String>) -> Self {
        Self { operation: None, reason: escaped_within(&reason.into(), MAX_REASON) }
    }

    /// Sets the operation that was to be called.
    #[must_use]
    pub fn with_operation(mut self, op: &Operation) -> Self {
        self.operation = Some(op.id);
        self
    }

    /// The `operationId` of the operation that was to be called; `None` if the client itself could not be built.
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

/// The text of `Display`, as for any error of a client; `{:#?}` shows the fields.
impl fmt::Debug for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !f.alternate() {
            return fmt::Display::fmt(self, f);
        }
        f.debug_struct("BuildError")
            .field("operation", &self.operation)
            .field("reason", &self.reason)
            .finish()
    }
}

impl std::error::Error for BuildError {}
