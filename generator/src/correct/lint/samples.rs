//! The examples of a document, with the schema that each should match.

use serde_json::Value;

use super::resolve;
use super::walk::{Node, nodes};
use crate::base::pointer::Pointer;
use crate::correct::judge::Direction;
use crate::openapi::media_type::is_json;

/// A value that should match a schema.
pub(super) struct Sample<'a> {
    /// Where it is.
    pub at: Pointer,
    /// The value.
    pub value: &'a Value,
    /// The schema.
    pub schema: Pointer,
}

impl Sample<'_> {
    /// Returns whether it is an example of a request or of a response.
    pub(super) fn direction(&self) -> Direction {
        let tokens: Vec<String> = self.at.tokens().take(4).collect();
        let tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
        match tokens.as_slice() {
            ["paths" | "webhooks", _, _, "requestBody" | "parameters"]
            | ["paths", _, "parameters", ..]
            | ["components", "requestBodies" | "parameters", ..]
            | ["parameters", ..] => Direction::Sent,
            ["paths" | "webhooks", _, _, "responses"]
            | ["components", "responses" | "headers", ..]
            | ["responses", ..] => Direction::Received,
            _ => Direction::Either,
        }
    }
}

/// Returns every example of a document with the pointer of its schema.
pub(crate) fn examples_of(document: &Value) -> Vec<(Pointer, &Value)> {
    samples(document).into_iter().map(|sample| (sample.schema, sample.value)).collect()
}

/// Returns every example of a document.
pub(super) fn samples(document: &Value) -> Vec<Sample<'_>> {
    let swagger = document.get("swagger").is_some();
    nodes(document).iter().flat_map(|node| of_object(document, node, swagger)).collect()
}

/// Returns the examples of an object.
fn of_object<'a>(document: &'a Value, node: &Node<'a>, swagger: bool) -> Vec<Sample<'a>> {
    let Some(schema) = schema_of(node) else { return Vec::new() };
    let mut found = Vec::new();
    let mut add = |at: Pointer, value| found.push(Sample { at, value, schema: schema.clone() });
    if let Some(example) = node.value.get("example") {
        add(node.at.join("example"), example);
    }
    let is_own = schema == node.at;
    let at = node.at.join("examples");
    match node.value.get("examples") {
        Some(Value::Array(list)) if is_own => {
            list.iter().enumerate().for_each(|(index, value)| add(at.join(index), value));
        }
        Some(Value::Object(by_type)) if swagger => {
            let json = by_type.iter().filter(|(media, _)| is_json(media));
            json.for_each(|(media, value)| add(at.join(media), value));
        }
        Some(Value::Object(named)) if !is_own => {
            for name in named.keys() {
                let at = at.join(name);
                if let Some(value) = resolve(document, &at).and_then(|(_, example)| example.get("value")) {
                    add(at.join("value"), value);
                }
            }
        }
        _ => {}
    }
    // An example in another format, such as an event stream, is not JSON of the schema.
    let media = node.at.last().unwrap_or_default();
    let json = is_own || !media.contains('/') || is_json(&media);
    found.retain(|sample| json || !sample.value.is_string());
    found
}

/// Returns the schema of an object with a `schema`, or of a schema.
fn schema_of(node: &Node<'_>) -> Option<Pointer> {
    const WORDS: [&str; 7] = ["type", "properties", "items", "allOf", "anyOf", "oneOf", "enum"];
    match node.value.get("schema") {
        Some(schema) if schema.is_object() => Some(node.at.join("schema")),
        _ => WORDS.iter().any(|word| node.value.contains_key(*word)).then(|| node.at.clone()),
    }
}
