//! What generated clients call. Every file beside this one is also emitted verbatim into each generated client,
//! as `src/runtime/*.rs`, so those files reach each other by `super::` and by `$crate::runtime::` only.
#![forbid(unsafe_code)]

/// The runtime, under the path that it has in a generated client too.
#[path = "."]
pub mod runtime {
    pub mod auth;
    pub mod auth_basic;
    #[cfg(feature = "blocking")]
    pub mod blocking;
    pub mod body;
    pub mod body_timed;
    pub mod buffer;
    pub mod builder;
    pub mod call;
    pub mod client;
    pub mod client_builder;
    pub mod clock;
    pub mod enumeration;
    pub mod enumeration_int;
    pub mod enumeration_value;
    pub mod error;
    pub mod error_api;
    pub mod error_body;
    pub mod error_build;
    pub mod error_decode;
    pub mod execute;
    pub mod follow;
    pub mod form;
    pub mod hook;
    pub mod multipart;
    pub mod multipart_of;
    pub mod newtype;
    pub mod oauth;
    pub mod object;
    pub mod operation;
    pub mod origin;
    pub mod outgoing;
    pub mod pages;
    pub mod paging;
    pub mod paging_read;
    pub mod param;
    pub mod param_encode;
    pub mod param_path;
    pub mod param_style;
    pub mod place;
    pub mod request;
    pub mod response;
    pub mod retry;
    pub mod retry_after;
    pub mod secret;
    pub mod server;
    pub mod settings;
    pub mod token;
    pub mod trace;
    pub mod transport;
    pub mod transport_reqwest;
    pub mod union;
    pub mod union_tagged;
    pub mod wire;
    pub mod wire_base64;
    pub mod wire_chrono;
    pub mod wire_decimal;
    pub mod wire_number;
    pub mod wire_offset;
    pub mod wire_quoted;
    pub mod wire_rust_decimal;
    pub mod wire_send;
    pub mod wire_time;
    pub mod wire_tuple;
    pub mod wire_uuid;
}
