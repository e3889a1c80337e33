//! The shared state of a client, and its builder.

#[doc(hidden)]
pub mod base_url;
#[doc(hidden)]
pub mod builder;
#[doc(hidden)]
pub mod environment;
#[doc(hidden)]
pub mod setters;
#[doc(hidden)]
pub mod settings;
#[doc(hidden)]
pub mod shared;
#[doc(hidden)]
pub mod variables;

#[doc(hidden)]
pub use self::builder::Builder;
#[doc(hidden)]
pub use self::setters::client_builder;
#[doc(hidden)]
pub use self::shared::Core;
#[doc(hidden)]
pub use self::variables::{server, server_builder, server_values};
