//! Transports, which send requests, and clocks.
//!
//! By default a client sends with [`Hyper`](super::network), or with `fetch` in a browser, and uses the [`SystemClock`].
//! Its builder accepts any other [`Transport`] and [`Clock`]; with the feature `reqwest`, `Reqwest::from(client)` makes a
//! transport from a `reqwest::Client`.

#[doc(hidden)]
pub mod body;
#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
#[doc(hidden)]
pub mod browser;
#[doc(hidden)]
pub mod clock;
#[doc(hidden)]
pub mod failure;
#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
#[doc(hidden)]
pub mod fetch;
#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
#[doc(hidden)]
pub mod global;
#[doc(hidden)]
pub mod host;
#[doc(hidden)]
pub mod interface;
#[doc(hidden)]
pub mod origin;
#[doc(hidden)]
pub mod pace;
#[cfg(feature = "reqwest")]
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
#[doc(hidden)]
pub mod reqwest;
#[doc(hidden)]
pub mod timed;

pub use self::body::{Body, Pieces};
pub use self::clock::{Clock, SystemClock};
pub use self::failure::{Failure, TransportError};
#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
pub use self::fetch::Fetch;
pub use self::host::Instant;
pub use self::interface::{BoxFuture, Transport};
#[cfg(feature = "reqwest")]
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
pub use self::reqwest::Reqwest;
