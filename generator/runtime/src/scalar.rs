//! Types for values that have no type in the standard library.

#[doc(hidden)]
pub mod base64;
#[doc(hidden)]
pub mod chrono;
#[doc(hidden)]
pub mod decimal;
#[doc(hidden)]
pub mod digits;
#[doc(hidden)]
pub mod offset;
#[doc(hidden)]
pub mod quoted;
#[doc(hidden)]
pub mod rust_decimal;
#[doc(hidden)]
pub mod time;
#[doc(hidden)]
pub mod uuid;

pub use self::base64::Base64Bytes;
pub use self::decimal::Decimal;
pub use self::quoted::Quoted;
