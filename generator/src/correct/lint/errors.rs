//! Finds error responses whose bodies are given by example only.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::walk::{json_media_type, operations};
use super::{Linter, shorten};
use crate::base::pointer::Pointer;
use crate::correct::infer::{Dialect, Evidence, infer};
use crate::correct::propose::{Action, Proposal, json_path};
use crate::diagnostic::code::LINT_ERROR_UNTYPED;
use crate::text::plural::counted;

/// An error body without a schema.
struct Untyped {
    media: Pointer,
    examples: Vec<Value>,
}

/// Finds these responses, and proposes one schema for all of them.
pub(super) fn check(linter: &mut Linter<'_>) {
    let document = linter.document;
    let mut found: Vec<Untyped> = Vec::new();
    let mut known: BTreeSet<Pointer> = BTreeSet::new();
    for operation in operations(document) {
        for (status, at, response) in operation.responses(document) {
            let failed = status == "default" || status.starts_with(['4', '5']);
            let Some((media, schema)) = json_media_type(&at, response).filter(|_| failed) else { continue };
            if document.pointer(schema.as_str()).is_none() && known.insert(media.clone()) {
                let examples = examples(document, &media);
                if !examples.is_empty() {
                    linter.report(
                        &LINT_ERROR_UNTYPED,
                        &media,
                        format!(
                            "the error {status} of `{} {}` has examples but no schema",
                            operation.method.to_uppercase(),
                            shorten(&operation.path)
                        ),
                    );
                    found.push(Untyped { media, examples });
                }
            }
        }
    }
    propose(linter, &found);
}

fn examples(document: &Value, media: &Pointer) -> Vec<Value> {
    let Some(media) = document.pointer(media.as_str()) else { return Vec::new() };
    let named = media.get("examples").and_then(Value::as_object).into_iter().flat_map(Map::values);
    named.filter_map(|example| example.get("value")).chain(media.get("example")).cloned().collect()
}

fn propose(linter: &mut Linter<'_>, found: &[Untyped]) {
    let objects: Vec<&Value> =
        found.iter().flat_map(|untyped| &untyped.examples).filter(|example| example.is_object()).collect();
    if objects.is_empty() {
        return;
    }
    let document = linter.document;
    let taken = |name: &&str| document.pointer(&format!("/components/schemas/{name}")).is_none();
    let Some(name) = ["ErrorResponse", "ErrorBody", "ExampleError"].into_iter().find(taken) else { return };
    let source = format!("the examples of {}", counted(found.len(), "error"));
    let schemas = Pointer::root().join("components").join("schemas");
    let mut whole = json!({});
    whole[name] = infer(&Evidence::merged(objects), Dialect::of(document));
    let exists = document.pointer(schemas.as_str()).is_some();
    let (target, update) =
        if exists { (schemas, whole) } else { (Pointer::root(), json!({"components": {"schemas": whole}})) };
    let component = Proposal {
        file: None,
        target: json_path(document, &target),
        description: "Errors are published as examples only; this schema is made from the examples."
            .to_owned(),
        source: source.clone(),
        guard: Some((format!("$.components.schemas.{name}"), Value::Null)),
        action: Action::Update(update),
    };
    let uses = found.iter().map(|untyped| {
        let reference = json!({"$ref": format!("#/components/schemas/{name}")});
        let why = "The error has examples but no schema.".to_owned();
        Proposal::set(document, &untyped.media, "schema", reference, why, source.clone())
    });
    linter.propose(std::iter::once(component).chain(uses));
}
