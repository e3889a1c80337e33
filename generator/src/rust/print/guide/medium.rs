//! Where a front page is read.

/// Where a section is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Medium {
    /// The documentation of the crate: links lead to items, and the frame of an example is hidden.
    Rustdoc,
    /// `README.md`, where everything is shown as it is.
    Readme,
}
