//! Decoding and encoding of JSON.

#[doc(hidden)]
pub mod buffer;
#[doc(hidden)]
pub mod codec;
#[doc(hidden)]
pub mod location;
#[doc(hidden)]
pub mod number;
#[doc(hidden)]
pub mod object;
#[doc(hidden)]
pub mod replay;
#[doc(hidden)]
pub mod score;
#[doc(hidden)]
pub mod send;
#[doc(hidden)]
pub mod tuple;

#[doc(hidden)]
pub use self::object::object;
