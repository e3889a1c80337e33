//! Values against schemas of a document, by a JSON Schema validator: OpenAPI 3.0's own keywords are put in JSON Schema's
//! words first, so that both dialects are held by the same rules.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use jsonschema::error::ValidationErrorKind;
use jsonschema::{Draft, PatternOptions, Registry, Validator};
use serde_json::{Map, Value, json};

use super::cost::{Built, Costs, ELSEWHERE, is_uncounted};
use super::listing::{brief, length};
use super::walk::{is_map, resolve};
use crate::base::pointer::Pointer;
use crate::correct::propose::is_short;
use crate::diagnostic::Report;

/// What the schemas of a document are known by while they are asked.
const BASE: &str = "truespec:///document";

/// Differences of one value beyond this are not told.
const MOST: usize = 20;

/// How often a pattern may go back in a text.
pub(super) const BACKTRACK: usize = 20_000;

/// The schemas of a document.
pub(crate) struct Schemas {
    whole: Value,
    registry: Option<Registry<'static>>,
    validators: Vec<Validator>,
    /// By schema, the validator that knows it, and by which name.
    known: IndexMap<Pointer, (usize, String)>,
    costs: Costs,
}

/// A place where a value is not what its schema says.
pub(crate) struct Difference {
    /// The schema at fault, in the document.
    pub schema: Pointer,
    /// Where in the value.
    pub instance: Pointer,
    /// The JSON type of what is found there.
    pub found: &'static str,
    /// What is found there, if it is short enough to be shown.
    pub value: Option<Value>,
    /// What is the matter.
    pub kind: Matter,
    /// In words.
    pub message: String,
}

/// What may be the matter with a value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Matter {
    /// Null where that is not declared.
    Null,
    /// Another JSON type.
    Type,
    /// Not among the literals.
    Literal,
    /// A member is missing.
    Missing(String),
    /// A limit or a pattern, by its keyword.
    Limit(String),
    /// None of several schemas, or more than one.
    Alternative,
}

impl Schemas {
    /// Those of a document, with room for values of so many bytes besides it.
    pub(crate) fn new(document: &Value, bytes: usize) -> Self {
        let whole = translated(document, false);
        let registry = Registry::new()
            .draft(Draft::Draft202012)
            .add(BASE, whole.clone())
            .ok()
            .and_then(|registry| registry.prepare().ok());
        let costs = Costs::new(length(document).saturating_add(bytes));
        Self { whole, registry, validators: Vec::new(), known: IndexMap::new(), costs }
    }

    /// The budgets, for the report.
    pub(crate) fn record(&self, report: &mut Report) {
        self.costs.record(report);
    }

    /// Builds validators of the schemas at these places, as far as that takes reasonable time: what several of them reach is
    /// read once.
    pub(crate) fn prepare(&mut self, places: impl IntoIterator<Item = Pointer>) {
        let distinct: BTreeSet<Pointer> = places.into_iter().collect();
        self.build(&distinct.into_iter().collect::<Vec<_>>());
    }

    /// One validator of all schemas; where it cannot be built, one of each half.
    fn build(&mut self, places: &[Pointer]) {
        let mut built = Built::new(&self.whole);
        let affordable = |at: &&Pointer| self.costs.affords_building(&mut built, at);
        let places: Vec<&Pointer> = places.iter().filter(affordable).collect();
        let Some(registry) = self.registry.as_ref().filter(|_| !places.is_empty()) else { return };
        let of = |at: &Pointer| json!({"$ref": format!("{BASE}#{}", fragment(at))});
        let named = places.iter().enumerate().map(|(index, at)| (index.to_string(), of(at)));
        let asked = json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "properties": named.collect::<Map<String, Value>>(),
        });
        let validator = jsonschema::options()
            .with_draft(Draft::Draft202012)
            .with_registry(registry)
            .with_pattern_options(PatternOptions::fancy_regex().backtrack_limit(BACKTRACK))
            .build(&asked);
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
            // It says nothing that could be asked.
            self.known.extend(places.into_iter().map(|at| (at.clone(), (usize::MAX, String::new()))));
        }
    }

    /// Whether a value can be held against the schema at a place, which was prepared, in reasonable time.
    pub(crate) fn affords(&mut self, schema: &Pointer, value: &Value) -> bool {
        self.known.contains_key(schema) && self.costs.affords(&self.whole, schema, value)
    }

    /// Where a value differs from the schema at a place, which [`Schemas::affords`] allows; nothing where the schema cannot
    /// be used, or a pattern cannot be asked.
    pub(crate) fn differences(&self, schema: &Pointer, value: &Value) -> Vec<Difference> {
        self.checked(schema, value).0
    }

    /// The same, and whether every pattern could be asked.
    pub(super) fn checked(&self, schema: &Pointer, value: &Value) -> (Vec<Difference>, bool) {
        let known =
            self.known.get(schema).and_then(|(number, name)| Some((self.validators.get(*number)?, name)));
        let Some((validator, name)) = known else { return (Vec::new(), true) };
        let mut asked = Map::new();
        asked.insert(name.clone(), value.clone());
        let asked = Value::Object(asked);
        let mut all = true;
        let found = validator.iter_errors(&asked).take(MOST).filter_map(|error| {
            if is_unasked(error.kind()) {
                all = false;
                return None;
            }
            let (at, keyword) = self.place(error.schema_path().as_str())?;
            let kind = self.matter(error.kind(), error.instance(), &at, &keyword)?;
            let instance = error.instance_path().as_str().strip_prefix('/')?.strip_prefix(name.as_str())?;
            let is_short = is_short(error.instance());
            Some(Difference {
                schema: at,
                instance: Pointer::parse(instance)?,
                found: super::kind(error.instance()),
                value: is_short.then(|| error.instance().clone().into_owned()),
                kind,
                message: if is_short { brief(&error) } else { brief(&error.masked_with("the value")) },
            })
        });
        let found = found.collect();
        (found, all)
    }

    /// The schema that an error names by its place in the document, and the keyword that is broken.
    fn place(&self, keywords: &str) -> Option<(Pointer, String)> {
        let at = Pointer::parse(keywords)?;
        let (schema, keyword) = (at.parent()?, at.last()?);
        let (schema, _) = resolve(&self.whole, &schema)?;
        Some((schema, keyword))
    }

    fn matter(
        &self,
        kind: &ValidationErrorKind,
        value: &Value,
        at: &Pointer,
        keyword: &str,
    ) -> Option<Matter> {
        Some(match kind {
            ValidationErrorKind::Type { .. } if value.is_null() => Matter::Null,
            ValidationErrorKind::Type { .. } => Matter::Type,
            ValidationErrorKind::Enum { .. } if value.is_null() => Matter::Null,
            ValidationErrorKind::Enum { .. } | ValidationErrorKind::Constant { .. } => Matter::Literal,
            ValidationErrorKind::Required { property } => {
                let name = property.as_str()?.to_owned();
                let of = at.join("properties").join(&name);
                let one_way = resolve(&self.whole, &of).is_some_and(|(_, schema)| {
                    ["readOnly", "writeOnly"].iter().any(|word| schema.get(word) == Some(&Value::Bool(true)))
                });
                // An example of a request leaves out what is only received, and the other way round.
                return (!one_way).then_some(Matter::Missing(name));
            }
            ValidationErrorKind::AnyOf { .. }
            | ValidationErrorKind::OneOfNotValid { .. }
            | ValidationErrorKind::OneOfMultipleValid { .. } => Matter::Alternative,
            _ => Matter::Limit(keyword.to_owned()),
        })
    }
}

/// Whether an error only says that a pattern was given up, there or in an alternative.
fn is_unasked(kind: &ValidationErrorKind) -> bool {
    match kind {
        ValidationErrorKind::BacktrackLimitExceeded { .. }
        | ValidationErrorKind::RegexEngineFailure { .. } => true,
        ValidationErrorKind::AnyOf { context }
        | ValidationErrorKind::OneOfNotValid { context }
        | ValidationErrorKind::OneOfMultipleValid { context } => {
            context.iter().flatten().any(|error| is_unasked(error.kind()))
        }
        ValidationErrorKind::PropertyNames { error } => is_unasked(error.kind()),
        _ => false,
    }
}

/// A pointer as the fragment of a URI.
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

/// A document with the schemas of 3.0 in the words of JSON Schema, and without what [`super::cost`] does not count; places
/// stay where they are.
fn translated(value: &Value, names: bool) -> Value {
    match value {
        Value::Object(object) if names => Value::Object(
            object.iter().map(|(name, inner)| (name.clone(), translated(inner, false))).collect(),
        ),
        Value::Object(object) => {
            let kept = object.iter().filter(|(key, value)| !is_left_out(key, value));
            let mut out: Map<String, Value> =
                kept.map(|(key, inner)| (key.clone(), of_keyword(key, inner))).collect();
            nullable(&mut out);
            limit(&mut out, "exclusiveMinimum", "minimum");
            limit(&mut out, "exclusiveMaximum", "maximum");
            Value::Object(out)
        }
        Value::Array(list) => list.iter().map(|inner| translated(inner, false)).collect(),
        other => other.clone(),
    }
}

/// Names of anchors and the like would change what references mean, and examples are no schemas to refer to.
fn is_left_out(key: &str, value: &Value) -> bool {
    is_uncounted(key, value) || matches!(key, "example" | "examples" | "default")
}

fn of_keyword(key: &str, value: &Value) -> Value {
    const MAPS: [&str; 6] =
        ["dependentSchemas", "dependencies", "callbacks", "pathItems", "webhooks", "encoding"];
    match (key, value) {
        ("enum" | "const", _) => value.clone(),
        ("$ref", Value::String(reference)) if !reference.starts_with('#') => json!(ELSEWHERE),
        _ => translated(value, is_map(key) || MAPS.contains(&key)),
    }
}

/// `nullable: true` widens the type and the literals; beside other schemas it takes those out of force for null.
fn nullable(schema: &mut Map<String, Value>) {
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
        // Both must hold of everything but null; nothing to say of that in place, so nothing is asked.
        schema.remove("allOf");
        schema.remove("$ref");
    }
}

/// `exclusiveMinimum: true` of 3.0 beside its limit.
fn limit(schema: &mut Map<String, Value>, exclusive: &str, inclusive: &str) {
    if let Some(Value::Bool(exclusively)) = schema.get(exclusive) {
        let exclusively = *exclusively;
        schema.remove(exclusive);
        if exclusively && let Some(limit) = schema.remove(inclusive) {
            schema.insert(exclusive.to_owned(), limit);
        }
    }
}
