//! The Rust target: what Rust needs to know of an API (`facts`), what everything is called (`names`) beside what files
//! import (`imports`), what the emitted crate consists of (`model`), and its text (`print`, `format`); the runtime (`embed`), and all
//! files together (`output`).

pub mod embed;
pub mod facts;
pub mod format;
pub mod imports;
pub mod model;
pub mod names;
pub mod notes;
pub mod output;
pub mod print;
pub mod unchecked_patterns;
