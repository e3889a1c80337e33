//! The offset of a date-time without one: a setting of `truespec.toml` (`assumed-offset`), so that such a response does
//! not fail.

/// Seconds east of UTC.
pub const ASSUMED_OFFSET: i32 = 0;
