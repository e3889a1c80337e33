//! Finds actions on a collection that are published with the request and response body of creating an element.
//! drf-spectacular uses the serializer of the view set for all of its actions.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::walk::{Operation, json_media_type, operations};
use super::{Linter, shorten};
use crate::correct::propose::Proposal;
use crate::diagnostic::code::LINT_COLLECTION_ACTION;
use crate::openapi::template::names;

/// Finds `POST /things/verb/` operations that take and return the same component with status 200 instead of 201.
pub(super) fn check(linter: &mut Linter<'_>) {
    let document = linter.document;
    let operations = operations(document);
    let posts = post_operations(&operations);
    for operation in operations.iter().filter(|operation| operation.method == "post") {
        let Some((collection, verb)) = split(operation.path) else { continue };
        let create = posts.get(collection.trim_end_matches('/'));
        let (Some((_, sent)), Some((_, answered))) =
            (body(document, operation), response(document, operation, "200"))
        else {
            continue;
        };
        let (Some(own), true) =
            (reference(document, &sent), reference(document, &sent) == reference(document, &answered))
        else {
            continue;
        };
        // Without a create operation to compare with, a read-only id is the evidence: nobody sends an element's id to a
        // verb.
        let like_create = match create {
            Some(create) => body(document, create).and_then(|(_, at)| reference(document, &at)) == Some(own),
            None => has_read_only_id(document, own),
        };
        if !like_create {
            continue;
        }
        if linter.listing.is_full() {
            break;
        }
        let shown = shorten(&own);
        let message = format!(
            "`{verb}` on `{}` takes and returns `{shown}`, like creating one, but returns 200",
            shorten(&collection)
        );
        linter.report(&LINT_COLLECTION_ACTION, &operation.at, message);
        let source = "the structure of the document; check the description for the real types".to_owned();
        let element = json!({"$ref": own});
        let why = format!(
            "The response of `{verb}` is published as one `{shown}`, but an action on a collection returns a list. Check the request body too: it is the one for creating an element."
        );
        let removed = Proposal::remove(document, &answered, why.clone(), source.clone());
        let media = answered.parent().unwrap_or_default();
        let set = Proposal::set(
            document,
            &media,
            "schema",
            json!({"type": "array", "items": element}),
            why,
            source,
        );
        linter.propose([removed, Proposal { guard: None, ..set }]);
    }
}

/// Returns the first POST operation of each path, without trailing slashes.
fn post_operations<'o, 'd>(operations: &'o [Operation<'d>]) -> BTreeMap<&'d str, &'o Operation<'d>> {
    let mut posts = BTreeMap::new();
    for operation in operations.iter().filter(|operation| operation.method == "post") {
        posts.entry(operation.path.trim_end_matches('/')).or_insert(operation);
    }
    posts
}

/// Splits `/things/verb/` into `/things` and `verb`. `None` if either part has parameters.
fn split(path: &str) -> Option<(&str, &str)> {
    let trimmed = path.trim_end_matches('/');
    let (collection, verb) = trimmed.rsplit_once('/')?;
    let plain = |part: &str| !part.is_empty() && names(part).is_empty();
    let last = collection.rsplit('/').next()?;
    (plain(verb) && plain(last)).then_some((collection, verb))
}

type MediaPointers = (crate::base::pointer::Pointer, crate::base::pointer::Pointer);

fn body(document: &Value, operation: &Operation<'_>) -> Option<MediaPointers> {
    let (at, body) = super::resolve(document, &operation.at.join("requestBody"))?;
    json_media_type(&at, body)
}

fn response(document: &Value, operation: &Operation<'_>, status: &str) -> Option<MediaPointers> {
    let responses = operation.responses(document);
    let (_, at, response) = responses.iter().find(|(own, ..)| own == status)?;
    json_media_type(at, response)
}

/// Returns the `$ref` of a schema.
fn reference<'a>(document: &'a Value, at: &crate::base::pointer::Pointer) -> Option<&'a str> {
    document.pointer(at.as_str())?.get("$ref")?.as_str()
}

fn has_read_only_id(document: &Value, reference: &str) -> bool {
    let schema = reference.strip_prefix('#').and_then(crate::base::pointer::Pointer::from_fragment);
    let id = schema.and_then(|at| document.pointer(at.join("properties").join("id").as_str()));
    id.is_some_and(|id| id.get("readOnly") == Some(&Value::Bool(true)))
}
