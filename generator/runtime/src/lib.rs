//! What generated clients call. Every file in a folder beside this one is also emitted verbatim into each generated client,
//! as `src/runtime/*/*.rs`, so those files reach each other by `super::` and by `$crate::runtime::` only. The modules of the
//! folders are written by `generator/src/embed`: `UPDATE_ROOMS=1 cargo test -p truespec --test runtime_layers` after a change
//! of its table.
#![forbid(unsafe_code)]

/// The runtime, under the path that it has in a generated client too.
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
    pub mod paging;
    pub mod parameter;
    pub mod request;
    pub mod response;
    pub mod scalar;
    pub mod secret;
    pub mod stream;
    pub mod transport;
    pub mod validate;
}
