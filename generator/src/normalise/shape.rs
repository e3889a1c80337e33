//! Repairs of mistakes that vendors make in every version, with one file for each object of the grammar. (`repair.rs`
//! repairs values of the wrong JSON type.)

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
