//! What a release of the emitted crate changes beside its files.

use super::Update;
use crate::source::Sources;
use crate::write::Files;

/// Returns the files in `specs/` that change with the client, by path within `specs/`; they are written with the
/// documents. It is called after the changes are known and before the crate is generated: a version of the crate that
/// follows from [`Update::level`] is set in `sources`, and a changelog that follows from [`Update::changes`] is a file.
pub(super) fn files(_sources: &mut Sources, _update: &Update) -> Files {
    Files::new()
}
