//! Helpers that every pass may use and that know nothing of OpenAPI: JSON pointers, addresses, threads, graphs,
//! patterns, sizes.

pub mod address;
pub mod clock;
pub(crate) mod digest;
pub mod graph;
pub mod parallel;
pub mod pattern;
pub mod pointer;
pub mod web;
pub mod weight;
