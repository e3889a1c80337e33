//! Statuses of responses.

use crate::document::Status;
use crate::ir::Statuses;

/// Returns the statuses of a key of `responses`.
pub(in crate::lower) fn statuses(status: Status) -> Statuses {
    match status {
        Status::Code(code) => Statuses::Code(code),
        Status::Range(hundreds) => Statuses::Range(hundreds),
        Status::Default => Statuses::Default,
    }
}

pub(in crate::lower) fn is_success(statuses: Statuses) -> bool {
    matches!(statuses, Statuses::Code(200..=299) | Statuses::Range(2))
}

/// Returns true if a response with that status to that method can have content (RFC 9110, sections 9.3.2, 15.3.5,
/// 15.3.6, 15.4.5).
pub(in crate::lower) fn has_content(statuses: Statuses, method: &str) -> bool {
    !matches!(statuses, Statuses::Code(204 | 205 | 304)) && method != "HEAD"
}

pub(in crate::lower) fn is_informational(statuses: Statuses) -> bool {
    matches!(statuses, Statuses::Code(100..=199) | Statuses::Range(1))
}

/// Returns the key of a status as the document writes it.
pub(in crate::lower) fn key(statuses: Statuses) -> String {
    match statuses {
        Statuses::Code(code) => code.to_string(),
        Statuses::Range(hundreds) => format!("{hundreds}XX"),
        Statuses::Default => "default".to_owned(),
    }
}
