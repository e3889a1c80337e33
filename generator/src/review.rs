//! Shows what a document, or a change of it, means for the client: public surface, differences, corrections, tables.

pub mod diff;
pub mod inspect;
pub mod quirks;
#[cfg(feature = "report")]
pub mod report;
pub mod surface;
