//! Generic schemas: a schema leaves types open with `$dynamicRef`, and a schema that refers to it by `$ref` binds them
//! with its own `$dynamicAnchor`s. The reference is replaced by a copy of the generic schema with the bound schemas
//! inserted.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::base::pointer::Pointer;
use crate::base::weight::weight;
use crate::diagnostic::budget::{Budget, GENERIC};
use crate::normalise::context::{Context, Object};
use crate::normalise::reference::fragment;
use crate::openapi::content::{KeyContent, for_each_object, key_content};
use crate::openapi::kind::ValueKind;

/// The maximum nesting of copied schemas; real documents have two or three levels.
const MAX_DEPTH: usize = 8;

/// A schema that binds the open types of a generic one.
struct Instance {
    at: Pointer,
    generic: Pointer,
    bound: BTreeMap<String, String>,
}

/// Replaces each reference that binds types of a generic schema by a copy of that schema.
pub fn instantiate(document: &mut Value, cx: &mut Context<'_>) {
    let found = Found::search(document);
    if !found.has_open {
        return;
    }
    let mut budget = Budget::new(&GENERIC, weight(document));
    let instances: Vec<Instance> =
        found.binding.iter().filter_map(|at| read_instance(document, at, &found.ids)).collect();
    for instance in instances {
        let mut copier = Copier::new(document, &found.ids, &instance, &mut budget);
        let copy = copier.copy_schema(&instance.generic);
        if copier.is_spent {
            let message = format!("{}; the rest keep their defaults", budget.message());
            cx.report_at(budget.code(), instance.at, message);
            break;
        }
        if let Some(copy) = copy.filter(|_| copier.is_bound) {
            insert_copy(document, &instance, copy, cx);
        }
    }
    cx.report_steps(&budget);
    resolve_remaining(document);
}

/// Resolves the remaining `$dynamicRef`s to the nearest enclosing schema with their anchor, their default target.
fn resolve_remaining(document: &mut Value) {
    let mut homes: BTreeMap<Pointer, BTreeMap<String, Pointer>> = BTreeMap::new();
    let mut open = Vec::new();
    for_each_object(document, false, &mut |object, _, at| {
        let own = anchors(object);
        let reference =
            object.get("$dynamicRef").and_then(Value::as_str).and_then(|text| text.strip_prefix('#'));
        if own.is_empty() && reference.is_none() {
            return;
        }
        let at = at.pointer();
        if let Some(anchor) = reference {
            open.push((at.clone(), anchor.to_owned()));
        }
        let own = own.into_iter().map(|(anchor, def)| (anchor, anchored(&at, def)));
        homes.insert(at.clone(), own.collect());
    });
    for (at, anchor) in open {
        let enclosing = std::iter::successors(Some(at.clone()), Pointer::parent);
        let home = enclosing.filter_map(|at| homes.get(&at)?.get(&anchor)).next();
        let text = document.pointer_mut(at.join("$dynamicRef").as_str());
        if let (Some(home), Some(text)) = (home, text) {
            *text = Value::String(fragment(home));
        }
    }
}

/// Returns the pointer of an anchor of a schema: that of the schema itself, or of one of its `$defs`.
fn anchored(at: &Pointer, def: Option<String>) -> Pointer {
    def.map_or_else(|| at.clone(), |key| at.join("$defs").join(key))
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
    fn search(document: &Value) -> Self {
        let mut found = Self::default();
        for_each_object(document, false, &mut |object, _, at| {
            found.has_open |= object.contains_key("$dynamicRef");
            if let Some(Value::String(id)) = object.get("$id") {
                found.ids.entry(id.clone()).or_insert_with(|| at.pointer());
            }
            if object.get("$ref").is_some_and(Value::is_string) && !anchors(object).is_empty() {
                found.binding.push(at.pointer());
            }
        });
        found
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
    let bound =
        anchors(schema).into_iter().map(|(anchor, def)| (anchor, reference_of(document, &anchored(at, def))));
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
    budget: &'a mut Budget,
    /// True once the budget is used up; the copy is then incomplete.
    is_spent: bool,
}

impl<'a> Copier<'a> {
    fn new(
        document: &'a Value,
        ids: &'a BTreeMap<String, Pointer>,
        instance: &'a Instance,
        budget: &'a mut Budget,
    ) -> Self {
        Self { document, ids, instance, open: Vec::new(), is_bound: false, budget, is_spent: false }
    }

    /// Returns a copy of the schema at a pointer, with the bound references replaced.
    fn copy_schema(&mut self, place: &Pointer) -> Option<Value> {
        let schema = self.document.pointer(place.as_str())?;
        self.is_spent |= !self.budget.spend(weight(schema));
        if self.is_spent {
            return None;
        }
        let mut schema = schema.clone();
        self.open.push(place.clone());
        self.bind(&mut schema, &ValueKind::Schema);
        self.open.pop();
        if let Value::Object(schema) = &mut schema {
            self.drop_anchors(schema);
        }
        Some(schema)
    }

    /// Removes what identifies the generic schema, and the definitions that the instance replaces.
    fn drop_anchors(&self, schema: &mut Object) {
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

    fn bind(&mut self, value: &mut Value, kind: &'static ValueKind) {
        match (value, kind) {
            (Value::Array(list), ValueKind::List(inner) | ValueKind::Branches(inner)) => {
                list.iter_mut().for_each(|value| self.bind(value, inner));
            }
            (Value::Array(list), kind) => list.iter_mut().for_each(|value| self.bind(value, kind)),
            (Value::Object(map), ValueKind::Map(inner)) => {
                map.values_mut().for_each(|value| self.bind(value, inner));
            }
            (Value::Object(object), kind) => {
                if let Some(bound) = open_anchor(object).and_then(|anchor| self.instance.bound.get(anchor)) {
                    self.is_bound = true;
                    object.shift_remove("$dynamicRef");
                    object.insert("$ref".to_owned(), Value::String(bound.clone()));
                    return;
                }
                for (key, value) in object.iter_mut() {
                    if let KeyContent::ValueKind(kind) = key_content(kind, key, false) {
                        self.bind(value, kind);
                    }
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
    fn leaves_open(&mut self, place: &Pointer) -> bool {
        let mut open: Vec<&Value> = self.document.pointer(place.as_str()).into_iter().collect();
        while let Some(value) = open.pop().filter(|_| self.budget.spend(1)) {
            match value {
                Value::Array(list) => open.extend(list),
                Value::Object(object) => {
                    if open_anchor(object).is_some_and(|anchor| self.instance.bound.contains_key(anchor)) {
                        return true;
                    }
                    open.extend(object.values());
                }
                _ => {}
            }
        }
        self.is_spent |= !self.budget.spend(0);
        false
    }
}

/// Returns the anchor that a `$dynamicRef` names.
fn open_anchor(schema: &Object) -> Option<&str> {
    schema.get("$dynamicRef")?.as_str()?.split('#').nth(1)
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
