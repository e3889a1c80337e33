//! Merges the documents of pages. Maps that name things (paths, operations, components) are united; each named thing is
//! taken whole from one page.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::PageDocument;
use crate::base::pointer::Pointer;
use crate::diagnostic::code::{IMPORT_CONTRADICTION, IMPORT_USED};
use crate::diagnostic::{Location, Report};

/// Merges the pages, the oldest first, into one document. Where two contradict each other, the later one is used, or
/// the one at index `preferred` if it is one of the two. Each contradiction is reported with both locations.
pub fn merge(pages: &[PageDocument], preferred: Option<usize>, report: &mut Report) -> Value {
    let mut merger = Merger { pages, preferred, report, tags: None };
    let mut whole = Map::new();
    let mut origins = Origins::default();
    for (index, page) in pages.iter().enumerate() {
        if let Some(object) = page.value.as_object() {
            merger.merge_object(&mut whole, object, index, &Pointer::root(), &mut origins);
        }
    }
    sort_root(whole)
}

/// The page (index) that each part was taken from, by pointer; only for parts that were taken whole.
#[derive(Default)]
struct Origins(BTreeMap<Pointer, usize>);

struct Merger<'a> {
    pages: &'a [PageDocument],
    preferred: Option<usize>,
    report: &'a mut Report,
    /// The index of each tag in the merged list, by name; `None` if the list has not been indexed yet.
    tags: Option<BTreeMap<Option<String>, usize>>,
}

impl Merger<'_> {
    fn merge_object(
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
                    self.set_origin(here, index, origins);
                }
                (Some(own), _) if own == value => {}
                (Some(Value::Object(own)), Value::Object(other)) if is_named_map(&here) => {
                    self.merge_object(own, other, index, &here, origins);
                }
                (Some(Value::Array(own)), Value::Array(other)) if here.as_str() == "/tags" => {
                    self.merge_tags(own, other, index, origins);
                }
                (Some(own), _) => {
                    if self.resolve_contradiction(own, value, index, &here, origins) {
                        *own = value.clone();
                        self.set_origin(here, index, origins);
                    }
                }
            }
        }
    }

    /// Records that a part was taken whole from a page.
    fn set_origin(&mut self, part: Pointer, index: usize, origins: &mut Origins) {
        if part.as_str() == "/tags" {
            self.tags = None;
        }
        origins.0.insert(part, index);
    }

    /// Merges the lists of tags by name.
    fn merge_tags(&mut self, own: &mut Vec<Value>, other: &[Value], index: usize, origins: &mut Origins) {
        let mut known = self.tags.take().unwrap_or_else(|| tag_indexes(own));
        for (place, tag) in other.iter().enumerate() {
            let at = *known.entry(tag_name(tag)).or_insert(own.len());
            match own.get_mut(at) {
                None => {
                    origins.0.insert(Pointer::root().join("tags").join(own.len()), index);
                    own.push(tag.clone());
                }
                Some(same) if same == tag => {}
                Some(same) => {
                    let here = Pointer::root().join("tags").join(at);
                    let there = Pointer::root().join("tags").join(place);
                    if self.resolve_contradiction_at(same, tag, index, (&here, &there), origins) {
                        *same = tag.clone();
                        origins.0.insert(here, index);
                    }
                }
            }
        }
        self.tags = Some(known);
    }

    fn resolve_contradiction(
        &mut self,
        own: &Value,
        other: &Value,
        index: usize,
        at: &Pointer,
        origins: &Origins,
    ) -> bool {
        self.resolve_contradiction_at(own, other, index, (at, at), origins)
    }

    /// Reports a contradiction and returns true if the later value is used. The warning is at the value that is not
    /// used.
    fn resolve_contradiction_at(
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
        let inside = first_difference(own, other, &Pointer::root());
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
            self.location(left, left_at),
            message,
            "not used; choose this page with `--prefer`, or correct the document with an overlay",
        );
        self.report.add(&IMPORT_USED, self.location(taken, taken_at), format!("used: {why}"));
        later
    }

    fn location(&self, page: usize, at: Pointer) -> Location {
        // A part that this page lacks is shown at the nearest parent that it has.
        let mut at = at;
        while self.pages[page].value.pointer(at.as_str()).is_none() {
            let Some(parent) = at.parent() else { break };
            at = parent;
        }
        Location::Source(self.pages[page].file, at)
    }
}

/// Returns the first index of each name in a list of tags.
fn tag_indexes(tags: &[Value]) -> BTreeMap<Option<String>, usize> {
    let mut places = BTreeMap::new();
    for (place, tag) in tags.iter().enumerate() {
        places.entry(tag_name(tag)).or_insert(place);
    }
    places
}

/// Returns the name of a tag as JSON, because it may be something else than a string.
fn tag_name(tag: &Value) -> Option<String> {
    tag.get("name").map(Value::to_string)
}

/// Returns true for objects whose members are named things.
fn is_named_map(at: &Pointer) -> bool {
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

/// Returns the pointer to the first difference of two values.
fn first_difference(one: &Value, other: &Value, at: &Pointer) -> Pointer {
    let differs = |key: &str| one.get(key) != other.get(key);
    match (one, other) {
        (Value::Object(left), Value::Object(right)) => {
            let keys = left.keys().chain(right.keys());
            match keys.into_iter().find(|key| differs(key)) {
                Some(key) => match (left.get(key), right.get(key)) {
                    (Some(left), Some(right)) => first_difference(left, right, &at.join(key)),
                    _ => at.join(key),
                },
                None => at.clone(),
            }
        }
        (Value::Array(left), Value::Array(right)) if left.len() == right.len() => {
            let pairs = left.iter().zip(right).enumerate();
            let first = pairs.into_iter().find(|(_, (left, right))| left != right);
            first.map_or_else(
                || at.clone(),
                |(index, (left, right))| first_difference(left, right, &at.join(index)),
            )
        }
        _ => at.clone(),
    }
}

/// Sorts the members of the document root in the usual order; unknown members keep their order and come last.
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
