//! Streams of events and lines. A [`StreamCall`] opens a stream.

#[doc(hidden)]
pub mod call;
#[doc(hidden)]
pub mod frame;
#[doc(hidden)]
pub mod frames;
#[doc(hidden)]
pub mod resume;
#[doc(hidden)]
pub mod sse;
#[doc(hidden)]
pub mod typed;
#[doc(hidden)]
pub mod whole;

pub use self::call::StreamCall;
pub use self::typed::{Event, EventStream, LineStream};
