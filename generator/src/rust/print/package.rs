//! What the emitted crate has beside its sources: the manifest and what there is to read.

mod manifest;
mod readme;

pub use manifest::{dependencies, features, manifest};
pub use readme::{Described, DescribedQuirk, quirks, readme};
