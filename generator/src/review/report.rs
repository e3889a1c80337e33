//! A page for people who review a change: what differs for users of the crate, each difference with the document and the
//! Rust item before and after; the corrections with their evidence; the diagnostics. It is one HTML file that loads
//! nothing, and the same input gives the same bytes.

mod change;
mod compare;
mod correction;
mod item;
mod lines;
mod place;
mod print;
mod reach;
mod version;

use std::path::Path;

use crate::diagnostic::{Files, Report};
use crate::input::file;
use crate::review::accepted::Accepted;
use crate::review::quirks::ListedAction;

pub use version::{Version, read};

/// What a page shows.
#[derive(Debug, Default)]
pub struct Review {
    /// The older version, if two are compared, and what it is called.
    pub old: Option<(String, Version)>,
    /// What the newer version is called.
    pub name: String,
    /// The newer version; `None` if it has errors, which are among the diagnostics.
    pub new: Option<Version>,
    /// The changes that the newer version accepts.
    pub accepted: Vec<Accepted>,
    /// The corrections of the newer version, in the order in which they are applied.
    pub corrections: Vec<ListedAction>,
    /// Its diagnostics, with the texts that they refer to: one report for each document.
    pub diagnostics: Vec<(Report, Files)>,
}

/// A page, and what it says in one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The file.
    pub html: String,
    /// `3 major, 1 minor, 0 patch: a major change; 2 corrections, 0 diagnostics`.
    pub summary: String,
}

/// Writes the page.
pub fn page(review: &Review) -> Page {
    print::page(review)
}

/// Returns true if a file is a page, which another one may replace.
pub fn is_page(path: &Path) -> bool {
    let is_file = path.symlink_metadata().is_ok_and(|data| data.is_file());
    is_file && file::text(path).is_ok_and(|text| print::is_page(&text))
}
