//! What a difference means for a caller that compiles today.

use super::Level;

/// What a difference on the wire means for a caller that runs today.
pub(super) struct Effect {
    pub(super) before: Option<String>,
    pub(super) after: Option<String>,
    pub(super) level: Level,
    pub(super) why: &'static str,
}
