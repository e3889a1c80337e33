//! Commands that tell of the tool itself.

pub mod explain;
pub mod help;
pub mod schema;
pub mod shell;
pub mod vocabulary;
