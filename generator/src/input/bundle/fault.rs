//! Why a reference leads nowhere.

use crate::diagnostic::Code;
use crate::diagnostic::code::{READ_KIND, READ_LARGE, REF_FILE, REF_OUTSIDE, REF_REMOTE};

/// What is reported of a reference.
pub(super) struct Fault {
    pub(super) code: &'static Code,
    pub(super) message: String,
    pub(super) hint: Option<String>,
}

/// Why a reference leads nowhere; `None` where the report already has it.
pub(super) type Refusal = Option<Fault>;

impl Fault {
    /// One with the hint of its code.
    pub(super) fn new(code: &'static Code, message: String) -> Self {
        Self { code, message, hint: None }
    }

    /// One as the reason that a reference is refused.
    pub(super) fn refusal(code: &'static Code, message: String) -> Refusal {
        Some(Self::new(code, message))
    }

    /// Whether a file is not there, or not where one may be.
    pub(super) fn is_no_file(&self) -> bool {
        [REF_FILE.id, REF_OUTSIDE.id].contains(&self.code.id)
    }

    /// Whether it is about a file as a whole, and so the same for every reference to it.
    pub(super) fn is_of_file(&self) -> bool {
        self.is_no_file() || [REF_REMOTE.id, READ_KIND.id, READ_LARGE.id].contains(&self.code.id)
    }
}
