//! Pages into one: maps of the document that name things (paths, operations, components) are united; what has a name is
//! taken whole from one page.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::Page;
use crate::base::pointer::Pointer;
use crate::diagnostic::code::{IMPORT_CONTRADICTION, IMPORT_USED};
use crate::diagnostic::{Location, Report};

/// One document of the pages, the oldest first: where two contradict each other the later one is taken, or `preferred`
/// (an index) if it is one of the two. Each contradiction is reported with both places.
pub fn merge(pages: &[Page], preferred: Option<usize>, report: &mut Report) -> Value {
    let mut merging = Merging { pages, preferred, report, tags: None };
    let mut whole = Map::new();
    let mut origins = Origins::default();
    for (index, page) in pages.iter().enumerate() {
        if let Some(object) = page.value.as_object() {
            merging.unite(&mut whole, object, index, &Pointer::root(), &mut origins);
        }
    }
    sort_root(whole)
}

/// Which page each part was taken from: those that were taken whole, by place.
#[derive(Default)]
struct Origins(BTreeMap<Pointer, usize>);

struct Merging<'a> {
    pages: &'a [Page],
    preferred: Option<usize>,
    report: &'a mut Report,
    /// The place of each tag in the list so far, by name; none where the list is not known yet.
    tags: Option<BTreeMap<Option<String>, usize>>,
}

impl Merging<'_> {
    fn unite(
        &mut self,
        into: &mut Map<String, Value>,
        page: &Map<String, Value>,
        index: usize,
        at: &Pointer,
        origins: &mut Origins,
    ) {
        for (key, value) in page {
            let here = at.join(key);
            match (into.get_mut(key), value) {
                (None, _) => {
                    into.insert(key.clone(), value.clone());
                    self.took(here, index, origins);
                }
                (Some(own), _) if own == value => {}
                (Some(Value::Object(own)), Value::Object(other)) if names_things(&here) => {
                    self.unite(own, other, index, &here, origins);
                }
                (Some(Value::Array(own)), Value::Array(other)) if here.as_str() == "/tags" => {
                    self.tags(own, other, index, origins);
                }
                (Some(own), _) => {
                    if self.decide(own, value, index, &here, origins) {
                        *own = value.clone();
                        self.took(here, index, origins);
                    }
                }
            }
        }
    }

    /// Notes that a part was taken whole from a page.
    fn took(&mut self, part: Pointer, index: usize, origins: &mut Origins) {
        if part.as_str() == "/tags" {
            self.tags = None;
        }
        origins.0.insert(part, index);
    }

    /// Tags are things with a name, in a list.
    fn tags(&mut self, own: &mut Vec<Value>, other: &[Value], index: usize, origins: &mut Origins) {
        let mut known = self.tags.take().unwrap_or_else(|| places_of(own));
        for (place, tag) in other.iter().enumerate() {
            let at = *known.entry(name_of(tag)).or_insert(own.len());
            match own.get_mut(at) {
                None => {
                    origins.0.insert(Pointer::root().join("tags").join(own.len()), index);
                    own.push(tag.clone());
                }
                Some(same) if same == tag => {}
                Some(same) => {
                    let here = Pointer::root().join("tags").join(at);
                    let there = Pointer::root().join("tags").join(place);
                    if self.decide_at(same, tag, index, (&here, &there), origins) {
                        *same = tag.clone();
                        origins.0.insert(here, index);
                    }
                }
            }
        }
        self.tags = Some(known);
    }

    fn decide(&mut self, own: &Value, other: &Value, index: usize, at: &Pointer, origins: &Origins) -> bool {
        self.decide_at(own, other, index, (at, at), origins)
    }

    /// Whether the later of two is taken; says so at the place of the one that is not.
    fn decide_at(
        &mut self,
        own: &Value,
        other: &Value,
        index: usize,
        at: (&Pointer, &Pointer),
        origins: &Origins,
    ) -> bool {
        let mut known = Some(at.0.clone());
        let mut first = 0;
        while let Some(place) = known {
            if let Some(origin) = origins.0.get(&place) {
                first = *origin;
                break;
            }
            known = place.parent();
        }
        let later = self.preferred != Some(first);
        let inside = differing(own, other, &Pointer::root());
        let places = (at.0.concat(inside.as_str()), at.1.concat(inside.as_str()));
        let ((left, left_at), (taken, taken_at)) = if later {
            ((first, places.0), (index, places.1))
        } else {
            ((index, places.1), (first, places.0))
        };
        let why = if self.preferred == Some(taken) { "preferred" } else { "the newer page" };
        let message = format!("two pages contradict each other at `{}`", at.0.concat(inside.as_str()));
        self.report.add_with_hint(
            &IMPORT_CONTRADICTION,
            self.place(left, left_at),
            message,
            "not used; choose this page with `--prefer`, or correct the document with an overlay",
        );
        self.report.add(&IMPORT_USED, self.place(taken, taken_at), format!("used: {why}"));
        later
    }

    fn place(&self, page: usize, at: Pointer) -> Location {
        // What only the other page has is shown by what holds it.
        let mut at = at;
        while self.pages[page].value.pointer(at.as_str()).is_none() {
            let Some(parent) = at.parent() else { break };
            at = parent;
        }
        Location::Source(self.pages[page].file, at)
    }
}

/// The first place of each name in a list of tags.
fn places_of(tags: &[Value]) -> BTreeMap<Option<String>, usize> {
    let mut places = BTreeMap::new();
    for (place, tag) in tags.iter().enumerate() {
        places.entry(name_of(tag)).or_insert(place);
    }
    places
}

/// The name of a tag as JSON, as it may be no text.
fn name_of(tag: &Value) -> Option<String> {
    tag.get("name").map(Value::to_string)
}

/// Objects of the document whose members are things with a name of their own.
fn names_things(at: &Pointer) -> bool {
    const ROOTS: [&str; 8] = [
        "info",
        "paths",
        "webhooks",
        "components",
        "definitions",
        "parameters",
        "responses",
        "securityDefinitions",
    ];
    let tokens: Vec<String> = at.tokens().collect();
    match tokens.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [root] => ROOTS.contains(root),
        [root, _] => ["paths", "webhooks", "components"].contains(root),
        _ => false,
    }
}

/// The first place at which two values differ.
fn differing(one: &Value, other: &Value, at: &Pointer) -> Pointer {
    let differs = |key: &str| one.get(key) != other.get(key);
    match (one, other) {
        (Value::Object(left), Value::Object(right)) => {
            let keys = left.keys().chain(right.keys());
            match keys.into_iter().find(|key| differs(key)) {
                Some(key) => match (left.get(key), right.get(key)) {
                    (Some(left), Some(right)) => differing(left, right, &at.join(key)),
                    _ => at.join(key),
                },
                None => at.clone(),
            }
        }
        (Value::Array(left), Value::Array(right)) if left.len() == right.len() => {
            let pairs = left.iter().zip(right).enumerate();
            let first = pairs.into_iter().find(|(_, (left, right))| left != right);
            first.map_or_else(|| at.clone(), |(index, (left, right))| differing(left, right, &at.join(index)))
        }
        _ => at.clone(),
    }
}

/// The usual order of a document's members; what is not known keeps its place after them.
fn sort_root(whole: Map<String, Value>) -> Value {
    const ORDER: [&str; 12] = [
        "openapi",
        "swagger",
        "info",
        "jsonSchemaDialect",
        "servers",
        "host",
        "basePath",
        "security",
        "tags",
        "paths",
        "webhooks",
        "components",
    ];
    let mut members: Vec<(String, Value)> = whole.into_iter().collect();
    members.sort_by_key(|(key, _)| ORDER.iter().position(|known| known == key).unwrap_or(ORDER.len()));
    Value::Object(members.into_iter().collect())
}
