//! The runtime of generated clients. Every file in a folder beside this one is also emitted verbatim into each
//! generated client, as `src/runtime/*/*.rs`, so these files refer to each other by `super::` and `$crate::runtime::`
//! only. The modules of the folders are generated from the table in `generator/src/rust/embed`: run
//! `UPDATE_ROOMS=1 cargo test -p truespec --test runtime_layers` after a change of the table.
#![forbid(unsafe_code)]

/// The runtime, at the path that it has in a generated client.
#[path = "."]
pub mod runtime {
    pub mod auth;
    pub mod body;
    pub mod client;
    pub mod error;
    pub mod json;
    #[cfg(feature = "mock")]
    pub mod mock;
    pub mod model;
    pub mod network;
    pub mod paging;
    pub mod parameter;
    #[cfg(feature = "record")]
    pub mod record;
    pub mod request;
    pub mod response;
    pub mod scalar;
    pub mod secret;
    pub mod stream;
    pub mod transport;
    pub mod validate;
    #[cfg(feature = "webhooks")]
    pub mod webhook;
}
