//! Recordings of calls, which `truespec learn` reads.
//!
//! A [`Recorder`], which the client's builder takes, writes them without credentials.

#[cfg(feature = "record")]
#[doc(hidden)]
pub mod archive;
#[cfg(feature = "record")]
#[doc(hidden)]
pub mod copy;
#[cfg(feature = "record")]
#[doc(hidden)]
pub mod entry;
#[cfg(feature = "record")]
#[doc(hidden)]
pub mod form;
#[cfg(feature = "record")]
#[doc(hidden)]
pub mod host;
#[cfg(feature = "record")]
#[doc(hidden)]
pub mod known;
#[cfg(feature = "record")]
#[doc(hidden)]
pub mod link;
#[cfg(feature = "record")]
#[doc(hidden)]
pub mod media;
#[cfg(feature = "record")]
#[doc(hidden)]
pub mod names;
#[cfg(feature = "record")]
#[doc(hidden)]
pub mod personal;
#[cfg(feature = "record")]
#[doc(hidden)]
pub mod recorder;
#[cfg(feature = "record")]
#[doc(hidden)]
pub mod redact;
#[cfg(feature = "record")]
#[doc(hidden)]
pub mod scan;
#[cfg(feature = "record")]
#[doc(hidden)]
pub mod tape;

#[cfg(feature = "record")]
pub use self::recorder::Recorder;
