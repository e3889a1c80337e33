//! Estimates the cost of validating a value before the validator runs, because it cannot be stopped: schemas that
//! include each other are evaluated once for each way that leads to them, and each reference on the way takes stack.

use indexmap::{IndexMap, IndexSet};
use serde_json::{Map, Value};

use crate::base::pattern::expanded_size;
use crate::base::pointer::Pointer;
use crate::diagnostic::Report;
use crate::diagnostic::budget::{BUILT, Budget, VALIDATED};

/// The most schema evaluations for one value.
const MAX_EVALUATIONS: u64 = 1_000_000;

/// The most pairs of a schema and a value that the estimate itself may visit.
const MAX_PAIRS: usize = 100_000;

/// The longest chain of schemas that refer to or contain each other.
const MAX_DEPTH: usize = 1_000;

/// The largest size of a pattern in characters. Each counts as often as the pattern repeats it, and [`WIDE_CLASS_SIZE`] if it is a
/// large class.
const MAX_PATTERN_SIZE: u64 = 200_000;

/// The size of a large character class, such as one that excludes a single character.
const WIDE_CLASS_SIZE: u64 = 32;

/// This many characters of a pattern take as long to compile as one schema takes to read.
const PATTERN_PER_SCHEMA: u64 = 2;

/// This many literals or names take as long as one schema.
const LITERALS_PER_SCHEMA: usize = 4;

/// This many bytes of a string take as long to copy and show as one more value.
const BYTES_PER_VALUE: usize = 32;

/// This many values take as long to copy as one schema takes to evaluate.
const COPIED_PER_SCHEMA: usize = 2;

/// The steps for a pattern that may backtrack, up to [`super::validate::BACKTRACK`] times.
const BACKTRACKING: u64 = 2_000;

/// Keywords whose cost is not counted. [`super::validate`] removes them from schemas, so they are met only where a
/// reference leads to something that is not a schema.
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

/// The target that replaces references to other documents; nothing exists there.
pub(super) const ELSEWHERE: &str = "truespec:///elsewhere";

/// Returns true if a member of a schema is one of [`UNCOUNTED`], and not the name of something.
pub(super) fn is_uncounted(key: &str, value: &Value) -> bool {
    UNCOUNTED.contains(&key) && (key.starts_with("unevaluated") || value.is_string() || value.is_boolean())
}

/// The budgets for validation with the schemas of a document.
pub(super) struct Costs {
    /// For schemas read to build validators.
    building: Budget,
    /// For schemas evaluated, or visited to estimate the evaluations.
    evaluating: Budget,
}

impl Costs {
    /// Creates the budgets for a document and the values to validate, `bytes` in all.
    pub(super) fn new(bytes: usize) -> Self {
        Self { building: Budget::new(&BUILT, bytes), evaluating: Budget::new(&VALIDATED, bytes) }
    }

    /// Adds the steps used to the report.
    pub(super) fn report_steps(&self, report: &mut Report) {
        self.building.report_steps(report);
        self.evaluating.report_steps(report);
    }

    /// Spends the cost of building a validator for a schema, beyond what is built already; false if the budget is
    /// exceeded.
    pub(super) fn spend_building(&mut self, built: &mut BuiltSchemas<'_>, schema: &Pointer) -> bool {
        // Visiting schemas takes less time than reading them.
        if !self.evaluating.spend(1) || !self.building.spend(1) {
            return false;
        }
        let mut seen = IndexSet::new();
        let patterns = reachable_cost(built, schema, &mut seen);
        let new = seen.iter().filter(|schema| !built.schemas.contains(*schema)).count();
        let looked_at = self.evaluating.spend(seen.len());
        let Some(patterns) = patterns.filter(|_| looked_at) else { return false };
        if !self.building.spend(new.saturating_add(patterns)) {
            return false;
        }
        built.schemas.extend(seen);
        true
    }

    /// Spends the cost of validating a value against a schema; false if a limit is exceeded.
    pub(super) fn spend_validation(&mut self, whole: &Value, schema: &Pointer, value: &Value) -> bool {
        if !self.evaluating.spend(1 + copy_cost(value) / COPIED_PER_SCHEMA) {
            return false;
        }
        let mut counting = Evaluations { whole, pairs: IndexMap::new() };
        let evaluations = counting.count_all(schema, value);
        // The estimate takes time as well.
        let looked_at = self.evaluating.spend(counting.pairs.len());
        let evaluations = evaluations.filter(|evaluations| looked_at && *evaluations <= MAX_EVALUATIONS);
        evaluations.is_some_and(|evaluations| {
            self.evaluating.spend(usize::try_from(evaluations).unwrap_or(usize::MAX))
        })
    }
}

/// The schemas that a validator is built from.
pub(super) struct BuiltSchemas<'v> {
    whole: &'v Value,
    /// The schemas and lists whose cost was counted.
    schemas: IndexSet<*const Value>,
    /// The target of the reference of each schema visited.
    referred: IndexMap<*const Value, Option<&'v Value>>,
}

impl<'v> BuiltSchemas<'v> {
    /// Starts without any schema of the document.
    pub(super) fn new(whole: &'v Value) -> Self {
        Self { whole, schemas: IndexSet::new(), referred: IndexMap::new() }
    }
}

/// Estimates the steps to copy a value: one per value, plus strings by their length.
fn copy_cost(value: &Value) -> usize {
    match value {
        Value::String(text) => 1 + text.len() / BYTES_PER_VALUE,
        Value::Array(items) => items.iter().map(copy_cost).fold(1, usize::saturating_add),
        Value::Object(members) => {
            let each = members.iter().map(|(name, value)| name.len() / BYTES_PER_VALUE + copy_cost(value));
            each.fold(1, usize::saturating_add)
        }
        _ => 1,
    }
}

/// Estimates the steps for the patterns and lists that a schema reaches, and adds the schemas that it reaches to
/// `seen`. Patterns and lists of schemas that are built already do not count again. `None` if the schemas are nested
/// too deeply or cannot be counted.
fn reachable_cost(
    built: &mut BuiltSchemas<'_>,
    schema: &Pointer,
    seen: &mut IndexSet<*const Value>,
) -> Option<usize> {
    let mut open: Vec<(&Value, usize)> = vec![(built.whole.pointer(schema.as_str())?, 0)];
    let mut further = 0_usize;
    while let Some((value, depth)) = open.pop() {
        if depth > MAX_DEPTH {
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
                    further = further.saturating_add(pattern_cost(object)?);
                }
                let whole = built.whole;
                let target = *built.referred.entry(own).or_insert_with(|| referred_schema(whole, object));
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

/// Estimates the steps to compile a schema's own patterns; `None` if one is too large, or the schema cannot be counted.
fn pattern_cost(schema: &Map<String, Value>) -> Option<usize> {
    let elsewhere = |reference: &str| !reference.starts_with('#') && reference != ELSEWHERE;
    if schema.iter().any(|(key, value)| is_uncounted(key, value))
        || schema.get("$ref").and_then(Value::as_str).is_some_and(elsewhere)
    {
        return None;
    }
    let names = schema.get("patternProperties").and_then(Value::as_object).into_iter().flat_map(Map::keys);
    let own = schema.get("pattern").and_then(Value::as_str);
    names.map(String::as_str).chain(own).try_fold(0_usize, |sum, pattern| {
        let size = expanded_size(pattern, WIDE_CLASS_SIZE).characters;
        let steps = usize::try_from(size / PATTERN_PER_SCHEMA).unwrap_or(usize::MAX);
        (size <= MAX_PATTERN_SIZE).then(|| sum.saturating_add(steps))
    })
}

/// Estimates the steps to match a string of `length` bytes against a pattern.
fn match_cost(pattern: &str, length: usize) -> u64 {
    const LOOKS: [&str; 5] = ["(?=", "(?!", "(?<", "(?>", "\\"];
    let referring = |c: char| c.is_ascii_digit() || c == 'k';
    let backtracks = LOOKS.iter().any(|look| {
        let mut after = pattern.split(look).skip(1);
        if *look == "\\" { after.any(|rest| rest.starts_with(referring)) } else { after.next().is_some() }
    });
    let length = u64::try_from(length).unwrap_or(u64::MAX);
    // A thousand bytes take as long as evaluating a schema, or longer depending on the pattern.
    let size = u64::try_from(pattern.len()).unwrap_or(u64::MAX);
    let linear = length.saturating_mul(size) / 1_000;
    if backtracks { linear.saturating_add(BACKTRACKING) } else { linear }
}

fn is_inner(value: &Value) -> bool {
    value.is_object() || value.is_array()
}

fn referred_schema<'v>(whole: &'v Value, schema: &Map<String, Value>) -> Option<&'v Value> {
    let reference = schema.get("$ref").and_then(Value::as_str)?.strip_prefix('#')?;
    whole.pointer(Pointer::from_fragment(reference)?.as_str())
}

/// Counts schema evaluations.
struct Evaluations<'v> {
    whole: &'v Value,
    /// Evaluations by schema and value; `None` while they are being counted.
    pairs: IndexMap<(*const Value, *const Value), Option<u64>>,
}

impl<'v> Evaluations<'v> {
    fn count_all(&mut self, schema: &Pointer, value: &Value) -> Option<u64> {
        let Some(schema) = self.whole.pointer(schema.as_str()) else { return Some(0) };
        self.count(schema, value, 0)
    }

    /// Counts the evaluations to validate a value against a schema; `None` if there is a cycle or the count takes too
    /// long.
    fn count(&mut self, schema: &'v Value, value: &Value, depth: usize) -> Option<u64> {
        let Value::Object(object) = schema else { return Some(1) };
        let key = (std::ptr::from_ref(schema), std::ptr::from_ref(value));
        if let Some(known) = self.pairs.get(&key) {
            return *known;
        }
        if depth > MAX_DEPTH || self.pairs.len() > MAX_PAIRS {
            return None;
        }
        self.pairs.insert(key, None);
        let mut count = keyword_cost(object, value);
        for inner in self.schemas_of_value(object) {
            count = count.saturating_add(self.count(inner, value, depth + 1)?);
        }
        for (inner, member) in schemas_of_children(object, value) {
            count = count.saturating_add(self.count(inner, member, depth + 1)?);
        }
        if let (Some(inner), Some(members)) = (object.get("propertyNames"), value.as_object()) {
            // The object stands in for each of its names; it takes at least as many evaluations.
            let each = self.count(inner, value, depth + 1)?;
            let members = u64::try_from(members.len()).unwrap_or(u64::MAX);
            count = count.saturating_add(each.saturating_mul(members));
        }
        self.pairs.insert(key, Some(count));
        Some(count)
    }

    /// Returns the subschemas that are applied to the same value.
    fn schemas_of_value(&self, schema: &'v Map<String, Value>) -> Vec<&'v Value> {
        let one = ["not", "if", "then", "else"].into_iter().filter_map(|word| schema.get(word));
        let several = ["allOf", "anyOf", "oneOf"].into_iter().filter_map(|word| schema.get(word)?.as_array());
        let depending = ["dependentSchemas", "dependencies"];
        let named = depending.into_iter().filter_map(|word| schema.get(word)?.as_object());
        let named = named.flat_map(Map::values);
        one.chain(several.flatten()).chain(named).chain(referred_schema(self.whole, schema)).collect()
    }
}

/// Estimates the steps for the keywords of a schema that apply no subschema.
fn keyword_cost(schema: &Map<String, Value>, value: &Value) -> u64 {
    let lists = ["enum", "required"].into_iter().filter_map(|word| schema.get(word)?.as_array());
    let depending = schema.get("dependentRequired").and_then(Value::as_object).into_iter();
    let depending = depending.flat_map(Map::values).filter_map(Value::as_array);
    let literals = |list: &Vec<Value>| list.iter().map(copy_cost).fold(0, usize::saturating_add);
    let listed = lists.chain(depending).map(literals).fold(0, usize::saturating_add);
    let listed = listed.saturating_add(schema.get("const").map_or(0, copy_cost));
    let mut count = u64::try_from(listed / LITERALS_PER_SCHEMA).unwrap_or(u64::MAX).saturating_add(1);
    let length = value.as_str().map_or(0, str::len);
    if let (Some(pattern), true) =
        (schema.get("pattern").and_then(Value::as_str), value.is_string() || value.is_object())
    {
        count = count.saturating_add(match_cost(pattern, length));
    }
    let patterns = schema.get("patternProperties").and_then(Value::as_object);
    if let (Some(patterns), Some(members)) = (patterns, value.as_object()) {
        let each = patterns.keys().flat_map(|pattern| members.keys().map(move |name| (pattern, name.len())));
        let all = each.map(|(pattern, length)| match_cost(pattern, length).saturating_add(1));
        count = count.saturating_add(all.fold(0, u64::saturating_add));
    }
    count
}

/// Returns the subschemas that are applied to the members or items of a value.
fn schemas_of_children<'v, 'd>(
    schema: &'v Map<String, Value>,
    value: &'d Value,
) -> Vec<(&'v Value, &'d Value)> {
    match value {
        Value::Object(members) => {
            members.iter().flat_map(|(name, member)| schemas_of_member(schema, name, member)).collect()
        }
        Value::Array(items) => {
            items.iter().enumerate().flat_map(|(index, item)| schemas_of_item(schema, index, item)).collect()
        }
        _ => Vec::new(),
    }
}

/// Returns the subschemas applied to a member; those of all patterns, whether they match or not.
fn schemas_of_member<'v, 'd>(
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

/// Returns the subschemas applied to an item.
fn schemas_of_item<'v, 'd>(
    schema: &'v Map<String, Value>,
    index: usize,
    item: &'d Value,
) -> impl Iterator<Item = (&'v Value, &'d Value)> {
    let own = schema.get("prefixItems").and_then(|prefix| prefix.get(index));
    let rest = own.or_else(|| schema.get("items"));
    let further = ["contains", "additionalItems"].into_iter().filter_map(|word| schema.get(word));
    rest.into_iter().chain(further).map(move |inner| (inner, item))
}
