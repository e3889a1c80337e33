//! Constraints, which are checked before a value is sent.

#[doc(hidden)]
pub mod check;
#[doc(hidden)]
pub mod declare;
#[doc(hidden)]
pub mod keyword;
#[doc(hidden)]
pub mod number;
#[doc(hidden)]
pub mod pattern;
#[doc(hidden)]
pub mod rule;

pub use self::check::Invalid;
#[doc(hidden)]
pub use self::declare::{check, validate};
#[doc(hidden)]
pub use self::pattern::pattern;
