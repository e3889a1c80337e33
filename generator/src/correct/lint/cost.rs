//! What it takes to hold a value against a schema, told before a validator is asked, which cannot be stopped: schemas that
//! include each other are asked as often as there are ways to them, and each reference on the way takes stack.

use indexmap::{IndexMap, IndexSet};
use serde_json::{Map, Value};

use crate::base::pattern::expanded;
use crate::base::pointer::Pointer;
use crate::diagnostic::Report;
use crate::diagnostic::budget::{BUILT, Budget, VALIDATED};

/// How often schemas may be asked for one value.
const MOST_ASKED: u64 = 1_000_000;

/// How many pairs of a schema and a value may be looked at to tell how often.
const MOST_PAIRS: usize = 100_000;

/// How many schemas may lead to each other, by references or by lying in each other.
const DEEPEST: usize = 1_000;

/// How many characters a pattern may have, each as often as its counts repeat it and [`WIDE`] if it is a large class.
const LARGEST_PATTERN: u64 = 200_000;

/// What a large class of characters counts as, such as that of all but one.
const WIDE: u64 = 32;

/// So many characters of a pattern take as long to read as a schema.
const PATTERN_PER_SCHEMA: u64 = 2;

/// So many literals or names take as long as a schema.
const LITERALS_PER_SCHEMA: usize = 4;

/// So many bytes of a text take as long to copy and to show as another value.
const TEXT: usize = 32;

/// So many values take as long to copy as a schema takes to be asked.
const COPIED_PER_SCHEMA: usize = 2;

/// What asking a pattern is counted as that may backtrack, up to [`super::validate::BACKTRACK`] times.
const BACKTRACKING: u64 = 2_000;

/// Keywords whose cost is not counted; [`super::validate`] takes them out of schemas, so they are only met where a
/// reference leads to what is no schema.
pub(super) const UNCOUNTED: [&str; 10] = [
    "$id",
    "id",
    "$schema",
    "$anchor",
    "$dynamicAnchor",
    "$dynamicRef",
    "$recursiveAnchor",
    "$recursiveRef",
    "unevaluatedItems",
    "unevaluatedProperties",
];

/// Where a reference to another document leads: nowhere.
pub(super) const ELSEWHERE: &str = "truespec:///elsewhere";

/// Whether a member of a schema is one of [`UNCOUNTED`], and not the name of something.
pub(super) fn is_uncounted(key: &str, value: &Value) -> bool {
    UNCOUNTED.contains(&key) && (key.starts_with("unevaluated") || value.is_string() || value.is_boolean())
}

/// What the schemas of a document may still take.
pub(super) struct Costs {
    /// Schemas that are read to build validators.
    building: Budget,
    /// Schemas that are asked, or looked at to tell how often they are.
    asking: Budget,
}

impl Costs {
    /// Those of a document, with what is held against it, of so many bytes.
    pub(super) fn new(bytes: usize) -> Self {
        Self { building: Budget::new(&BUILT, bytes), asking: Budget::new(&VALIDATED, bytes) }
    }

    /// The budgets, for the report.
    pub(super) fn record(&self, report: &mut Report) {
        self.building.record(report);
        self.asking.record(report);
    }

    /// Whether a validator can be built of a schema, beside what is built already.
    pub(super) fn affords_building(&mut self, built: &mut Built<'_>, schema: &Pointer) -> bool {
        // Looking at them takes less than reading them.
        if !self.asking.spend(1) || !self.building.spend(1) {
            return false;
        }
        let mut seen = IndexSet::new();
        let patterns = reach(built, schema, &mut seen);
        let new = seen.iter().filter(|schema| !built.schemas.contains(*schema)).count();
        let looked_at = self.asking.spend(seen.len());
        let Some(patterns) = patterns.filter(|_| looked_at) else { return false };
        if !self.building.spend(new.saturating_add(patterns)) {
            return false;
        }
        built.schemas.extend(seen);
        true
    }

    /// Whether a value can be held against a schema.
    pub(super) fn affords(&mut self, whole: &Value, schema: &Pointer, value: &Value) -> bool {
        if !self.asking.spend(1 + copied(value) / COPIED_PER_SCHEMA) {
            return false;
        }
        let mut asking = Asking { whole, pairs: IndexMap::new() };
        let asked = asking.asked(schema, value);
        // Telling how often takes time as well.
        let looked_at = self.asking.spend(asking.pairs.len());
        let asked = asked.filter(|asked| looked_at && *asked <= MOST_ASKED);
        asked.is_some_and(|asked| self.asking.spend(usize::try_from(asked).unwrap_or(usize::MAX)))
    }
}

/// What a validator is built of.
pub(super) struct Built<'v> {
    whole: &'v Value,
    /// The schemas and lists that were counted.
    schemas: IndexSet<*const Value>,
    /// Where the references lead of what was looked at.
    referred: IndexMap<*const Value, Option<&'v Value>>,
}

impl<'v> Built<'v> {
    /// Nothing yet, of schemas in a document.
    pub(super) fn new(whole: &'v Value) -> Self {
        Self { whole, schemas: IndexSet::new(), referred: IndexMap::new() }
    }
}

/// What it takes to copy a value: its values, and its texts by their length.
fn copied(value: &Value) -> usize {
    match value {
        Value::String(text) => 1 + text.len() / TEXT,
        Value::Array(items) => items.iter().map(copied).fold(1, usize::saturating_add),
        Value::Object(members) => {
            let each = members.iter().map(|(name, value)| name.len() / TEXT + copied(value));
            each.fold(1, usize::saturating_add)
        }
        _ => 1,
    }
}

/// What the patterns and lists take that a schema reaches, besides the schemas it reaches, which are added to `seen`;
/// `None` if it goes too deep or cannot be counted. Of what is built already, patterns and lists were counted.
fn reach(built: &mut Built<'_>, schema: &Pointer, seen: &mut IndexSet<*const Value>) -> Option<usize> {
    let mut open: Vec<(&Value, usize)> = vec![(built.whole.pointer(schema.as_str())?, 0)];
    let mut further = 0_usize;
    while let Some((value, depth)) = open.pop() {
        if depth > DEEPEST {
            return None;
        }
        let own = std::ptr::from_ref(value);
        if !seen.insert(own) {
            continue;
        }
        let is_new = !built.schemas.contains(&own);
        match value {
            Value::Object(object) => {
                if is_new {
                    further = further.saturating_add(own_patterns(object)?);
                }
                let whole = built.whole;
                let target = *built.referred.entry(own).or_insert_with(|| referred(whole, object));
                open.extend(target.map(|target| (target, depth + 1)));
                open.extend(object.values().filter(|value| is_inner(value)).map(|value| (value, depth + 1)));
            }
            Value::Array(list) => {
                let literals = list.len() / LITERALS_PER_SCHEMA;
                further = further.saturating_add(if is_new { literals } else { 0 });
                open.extend(list.iter().filter(|value| is_inner(value)).map(|value| (value, depth)));
            }
            _ => {}
        }
    }
    Some(further)
}

/// What it takes to read the patterns of a schema itself; `None` if one is too large, or the schema cannot be counted.
fn own_patterns(schema: &Map<String, Value>) -> Option<usize> {
    let elsewhere = |reference: &str| !reference.starts_with('#') && reference != ELSEWHERE;
    if schema.iter().any(|(key, value)| is_uncounted(key, value))
        || schema.get("$ref").and_then(Value::as_str).is_some_and(elsewhere)
    {
        return None;
    }
    let names = schema.get("patternProperties").and_then(Value::as_object).into_iter().flat_map(Map::keys);
    let own = schema.get("pattern").and_then(Value::as_str);
    names.map(String::as_str).chain(own).try_fold(0_usize, |sum, pattern| {
        let size = expanded(pattern, WIDE).characters;
        let steps = usize::try_from(size / PATTERN_PER_SCHEMA).unwrap_or(usize::MAX);
        (size <= LARGEST_PATTERN).then(|| sum.saturating_add(steps))
    })
}

/// What it takes to hold a text of so many bytes against a pattern.
fn matching(pattern: &str, length: usize) -> u64 {
    const LOOKS: [&str; 5] = ["(?=", "(?!", "(?<", "(?>", "\\"];
    let referring = |c: char| c.is_ascii_digit() || c == 'k';
    let backtracks = LOOKS.iter().any(|look| {
        let mut after = pattern.split(look).skip(1);
        if *look == "\\" { after.any(|rest| rest.starts_with(referring)) } else { after.next().is_some() }
    });
    let length = u64::try_from(length).unwrap_or(u64::MAX);
    // A thousand bytes take as long as a schema takes to be asked, or longer by the pattern.
    let size = u64::try_from(pattern.len()).unwrap_or(u64::MAX);
    let linear = length.saturating_mul(size) / 1_000;
    if backtracks { linear.saturating_add(BACKTRACKING) } else { linear }
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
    pairs: IndexMap<(*const Value, *const Value), Option<u64>>,
}

impl<'v> Asking<'v> {
    fn asked(&mut self, schema: &Pointer, value: &Value) -> Option<u64> {
        let Some(schema) = self.whole.pointer(schema.as_str()) else { return Some(0) };
        self.count(schema, value, 0)
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
        let mut count = of_values(object, value);
        for inner in self.of_itself(object) {
            count = count.saturating_add(self.count(inner, value, depth + 1)?);
        }
        for (inner, member) in of_members(object, value) {
            count = count.saturating_add(self.count(inner, member, depth + 1)?);
        }
        if let (Some(inner), Some(members)) = (object.get("propertyNames"), value.as_object()) {
            // The value itself stands for each of its names: it is asked no less.
            let each = self.count(inner, value, depth + 1)?;
            let members = u64::try_from(members.len()).unwrap_or(u64::MAX);
            count = count.saturating_add(each.saturating_mul(members));
        }
        self.pairs.insert(key, Some(count));
        Some(count)
    }

    /// The schemas that are asked of the same value.
    fn of_itself(&self, schema: &'v Map<String, Value>) -> Vec<&'v Value> {
        let one = ["not", "if", "then", "else"].into_iter().filter_map(|word| schema.get(word));
        let several = ["allOf", "anyOf", "oneOf"].into_iter().filter_map(|word| schema.get(word)?.as_array());
        let depending = ["dependentSchemas", "dependencies"];
        let named = depending.into_iter().filter_map(|word| schema.get(word)?.as_object());
        let named = named.flat_map(Map::values);
        one.chain(several.flatten()).chain(named).chain(referred(self.whole, schema)).collect()
    }
}

/// What the keywords of a schema take that ask no schema.
fn of_values(schema: &Map<String, Value>, value: &Value) -> u64 {
    let lists = ["enum", "required"].into_iter().filter_map(|word| schema.get(word)?.as_array());
    let depending = schema.get("dependentRequired").and_then(Value::as_object).into_iter();
    let depending = depending.flat_map(Map::values).filter_map(Value::as_array);
    let literals = |list: &Vec<Value>| list.iter().map(copied).fold(0, usize::saturating_add);
    let listed = lists.chain(depending).map(literals).fold(0, usize::saturating_add);
    let listed = listed.saturating_add(schema.get("const").map_or(0, copied));
    let mut count = u64::try_from(listed / LITERALS_PER_SCHEMA).unwrap_or(u64::MAX).saturating_add(1);
    let length = value.as_str().map_or(0, str::len);
    if let (Some(pattern), true) =
        (schema.get("pattern").and_then(Value::as_str), value.is_string() || value.is_object())
    {
        count = count.saturating_add(matching(pattern, length));
    }
    let patterns = schema.get("patternProperties").and_then(Value::as_object);
    if let (Some(patterns), Some(members)) = (patterns, value.as_object()) {
        let each = patterns.keys().flat_map(|pattern| members.keys().map(move |name| (pattern, name.len())));
        let all = each.map(|(pattern, length)| matching(pattern, length).saturating_add(1));
        count = count.saturating_add(all.fold(0, u64::saturating_add));
    }
    count
}

/// The schemas that are asked of what a value holds.
fn of_members<'v, 'd>(schema: &'v Map<String, Value>, value: &'d Value) -> Vec<(&'v Value, &'d Value)> {
    match value {
        Value::Object(members) => {
            members.iter().flat_map(|(name, member)| of_member(schema, name, member)).collect()
        }
        Value::Array(items) => {
            items.iter().enumerate().flat_map(|(index, item)| of_item(schema, index, item)).collect()
        }
        _ => Vec::new(),
    }
}

/// Those asked of a member; of patterns, all that there are.
fn of_member<'v, 'd>(
    schema: &'v Map<String, Value>,
    name: &str,
    member: &'d Value,
) -> impl Iterator<Item = (&'v Value, &'d Value)> {
    let own = schema.get("properties").and_then(|known| known.get(name));
    let by_pattern = schema.get("patternProperties").and_then(Value::as_object);
    let rest = own.or_else(|| schema.get("additionalProperties"));
    let by_pattern = by_pattern.into_iter().flat_map(Map::values);
    rest.into_iter().chain(by_pattern).map(move |inner| (inner, member))
}

/// Those asked of an item.
fn of_item<'v, 'd>(
    schema: &'v Map<String, Value>,
    index: usize,
    item: &'d Value,
) -> impl Iterator<Item = (&'v Value, &'d Value)> {
    let own = schema.get("prefixItems").and_then(|prefix| prefix.get(index));
    let rest = own.or_else(|| schema.get("items"));
    let further = ["contains", "additionalItems"].into_iter().filter_map(|word| schema.get(word));
    rest.into_iter().chain(further).map(move |inner| (inner, item))
}
