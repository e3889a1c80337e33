//! Repairs that have nothing to do with a version: what vendors get wrong in every dialect, one file an
//! object of the grammar. (Values of the wrong JSON type are put right in one place, `repair.rs`.)

pub mod document;
pub mod keywords;
pub mod lift;
pub mod media;
pub mod operation;
pub mod parameter;
pub mod path_item;
pub mod response;
pub mod security;
pub mod server;
