//! Webhooks: requests that the server sends, which are verified before their events are decoded.
//!
//! The module of an API for its webhooks has the receiver, `Webhooks`, and the events. A [`SignatureScheme`] says how
//! requests are signed.

#[cfg(feature = "webhooks")]
#[doc(hidden)]
pub mod encoding;
#[cfg(feature = "webhooks")]
#[doc(hidden)]
pub mod event;
#[cfg(feature = "webhooks")]
#[doc(hidden)]
pub mod fault;
#[cfg(feature = "webhooks")]
#[doc(hidden)]
pub mod receive;
#[cfg(feature = "webhooks")]
#[doc(hidden)]
pub mod scheme;
#[cfg(feature = "webhooks")]
#[doc(hidden)]
pub mod signature;

#[cfg(feature = "webhooks")]
pub use self::encoding::{Algorithm, SecretEncoding, SignatureEncoding};
#[cfg(feature = "webhooks")]
#[doc(hidden)]
pub use self::event::webhook_events;
#[cfg(feature = "webhooks")]
pub use self::fault::{PayloadError, WebhookError};
#[cfg(feature = "webhooks")]
pub use self::receive::Webhooks;
#[cfg(feature = "webhooks")]
pub use self::scheme::{SignatureScheme, SignedPart, TimestampPlace};
