//! What a document or a change of it means for the client: its public surface, differences, corrections, tables.

pub mod diff;
pub mod inspect;
pub mod quirks;
pub mod surface;
