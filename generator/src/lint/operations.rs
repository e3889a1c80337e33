//! Operations and objects whose parts do not fit each other: undeclared path parameters, shared ids, required members that
//! are not there, links of pages that are never null.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::Linting;
use super::walk::{nodes, operations, resolve};
use crate::diagnostic::code::{LINT_ID_SHARED, LINT_PAGE, LINT_PATH_PARAMETER, LINT_REQUIRED_UNKNOWN};
use crate::pointer::Pointer;
use crate::propose::{Action, Proposal, path};

/// Looks at every operation and every object.
pub(super) fn check(linting: &mut Linting<'_>) {
    path_parameters(linting);
    ids(linting);
    for node in nodes(linting.document) {
        if let Some(properties) = node.value.get("properties").and_then(Value::as_object) {
            required(linting, &node.at, node.value, properties);
            page(linting, &node.at, properties);
        }
    }
}

fn path_parameters(linting: &mut Linting<'_>) {
    let document = linting.document;
    for operation in operations(document) {
        let declared: Vec<&str> = operation
            .parameters(document)
            .into_iter()
            .filter(|(_, parameter)| parameter["in"] == "path")
            .filter_map(|(_, parameter)| parameter["name"].as_str())
            .collect();
        for name in placeholders(operation.path).into_iter().filter(|name| !declared.contains(name)) {
            let message = format!("`{{{name}}}` of `{}` is not declared", operation.path);
            linting.find(&LINT_PATH_PARAMETER, &operation.at, message);
            let parameter =
                json!([{"name": name, "in": "path", "required": true, "schema": {"type": "string"}}]);
            linting.propose(Proposal {
                target: path(document, &operation.at),
                description: format!("`{name}` is in the path and not declared."),
                source: format!("the path `{}`", operation.path),
                guard: None,
                action: Action::Update(json!({"parameters": parameter})),
            });
        }
    }
}

fn placeholders(path: &str) -> Vec<&str> {
    path.split('{')
        .skip(1)
        .filter_map(|part| part.split_once('}'))
        .map(|(name, _)| name.split('=').next().unwrap_or(name))
        .map(|name| name.strip_prefix('+').unwrap_or(name))
        .collect()
}

fn ids(linting: &mut Linting<'_>) {
    let document = linting.document;
    let mut seen: BTreeMap<&str, Pointer> = BTreeMap::new();
    for operation in operations(document) {
        let Some(id) = operation.value.get("operationId").and_then(Value::as_str) else { continue };
        let Some(first) = seen.get(id) else {
            seen.insert(id, operation.at);
            continue;
        };
        let message = format!("`{id}` is the id of `{}` too", path(document, first));
        linting.find(&LINT_ID_SHARED, &operation.at.join("operationId"), message);
        let words: Vec<&str> =
            operation.path.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let own = format!("{}_{}", operation.method, words.join("_"));
        let why = format!("`{id}` is the id of several operations.");
        let source = "the document itself".to_owned();
        linting.propose(Proposal::set(document, &operation.at, "operationId", json!(own), why, source));
    }
}

fn required(
    linting: &mut Linting<'_>,
    at: &Pointer,
    schema: &Map<String, Value>,
    properties: &Map<String, Value>,
) {
    let composed = ["allOf", "anyOf", "oneOf", "$ref"].iter().any(|word| schema.contains_key(*word));
    // A schema inside another may name what that one declares.
    let inside = at.tokens().any(|token| ["allOf", "anyOf", "oneOf", "not", "if"].contains(&token.as_str()));
    let open = schema.get("additionalProperties").is_some_and(|rest| *rest != Value::Bool(false));
    let names = schema.get("required").and_then(Value::as_array).into_iter().flatten().enumerate();
    for (index, name) in names.filter_map(|(index, name)| Some((index, name.as_str()?))) {
        if properties.contains_key(name) || composed || inside || open {
            continue;
        }
        let place = at.join("required").join(index);
        linting.find(&LINT_REQUIRED_UNKNOWN, &place, format!("`{name}` is required and not declared"));
        let why = format!("`{name}` is required as published, and not declared.");
        linting.propose(Proposal::not_required(
            linting.document,
            at,
            name,
            why,
            "the schema itself".to_owned(),
        ));
    }
}

fn page(linting: &mut Linting<'_>, at: &Pointer, properties: &Map<String, Value>) {
    let lists = ["results", "data", "items"]
        .iter()
        .any(|key| properties.get(*key).is_some_and(|schema| schema["type"] == "array"));
    for link in ["next", "previous", "prev"].into_iter().filter(|_| lists) {
        let place = at.join("properties").join(link);
        let Some((place, schema)) = resolve(linting.document, &place) else { continue };
        let text = schema["type"] == "string";
        if text && schema.get("nullable") != Some(&Value::Bool(true)) {
            linting.find(&LINT_PAGE, &place, format!("`{link}` of a page is declared as never null"));
            // Newer dialects say it by a list of types, which an update cannot make of one.
            if linting.document["openapi"].as_str().is_some_and(|version| version.starts_with("3.0")) {
                let why = format!("The page at the end has no `{link}`.");
                let source = "pages of other servers".to_owned();
                linting.propose(Proposal::set(
                    linting.document,
                    &place,
                    "nullable",
                    json!(true),
                    why,
                    source,
                ));
            }
        }
    }
}
