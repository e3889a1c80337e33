//! What generated clients call. Every file beside this one is also emitted verbatim into each generated client,
//! as `src/runtime/*.rs`, so those files reach each other by `super::` and by `$crate::runtime::` only.
#![forbid(unsafe_code)]

/// The runtime, under the path that it has in a generated client too.
#[path = "."]
pub mod runtime {
    pub mod enumeration;
    pub mod enumeration_int;
    pub mod enumeration_value;
    pub mod object;
    pub mod union;
    pub mod union_tagged;
    pub mod wire;
    pub mod wire_base64;
    pub mod wire_chrono;
    pub mod wire_number;
    pub mod wire_time;
    pub mod wire_tuple;
    pub mod wire_uuid;
}
