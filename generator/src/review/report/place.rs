//! Where an item is in the document: the smallest value that says what it is.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde_json::Value;

use super::version::ApiVersion;
use crate::base::pointer::Pointer;
use crate::input::dump::dump;
use crate::review::surface::{Aspect, Item, ItemKind, Place};

/// A value of both versions, and where it is.
pub(super) struct Pair<'a> {
    pub(super) at: Pointer,
    pub(super) before: Option<Cow<'a, Value>>,
    pub(super) after: Option<Cow<'a, Value>>,
    /// Whether its descriptions and examples are left out.
    pub(super) is_bare: bool,
}

/// A version of an API, and the path of an item that may be in it.
pub(super) type Located<'a, 'p> = Option<(ApiVersion<'a>, &'p str)>;

/// Returns the smallest place of an item at which two versions differ: its own, one around it, or one that it refers to.
/// Descriptions and examples count only if nothing else differs, or if they are what changed.
pub(super) fn difference<'a>(
    old: Located<'a, '_>,
    new: Located<'a, '_>,
    are_texts: bool,
) -> Option<Pair<'a>> {
    let places = |located: Located<'a, '_>| located.map(|(api, path)| places(api, path)).unwrap_or_default();
    let (was, now) = (places(old), places(new));
    let steps = (0..was.len().max(now.len())).filter_map(|step| {
        let (was, now) = (was.get(step), now.get(step));
        let at = now.or(was)?.clone();
        let value = |located: Located<'a, '_>, own: Option<&Pointer>| located?.0.value(own.unwrap_or(&at));
        Some((at.clone(), value(old, was), value(new, now)))
    });
    let steps: Vec<(Pointer, Option<&Value>, Option<&Value>)> = steps.collect();
    let pair = |bare: bool| {
        let mut pairs = steps.iter().map(|(at, before, after)| Pair::new(at.clone(), *before, *after, bare));
        pairs.find(Pair::differs)
    };
    let referred = |bare: bool| {
        let from = steps.iter().find_map(|(_, _, after)| *after)?;
        referred(old?.0, new?.0, from, bare)
    };
    match are_texts {
        true => pair(false).or_else(|| referred(false)),
        false => pair(true).or_else(|| referred(true)).or_else(|| pair(false)),
    }
}

impl<'a> Pair<'a> {
    /// A value that is only in one version is shown as it is.
    fn new(at: Pointer, before: Option<&'a Value>, after: Option<&'a Value>, bare: bool) -> Self {
        let shown = match before.zip(after).filter(|_| bare) {
            Some((before, after)) => [before, after].map(|value| Some(Cow::Owned(self::bare(value)))),
            None => [before, after].map(|value| value.map(Cow::Borrowed)),
        };
        let is_bare = shown[0].as_deref() != before || shown[1].as_deref() != after;
        let [before, after] = shown;
        Self { at, before, after, is_bare }
    }

    fn differs(&self) -> bool {
        self.before != self.after
    }
}

/// The members of an object that say nothing about what is sent.
const TEXTS: [&str; 6] = ["summary", "description", "example", "examples", "externalDocs", "x-codeSamples"];

/// The members whose own members are named by the document.
const NAMED: [&str; 10] = [
    "properties",
    "patternProperties",
    "$defs",
    "definitions",
    "schemas",
    "headers",
    "variables",
    "mapping",
    "default",
    "enum",
];

/// Returns a value without its descriptions and examples.
fn bare(value: &Value) -> Value {
    let member = |(key, value): (&String, &Value)| {
        let value = match value {
            Value::Object(members) if NAMED.contains(&key.as_str()) => {
                members.iter().map(|(key, value)| (key.clone(), bare(value))).collect()
            }
            value => bare(value),
        };
        (key.clone(), value)
    };
    match value {
        Value::Object(members) => {
            members.iter().filter(|(key, _)| !TEXTS.contains(&key.as_str())).map(member).collect()
        }
        Value::Array(items) => items.iter().map(bare).collect(),
        other => other.clone(),
    }
}

/// Writes a value as YAML.
pub(super) fn yaml(value: Option<&Value>) -> String {
    value.map(|value| dump(value, "")).unwrap_or_default()
}

/// More references than are followed from one place.
const MAX_REFERENCES: usize = 400;

/// Finds the first value that differs among those that a value refers to, the nearest first.
fn referred<'a>(old: ApiVersion<'a>, new: ApiVersion<'a>, from: &'a Value, bare: bool) -> Option<Pair<'a>> {
    let mut seen = BTreeSet::new();
    let mut open = vec![from];
    while !open.is_empty() && seen.len() < MAX_REFERENCES {
        let mut targets = Vec::new();
        open.iter().for_each(|value| references(value, &mut targets));
        open = Vec::new();
        for at in targets.into_iter().filter(|at| seen.insert(at.clone())) {
            let (before, after) = (old.value(&at), new.value(&at));
            let pair = (before != after).then(|| Pair::new(at, before, after, bare));
            if let Some(pair) = pair.filter(Pair::differs) {
                return Some(pair);
            }
            open.extend(after);
        }
    }
    None
}

/// Adds the pointers that a value refers to.
fn references(value: &Value, found: &mut Vec<Pointer>) {
    match value {
        Value::Object(members) => {
            found.extend(reference(value));
            members.values().for_each(|value| references(value, found));
        }
        Value::Array(items) => items.iter().for_each(|value| references(value, found)),
        _ => {}
    }
}

fn reference(value: &Value) -> Option<Pointer> {
    Pointer::from_fragment(value.get("$ref")?.as_str()?.strip_prefix('#')?)
}

/// Returns where an item is.
pub(super) fn locate(api: ApiVersion<'_>, path: &str) -> Option<Pointer> {
    places(api, path).into_iter().next()
}

/// Returns where an item is, then the places around it that may say more about it.
fn places(api: ApiVersion<'_>, path: &str) -> Vec<Pointer> {
    let Some(item) = api.surface.items.get(path) else { return Vec::new() };
    if item.kind == ItemKind::Setting {
        return setting(api, item).into_iter().collect();
    }
    let place = api.with_parents(path).find_map(|(_, item)| item.place.as_ref());
    let base = place.and_then(|place| match place {
        Place::Operation(place) => api.operation(place).cloned(),
        Place::Schema(at) => Some(at.clone()),
    });
    let Some(base) = base else { return Vec::new() };
    let required = base.join("required");
    match item.kind {
        ItemKind::Field => {
            let key = item.wire.get(&Aspect::Key);
            let property = key.and_then(|key| property(api, &base, key, MAX_DEPTH));
            property.into_iter().chain([required, base]).collect()
        }
        ItemKind::Setter => item.parent.as_deref().map(|field| places(api, field)).unwrap_or_default(),
        ItemKind::Constructor => vec![required, base],
        ItemKind::Parameter => parameter(api, &base, &item.origin).into_iter().chain([base]).collect(),
        _ => vec![base],
    }
}

/// How deep properties are looked for in `allOf`.
const MAX_DEPTH: usize = 4;

/// Finds a property of a schema, or of one that it inherits from.
fn property(api: ApiVersion<'_>, schema: &Pointer, key: &str, depth: usize) -> Option<Pointer> {
    let value = api.value(schema)?;
    let own = schema.join_all(["properties", key]);
    if api.value(&own).is_some() {
        return Some(own);
    }
    let depth = depth.checked_sub(1)?;
    if let Some(target) = reference(value) {
        return property(api, &target, key, depth);
    }
    let parts = value.get("allOf")?.as_array()?;
    let part = |index| property(api, &schema.join("allOf").join(index), key, depth);
    (0..parts.len()).find_map(part)
}

/// Finds a parameter of an operation, or its body.
fn parameter(api: ApiVersion<'_>, operation: &Pointer, name: &str) -> Option<Pointer> {
    if name == "body" {
        let body = operation.join("requestBody");
        return api.value(&body).is_some().then_some(body);
    }
    let lists = [Some(operation.clone()), operation.parent()];
    lists.into_iter().flatten().find_map(|holder| {
        let list = holder.join("parameters");
        let parameters = api.value(&list)?.as_array()?;
        let itself = |index: usize| {
            let at = list.join(index);
            reference(parameters.get(index)?).or(Some(at))
        };
        let is_named =
            |at: &Pointer| api.value(at).and_then(|value| value.get("name")?.as_str()) == Some(name);
        (0..parameters.len()).filter_map(itself).find(is_named)
    })
}

/// Returns where a setting of the client is: a security scheme, or the servers.
fn setting(api: ApiVersion<'_>, item: &Item) -> Option<Pointer> {
    let name = item.origin.trim_end_matches(" exchanged");
    let root = Pointer::root();
    let scheme = [
        root.join_all(["components", "securitySchemes", name]),
        root.join_all(["securityDefinitions", name]),
    ];
    let servers = ["servers", "host"].map(|key| root.join(key));
    let places = if item.origin == "client" { servers } else { scheme };
    places.into_iter().find(|at| api.value(at).is_some())
}
