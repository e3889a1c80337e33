//! A release of the crate: the version that its changes require, and an entry of its changelog. All of it follows from the
//! release before and from `specs/`, so that a second run changes nothing.

mod base;
mod changelog;
mod entry;
mod version;

pub use base::last_release;
pub use changelog::{Edited, HEAD, updated};
pub use entry::{entry, first_entry, unchanged_entry};
pub use semver::Version as Number;
pub use version::{final_version, next_version};

/// The changelog in a workspace. It is no file that is generated: it stays when the crate is generated anew.
pub const CHANGELOG: &str = "generated/CHANGELOG.md";
