//! What the tests and the examples share: a server on the loopback interface that follows a script, and two that behave as
//! Dify and Nekt are known to.

#![allow(dead_code, unused_imports, reason = "each test and each example uses a part of it")]

pub mod dify;
mod incoming;
pub mod nekt;
mod reply;
mod request;
mod server;

pub use incoming::{Incoming, Part};
pub use reply::Reply;
pub use request::Request;
pub use server::Server;
