//! What the tests and the examples share: a scripted server on the loopback interface.

#![allow(dead_code, unused_imports, reason = "each test and each example uses a part of it")]

mod reply;
mod request;
mod server;

pub use reply::Reply;
pub use request::Request;
pub use server::Server;
