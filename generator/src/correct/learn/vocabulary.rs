//! What OpenAPI has no words for and several exchanges of an operation show together: keys of the vocabulary.

mod body;
mod end;
mod follow;
mod idempotency;
mod paging;
mod style;
mod switch;

use super::case::Case;
use super::cases::Cases;
use super::security::Missing;
use crate::base::pointer::Pointer;
use crate::correct::draft::Draft;

/// An operation with its accepted exchanges, in the order of the recording.
struct Operation<'o, 'e> {
    at: &'o Pointer,
    accepted: Vec<&'o Case<'e>>,
    draft: Draft<'o>,
}

/// Returns what the exchanges of each operation show.
pub(super) fn missing(cases: &Cases<'_>, draft: Draft<'_>) -> Vec<Missing> {
    let mut all = Vec::new();
    for (at, own) in cases.operations() {
        let accepted = own.filter(|case| case.is_success()).collect();
        let operation = Operation { at, accepted, draft };
        let kinds = [paging::missing, switch::missing, idempotency::missing, body::missing];
        all.extend(kinds.iter().filter_map(|kind| kind(&operation)));
    }
    all
}

impl Operation<'_, '_> {
    /// Returns true if the operation has a key.
    fn has(&self, key: &str) -> bool {
        self.draft.document.pointer(self.at.join(key).as_str()).is_some()
    }

    /// The method and path, for messages.
    fn label(&self) -> &str {
        self.accepted.first().map_or("", |case| case.label.as_str())
    }
}
