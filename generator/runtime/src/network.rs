//! The default transport: connections with TLS, proxies and Unix sockets, by hyper.
//!
//! [`Hyper`] is what a client sends with unless its builder is given another transport. In a browser it is `fetch`.

#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
#[doc(hidden)]
pub mod client;
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
#[doc(hidden)]
pub mod connect;
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
#[doc(hidden)]
pub mod direct;
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
#[doc(hidden)]
pub mod exchange;
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
#[doc(hidden)]
pub mod proxy;
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
#[doc(hidden)]
pub mod secure;
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
#[doc(hidden)]
pub mod stream;
#[cfg(feature = "rustls")]
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
#[doc(hidden)]
pub mod tls;
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
#[doc(hidden)]
pub mod unpack;

#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
pub use self::client::{Hyper, HyperBuilder};
