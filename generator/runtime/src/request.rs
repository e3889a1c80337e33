//! Request builders, hooks and retries.
//!
//! Each method of a client returns a request builder, a [`Call`]; `.await` sends it. That of an operation with optional
//! parts has a name of its own, whose page shows a setter for each part. [`Call::request`] returns the underlying
//! [`Request`], for settings that have no method on the call. [`Retry`] is the policy of retries. Hooks get
//! [`Sending`] before each attempt and [`Sent`] after it.

#[doc(hidden)]
pub mod beyond;
#[cfg(feature = "blocking")]
#[doc(hidden)]
pub mod blocking;
#[doc(hidden)]
pub mod body;
#[doc(hidden)]
pub mod builder;
#[doc(hidden)]
pub mod call;
#[doc(hidden)]
pub mod custom;
#[doc(hidden)]
pub mod decode;
#[doc(hidden)]
pub mod execute;
#[doc(hidden)]
pub mod extras;
#[doc(hidden)]
pub mod hook;
#[doc(hidden)]
pub mod limits;
#[doc(hidden)]
pub mod link;
#[doc(hidden)]
pub mod operation;
#[doc(hidden)]
pub mod outgoing;
#[doc(hidden)]
pub mod redirect;
#[doc(hidden)]
pub mod retry;
#[doc(hidden)]
pub mod settings;
#[doc(hidden)]
pub mod trace;

pub use self::body::AsBody;
pub use self::builder::Request;
pub use self::call::Call;
pub use self::custom::Custom;
pub use self::hook::{Sending, Sent};
pub use self::operation::Operation;
pub use self::retry::Retry;
