//! Corrections that a program proposes: overlay actions, as text to paste.

use std::collections::BTreeSet;
use std::fmt::Write;

use serde_json::{Map, Value, json};

use crate::base::pointer::Pointer;

/// An overlay action that would settle something.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// What it changes, a JSONPath (RFC 9535).
    pub target: String,
    /// Why, in a sentence.
    pub description: String,
    /// How that is known.
    pub source: String,
    /// What is published now, and where: the guard of the quirk.
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

/// Values longer than this are no use as a guard: nobody reads them.
const GUARD: usize = 200;

impl Proposal {
    /// Removes what stands at a place.
    pub fn remove(document: &Value, at: &Pointer, description: String, source: String) -> Self {
        let target = path(document, at);
        let guard = document.pointer(at.as_str()).and_then(|value| Some((target.clone(), published(value)?)));
        Self { target, description, source, guard, action: Action::Remove }
    }

    /// Takes a name from the `required` of the schema at a place; by name, as other actions may move it.
    pub fn not_required(
        document: &Value,
        schema: &Pointer,
        name: &str,
        description: String,
        source: String,
    ) -> Self {
        let target = format!("{}[?@ == '{}']", path(document, &schema.join("required")), escaped(name));
        let guard = Some((target.clone(), json!(name)));
        Self { target, description, source, guard, action: Action::Remove }
    }

    /// Sets a member of what stands at a place; a list is added to.
    pub fn set(
        document: &Value,
        at: &Pointer,
        member: &str,
        value: Value,
        description: String,
        source: String,
    ) -> Self {
        let own = at.join(member);
        let published = published(document.pointer(own.as_str()).unwrap_or(&Value::Null));
        let guard = published.map(|published| (path(document, &own), published));
        let mut update = json!({});
        update[member] = value;
        Self { target: path(document, at), description, source, guard, action: Action::Update(update) }
    }
}

/// A copy of a value for a guard; none of a value that is too long for one.
fn published(value: &Value) -> Option<Value> {
    is_short(value).then(|| value.clone())
}

/// Whether a value is short enough for a guard; no more of it is looked at than that takes.
pub(crate) fn is_short(value: &Value) -> bool {
    cut(value, &mut (GUARD + 1)).to_string().len() <= GUARD
}

/// The beginning of a value as JSON, with a sign where it is cut; no more of it is looked at than that takes.
pub(crate) fn beginning(value: &Value, characters: usize) -> String {
    let text = cut(value, &mut (characters + 1)).to_string();
    match text.char_indices().nth(characters) {
        None => text,
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
    }
}

/// A copy of a value that as JSON has the same beginning of so many characters.
fn cut(value: &Value, left: &mut usize) -> Value {
    *left = left.saturating_sub(1);
    match value {
        Value::String(text) => Value::String(cut_text(text, left)),
        Value::Array(items) => {
            let mut kept = Vec::new();
            for item in items {
                if *left == 0 {
                    break;
                }
                kept.push(cut(item, left));
            }
            Value::Array(kept)
        }
        Value::Object(members) => {
            let mut kept = Map::new();
            for (name, value) in members {
                if *left == 0 {
                    break;
                }
                kept.insert(cut_text(name, left), cut(value, left));
            }
            Value::Object(kept)
        }
        other => other.clone(),
    }
}

fn cut_text(text: &str, left: &mut usize) -> String {
    let kept: String = text.chars().take(*left).collect();
    *left = left.saturating_sub(kept.chars().count());
    kept
}

/// An overlay of proposals, each once and in order; empty if there is none.
pub fn overlay(title: &str, proposals: &[Proposal]) -> Value {
    let mut actions: Vec<Value> = Vec::new();
    let mut seen: BTreeSet<(&str, Option<String>)> = BTreeSet::new();
    for proposal in proposals {
        let update = match &proposal.action {
            Action::Remove => None,
            Action::Update(value) => Some(value.to_string()),
        };
        if seen.insert((&proposal.target, update)) {
            actions.push(action(proposal, seen.len()));
        }
    }
    json!({"overlay": "1.1.0", "info": {"title": title, "version": "1.0.0"}, "actions": actions})
}

fn action(proposal: &Proposal, number: usize) -> Value {
    let mut quirk = json!({"id": format!("P{number}"), "source": proposal.source});
    if let Some((at, published)) = proposal.guard.as_ref().filter(|(_, value)| is_short(value)) {
        if *at != proposal.target {
            quirk["at"] = json!(at);
        }
        quirk["published"] = published.clone();
    }
    let mut action =
        json!({"target": proposal.target, "description": proposal.description, "x-quirk": quirk});
    match &proposal.action {
        Action::Remove => action["remove"] = json!(true),
        Action::Update(value) => action["update"] = value.clone(),
    }
    action
}

/// A pointer as a JSONPath: names as they are where that is allowed, in brackets where it is not.
pub fn path(document: &Value, at: &Pointer) -> String {
    let mut text = String::from("$");
    let mut here = Some(document);
    for token in at.tokens() {
        let element = here.is_some_and(Value::is_array) && token.parse::<usize>().is_ok();
        let plain = !token.is_empty()
            && token.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
            && !token.starts_with(|c: char| c.is_ascii_digit());
        let _ = match () {
            () if element => write!(text, "[{token}]"),
            () if plain => write!(text, ".{token}"),
            () => write!(text, "['{}']", escaped(&token)),
        };
        here = here.and_then(|value| match value {
            Value::Array(list) => token.parse::<usize>().ok().and_then(|index| list.get(index)),
            other => other.get(&token),
        });
    }
    text
}

/// A name within single quotes (RFC 9535, 2.3.1.1).
pub fn escaped(name: &str) -> String {
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
