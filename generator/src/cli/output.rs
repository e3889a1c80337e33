//! What commands print: the one place that prints, formats of diagnostics and changes, progress.

#[macro_use]
pub mod show;

pub mod format;
pub mod progress;
