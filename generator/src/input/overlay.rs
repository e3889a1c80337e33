//! Corrections of a document: OpenAPI Overlay 1.0 and 1.1 (and what the 1.2 draft shares with them), each action
//! with the evidence for it. An action that matches nothing, or whose guard no longer holds, is an error.

mod apply;
mod check;
mod dialect;
mod expression;
mod failure;
mod fault;
mod guard;
mod merge;
mod nearest;
mod parse;
mod path;
mod visits;

use serde_json::Value;
use serde_json_path::JsonPath;

use crate::base::pointer::Pointer;
use crate::diagnostic::FileId;
pub use apply::{Applied, Applying, apply};
pub use parse::parse;

/// An overlay file that has been found valid.
#[derive(Debug, Clone)]
pub struct Overlay {
    /// The file it was read from.
    pub file: FileId,
    /// `info.title`.
    pub title: String,
    /// `extends`: the document it is written for, as a URI reference.
    pub extends: Option<String>,
    /// In the order they are applied.
    pub actions: Vec<Action>,
}

/// One change to a document.
#[derive(Debug, Clone)]
pub struct Action {
    /// Where the action stands in its file.
    pub pointer: Pointer,
    /// What it changes.
    pub target: Target,
    /// Why, in the author's words.
    pub description: Option<String>,
    /// What it does there.
    pub change: Change,
    /// The evidence.
    pub quirk: Option<Quirk>,
}

/// What an action does with each value it selects.
#[derive(Debug, Clone)]
pub enum Change {
    /// Nothing: an action may only select, which still asserts that there is something to select.
    Nothing,
    /// Removes it.
    Remove,
    /// Merges a value into it, or replaces a primitive.
    Update(Value),
    /// The same with a value taken from the document.
    Copy(Target),
}

/// A JSONPath (RFC 9535) and its text.
#[derive(Debug, Clone)]
pub struct Target {
    /// As it was written, but for quotes that RFC 9535 asks for.
    pub text: String,
    /// The query.
    pub path: JsonPath,
}

/// Where the published document and the documented or observed behaviour differ, and how that is known: `x-quirk`.
#[derive(Debug, Clone)]
pub struct Quirk {
    /// What people call it; several actions may belong to one quirk.
    pub id: String,
    /// Where the truth is documented.
    pub source: String,
    /// The value at the guarded place when the quirk was written; null where nothing was published.
    pub published: Option<Value>,
    /// The guarded place, if it is not the target of the action.
    pub at: Option<Target>,
    /// What became of it (`reported`, `fixed upstream`, …).
    pub status: Option<String>,
    /// Anything else worth knowing.
    pub note: Option<String>,
}
