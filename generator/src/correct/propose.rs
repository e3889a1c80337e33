//! Proposed corrections: overlay actions as text to paste.

use std::collections::BTreeSet;
use std::fmt::Write;

use serde_json::{Map, Value, json};

use crate::base::pointer::Pointer;

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
        let guard =
            document.pointer(at.as_str()).and_then(|value| Some((target.clone(), guard_value(value)?)));
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
        let published = guard_value(document.pointer(own.as_str()).unwrap_or(&Value::Null));
        let guard = published.map(|published| (json_path(document, &own), published));
        let mut update = json!({});
        update[member] = value;
        let target = json_path(document, at);
        Self { file: None, target, description, source, guard, action: Action::Update(update) }
    }
}

/// Returns a copy of a value for a guard; `None` if the value is too long for one.
fn guard_value(value: &Value) -> Option<Value> {
    is_short(value).then(|| value.clone())
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

/// Creates an overlay from proposals, in order and without duplicates.
pub fn overlay(title: &str, proposals: &[Proposal]) -> Value {
    overlay_from(title, proposals, 1)
}

/// Creates an overlay from proposals whose ids begin with a number, to continue those of another overlay.
pub fn overlay_from(title: &str, proposals: &[Proposal], first: usize) -> Value {
    let mut actions: Vec<Value> = Vec::new();
    let mut seen: BTreeSet<_> = BTreeSet::new();
    for proposal in proposals {
        if seen.insert(identity(proposal)) {
            actions.push(action(proposal, first + actions.len()));
        }
    }
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

/// Writes a pointer as a JSONPath: with `.name` where that is allowed, else with `['name']`; an element of a list by its
/// name, its reference or its literal where that selects no other element, else by its index.
pub fn json_path(document: &Value, at: &Pointer) -> String {
    let mut text = String::from("$");
    let mut here = Some(document);
    for token in at.tokens() {
        let index = here.filter(|value| value.is_array()).and_then(|_| token.parse::<usize>().ok());
        let plain = !token.is_empty()
            && token.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
            && !token.starts_with(|c: char| c.is_ascii_digit());
        let _ = match (index, here.and_then(Value::as_array)) {
            (Some(index), Some(list)) => write!(text, "[{}]", selector(list, index)),
            _ if plain => write!(text, ".{token}"),
            _ => write!(text, "['{}']", escape(&token)),
        };
        here = here.and_then(|value| match value {
            Value::Array(list) => index.and_then(|index| list.get(index)),
            other => other.get(&token),
        });
    }
    text
}

/// Longest list whose elements are compared to select one of them.
const MAX_COMPARED: usize = 1_000;

/// Returns true if an element of a list can be selected by its name: no other element has it.
pub(crate) fn has_own_name(list: &[Value], index: &str) -> bool {
    index.parse().is_ok_and(|index| !own_conditions(list, index).is_empty())
}

/// Returns the conditions that hold for an element of a list and for no other; empty if there are none.
fn own_conditions(list: &[Value], index: usize) -> Vec<(Option<&'static str>, &Value)> {
    let conditions =
        list.get(index).filter(|_| list.len() <= MAX_COMPARED).map(conditions_of).unwrap_or_default();
    let holds = |element: &&Value| {
        conditions.iter().all(|(key, text)| key.map_or(Some(*element), |key| element.get(key)) == Some(*text))
    };
    if list.iter().filter(holds).count() > 1 { Vec::new() } else { conditions }
}

/// Returns the selector of an element of a list: a filter that selects no other element, else its index.
fn selector(list: &[Value], index: usize) -> String {
    let conditions = own_conditions(list, index);
    if conditions.is_empty() {
        return index.to_string();
    }
    let shown = conditions.iter().map(|(key, text)| {
        let text = escape(text.as_str().unwrap_or_default());
        match key {
            None => format!("@ == '{text}'"),
            Some("$ref") => format!("@['$ref'] == '{text}'"),
            Some(key) => format!("@.{key} == '{text}'"),
        }
    });
    format!("?{}", shown.collect::<Vec<_>>().join(" && "))
}

/// Returns what tells an element from others: its reference, its name with `in`, or the text that it is.
fn conditions_of(element: &Value) -> Vec<(Option<&'static str>, &Value)> {
    let text = |key: &'static str| Some((Some(key), element.get(key).filter(|value| value.is_string())?));
    match (element.is_string(), text("$ref"), text("name")) {
        (true, ..) => vec![(None, element)],
        (false, Some(reference), _) => vec![reference],
        (false, None, Some(name)) => std::iter::once(name).chain(text("in")).collect(),
        _ => Vec::new(),
    }
}

/// Escapes a name for single quotes (RFC 9535, 2.3.1.1).
pub fn escape(name: &str) -> String {
    let mut text = String::new();
    for c in name.chars() {
        match c {
            '\'' => text.push_str("\\'"),
            '\\' => text.push_str("\\\\"),
            c if u32::from(c) < 0x20 => {
                let _ = write!(text, "\\u{:04x}", u32::from(c));
            }
            c => text.push(c),
        }
    }
    text
}
