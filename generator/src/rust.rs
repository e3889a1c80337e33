//! The Rust target: what Rust needs to know of an API (`facts`), what everything is called (`names`) beside what files
//! import (`imports`), what the emitted crate consists of (`model`), and its text (`print`).

pub mod facts;
pub mod imports;
pub mod model;
pub mod names;
pub mod print;
