//! What a difference that the compiler does not see means.

use super::Level;

/// A difference on the wire, and what it means for a caller that runs today.
pub(super) struct Effect {
    /// What was sent or read before.
    pub(super) before: Option<String>,
    /// What is sent or read now.
    pub(super) after: Option<String>,
    /// The version step that it requires.
    pub(super) level: Level,
    /// What happens to the caller.
    pub(super) why: &'static str,
}
