//! Drafts actions that change a document in place: the fewest members, in their order, each action with its guard.

use serde_json::{Map, Value, json};

use crate::base::pointer::Pointer;
use crate::correct::propose::{Action, Proposal, escape, is_short, json_path};

/// Members that tell best what a value is, for guards of values that are too long.
const TELLING: [&str; 6] = ["$ref", "type", "name", "format", "in", "description"];

/// The document that actions are drafted for.
#[derive(Clone, Copy)]
pub(crate) struct Draft<'d> {
    /// The document with the corrections so far.
    pub document: &'d Value,
    /// The document as published, which guards speak of.
    pub published: &'d Value,
}

/// Why an action is proposed.
#[derive(Clone)]
pub(crate) struct Reason {
    /// A sentence.
    pub why: String,
    /// The evidence.
    pub source: String,
}

impl Draft<'_> {
    /// Returns the guard of the value at a pointer: the value as published; for what is not published, that the
    /// outermost part of it is absent.
    fn guard(self, at: &Pointer) -> Option<(String, Value)> {
        match self.published.pointer(at.as_str()) {
            Some(value) if is_short(value) => Some((json_path(self.published, at), value.clone())),
            Some(value) => TELLING.iter().find_map(|key| {
                let inner = value.get(*key).filter(|inner| is_short(inner))?;
                Some((json_path(self.published, &at.join(key)), inner.clone()))
            }),
            None => {
                let mut absent = at.clone();
                while let Some(parent) = absent.parent() {
                    if self.published.pointer(parent.as_str()).is_some() {
                        break;
                    }
                    absent = parent;
                }
                Some((json_path(self.document, &absent), Value::Null))
            }
        }
    }

    /// Sets a member of the object at a pointer that the object does not have; values are appended to a list.
    pub(crate) fn insert(self, at: &Pointer, member: &str, value: Value, reason: &Reason) -> Proposal {
        // An action has to match something: what is missing on the way becomes part of the update.
        let (mut holder, mut update) = (at.clone(), json!({}));
        update[member] = value;
        let mut guarded = at.join(member);
        while self.document.pointer(holder.as_str()).is_none() {
            let (Some(parent), Some(token)) = (holder.parent(), holder.last()) else { break };
            let mut outer = json!({});
            outer[&token] = update;
            (update, guarded, holder) = (outer, holder, parent);
        }
        self.update(&holder, &guarded, update, reason)
    }

    /// Adds a parameter to an operation; its guard is that the operation has none of that name.
    pub(crate) fn add_parameter(self, operation: &Pointer, parameter: &Value, reason: &Reason) -> Proposal {
        let list = operation.join("parameters");
        let action = self.insert(operation, "parameters", json!([parameter]), reason);
        if !self.published.pointer(list.as_str()).is_some_and(Value::is_array) {
            return action;
        }
        let text = |key: &str| parameter.get(key).and_then(Value::as_str).map(escape).unwrap_or_default();
        let own = format!("[?@.name == '{}' && @.in == '{}']", text("name"), text("in"));
        Proposal { guard: Some((json_path(self.published, &list) + &own, Value::Null)), ..action }
    }

    fn update(self, at: &Pointer, guarded: &Pointer, update: Value, reason: &Reason) -> Proposal {
        Proposal {
            file: None,
            target: json_path(self.document, at),
            description: reason.why.clone(),
            source: reason.source.clone(),
            guard: self.guard(guarded),
            action: Action::Update(update),
        }
    }

    /// Replaces the literal at a pointer.
    pub(crate) fn replace(self, at: &Pointer, value: Value, reason: &Reason) -> Proposal {
        self.update(at, at, value, reason)
    }

    /// Removes the value at a pointer.
    pub(crate) fn remove(self, at: &Pointer, reason: &Reason) -> Proposal {
        Proposal {
            file: None,
            target: json_path(self.document, at),
            description: reason.why.clone(),
            source: reason.source.clone(),
            guard: self.guard(at),
            action: Action::Remove,
        }
    }

    /// Removes a name from the `required` of a schema. It is selected by name because other actions may change its
    /// index.
    pub(crate) fn not_required(self, schema: &Pointer, name: &str, reason: &Reason) -> Proposal {
        let list = schema.join("required");
        let target = format!("{}[?@ == '{}']", json_path(self.document, &list), escape(name));
        let published = self.published.pointer(list.as_str()).and_then(Value::as_array);
        let has = |names: &Vec<Value>| names.iter().any(|one| one.as_str() == Some(name));
        // Without earlier corrections there is nothing to look for, in a list that may be long.
        let is_published =
            published.is_some_and(|names| std::ptr::eq(self.document, self.published) || has(names));
        let guard = if is_published { Some((target.clone(), json!(name))) } else { self.guard(&list) };
        Proposal {
            file: None,
            target,
            description: reason.why.clone(),
            source: reason.source.clone(),
            guard,
            action: Action::Remove,
        }
    }

    /// Makes the object at a pointer another one: removes what it lacks, and sets what differs.
    pub(crate) fn rewrite(self, at: &Pointer, to: &Value, reason: &Reason) -> Vec<Proposal> {
        let (Some(old), Some(new)) =
            (self.document.pointer(at.as_str()).and_then(Value::as_object), to.as_object())
        else {
            return Vec::new();
        };
        let removed: Vec<&String> =
            old.iter().filter(|(key, value)| is_removed(key, value, new)).map(|(key, _)| key).collect();
        let mut update = Map::new();
        for (key, value) in new {
            match old.get(key) {
                Some(own) if own == value => {}
                Some(Value::Array(own)) if !removed.contains(&key) => {
                    let more = value.as_array().and_then(|list| list.get(own.len()..)).unwrap_or_default();
                    update.insert(key.clone(), json!(more));
                }
                _ => _ = update.insert(key.clone(), value.clone()),
            }
        }
        let mut actions = Vec::new();
        actions.extend(self.remove_members(at, &removed, reason));
        if let Some(first) = update.keys().next() {
            let guarded = at.join(first);
            actions.push(self.update(at, &guarded, Value::Object(update), reason));
        }
        actions
    }

    /// Removes members of an object with one action.
    fn remove_members(self, at: &Pointer, names: &[&String], reason: &Reason) -> Option<Proposal> {
        let first = names.iter().find(|name| TELLING.contains(&name.as_str())).or(names.first())?;
        if let [one] = names {
            return Some(self.remove(&at.join(one), reason));
        }
        let listed: Vec<String> = names.iter().map(|name| format!("'{}'", escape(name))).collect();
        Some(Proposal {
            target: format!("{}[{}]", json_path(self.document, at), listed.join(", ")),
            ..self.remove(&at.join(first), reason)
        })
    }
}

/// Returns true if a member has to be removed before it can be what it is in the new object: updates merge objects, and
/// append to lists.
fn is_removed(key: &str, value: &Value, new: &Map<String, Value>) -> bool {
    match (value, new.get(key)) {
        (_, None) => true,
        (old, Some(new)) if old == new => false,
        (Value::Array(old), Some(Value::Array(new))) => !new.starts_with(old),
        (Value::Array(_) | Value::Object(_), Some(_)) => true,
        _ => false,
    }
}
