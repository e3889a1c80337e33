//! What a date-time means that says no offset: a policy of `truespec.toml` (`assumed-offset`), never a failed response.

/// Seconds east of UTC.
pub const ASSUMED_OFFSET: i32 = 0;
