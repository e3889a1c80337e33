//! What the page asks for.

use serde::Deserialize;
use serde_json::Value;

/// A request.
#[derive(Debug, Deserialize)]
#[serde(tag = "do", rename_all = "lowercase")]
pub(super) enum Request {
    /// The crate of a document.
    Generate(Version),
    /// Contradictions of a document, and corrections of them.
    Lint(Version),
    /// An overlay with one more correction.
    Accept(Accept),
    /// What changes from one version to another.
    Compare(Compare),
}

/// A document with its corrections.
#[derive(Debug, Deserialize)]
pub(super) struct Version {
    pub document: Text,
    /// The overlay; without it the document is taken as published.
    pub overlay: Option<Text>,
    /// The name of the crate; only a document outside of a workspace needs one.
    pub name: Option<String>,
}

/// A text and the name of its file.
#[derive(Debug, Deserialize)]
pub(super) struct Text {
    pub name: String,
    pub text: String,
}

/// Actions of one correction, which are to be added to an overlay.
#[derive(Debug, Deserialize)]
pub(super) struct Accept {
    /// The text of the overlay, which may be empty.
    pub overlay: String,
    /// The title of a new overlay.
    pub title: String,
    pub actions: Vec<Value>,
}

/// Two versions to compare.
#[derive(Debug, Deserialize)]
pub(super) struct Compare {
    pub old: Version,
    pub new: Version,
}
