//! Validates values against the schemas of a document with a JSON Schema validator. The keywords of OpenAPI 3.0 are
//! translated to JSON Schema first, so that both dialects follow the same rules.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use jsonschema::error::ValidationErrorKind;
use jsonschema::{Draft, PatternOptions, Registry, Validator};
use serde_json::{Map, Value, json};

use super::cost::{BuiltSchemas, Costs, ELSEWHERE, is_uncounted};
use super::listing::json_length;
use super::walk::resolve;
use crate::base::pointer::Pointer;
use crate::diagnostic::Report;
use crate::openapi::content::is_map;

/// The URI of the document during validation.
const BASE: &str = "truespec:///document";

/// The most differences reported for one value.
const MAX_DIFFERENCES: usize = 20;

/// How often a pattern may backtrack in a text.
pub(super) const BACKTRACK: usize = 20_000;

/// The schemas of a document and their validators.
pub(crate) struct Schemas {
    whole: Value,
    registry: Option<Registry<'static>>,
    validators: Vec<Validator>,
    /// The validator (index) of each schema, and the property that stands for the schema there.
    known: IndexMap<Pointer, (usize, String)>,
    costs: Costs,
}

/// Keywords that are left to judging, which knows what a client makes of a value.
const JUDGED: [&str; 21] = [
    "additionalProperties",
    "allOf",
    "anyOf",
    "const",
    "enum",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "format",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "oneOf",
    "properties",
    "required",
    "type",
    "unevaluatedProperties",
];

/// Keywords whose schemas are not judged.
const NOT_JUDGED: [&str; 9] = [
    "contains",
    "dependencies",
    "dependentSchemas",
    "else",
    "if",
    "not",
    "patternProperties",
    "propertyNames",
    "then",
];

/// A keyword that a value violates, other than those that are judged.
pub(super) struct Violation {
    /// The pointer of the schema in the document.
    pub schema: Pointer,
    /// The pointer in the value.
    pub instance: Pointer,
    /// The keyword.
    pub keyword: String,
}

impl Schemas {
    /// Reads the schemas of a document, with a budget for `bytes` of values besides it.
    pub(crate) fn new(document: &Value, bytes: usize) -> Self {
        let whole = translate(document, false);
        let registry = Registry::new()
            .draft(Draft::Draft202012)
            .add(BASE, whole.clone())
            .ok()
            .and_then(|registry| registry.prepare().ok());
        let costs = Costs::new(json_length(document).saturating_add(bytes));
        Self { whole, registry, validators: Vec::new(), known: IndexMap::new(), costs }
    }

    /// Adds the steps used to the report.
    pub(crate) fn report_steps(&self, report: &mut Report) {
        self.costs.report_steps(report);
    }

    /// Builds validators for the schemas at these pointers, within the budget. Schemas that several of them reach are
    /// read once.
    pub(crate) fn prepare(&mut self, places: impl IntoIterator<Item = Pointer>) {
        let distinct: BTreeSet<Pointer> = places.into_iter().collect();
        self.build(&distinct.into_iter().collect::<Vec<_>>());
    }

    /// Builds one validator for all schemas; if that fails, one for each half.
    fn build(&mut self, places: &[Pointer]) {
        let mut built = BuiltSchemas::new(&self.whole);
        let affordable = |at: &&Pointer| self.costs.spend_building(&mut built, at);
        let places: Vec<&Pointer> = places.iter().filter(affordable).collect();
        let Some(registry) = self.registry.as_ref().filter(|_| !places.is_empty()) else { return };
        let of = |at: &Pointer| json!({"$ref": format!("{BASE}#{}", fragment(at))});
        let named = places.iter().enumerate().map(|(index, at)| (index.to_string(), of(at)));
        let wrapper = json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "properties": named.collect::<Map<String, Value>>(),
        });
        let validator = jsonschema::options()
            .with_draft(Draft::Draft202012)
            .with_registry(registry)
            .with_pattern_options(PatternOptions::fancy_regex().backtrack_limit(BACKTRACK))
            .build(&wrapper);
        if let Ok(validator) = validator {
            let number = self.validators.len();
            self.validators.push(validator);
            let known = places.iter().enumerate();
            self.known.extend(known.map(|(index, at)| ((*at).clone(), (number, index.to_string()))));
        } else if places.len() > 1 {
            let places: Vec<Pointer> = places.into_iter().cloned().collect();
            let (first, second) = places.split_at(places.len() / 2);
            self.build(first);
            self.build(second);
        } else {
            // This schema cannot be used for validation.
            self.known.extend(places.into_iter().map(|at| (at.clone(), (usize::MAX, String::new()))));
        }
    }

    /// Spends the cost of validating a value against a schema, which must be prepared; false if that exceeds the
    /// budget.
    pub(crate) fn spend_validation(&mut self, schema: &Pointer, value: &Value) -> bool {
        self.known.contains_key(schema) && self.costs.spend_validation(&self.whole, schema, value)
    }

    /// Returns what a value violates of a schema, once [`Schemas::spend_validation`] allows it, and whether every pattern
    /// could be matched. Empty if the schema cannot be used.
    pub(super) fn checked(&self, schema: &Pointer, value: &Value) -> (Vec<Violation>, bool) {
        let known =
            self.known.get(schema).and_then(|(number, name)| Some((self.validators.get(*number)?, name)));
        let Some((validator, name)) = known else { return (Vec::new(), true) };
        let mut wrapped = Map::new();
        wrapped.insert(name.clone(), value.clone());
        let wrapped = Value::Object(wrapped);
        let mut all = true;
        let found = validator.iter_errors(&wrapped).take(MAX_DIFFERENCES).filter_map(|error| {
            if is_unmatched_pattern(error.kind()) {
                all = false;
                return None;
            }
            let (schema, keyword) = self.schema_location(error.schema_path().as_str())?;
            let instance = error.instance_path().as_str().strip_prefix('/')?.strip_prefix(name.as_str())?;
            let path = Pointer::parse(error.schema_path().as_str())?;
            let is_judged = JUDGED.contains(&keyword.as_str())
                && !path.tokens().any(|token| NOT_JUDGED.contains(&token.as_str()));
            let is_left = !is_judged && !matches!(error.kind(), ValidationErrorKind::FalseSchema);
            is_left.then_some(Violation { schema, instance: Pointer::parse(instance)?, keyword })
        });
        let found = found.collect();
        (found, all)
    }

    /// Returns the pointer in the document of the schema that an error names, and the keyword that is violated.
    fn schema_location(&self, keywords: &str) -> Option<(Pointer, String)> {
        let at = Pointer::parse(keywords)?;
        let (schema, keyword) = (at.parent()?, at.last()?);
        let (schema, _) = resolve(&self.whole, &schema)?;
        Some((schema, keyword))
    }
}

/// Returns true if an error means that a pattern was given up, here or in an alternative.
fn is_unmatched_pattern(kind: &ValidationErrorKind) -> bool {
    match kind {
        ValidationErrorKind::BacktrackLimitExceeded { .. }
        | ValidationErrorKind::RegexEngineFailure { .. } => true,
        ValidationErrorKind::AnyOf { context }
        | ValidationErrorKind::OneOfNotValid { context }
        | ValidationErrorKind::OneOfMultipleValid { context } => {
            context.iter().flatten().any(|error| is_unmatched_pattern(error.kind()))
        }
        ValidationErrorKind::PropertyNames { error } => is_unmatched_pattern(error.kind()),
        _ => false,
    }
}

/// Writes a pointer as the fragment of a URI.
fn fragment(at: &Pointer) -> String {
    let mut text = String::new();
    for byte in at.as_str().bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                text.push(char::from(byte))
            }
            other => text.push_str(&format!("%{other:02X}")),
        }
    }
    text
}

/// Translates the schemas of OpenAPI 3.0 in a document to JSON Schema, and removes what [`super::cost`] does not count.
/// Pointers stay the same.
fn translate(value: &Value, names: bool) -> Value {
    match value {
        Value::Object(object) if names => Value::Object(
            object.iter().map(|(name, inner)| (name.clone(), translate(inner, false))).collect(),
        ),
        Value::Object(object) => {
            let kept = object.iter().filter(|(key, value)| !is_left_out(key, value));
            let mut out: Map<String, Value> =
                kept.map(|(key, inner)| (key.clone(), translate_keyword(key, inner))).collect();
            translate_nullable(&mut out);
            translate_limit(&mut out, "exclusiveMinimum", "minimum");
            translate_limit(&mut out, "exclusiveMaximum", "maximum");
            Value::Object(out)
        }
        Value::Array(list) => list.iter().map(|inner| translate(inner, false)).collect(),
        other => other.clone(),
    }
}

/// Returns true for members that are removed: anchors and the like would change what references mean, and examples are
/// not schemas to refer to.
fn is_left_out(key: &str, value: &Value) -> bool {
    is_uncounted(key, value) || matches!(key, "example" | "examples" | "default")
}

fn translate_keyword(key: &str, value: &Value) -> Value {
    match (key, value) {
        ("enum" | "const", _) => value.clone(),
        ("$ref", Value::String(reference)) if !reference.starts_with('#') => json!(ELSEWHERE),
        _ => translate(value, is_map(key)),
    }
}

/// Translates `nullable: true`: null is added to the type, the literals and the alternatives; `allOf` and `$ref` are
/// removed.
fn translate_nullable(schema: &mut Map<String, Value>) {
    if schema.get("nullable") != Some(&Value::Bool(true)) {
        return;
    }
    if let Some(Value::String(own)) = schema.get("type").cloned() {
        schema.insert("type".to_owned(), json!([own, "null"]));
    }
    if let Some(Value::Array(values)) = schema.get_mut("enum")
        && !values.contains(&Value::Null)
    {
        values.push(Value::Null);
    }
    for word in ["anyOf", "oneOf"] {
        if let Some(Value::Array(schemas)) = schema.get_mut(word) {
            schemas.push(json!({"type": "null"}));
        }
    }
    if schema.contains_key("$ref") || schema.contains_key("allOf") {
        // They apply to every value except null, which cannot be expressed in place, so they are removed.
        schema.remove("allOf");
        schema.remove("$ref");
    }
}

/// Translates `exclusiveMinimum: true` of 3.0 and its limit to one keyword.
fn translate_limit(schema: &mut Map<String, Value>, exclusive: &str, inclusive: &str) {
    if let Some(Value::Bool(exclusively)) = schema.get(exclusive) {
        let exclusively = *exclusively;
        schema.remove(exclusive);
        if exclusively && let Some(limit) = schema.remove(inclusive) {
            schema.insert(exclusive.to_owned(), limit);
        }
    }
}
