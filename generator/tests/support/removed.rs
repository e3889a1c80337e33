//! What the removal of a part of a document leads to, by the document alone.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};
use truespec::review::surface::{ItemKind, Surface};

/// What was removed: its place, and what was there.
pub struct Removed {
    pub at: String,
    pub value: Value,
}

impl Removed {
    /// The schema that a removed property was in, and the property's key as a token of a JSON pointer.
    fn property(&self) -> Option<(&str, &str)> {
        self.at.split_once("/properties/")
    }

    /// Whether it was an operation.
    pub fn is_operation(&self) -> bool {
        self.at.starts_with("/paths/")
    }
}

/// As a token of a JSON pointer.
pub fn escaped(text: &str) -> String {
    text.replace('~', "~0").replace('/', "~1")
}

/// The places that a removed thing leads to, itself among them, references followed.
pub fn reach(document: &Value, removed: &Removed) -> BTreeSet<String> {
    let mut met = BTreeSet::from([removed.at.clone()]);
    if let Some((schema, key)) = removed.property() {
        // A property is a part of its schema, and lists are read page by page by what the answers hold.
        met.insert(schema.to_owned());
        met.extend(paged_by(document, key));
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
                if let Some(to) = reference(value)
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

/// The operations whose pages are read by a property of that name.
fn paged_by(document: &Value, key: &str) -> Vec<String> {
    let items = document["paths"].as_object().into_iter().flatten();
    let operations = items.flat_map(|(path, item)| {
        let own = item.as_object().into_iter().flatten();
        own.map(move |(method, operation)| (format!("/paths/{}/{method}", escaped(path)), operation))
    });
    let leads = |pointer: &str| pointer.starts_with('/') && pointer.split('/').any(|token| token == key);
    let is_paged = |operation: &Value| {
        let parts = operation.get("x-truespec-pagination").and_then(Value::as_object);
        parts.into_iter().flat_map(Map::values).filter_map(Value::as_str).any(leads)
    };
    operations.filter(|(_, operation)| is_paged(operation)).map(|(place, _)| place).collect()
}

/// Where a reference within the document leads.
fn reference(value: &Value) -> Option<&str> {
    value.get("$ref")?.as_str()?.strip_prefix('#')
}

/// Every schema that is made of others, by its place.
fn composed(document: &Value) -> Vec<(String, &Value)> {
    let (mut found, mut open) = (Vec::new(), vec![(String::new(), document)]);
    while let Some((at, value)) = open.pop() {
        match value {
            Value::Object(map) => {
                open.extend(map.iter().map(|(key, part)| (format!("{at}/{}", escaped(key)), part)));
                if map.contains_key("allOf") || is_extended_reference(map) {
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

/// Whether members stand beside a reference (OpenAPI 3.1): a schema of its own, made of the other.
fn is_extended_reference(map: &Map<String, Value>) -> bool {
    map.contains_key("$ref") && (map.contains_key("properties") || map.contains_key("required"))
}

/// Whether a schema is made of one of these: the one it stands beside, a part, or an alternative of a part.
fn extends(schema: &Value, places: &BTreeSet<String>) -> bool {
    let is_one = |schema: &Value| reference(schema).is_some_and(|to| places.contains(to));
    is_one(schema)
        || listed(schema, "allOf")
            .any(|part| is_one(part) || ["oneOf", "anyOf"].iter().any(|word| listed(part, word).any(is_one)))
}

fn listed<'a>(schema: &'a Value, word: &str) -> impl Iterator<Item = &'a Value> {
    schema.get(word).and_then(Value::as_array).into_iter().flatten()
}

/// The types that had two forms and have one, the plain name of each by the name that is gone. Two forms are there while
/// a type travels both ways with members that travel one way; a removal may end either, for what it leads to.
pub fn merged(
    document: &Value,
    (before, after): (&Surface, &Surface),
    removed: &Removed,
    led_to: &BTreeSet<String>,
) -> BTreeMap<String, String> {
    let (was, now) = (forms(before), forms(after));
    let mut found = BTreeMap::new();
    for (place, paths) in was.iter().filter(|(_, paths)| paths.len() == 2) {
        let one = now.get(place).filter(|left| left.len() == 1).and_then(|left| left.first());
        let Some(plain) = one.filter(|_| is_implied(document, place, removed, led_to)) else { continue };
        found.extend(
            paths.iter().filter(|path| path != &plain).map(|path| (path.to_string(), plain.to_string())),
        );
    }
    found
}

/// The paths of the forms of each type, by its place.
fn forms(surface: &Surface) -> BTreeMap<&str, Vec<&str>> {
    let mut found: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (path, item) in surface.items.iter().filter(|(_, item)| item.kind == ItemKind::Type) {
        if let Some((place, _)) = item.origin.rsplit_once(' ') {
            found.entry(place).or_default().push(path);
        }
    }
    found
}

/// Whether the type at a place travels less without what was removed, or leads to a member that travelled one way.
fn is_implied(document: &Value, place: &str, removed: &Removed, led_to: &BTreeSet<String>) -> bool {
    if is_below(place, led_to) {
        return true;
    }
    let one_way = ["readOnly", "writeOnly"].iter().any(|word| removed.value[word] == true);
    let Some((schema, _)) = removed.property().filter(|_| one_way) else { return false };
    let Some(value) = document.pointer(place) else { return false };
    reach(document, &Removed { at: place.to_owned(), value: value.clone() }).contains(schema)
}

/// Whether a place is one of these or in one.
pub fn is_below(place: &str, places: &BTreeSet<String>) -> bool {
    places.iter().any(|of| {
        place.strip_prefix(of.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    })
}
