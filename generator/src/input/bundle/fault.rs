//! Diagnostics for references that cannot be resolved.

use crate::diagnostic::Code;
use crate::diagnostic::code::{READ_KIND, READ_LARGE, REF_FILE, REF_OUTSIDE, REF_REMOTE};

/// A diagnostic about a reference, without its location.
pub(super) struct Fault {
    pub(super) code: &'static Code,
    pub(super) message: String,
    pub(super) hint: Option<String>,
}

/// The reason why a reference cannot be resolved; `None` if it is already in the report.
pub(super) type Refusal = Option<Fault>;

impl Fault {
    /// Creates a fault with the hint of its code.
    pub(super) fn new(code: &'static Code, message: String) -> Self {
        Self { code, message, hint: None }
    }

    /// Creates a fault and wraps it as a refusal.
    pub(super) fn refusal(code: &'static Code, message: String) -> Refusal {
        Some(Self::new(code, message))
    }

    /// Returns true if the file is missing or outside the allowed folder.
    pub(super) fn is_missing_file(&self) -> bool {
        [REF_FILE.id, REF_OUTSIDE.id].contains(&self.code.id)
    }

    /// Returns true if the fault is about a whole file. It is then the same for every reference to that file.
    pub(super) fn is_about_file(&self) -> bool {
        self.is_missing_file() || [REF_REMOTE.id, READ_KIND.id, READ_LARGE.id].contains(&self.code.id)
    }
}
