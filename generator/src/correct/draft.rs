//! Drafts actions that change a document in place: the fewest members, in their order, each action with its guard.

mod guard;

use serde_json::{Map, Value, json};

use crate::base::pointer::Pointer;
use crate::correct::propose::{Action, Proposal, TELLING, escape, is_short, json_path};
use guard::Guard;

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
        self.update(&holder, self.guard(&guarded), update, reason)
    }

    /// Adds a parameter to an operation; its guard is that the operation has none of that name.
    pub(crate) fn add_parameter(self, operation: &Pointer, parameter: &Value, reason: &Reason) -> Proposal {
        let guard = self.without_parameter(operation, parameter);
        let action = self.insert(operation, "parameters", json!([parameter]), reason);
        Proposal { guard: guard.or(action.guard), ..action }
    }

    /// Adds parameters to an operation with one action; its guard is that the operation has not the first of them.
    pub(crate) fn add_parameters(
        self,
        operation: &Pointer,
        parameters: Vec<Value>,
        reason: &Reason,
    ) -> Option<Proposal> {
        let guard = self.without_parameter(operation, parameters.first()?);
        let action = self.insert(operation, "parameters", Value::Array(parameters), reason);
        Some(Proposal { guard: guard.or(action.guard), ..action })
    }

    /// Returns the guard that an operation whose parameters are published has none of this name.
    fn without_parameter(self, operation: &Pointer, parameter: &Value) -> Option<Guard> {
        let list = operation.join("parameters");
        self.published.pointer(list.as_str()).filter(|list| list.is_array())?;
        let text = |key: &str| parameter.get(key).and_then(Value::as_str).map(escape).unwrap_or_default();
        let own = format!("[?@.name == '{}' && @.in == '{}']", text("name"), text("in"));
        Some((json_path(self.published, &list) + &own, Value::Null))
    }

    fn update(self, at: &Pointer, guard: Option<Guard>, update: Value, reason: &Reason) -> Proposal {
        Proposal {
            file: None,
            target: json_path(self.document, at),
            description: reason.why.clone(),
            source: reason.source.clone(),
            guard,
            action: Action::Update(update),
        }
    }

    /// Replaces the literal at a pointer.
    pub(crate) fn replace(self, at: &Pointer, value: Value, reason: &Reason) -> Proposal {
        self.update(at, self.guard(at), value, reason)
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
        let guard = self.guard_of_name(&list, name, &target);
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
        let mut guard = None;
        for (key, value) in new.iter().filter(|(key, value)| old.get(*key) != Some(value)) {
            let appended = old.get(key).and_then(Value::as_array).filter(|_| !removed.contains(&key));
            let more = appended.and_then(|own| Some(not_in(own, value.as_array()?.get(own.len()..)?)));
            if more.as_ref().is_some_and(Vec::is_empty) {
                continue;
            }
            guard = guard.or_else(|| match &more {
                Some(more) => self.guard_of_appended(&at.join(key), more),
                None => self.guard(&at.join(key)),
            });
            update.insert(key.clone(), more.map_or_else(|| value.clone(), Value::Array));
        }
        let mut actions = Vec::new();
        actions.extend(self.remove_members(at, &removed, reason));
        if !update.is_empty() {
            actions.push(self.update(at, guard, Value::Object(update), reason));
        }
        // What an element is selected by may be among what is removed.
        let is_element =
            at.parent().and_then(|list| self.document.pointer(list.as_str())).is_some_and(Value::is_array);
        if is_element && removed.iter().all(|name| new.get(*name).is_none()) {
            actions.reverse();
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
        // All of what goes is guarded where it is short: the vendor may change any of it.
        let whole = self.published.pointer(at.as_str()).filter(|whole| is_short(whole));
        let guard = whole.and_then(|_| self.guard(at)).or_else(|| self.guard(&at.join(first)));
        Some(Proposal {
            target: format!("{}[{}]", json_path(self.document, at), listed.join(", ")),
            guard,
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

/// Returns the elements that a list does not have yet: literals once, as a list of names has no name twice.
fn not_in(own: &[Value], more: &[Value]) -> Vec<Value> {
    let is_new = |one: &&Value| one.is_object() || !own.contains(one);
    more.iter().filter(is_new).cloned().collect()
}
