//! What it takes to hold a value against a schema, told before a validator is asked, which cannot be stopped: schemas that
//! include each other are asked as often as there are ways to them, and each reference on the way takes stack.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use crate::budget::{Budget, VALIDATED};
use crate::pointer::Pointer;

/// How often schemas may be asked for one value.
const MOST_ASKED: u64 = 1_000_000;

/// How many pairs of a schema and a value may be looked at to tell how often.
const MOST_PAIRS: usize = 100_000;

/// How many schemas may lead to each other, by references or by lying in each other.
const DEEPEST: usize = 1_000;

/// The schemas of a document, and how many of them may still be asked.
pub(super) struct Costs {
    budget: Budget,
    /// What was told of a schema's reach already, by its place.
    reaches: BTreeMap<Pointer, Option<usize>>,
}

impl Costs {
    /// Those of a document with so many values.
    pub(super) fn new(values: usize) -> Self {
        Self { budget: Budget::new(&VALIDATED, values), reaches: BTreeMap::new() }
    }

    /// Whether a value can be held against a schema.
    pub(super) fn affords(&mut self, whole: &Value, schema: &Pointer, value: &Value) -> bool {
        let reach = match self.reaches.get(schema) {
            Some(known) => *known,
            None => {
                let reach = reach(whole, schema);
                self.reaches.insert(schema.clone(), reach);
                reach
            }
        };
        let Some(reach) = reach else { return false };
        // The validator reads all that the schema reaches each time.
        let affordable = self.budget.spend(reach);
        affordable && Asking { whole, pairs: BTreeMap::new() }.fits(schema, value)
    }
}

/// How many schemas a schema reaches; `None` if it goes too deep.
fn reach(whole: &Value, schema: &Pointer) -> Option<usize> {
    let mut seen: BTreeSet<*const Value> = BTreeSet::new();
    let mut open: Vec<(&Value, usize)> = vec![(whole.pointer(schema.as_str())?, 0)];
    while let Some((value, depth)) = open.pop() {
        if depth > DEEPEST {
            return None;
        }
        if !seen.insert(std::ptr::from_ref(value)) {
            continue;
        }
        match value {
            Value::Object(object) => {
                open.extend(referred(whole, object).map(|target| (target, depth + 1)));
                open.extend(object.values().filter(|value| is_inner(value)).map(|value| (value, depth + 1)));
            }
            Value::Array(list) => {
                open.extend(list.iter().filter(|value| is_inner(value)).map(|value| (value, depth)));
            }
            _ => {}
        }
    }
    Some(seen.len())
}

fn is_inner(value: &Value) -> bool {
    value.is_object() || value.is_array()
}

fn referred<'v>(whole: &'v Value, schema: &Map<String, Value>) -> Option<&'v Value> {
    let reference = schema.get("$ref").and_then(Value::as_str)?.strip_prefix('#')?;
    whole.pointer(Pointer::from_fragment(reference)?.as_str())
}

/// The counting of how often schemas are asked.
struct Asking<'v> {
    whole: &'v Value,
    /// By schema and value; nothing while that is being counted.
    pairs: BTreeMap<(*const Value, *const Value), Option<u64>>,
}

impl<'v> Asking<'v> {
    fn fits(mut self, schema: &Pointer, value: &Value) -> bool {
        let Some(schema) = self.whole.pointer(schema.as_str()) else { return true };
        self.count(schema, value, 0).is_some_and(|count| count <= MOST_ASKED)
    }

    /// How often schemas are asked to hold a value against this one; `None` if that has no end or takes too long to tell.
    fn count(&mut self, schema: &'v Value, value: &Value, depth: usize) -> Option<u64> {
        let Value::Object(object) = schema else { return Some(1) };
        let key = (std::ptr::from_ref(schema), std::ptr::from_ref(value));
        if let Some(known) = self.pairs.get(&key) {
            return *known;
        }
        if depth > DEEPEST || self.pairs.len() > MOST_PAIRS {
            return None;
        }
        self.pairs.insert(key, None);
        let mut count = 1_u64;
        for inner in self.of_itself(object) {
            count = count.saturating_add(self.count(inner, value, depth + 1)?);
        }
        for (inner, member) in of_members(object, value) {
            count = count.saturating_add(self.count(inner, member, depth + 1)?);
        }
        self.pairs.insert(key, Some(count));
        Some(count)
    }

    /// The schemas that are asked of the same value.
    fn of_itself(&self, schema: &'v Map<String, Value>) -> Vec<&'v Value> {
        let one = ["not", "if", "then", "else"].into_iter().filter_map(|word| schema.get(word));
        let several = ["allOf", "anyOf", "oneOf"].into_iter().filter_map(|word| schema.get(word)?.as_array());
        one.chain(several.flatten()).chain(referred(self.whole, schema)).collect()
    }
}

/// The schemas that are asked of what a value holds.
fn of_members<'v, 'd>(schema: &'v Map<String, Value>, value: &'d Value) -> Vec<(&'v Value, &'d Value)> {
    let of = |word: &str| schema.get(word);
    match value {
        Value::Object(members) => {
            let known = of("properties").and_then(Value::as_object);
            let each = members.iter().filter_map(|(name, member)| {
                let own = known.and_then(|known| known.get(name));
                Some((own.or_else(|| of("additionalProperties"))?, member))
            });
            each.collect()
        }
        Value::Array(items) => {
            let prefix = of("prefixItems").and_then(Value::as_array);
            let each = items.iter().enumerate().filter_map(|(index, item)| {
                let own = prefix.and_then(|prefix| prefix.get(index));
                Some((own.or_else(|| of("items"))?, item))
            });
            each.collect()
        }
        _ => Vec::new(),
    }
}
