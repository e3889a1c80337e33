//! Typed Rust clients from OpenAPI documents as published plus their corrections as documented.

pub mod bundle;
pub mod diagnostic;
pub mod dump;
pub mod load;
pub mod overlay;
pub mod pointer;
pub mod provenance;
