//! The error of an action that fails.

use super::Action;
use crate::diagnostic::code::{OVERLAY_NO_MATCH, OVERLAY_SKIPPED};
use crate::diagnostic::{Code, FileId, Location, Report};

/// Why an action could not be carried out.
pub(super) struct Failure {
    pub(super) code: &'static Code,
    /// The field of the action that is at fault.
    pub(super) field: &'static str,
    pub(super) message: String,
    pub(super) hint: Option<String>,
}

impl Failure {
    /// Turns the error that an action matches nothing into a note, where that is allowed.
    pub(super) fn allowed(self, is_lenient: bool) -> Self {
        match is_lenient && self.code == &OVERLAY_NO_MATCH {
            true => Self { code: &OVERLAY_SKIPPED, hint: None, ..self },
            false => self,
        }
    }

    pub(super) fn report(self, action: &Action, file: FileId, report: &mut Report) {
        let location = Location::Source(file, action.pointer.join(self.field));
        let message = format!("{}{}", prefix(action), self.message);
        match self.hint {
            Some(hint) => report.add_with_hint(self.code, location, message, hint),
            None => report.add(self.code, location, message),
        }
    }
}

/// Returns `quirk N2: ` if the action has a quirk.
pub(super) fn prefix(action: &Action) -> String {
    action.quirk.as_ref().map(|quirk| format!("quirk {}: ", quirk.id)).unwrap_or_default()
}
