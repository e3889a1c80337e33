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
    /// Which part of it is compared.
    pub(super) part: Part,
}

/// A part of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// All of it.
    Whole,
    /// Without its descriptions and examples.
    Bare,
    /// Its own descriptions and examples.
    Texts,
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
        let step = now.or(was)?;
        let value = |located: Located<'a, '_>, own: Option<&Step>| located?.0.value(&own.unwrap_or(step).at);
        Some((step, value(old, was), value(new, now)))
    });
    let steps: Vec<(&Step, Option<&Value>, Option<&Value>)> = steps.collect();
    let pair = |part: Part| {
        let pair = |(step, before, after): &(&Step, Option<&'a Value>, Option<&'a Value>)| {
            let pair = Pair::new(step.at.clone(), *before, *after, part);
            match &step.element {
                Some(element) => pair.only(element),
                None => pair,
            }
        };
        steps.iter().map(pair).find(Pair::differs)
    };
    let referred = |part: Part| {
        let from = steps.iter().find_map(|(_, _, after)| *after)?;
        referred(old?.0, new?.0, from, part)
    };
    match are_texts {
        true => pair(Part::Texts).or_else(|| pair(Part::Whole)).or_else(|| referred(Part::Whole)),
        false => pair(Part::Bare).or_else(|| referred(Part::Bare)).or_else(|| pair(Part::Whole)),
    }
}

impl<'a> Pair<'a> {
    /// A value that is only in one version is shown as it is.
    fn new(at: Pointer, before: Option<&'a Value>, after: Option<&'a Value>, part: Part) -> Self {
        let shown = match (before.zip(after), part) {
            (Some((before, after)), Part::Bare) => Some([before, after].map(bare)),
            (Some((before, after)), Part::Texts) => Some([before, after].map(texts)),
            _ => None,
        };
        match shown {
            Some([was, now]) if Some(&was) != before || Some(&now) != after => {
                Self { at, before: Some(Cow::Owned(was)), after: Some(Cow::Owned(now)), part }
            }
            _ => {
                let [before, after] = [before, after].map(|value| value.map(Cow::Borrowed));
                Self { at, before, after, part: Part::Whole }
            }
        }
    }

    /// Leaves one element of two lists.
    fn only(self, element: &str) -> Self {
        let only = |value: Option<Cow<'a, Value>>| {
            let items = value.as_deref().and_then(Value::as_array).into_iter().flatten();
            let found: Vec<Value> = items.filter(|item| item.as_str() == Some(element)).cloned().collect();
            (!found.is_empty()).then_some(Cow::Owned(Value::Array(found)))
        };
        Self { before: only(self.before), after: only(self.after), ..self }
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

/// Returns the descriptions and examples of an object, without those in it.
fn texts(value: &Value) -> Value {
    let members = value.as_object().into_iter().flatten();
    let own = members.filter(|(key, _)| TEXTS.contains(&key.as_str()));
    own.map(|(key, value)| (key.clone(), value.clone())).collect()
}

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
fn referred<'a>(old: ApiVersion<'a>, new: ApiVersion<'a>, from: &'a Value, part: Part) -> Option<Pair<'a>> {
    let mut seen = BTreeSet::new();
    let mut open = vec![from];
    while !open.is_empty() && seen.len() < MAX_REFERENCES {
        let mut targets = Vec::new();
        open.iter().for_each(|value| references(value, &mut targets));
        open = Vec::new();
        for at in targets.into_iter().filter(|at| seen.insert(at.clone())) {
            let (before, after) = (old.value(&at), new.value(&at));
            let pair = (before != after).then(|| Pair::new(at, before, after, part));
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
    places(api, path).into_iter().next().map(|step| step.at)
}

/// A place that says something about an item.
struct Step {
    at: Pointer,
    /// The element that does, if it is a list.
    element: Option<String>,
}

impl From<Pointer> for Step {
    fn from(at: Pointer) -> Self {
        Self { at, element: None }
    }
}

/// Returns where an item is, then the places around it that may say more about it.
fn places(api: ApiVersion<'_>, path: &str) -> Vec<Step> {
    let Some(item) = api.surface.items.get(path) else { return Vec::new() };
    if item.kind == ItemKind::Setting {
        return setting(api, item).into_iter().map(Step::from).collect();
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
            let required = key.map(|key| Step { at: required, element: Some(key.clone()) });
            property.map(Step::from).into_iter().chain(required).chain([base.into()]).collect()
        }
        ItemKind::Setter => item.parent.as_deref().map(|field| places(api, field)).unwrap_or_default(),
        ItemKind::Constructor => vec![required.into(), base.into()],
        ItemKind::Parameter => {
            let own = parameter(api, &base, &item.origin);
            own.into_iter().chain([base]).map(Step::from).collect()
        }
        _ => vec![base.into()],
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
