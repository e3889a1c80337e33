//! What every pass may use and what knows nothing of OpenAPI: JSON pointers, threads, graphs, patterns.

pub mod graph;
pub mod parallel;
pub mod pattern;
pub mod pointer;
