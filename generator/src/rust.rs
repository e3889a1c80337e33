//! The Rust target: what Rust needs to know of an API (`facts`), what everything is called (`names`), what the emitted
//! crate consists of (`model`), and its text (`print`).

pub mod facts;
pub mod model;
pub mod names;
pub mod print;
