//! A crate that generates its clients when it is built, as a user of the library would. Its own lints are strict: nothing of
//! what is generated may set them off.

#![deny(warnings, missing_docs, clippy::all, clippy::pedantic)]

/// The clients of this crate.
pub mod api {
    include!(concat!(env!("OUT_DIR"), "/petstore.rs"));
}

include!(concat!(env!("OUT_DIR"), "/clock.rs"));
