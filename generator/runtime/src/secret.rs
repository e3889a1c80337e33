//! Secrets, which are never shown in messages.

#[doc(hidden)]
pub mod causes;
#[doc(hidden)]
pub mod debug;
#[doc(hidden)]
pub mod escape;
#[doc(hidden)]
pub mod headers;
#[doc(hidden)]
pub mod known;
#[doc(hidden)]
pub mod names;
#[doc(hidden)]
pub mod scrub;
#[doc(hidden)]
pub mod value;

#[doc(hidden)]
pub use self::debug::redacted;
pub use self::value::Secret;
