//! Commands that take a document.

pub mod apply;
pub mod generate;
pub mod import;
pub mod inspect;
pub mod learn;
pub mod lint;
pub mod record;
pub mod select;
