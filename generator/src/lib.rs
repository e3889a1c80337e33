//! Typed Rust clients from OpenAPI documents as published plus their corrections as documented.

pub mod diagnostic;
pub mod load;
pub mod overlay;
pub mod pointer;
pub mod provenance;
pub mod ir;
pub mod lower;
pub mod resolve;
pub mod facts;
pub mod names;
pub mod embed;
pub mod emit;
pub mod format;
pub mod write;
