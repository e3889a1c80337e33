//! What is wrong with a document although it can be read: a function a question that the tables of the grammar cannot
//! ask. None changes anything.

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
