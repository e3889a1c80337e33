//! Servers that answer as six vendors document, one script a program, and report what they did not expect.

pub mod compare;
pub mod multipart;
pub mod request;
pub mod script;
pub mod scripts;
pub mod server;
