//! Shows what a document, or a change of it, means for the client: public surface, differences, corrections, tables.

pub mod accepted;
pub mod diff;
pub mod files;
pub mod inspect;
pub mod listing;
pub mod quirks;
pub mod release;
#[cfg(feature = "report")]
pub mod report;
pub mod surface;
pub mod untyped;
