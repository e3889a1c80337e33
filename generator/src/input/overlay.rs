//! Corrections of a document: OpenAPI Overlay 1.0 and 1.1 (and the parts that the 1.2 draft shares with them). Each
//! action has the evidence for it. An action that matches nothing, or whose guard no longer holds, is an error.

mod apply;
mod check;
mod dialect;
mod direct;
mod expression;
mod failure;
mod fault;
mod guard;
mod merge;
mod nearest;
mod other_file;
mod overrule;
mod parse;
mod path;
mod same;
mod unused;
mod visits;

use serde_json::Value;
use serde_json_path::JsonPath;

use crate::base::pointer::Pointer;
use crate::diagnostic::FileId;
pub use apply::{Applied, Applier, apply};
pub use direct::Direct;
use direct::{NodePath, PathStep};
pub use guard::selected;
pub use nearest::last_segment;
pub use other_file::OtherFiles;
#[cfg(feature = "update")]
pub(crate) use overrule::{name_of, names_element};
pub use parse::{ACTION_KEYS, QUIRK_MEMBERS, parse};

/// A valid overlay file.
#[derive(Debug, Clone)]
pub struct Overlay {
    /// The file it was read from.
    pub file: FileId,
    /// `info.title`.
    pub title: String,
    /// `extends`: the document it is written for, as a URI reference.
    pub extends: Option<String>,
    /// The actions, in the order in which they are applied.
    pub actions: Vec<Action>,
    /// Whether actions that match nothing are allowed, as the Overlay Specification has it.
    pub lenient: bool,
}

/// One change to a document.
#[derive(Debug, Clone)]
pub struct Action {
    /// The pointer of the action in its file.
    pub pointer: Pointer,
    /// The values that it changes.
    pub target: Target,
    /// The other file of the document that it is for, relative to the folder of the document (`x-truespec-file`).
    pub file: Option<String>,
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
    /// Nothing: an action may only select, which still asserts that something matches.
    Nothing,
    /// Removes it.
    Remove,
    /// Merges a value into it, or replaces a primitive.
    Update(Value),
    /// Like `Update`, with a value from the document.
    Copy(Target),
}

/// A JSONPath (RFC 9535) and its text.
#[derive(Debug, Clone)]
pub struct Target {
    /// The text as written, with the quotes that RFC 9535 requires added.
    pub text: String,
    /// The query.
    pub path: JsonPath,
    /// The same if it only walks.
    pub direct: Option<Direct>,
}

impl Target {
    /// Returns what the query selects, with the steps to it from the root.
    fn find<'d>(&self, document: &'d Value) -> Vec<(NodePath, &'d Value)> {
        if let Some(direct) = &self.direct {
            return direct.find(document);
        }
        let nodes = self.path.query_located(document);
        nodes.iter().map(|node| (node.location().iter().map(PathStep::from).collect(), node.node())).collect()
    }
}

/// `x-quirk`: a difference between the published document and the documented or observed behaviour, with the evidence.
#[derive(Debug, Clone)]
pub struct Quirk {
    /// The id; several actions may belong to one quirk.
    pub id: String,
    /// Where the correct behaviour is documented.
    pub source: String,
    /// The value at the guarded location when the quirk was written; null if nothing was published.
    pub published: Option<Value>,
    /// The guarded location, if it is not the target of the action.
    pub at: Option<Target>,
    /// Its status (`reported`, `fixed upstream`, …).
    pub status: Option<String>,
    /// Anything else worth knowing.
    pub note: Option<String>,
}
