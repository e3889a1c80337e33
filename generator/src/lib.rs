//! Typed Rust clients from OpenAPI documents as published plus their corrections as documented.

pub mod diagnostic;
pub mod normalise;
pub mod pointer;
pub mod provenance;
