//! Generic schemas: a schema leaves types open with `$dynamicRef`, and a schema that refers to it by `$ref` binds them
//! with its own `$dynamicAnchor`s. The reference is replaced by a copy of the generic schema with the bound schemas
//! inserted.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::base::pointer::Pointer;
use crate::normalise::context::{Context, Object};
use crate::normalise::reference::fragment;

/// Keys of data, which contains no schemas.
const DATA_KEYS: [&str; 5] = ["example", "examples", "default", "enum", "const"];

/// The maximum number of copied schemas and their maximum nesting; real documents have about a dozen.
const MAX_COPIES: usize = 1_000;
const MAX_DEPTH: usize = 8;

/// A schema that binds the open types of a generic one.
struct Instance {
    at: Pointer,
    generic: Pointer,
    bound: BTreeMap<String, String>,
}

/// Replaces each reference that binds types of a generic schema by a copy of that schema.
pub fn instantiate(document: &mut Value, cx: &mut Context<'_>) {
    let mut found = Found::default();
    found.search(document, &Pointer::root());
    if !found.has_open {
        return;
    }
    let instances: Vec<Instance> =
        found.binding.iter().filter_map(|at| read_instance(document, at, &found.ids)).collect();
    for instance in instances.into_iter().take(MAX_COPIES) {
        let mut copy =
            Copier { document, ids: &found.ids, instance: &instance, open: Vec::new(), is_bound: false };
        let Some(schema) = copy.copy_schema(&instance.generic) else { continue };
        if copy.is_bound {
            insert_copy(document, &instance, schema, cx);
        }
    }
    resolve_remaining(document, &Pointer::root(), &mut Vec::new());
}

/// Resolves the remaining `$dynamicRef`s to the nearest enclosing schema with their anchor, their default target.
fn resolve_remaining(value: &mut Value, at: &Pointer, around: &mut Vec<BTreeMap<String, Pointer>>) {
    match value {
        Value::Array(list) => {
            list.iter_mut()
                .enumerate()
                .for_each(|(index, value)| resolve_remaining(value, &at.join(index), around));
        }
        Value::Object(object) => {
            let own = anchors(object).into_iter().map(|(anchor, def)| {
                (anchor, def.map_or_else(|| at.clone(), |key| at.join("$defs").join(key)))
            });
            around.push(own.collect());
            if let Some(Value::String(text)) = object.get_mut("$dynamicRef")
                && let Some(anchor) = text.strip_prefix('#')
                && let Some(home) = around.iter().rev().find_map(|anchors| anchors.get(anchor))
            {
                *text = fragment(home);
            }
            for (key, value) in object.iter_mut().filter(|(key, _)| !DATA_KEYS.contains(&key.as_str())) {
                if value.is_object() || value.is_array() {
                    resolve_remaining(value, &at.join(key), around);
                }
            }
            around.pop();
        }
        _ => {}
    }
}

/// The dynamic references and anchors of a document.
#[derive(Default)]
struct Found {
    has_open: bool,
    /// Schemas by `$id`.
    ids: BTreeMap<String, Pointer>,
    /// Schemas with a reference and a dynamic anchor, in themselves or in their `$defs`.
    binding: Vec<Pointer>,
}

impl Found {
    fn search(&mut self, value: &Value, at: &Pointer) {
        match value {
            Value::Array(list) => {
                list.iter().enumerate().for_each(|(index, value)| self.search(value, &at.join(index)));
            }
            Value::Object(object) => {
                self.has_open |= object.contains_key("$dynamicRef");
                if let Some(Value::String(id)) = object.get("$id") {
                    self.ids.entry(id.clone()).or_insert_with(|| at.clone());
                }
                if object.get("$ref").is_some_and(Value::is_string) && !anchors(object).is_empty() {
                    self.binding.push(at.clone());
                }
                for (key, value) in object.iter().filter(|(key, _)| !DATA_KEYS.contains(&key.as_str())) {
                    if value.is_object() || value.is_array() {
                        self.search(value, &at.join(key));
                    }
                }
            }
            _ => {}
        }
    }
}

/// Returns the dynamic anchors of a schema by name, each with its key in `$defs`, or `None` for the schema itself.
fn anchors(schema: &Object) -> BTreeMap<String, Option<String>> {
    let name = |schema: &Object| schema.get("$dynamicAnchor").and_then(Value::as_str).map(str::to_owned);
    let defs = schema.get("$defs").and_then(Value::as_object).into_iter().flatten();
    let within = defs.filter_map(|(key, def)| Some((name(def.as_object()?)?, Some(key.clone()))));
    within.chain(name(schema).map(|name| (name, None))).collect()
}

fn read_instance(document: &Value, at: &Pointer, ids: &BTreeMap<String, Pointer>) -> Option<Instance> {
    let schema = document.pointer(at.as_str())?.as_object()?;
    let generic = target(schema.get("$ref")?.as_str()?, ids)?;
    let bound = anchors(schema).into_iter().map(|(anchor, def)| {
        let place = def.map_or_else(|| at.clone(), |key| at.join("$defs").join(key));
        (anchor, reference_of(document, &place))
    });
    Some(Instance { at: at.clone(), generic, bound: bound.collect() })
}

/// Returns a reference to a schema; if the schema is only a reference, returns that one.
fn reference_of(document: &Value, place: &Pointer) -> String {
    let own = document.pointer(place.as_str()).and_then(Value::as_object);
    let alone = own.filter(|own| own.keys().all(|key| ["$ref", "$dynamicAnchor"].contains(&key.as_str())));
    let reference = alone.and_then(|own| own.get("$ref")).and_then(Value::as_str);
    reference.map_or_else(|| fragment(place), str::to_owned)
}

/// Resolves a reference: a pointer, an `$id`, or the last part of one.
fn target(reference: &str, ids: &BTreeMap<String, Pointer>) -> Option<Pointer> {
    if let Some(pointer) = reference.strip_prefix('#') {
        return Pointer::from_fragment(pointer);
    }
    let ends = |id: &&String| id.strip_suffix(reference).is_some_and(|before| before.ends_with('/'));
    ids.get(reference).or_else(|| ids.keys().find(ends).and_then(|id| ids.get(id))).cloned()
}

/// Makes a copy of a generic schema.
struct Copier<'a> {
    document: &'a Value,
    ids: &'a BTreeMap<String, Pointer>,
    instance: &'a Instance,
    /// The schemas being copied, outermost first.
    open: Vec<Pointer>,
    /// True once the instance has bound a reference.
    is_bound: bool,
}

impl Copier<'_> {
    /// Returns a copy of the schema at a pointer, with the bound references replaced.
    fn copy_schema(&mut self, place: &Pointer) -> Option<Value> {
        let mut schema = self.document.pointer(place.as_str())?.clone();
        self.open.push(place.clone());
        self.bind(&mut schema);
        self.open.pop();
        if let Value::Object(schema) = &mut schema {
            ["$id", "$anchor", "$dynamicAnchor"].iter().for_each(|key| _ = schema.shift_remove(*key));
            if let Some(Value::Object(defs)) = schema.get_mut("$defs") {
                let is_bound = |def: &Value| {
                    let anchor = def.get("$dynamicAnchor").and_then(Value::as_str);
                    anchor.is_some_and(|anchor| self.instance.bound.contains_key(anchor))
                };
                defs.retain(|_, def| !is_bound(def));
                if defs.is_empty() {
                    schema.shift_remove("$defs");
                }
            }
        }
        Some(schema)
    }

    fn bind(&mut self, value: &mut Value) {
        match value {
            Value::Array(list) => list.iter_mut().for_each(|value| self.bind(value)),
            Value::Object(object) => {
                let anchor =
                    object.get("$dynamicRef").and_then(Value::as_str).and_then(|text| text.split('#').nth(1));
                if let Some(bound) = anchor.and_then(|anchor| self.instance.bound.get(anchor)) {
                    self.is_bound = true;
                    object.shift_remove("$dynamicRef");
                    object.insert("$ref".to_owned(), Value::String(bound.clone()));
                    return;
                }
                for (_, value) in object.iter_mut().filter(|(key, _)| !DATA_KEYS.contains(&key.as_str())) {
                    self.bind(value);
                }
                self.copy_reference(object);
            }
            _ => {}
        }
    }

    /// Processes a reference within the generic schema. A reference to the generic schema itself becomes one to the
    /// instance. A schema with the same open types is copied in turn.
    fn copy_reference(&mut self, object: &mut Object) {
        let reference = object.get("$ref").and_then(Value::as_str);
        let Some(place) = reference.and_then(|reference| target(reference, self.ids)) else { return };
        if place == self.instance.generic {
            object.insert("$ref".to_owned(), Value::String(fragment(&self.instance.at)));
            return;
        }
        if self.open.len() >= MAX_DEPTH
            || self.open.contains(&place)
            || object.len() > 1
            || !self.leaves_open(&place)
        {
            return;
        }
        if let Some(Value::Object(copy)) = self.copy_schema(&place) {
            *object = copy;
        }
    }

    /// Returns true if a schema itself has open types that the instance binds.
    fn leaves_open(&self, place: &Pointer) -> bool {
        let mut open: Vec<&Value> = self.document.pointer(place.as_str()).into_iter().collect();
        while let Some(value) = open.pop() {
            match value {
                Value::Array(list) => open.extend(list),
                Value::Object(object) => {
                    let anchor = object
                        .get("$dynamicRef")
                        .and_then(Value::as_str)
                        .and_then(|text| text.split('#').nth(1));
                    if anchor.is_some_and(|anchor| self.instance.bound.contains_key(anchor)) {
                        return true;
                    }
                    open.extend(object.values());
                }
                _ => {}
            }
        }
        false
    }
}

/// Inserts the copy in the place of the reference: merged with annotations, or as a branch of `allOf` next to other
/// keywords.
fn insert_copy(document: &mut Value, instance: &Instance, copy: Value, cx: &mut Context<'_>) {
    const BESIDE: [&str; 7] =
        ["$id", "$defs", "$anchor", "$dynamicAnchor", "$schema", "title", "description"];
    let Some(Value::Object(schema)) = document.pointer_mut(instance.at.as_str()) else { return };
    schema.shift_remove("$ref");
    match copy {
        Value::Object(copy) if schema.keys().all(|key| BESIDE.contains(&key.as_str())) => {
            for (key, value) in copy {
                cx.record_copy(instance.at.join(&key), &instance.generic.join(&key));
                match (schema.get_mut(&key), value) {
                    (Some(Value::Object(defs)), Value::Object(others)) if key == "$defs" => {
                        others.into_iter().for_each(|(name, def)| _ = defs.entry(name).or_insert(def));
                    }
                    (Some(_), _) => {}
                    (None, value) => _ = schema.insert(key, value),
                }
            }
        }
        copy => {
            let all_of = schema.entry("allOf").or_insert_with(|| Value::Array(Vec::new()));
            if let Value::Array(branches) = all_of {
                let place = instance.at.join("allOf").join(branches.len());
                cx.record_copy(place, &instance.generic);
                branches.push(copy);
            }
        }
    }
}
