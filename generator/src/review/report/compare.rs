//! Compares the values of two versions. Many items are in one place, and each place is compared once.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use serde_json::Value;

use super::lines::{self, Line};
use super::place::{Step, places, references};
use super::version::ApiVersion;
use crate::base::pointer::Pointer;
use crate::input::dump::dump;

/// A part of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// All of it.
    Whole,
    /// Without its descriptions and examples.
    Bare,
    /// Its own descriptions and examples.
    Texts,
}

/// A place at which two versions differ.
pub(super) struct Difference {
    pub(super) at: Pointer,
    /// Which part of the value differs.
    pub(super) part: Part,
    /// The lines of both versions, as YAML.
    pub(super) lines: Vec<Line>,
}

/// A version of an API, and the path of an item that may be in it.
pub(super) type Located<'a, 'p> = Option<(ApiVersion<'a>, &'p str)>;

/// The comparisons made so far.
pub(super) struct Comparisons<'a> {
    /// The most lines of a difference.
    most: usize,
    known: RefCell<BTreeMap<Key<'a>, Option<Rc<Difference>>>>,
    references: RefCell<References<'a>>,
}

/// The API, the places of both versions, the element of a list, and the part.
type Key<'a> = (Option<&'a str>, Pointer, Pointer, Option<String>, Part);

/// What the value at a pointer of an API refers to.
type References<'a> = BTreeMap<(Option<&'a str>, Pointer), Rc<[Pointer]>>;

/// An API of both versions; one of them may lack it.
#[derive(Clone, Copy)]
struct Apis<'a> {
    old: Option<ApiVersion<'a>>,
    new: Option<ApiVersion<'a>>,
}

/// More references than are followed from one place.
const MAX_REFERENCES: usize = 200;

impl<'a> Comparisons<'a> {
    pub(super) fn new(most: usize) -> Self {
        Self { most, known: RefCell::default(), references: RefCell::default() }
    }

    /// Returns the smallest place of an item at which two versions differ: its own, one around it, or one that it refers
    /// to. Descriptions and examples count only if nothing else differs, or if they are what changed.
    pub(super) fn difference(
        &self,
        old: Located<'a, '_>,
        new: Located<'a, '_>,
        are_texts: bool,
    ) -> Option<Rc<Difference>> {
        let places =
            |located: Located<'a, '_>| located.map(|(api, path)| places(api, path)).unwrap_or_default();
        let (was, now) = (places(old), places(new));
        let apis = Apis { old: old.map(|(api, _)| api), new: new.map(|(api, _)| api) };
        let steps = (0..was.len().max(now.len())).filter_map(|step| {
            let (was, now) = (was.get(step), now.get(step));
            Some((was.or(now)?, now.or(was)?))
        });
        let steps: Vec<(&Step, &Step)> = steps.collect();
        let own = |part| steps.iter().find_map(|(was, now)| self.compare(apis, was, now, part));
        let referred = |part| self.referred(apis, steps.first()?.1, part);
        match are_texts {
            true => own(Part::Texts).or_else(|| own(Part::Whole)).or_else(|| referred(Part::Whole)),
            false => own(Part::Bare).or_else(|| referred(Part::Bare)).or_else(|| own(Part::Whole)),
        }
    }

    /// Compares two places; `None` if they are the same.
    fn compare(&self, apis: Apis<'a>, was: &Step, now: &Step, part: Part) -> Option<Rc<Difference>> {
        let module = apis.new.or(apis.old).and_then(|api| api.module);
        let key = (module, was.at.clone(), now.at.clone(), now.element.clone(), part);
        if let Some(known) = self.known.borrow().get(&key) {
            return known.clone();
        }
        let (before, after) =
            (apis.old.and_then(|api| api.value(&was.at)), apis.new.and_then(|api| api.value(&now.at)));
        let pair = Pair::new(before, after, part);
        let pair = now.element.iter().fold(pair, |pair, element| pair.only(element));
        let found = pair.lines(self.most).map(|lines| {
            let at = if after.is_some() { &now.at } else { &was.at };
            Rc::new(Difference { at: at.clone(), part: pair.part, lines })
        });
        self.known.borrow_mut().insert(key, found.clone());
        found
    }

    /// Finds the first value that differs among those that a value refers to, the nearest first.
    fn referred(&self, apis: Apis<'a>, from: &Step, part: Part) -> Option<Rc<Difference>> {
        let (Some(_), Some(new)) = (apis.old, apis.new) else { return None };
        let mut seen = BTreeSet::new();
        let mut open = vec![from.at.clone()];
        while !open.is_empty() && seen.len() < MAX_REFERENCES {
            let mut next = Vec::new();
            for at in open.iter().flat_map(|at| self.references(new, at).to_vec()) {
                if !seen.insert(at.clone()) {
                    continue;
                }
                let step = Step::from(at.clone());
                if let Some(found) = self.compare(apis, &step, &step, part) {
                    return Some(found);
                }
                next.push(at);
            }
            open = next;
        }
        None
    }

    /// Returns the pointers that the value at a pointer refers to.
    fn references(&self, api: ApiVersion<'a>, at: &Pointer) -> Rc<[Pointer]> {
        let key = (api.module, at.clone());
        let mut known = self.references.borrow_mut();
        let found = known.entry(key).or_insert_with(|| {
            let mut found = Vec::new();
            api.value(at).into_iter().for_each(|value| references(value, &mut found));
            found.into()
        });
        Rc::clone(found)
    }
}

/// A value of both versions.
struct Pair<'a> {
    before: Option<Cow<'a, Value>>,
    after: Option<Cow<'a, Value>>,
    part: Part,
}

impl<'a> Pair<'a> {
    /// A value that is only in one version is shown as it is.
    fn new(before: Option<&'a Value>, after: Option<&'a Value>, part: Part) -> Self {
        let shown = match (before.zip(after), part) {
            (Some((before, after)), Part::Bare) => Some([before, after].map(bare)),
            (Some((before, after)), Part::Texts) => Some([before, after].map(texts)),
            _ => None,
        };
        match shown {
            Some([was, now]) if Some(&was) != before || Some(&now) != after => {
                Self { before: Some(Cow::Owned(was)), after: Some(Cow::Owned(now)), part }
            }
            _ => {
                let [before, after] = [before, after].map(|value| value.map(Cow::Borrowed));
                Self { before, after, part: Part::Whole }
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

    /// Returns the lines of both, if they differ.
    fn lines(&self, most: usize) -> Option<Vec<Line>> {
        if self.before == self.after {
            return None;
        }
        let lines = lines::compare(&yaml(self.before.as_deref()), &yaml(self.after.as_deref()), most);
        (!lines.is_empty()).then_some(lines)
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
