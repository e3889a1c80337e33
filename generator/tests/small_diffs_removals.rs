//! What is removed from a document goes from the client, and nothing else: an operation, a component schema that nothing
//! refers to, a property, each of those that documents of others have. Nothing is renamed by it, and what differs besides is
//! what the removed thing led to: a type that is now only sent or only received, a trait that nothing stands against any more.
//!
//! Left alone: what others refer to, as the document would be broken without it, and operations that share an id. Such an id
//! is against OpenAPI (`TS718`) and names neither of the two, so with one of them gone it names the other: whichever way that
//! is decided, either adding or removing the second one has to change a name, and a valid document never comes there.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

#[path = "support/edited.rs"]
mod edited;

use std::collections::{BTreeMap, BTreeSet};

use edited::{Dice, documents, made, read, seed};
use serde_json::{Map, Value};
use truespec::surface::{Form, Kind, Surface};

const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Removal {
    Operation,
    Component,
    Property,
}

/// What was removed: its place, and what was there.
struct Removed {
    at: String,
    value: Value,
}

#[test]
fn what_is_removed_goes_alone() {
    let rounds: u64 = std::env::var("TRUESPEC_EDITS").ok().and_then(|text| text.parse().ok()).unwrap_or(1);
    let mut table: BTreeMap<Removal, (usize, usize)> = BTreeMap::new();
    let mut ripples = Vec::new();
    let mut tried = 0;
    for path in &documents() {
        let Some(value) = read(path) else { continue };
        let Some((_, before)) = made("small-removals", path, &value) else { continue };
        tried += 1;
        for (index, removal) in
            [Removal::Operation, Removal::Component, Removal::Property].into_iter().enumerate()
        {
            for round in 0..rounds {
                let mut dice = Dice(seed(path, index, round));
                let mut edited = value.clone();
                let Some(removed) = remove(removal, &mut edited, &mut dice) else { continue };
                let Some((_, after)) = made("small-removals", path, &edited) else { continue };
                let entry = table.entry(removal).or_default();
                entry.0 += 1;
                let led_to = reach(&value, &removed);
                let found = ripple(&before, &after, &removed, &led_to);
                if !found.is_empty() {
                    entry.1 += 1;
                    ripples.push(format!("{} without {}:\n{}", path.display(), removed.at, found.join("\n")));
                }
            }
        }
    }
    println!("{tried} documents; removals and those that ripple: {table:?}");
    assert!(ripples.is_empty(), "{}\n{table:?}", ripples.join("\n\n"));
    assert!(table.values().all(|(tried, _)| *tried > 0), "{table:?}");
}

fn remove(removal: Removal, document: &mut Value, dice: &mut Dice) -> Option<Removed> {
    let places: Vec<(String, String)> = match removal {
        Removal::Operation => operations(document),
        Removal::Component => {
            let text = document.to_string();
            let unused = |name: &String| {
                !text.contains(&format!("#/components/schemas/{}\"", escaped(name)))
                    && !text.contains(&format!(":\"{name}\""))
            };
            // What extends another may be one of its kinds without being named.
            let all = schemas(document)?
                .iter()
                .filter(|(name, schema)| unused(name) && schema.get("allOf").is_none());
            all.map(|(name, _)| ("/components/schemas".to_owned(), name.clone())).collect()
        }
        Removal::Property => {
            schemas(document)?.iter().flat_map(|(name, schema)| properties(name, schema)).collect()
        }
    };
    let (within, key) = dice.pick(&places)?.clone();
    let value = document.pointer_mut(&within)?.as_object_mut()?.shift_remove(&key)?;
    if let Removal::Property = removal {
        let schema = document.pointer_mut(within.strip_suffix("/properties")?)?;
        // What is not there cannot be required.
        if let Some(required) = schema.get_mut("required").and_then(Value::as_array_mut) {
            required.retain(|name| *name != key);
            if required.is_empty() {
                schema.as_object_mut()?.shift_remove("required");
            }
        }
    }
    Some(Removed { at: format!("{within}/{}", escaped(&key)), value })
}

fn operations(document: &Value) -> Vec<(String, String)> {
    let items = document["paths"].as_object().into_iter().flatten();
    // References may write braces as a URL does.
    let text = document.to_string().replace("%7B", "{").replace("%7D", "}");
    let is_alone = |within: &str, method: &str, operation: &Value| {
        let id = &operation["operationId"];
        let shared = id.is_string() && text.matches(&format!("\"operationId\":{id}")).count() > 1;
        !shared && !text.contains(&format!("#{within}/{method}"))
    };
    let of = |(path, item): (&String, &Value)| {
        let within = format!("/paths/{}", escaped(path));
        let members = item.as_object().into_iter().flatten();
        let own = members.filter(|(method, operation)| {
            METHODS.contains(&method.as_str()) && is_alone(&within, method, operation)
        });
        own.map(|(method, _)| (within.clone(), method.clone())).collect::<Vec<_>>()
    };
    items.flat_map(of).collect()
}

fn properties(name: &str, schema: &Value) -> Vec<(String, String)> {
    let within = format!("/components/schemas/{}/properties", escaped(name));
    let is_plain = schema["type"] == "object" && schema.get("discriminator").is_none();
    let names = schema["properties"].as_object().filter(|names| is_plain && names.len() > 1);
    names.into_iter().flat_map(Map::keys).map(|name| (within.clone(), name.clone())).collect()
}

fn schemas(document: &Value) -> Option<&Map<String, Value>> {
    document.get("components")?.get("schemas")?.as_object()
}

/// As a token of a JSON pointer.
fn escaped(text: &str) -> String {
    text.replace('~', "~0").replace('/', "~1")
}

/// The places that a removed thing leads to, itself among them, references followed.
fn reach(document: &Value, removed: &Removed) -> BTreeSet<String> {
    let mut met = BTreeSet::from([removed.at.clone()]);
    // A property is a part of its schema.
    if let Some((schema, _)) = removed.at.split_once("/properties/") {
        met.insert(schema.to_owned());
    }
    let mut open = vec![&removed.value];
    loop {
        let Some(value) = open.pop() else {
            // What is made of a schema, or a kind of it, is affected as it is, wherever it stands.
            let more: Vec<_> =
                composed(document).into_iter().filter(|(_, schema)| extends(schema, &met)).collect();
            for (place, schema) in more {
                if met.insert(place) {
                    open.push(schema);
                }
            }
            if open.is_empty() {
                return met;
            }
            continue;
        };
        match value {
            Value::Object(map) => {
                if let Some(to) = map.get("$ref").and_then(Value::as_str).and_then(|to| to.strip_prefix('#'))
                    && met.insert(to.to_owned())
                {
                    open.extend(document.pointer(to));
                }
                open.extend(map.values());
            }
            Value::Array(list) => open.extend(list),
            _ => {}
        }
    }
}

/// Every schema that is made of others, by its place.
fn composed(document: &Value) -> Vec<(String, &Value)> {
    let (mut found, mut open) = (Vec::new(), vec![(String::new(), document)]);
    while let Some((at, value)) = open.pop() {
        match value {
            Value::Object(map) => {
                open.extend(map.iter().map(|(key, part)| (format!("{at}/{}", escaped(key)), part)));
                if map.contains_key("allOf") {
                    found.push((at, value));
                }
            }
            Value::Array(list) => {
                open.extend(list.iter().enumerate().map(|(index, part)| (format!("{at}/{index}"), part)));
            }
            _ => {}
        }
    }
    found
}

/// Whether a schema is made of one of these.
fn extends(schema: &Value, places: &BTreeSet<String>) -> bool {
    let parts = schema.get("allOf").and_then(Value::as_array).into_iter().flatten();
    parts.filter_map(|part| part.get("$ref")?.as_str()?.strip_prefix('#')).any(|to| places.contains(to))
}

/// What came, went or changed though it is not about what was removed.
fn ripple(before: &Surface, after: &Surface, removed: &Removed, led_to: &BTreeSet<String>) -> Vec<String> {
    let affected = |surface: &Surface, path: &str| is_affected(surface, path, removed, led_to);
    let mut found = Vec::new();
    for (path, item) in &after.items {
        match before.items.get(path) {
            // Nothing stands against a trait any more; a type that is only sent now is put together by callers.
            None if item.kind == Kind::Trait => {}
            None if is_builder(item.kind) && owner(path).is_some_and(|owner| affected(before, owner)) => {}
            None => found.push(format!("  + {path} ({})", item.origin)),
            Some(was) if was.form != item.form && !affected(before, path) => {
                found.push(format!("  ~ {path} ({}): {:?} → {:?}", item.origin, was.form, item.form));
            }
            Some(_) => {}
        }
    }
    let gone = before.items.iter().filter(|(path, _)| !after.items.contains_key(*path));
    let alien = gone.filter(|(path, _)| !affected(before, path) && !is_empty_group(before, path, removed));
    found.extend(alien.map(|(path, item)| format!("  - {path} ({})", item.origin)));
    found
}

fn is_builder(kind: Kind) -> bool {
    matches!(kind, Kind::Constructor | Kind::Setter)
}

/// The type that a member is of.
fn owner(path: &str) -> Option<&str> {
    path.rsplit_once("::").map(|(owner, _)| owner)
}

/// Whether a group had no other operation than the one that was removed.
fn is_empty_group(surface: &Surface, path: &str, removed: &Removed) -> bool {
    let group = &surface.items[path];
    let handle = surface.items.iter().find(|(_, item)| {
        item.kind == Kind::Group && item.origin == group.origin && matches!(item.form, Form::Handle)
    });
    let mut operations = surface
        .items
        .values()
        .filter(|item| item.kind == Kind::Operation && item.parent.as_ref() == handle.map(|(path, _)| path));
    group.kind == Kind::Group && operations.all(|operation| is_operation(&operation.origin, &removed.at))
}

/// Whether a thing, or what it is in, comes from one of the places.
fn is_affected(surface: &Surface, path: &str, removed: &Removed, led_to: &BTreeSet<String>) -> bool {
    let mut at = Some(path.to_owned());
    while let Some(path) = at {
        let Some(item) = surface.items.get(&path) else { return false };
        let origin = item.origin.rsplit_once(' ').map_or(item.origin.as_str(), |(place, _)| place);
        let within = |place: &String| {
            origin.strip_prefix(place.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        if led_to.iter().any(within) || is_operation(&item.origin, &removed.at) {
            return true;
        }
        at = item.parent.clone();
    }
    false
}

/// Whether something is of the operation at a place: `GET /pets` of `/paths/~1pets/get`.
fn is_operation(origin: &str, at: &str) -> bool {
    let place = at.strip_prefix("/paths/").and_then(|rest| rest.rsplit_once('/'));
    place.is_some_and(|(path, method)| {
        let path = path.replace("~1", "/").replace("~0", "~");
        let own = format!("{} {path}", method.to_uppercase());
        origin == own || origin.strip_prefix(&own).is_some_and(|rest| rest.starts_with(' '))
    })
}
