//! Checks for faults that do not prevent reading a document and that the tables of the grammar cannot express. Each
//! check is a function; none changes the document.

pub mod example;
pub mod media;
pub mod name;
pub mod operation;
pub mod parameter;
pub mod pattern;
pub mod response;
pub mod security;
pub mod server;
pub mod template;
