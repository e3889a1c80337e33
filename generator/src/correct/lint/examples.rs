//! Examples that do not validate against their schema.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::validate::{Difference, DifferenceKind, Schemas};
use super::walk::{Node, nodes};
use super::{Linter, resolve, shorten};
use crate::base::pointer::Pointer;
use crate::correct::propose::Proposal;
use crate::diagnostic::code::{LINT_COSTLY, LINT_EXAMPLE};
use crate::openapi::media_type::is_json;

/// Message for a value that is not validated.
pub(crate) const NOT_CHECKED: &str = "not checked: too many schemas to evaluate, or nested too deeply";

/// Message for a value that is not matched against a pattern.
const NOT_CHECKED_COMPLETELY: &str = "not checked completely: a pattern backtracks too often";

/// Validates every example against its schema.
pub(super) fn check(linter: &mut Linter<'_>) {
    let document = linter.document;
    let all: Vec<Example<'_>> = nodes(document).iter().flat_map(|node| examples(document, node)).collect();
    let mut schemas = Schemas::new(document, 0);
    schemas.prepare(all.iter().map(|example| example.schema.clone()));
    let mut reported: BTreeSet<(Pointer, DifferenceKind, Option<String>)> = BTreeSet::new();
    for Example { at, value, schema } in all {
        if linter.listing.is_full() {
            break;
        }
        if !schemas.spend_validation(&schema, value) {
            linter.report(&LINT_COSTLY, &at, NOT_CHECKED.to_owned());
            continue;
        }
        let (differences, all) = schemas.checked(&schema, value);
        if !all {
            linter.report(&LINT_COSTLY, &at, NOT_CHECKED_COMPLETELY.to_owned());
        }
        for difference in differences {
            let kind = difference.kind.clone();
            // Each kind of difference is reported once per schema, however many examples show it.
            if reported.insert((difference.schema.clone(), kind, literal(&difference))) {
                report_difference(linter, &at, &difference);
            }
        }
    }
    schemas.report_steps(linter.listing.report());
}

fn literal(difference: &Difference) -> Option<String> {
    difference.value.as_ref().filter(|_| difference.kind == DifferenceKind::Literal).map(Value::to_string)
}

/// Returns every example of a document with the pointer of its schema.
pub(crate) fn examples_of(document: &Value) -> Vec<(Pointer, &Value)> {
    let all = nodes(document).into_iter().flat_map(|node| examples(document, &node)).collect::<Vec<_>>();
    all.into_iter().map(|example| (example.schema, example.value)).collect()
}

/// A value that should match a schema.
struct Example<'a> {
    at: Pointer,
    value: &'a Value,
    schema: Pointer,
}

/// The examples of an object.
fn examples<'a>(document: &'a Value, node: &Node<'a>) -> Vec<Example<'a>> {
    let mut found = Vec::new();
    let schema = match node.value.get("schema") {
        Some(schema) if schema.is_object() => Some(node.at.join("schema")),
        _ => {
            const WORDS: [&str; 7] = ["type", "properties", "items", "allOf", "anyOf", "oneOf", "enum"];
            WORDS.iter().any(|word| node.value.contains_key(*word)).then(|| node.at.clone())
        }
    };
    let Some(schema) = schema else { return found };
    let own = schema == node.at;
    if let Some(example) = node.value.get("example") {
        found.push(Example { at: node.at.join("example"), value: example, schema: schema.clone() });
    }
    match node.value.get("examples") {
        Some(Value::Array(list)) if own => {
            let each = list.iter().enumerate();
            found.extend(each.map(|(index, value)| Example {
                at: node.at.join("examples").join(index),
                value,
                schema: schema.clone(),
            }));
        }
        Some(Value::Object(named)) if !own => {
            for name in named.keys() {
                let at = node.at.join("examples").join(name);
                if let Some(value) = resolve(document, &at).and_then(|(_, example)| example.get("value")) {
                    found.push(Example { at: at.join("value"), value, schema: schema.clone() });
                }
            }
        }
        _ => {}
    }
    // An example in another format, such as an event stream, is not JSON of the schema.
    let media = node.at.last().unwrap_or_default();
    let json = own || !media.contains('/') || is_json(&media);
    found.retain(|example| json || !example.value.is_string());
    found
}

fn report_difference(linter: &mut Linter<'_>, at: &Pointer, difference: &Difference) {
    let place = at.concat(difference.instance.as_str());
    let shown = linter.document.pointer(place.as_str()).map_or_else(|| at.clone(), |_| place);
    let message =
        format!("{}; the schema is `{}`", difference.message, linter.shown_path(&difference.schema));
    linter.report(&LINT_EXAMPLE, &shown, message);
    linter.listing.note_schema(&difference.schema);
    let source = format!("the example at {}", linter.shown_path(&shown));
    corrections(linter.document, difference, &source).into_iter().for_each(|action| linter.propose(action));
}

/// Proposes actions that make the schema accept the value found.
fn corrections(document: &Value, difference: &Difference, source: &str) -> Vec<Proposal> {
    let at = &difference.schema;
    let why = |what: &str| format!("Published without {what}, which occurs in practice.");
    let set = |member: &str, value, what: &str| {
        Proposal::set(document, at, member, value, why(what), source.to_owned())
    };
    let remove =
        |at: &Pointer, what: &str| Proposal::remove(document, at, what.to_owned(), source.to_owned());
    let schema = document.pointer(at.as_str()).unwrap_or(&Value::Null);
    let newer =
        document.get("openapi").and_then(Value::as_str).is_some_and(|version| !version.starts_with("3.0"));
    match &difference.kind {
        DifferenceKind::Null if newer && schema.get("type").is_some_and(Value::is_string) => {
            let both = json!([schema["type"], "null"]);
            let gone = remove(
                &at.join("type"),
                "The type does not allow null, which occurs in practice; the next action sets both types.",
            );
            vec![gone, Proposal { guard: None, ..set("type", both, "`null`") }]
        }
        DifferenceKind::Null if newer && schema.get("type").is_some_and(Value::is_array) => {
            vec![set("type", json!(["null"]), "`null`")]
        }
        DifferenceKind::Null => vec![set("nullable", json!(true), "`null`")],
        DifferenceKind::Type if schema.get("type").is_some_and(Value::is_string) => {
            vec![Proposal::set(
                document,
                at,
                "type",
                json!(difference.found),
                format!(
                    "Published as `{}`, but is `{}` in practice.",
                    schema["type"].as_str().unwrap_or_default(),
                    difference.found
                ),
                source.to_owned(),
            )]
        }
        DifferenceKind::Literal if schema.get("enum").is_some() => match &difference.value {
            Some(value) => vec![set("enum", json!([value]), &format!("the value `{value}`"))],
            None => Vec::new(),
        },
        DifferenceKind::Missing(name) => {
            let why = format!("`{}` is published as required, but missing in practice.", shorten(name));
            vec![Proposal::not_required(document, at, name, why, source.to_owned())]
        }
        DifferenceKind::Limit(word) if schema.get(word).is_some() => {
            vec![remove(&at.join(word), &format!("`{word}` is violated in practice."))]
        }
        _ => Vec::new(),
    }
}

/// The JSON type of a value.
pub(crate) fn json_type(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}
