//! The Rust target: what the emitted crate consists of.

pub mod model;
