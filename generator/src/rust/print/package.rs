//! Prints the files of the emitted crate besides its sources: the manifest, `README.md` and `QUIRKS.md`.

mod manifest;
mod readme;

pub use manifest::{Publishing, dependencies, features, manifest};
pub(super) use manifest::{described_features, version_of};
pub use readme::{Described, DescribedQuirk, quirks, readme};
