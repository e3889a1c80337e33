//! Proposed corrections: overlay actions as text to paste.

mod guard;
mod path;
mod segment;
mod select;

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::{Map, Value, json};

use crate::base::pointer::Pointer;
#[cfg(feature = "lint")]
pub(crate) use guard::TELLING;
pub(crate) use guard::guard_of;
pub(crate) use path::has_own_name;
pub use path::json_path;
#[cfg(feature = "lint")]
pub(crate) use path::{element, is_by_index};
pub use segment::escape;
#[cfg(feature = "lint")]
pub(crate) use segment::member;

/// An overlay action that would correct the document.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// The other file of the document that it is for, relative to the folder of the document.
    pub file: Option<String>,
    /// The JSONPath (RFC 9535) of what it changes.
    pub target: String,
    /// Why, in a sentence.
    pub description: String,
    /// The evidence.
    pub source: String,
    /// The guard of the quirk: the JSONPath of the published value, and the value.
    pub guard: Option<(String, Value)>,
    /// What it does.
    pub action: Action,
}

/// What an action does with its target.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// Removes it.
    Remove,
    /// Merges a value into it, or replaces a primitive.
    Update(Value),
}

/// The key of an action that names the file it is for.
pub const FILE: &str = "x-truespec-file";

/// Longest value for a guard, in bytes of JSON. Nobody reads longer ones.
const MAX_GUARD_LENGTH: usize = 200;

impl Proposal {
    /// Proposes to remove the value at a pointer.
    pub fn remove(document: &Value, at: &Pointer, description: String, source: String) -> Self {
        let target = json_path(document, at);
        let guard = guard_of(document, at);
        Self { file: None, target, description, source, guard, action: Action::Remove }
    }

    /// Proposes to remove a name from the `required` of a schema. It is selected by name because other actions may
    /// change its index.
    pub fn not_required(
        document: &Value,
        schema: &Pointer,
        name: &str,
        description: String,
        source: String,
    ) -> Self {
        let target = format!("{}[?@ == '{}']", json_path(document, &schema.join("required")), escape(name));
        let guard = Some((target.clone(), json!(name)));
        Self { file: None, target, description, source, guard, action: Action::Remove }
    }

    /// Proposes to set a member of the object at a pointer; values are appended to a list.
    pub fn set(
        document: &Value,
        at: &Pointer,
        member: &str,
        value: Value,
        description: String,
        source: String,
    ) -> Self {
        let own = at.join(member);
        let guard = match document.pointer(own.as_str()) {
            Some(_) => guard_of(document, &own),
            None => Some((json_path(document, &own), Value::Null)),
        };
        let mut update = json!({});
        update[member] = value;
        let target = json_path(document, at);
        Self { file: None, target, description, source, guard, action: Action::Update(update) }
    }
}

/// Returns true if a value is short enough for a guard. Reads no more of the value than necessary.
pub(crate) fn is_short(value: &Value) -> bool {
    truncated(value, &mut (MAX_GUARD_LENGTH + 1)).to_string().len() <= MAX_GUARD_LENGTH
}

/// Returns the beginning of a value as JSON, with `…` where it is cut. Reads no more of the value than necessary.
pub(crate) fn json_prefix(value: &Value, characters: usize) -> String {
    let text = truncated(value, &mut (characters + 1)).to_string();
    match text.char_indices().nth(characters) {
        None => text,
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
    }
}

/// Copies a value up to about `left` characters of JSON; the beginning of its JSON is the same up to there.
fn truncated(value: &Value, left: &mut usize) -> Value {
    *left = left.saturating_sub(1);
    match value {
        Value::String(text) => Value::String(truncated_text(text, left)),
        Value::Array(items) => {
            let mut kept = Vec::new();
            for item in items {
                if *left == 0 {
                    break;
                }
                kept.push(truncated(item, left));
            }
            Value::Array(kept)
        }
        Value::Object(members) => {
            let mut kept = Map::new();
            for (name, value) in members {
                if *left == 0 {
                    break;
                }
                kept.insert(truncated_text(name, left), truncated(value, left));
            }
            Value::Object(kept)
        }
        other => other.clone(),
    }
}

fn truncated_text(text: &str, left: &mut usize) -> String {
    let kept: String = text.chars().take(*left).collect();
    *left = left.saturating_sub(kept.chars().count());
    kept
}

/// Returns the name of a document for the title of an overlay: folders may be named after their owner.
pub fn name_of(document: &Path) -> String {
    document.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Creates an overlay from proposals, in order and without duplicates.
pub fn overlay(title: &str, proposals: &[Proposal]) -> Value {
    overlay_from(title, proposals, 1)
}

/// Creates an overlay from proposals whose ids begin with a number, to continue those of another overlay.
pub fn overlay_from(title: &str, proposals: &[Proposal], first: usize) -> Value {
    let numbered = corrections(proposals).into_iter().enumerate();
    let actions =
        numbered.flat_map(|(index, one)| one.into_iter().map(move |one| action(one, first + index)));
    overlay_of(title, actions.collect())
}

/// Returns the proposals by correction: those in a row that say the same of the same evidence are one, and have one id. The
/// same action is proposed once, however many findings it settles.
pub(crate) fn corrections(proposals: &[Proposal]) -> Vec<Vec<&Proposal>> {
    let mut seen: BTreeSet<_> = BTreeSet::new();
    let new: Vec<&Proposal> = proposals.iter().filter(|one| seen.insert(identity(one))).collect();
    let is_one = |one: &&Proposal, next: &&Proposal| {
        (&one.description, &one.source) == (&next.description, &next.source)
    };
    new.chunk_by(is_one).map(<[&Proposal]>::to_vec).collect()
}

/// Creates an overlay from actions.
pub(crate) fn overlay_of(title: &str, actions: Vec<Value>) -> Value {
    json!({"overlay": "1.1.0", "info": {"title": title, "version": "1.0.0"}, "actions": actions})
}

/// Returns what makes two proposals the same.
pub(crate) fn identity(proposal: &Proposal) -> (Option<&str>, &str, Option<String>) {
    let update = match &proposal.action {
        Action::Remove => None,
        Action::Update(value) => Some(value.to_string()),
    };
    (proposal.file.as_deref(), &proposal.target, update)
}

/// Returns the number after the greatest id that proposals of an earlier run have.
pub fn next_number<'i>(ids: impl IntoIterator<Item = &'i str>) -> usize {
    let numbers = ids.into_iter().filter_map(|id| id.strip_prefix('P')?.parse::<usize>().ok());
    numbers.max().map_or(1, |number| number.saturating_add(1))
}

/// Writes a proposal as an action of an overlay.
pub(crate) fn action(proposal: &Proposal, number: usize) -> Value {
    let mut quirk = json!({"id": format!("P{number}"), "source": proposal.source});
    if let Some((at, published)) = proposal.guard.as_ref().filter(|(_, value)| is_short(value)) {
        if *at != proposal.target {
            quirk["at"] = json!(at);
        }
        quirk["published"] = published.clone();
    }
    let mut action =
        json!({"target": proposal.target, "description": proposal.description, "x-quirk": quirk});
    if let Some(file) = &proposal.file {
        action[FILE] = json!(file);
    }
    match &proposal.action {
        Action::Remove => action["remove"] = json!(true),
        Action::Update(value) => action["update"] = value.clone(),
    }
    action
}
