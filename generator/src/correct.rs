//! Corrections from evidence: the document against itself, against recordings, against pages of documentation.

pub mod import;
#[cfg(feature = "lint")]
pub mod learn;
#[cfg(feature = "lint")]
pub mod lint;
pub mod propose;
