//! Any dialect (Swagger 2.0, OpenAPI 3.0 to 3.2, and what vendors make of them) into the one 3.0 shape that
//! `openapiv3` models; the README's "The normal form" is what this pass promises to the next.
//!
//! Rules are data: `openapi` says what stands where, `treatment` which rules concern each object, `schema` lists the rules
//! of schemas, and one `walk` applies them all, in place.

mod check;
mod context;
mod fields;
mod path;
mod reference;
mod repair;
mod schema;
mod shape;
mod treatment;
mod v2;
mod v31;
mod v32;
mod walk;

use std::collections::BTreeSet;

use serde_json::Value;

use crate::diagnostic::provenance::Provenance;
use crate::diagnostic::{Report, code};
use crate::openapi::grammar;
use crate::openapi::kind::ValueKind;
use crate::openapi::normal;
use crate::openapi::object::Object as ObjectType;
use crate::openapi::version::Version;
use context::{Context, Object};
use path::Path;

/// What a document says it is.
enum Dialect {
    Swagger2,
    OpenApi3,
}

/// Rewrites a document into the normal form. Every repair that loses something, or that had to guess, is said
/// in the report; moves are recorded in the provenance. `None` if it is no OpenAPI document at all.
pub fn normalise(mut document: Value, provenance: &mut Provenance, report: &mut Report) -> Option<Value> {
    let dialect = document.as_object().map(dialect);
    let swagger = matches!(dialect, Some(Some(Dialect::Swagger2)));
    let said = document.get("openapi").or_else(|| document.get("swagger")).and_then(Version::read);
    // Of a version that is not known nothing is too new.
    let read_as = if swagger { Version::V2 } else { said.unwrap_or(Version::V32) };
    let mut cx = Context::new(provenance, report, read_as);
    let (Some(Some(dialect)), Value::Object(root)) = (dialect, &mut document) else {
        let message = "not an OpenAPI document: it has neither `openapi` nor `swagger`";
        cx.say(&code::NOT_OPENAPI, &Path::ROOT, message);
        return None;
    };
    if !CONTAINERS.iter().any(|key| root.contains_key(*key)) {
        let message = "the document is empty: it has no `paths`, `components` or `webhooks`";
        cx.say(&code::DOCUMENT_EMPTY, &Path::ROOT, message);
        return None;
    }
    shape::document::more_paths(root, &mut cx);
    match dialect {
        Dialect::Swagger2 => v2::upgrade(root, &mut cx),
        Dialect::OpenApi3 => version(root, &mut cx),
    }
    if cx.version >= Version::V31 {
        v31::generic::instantiate(&mut document, &mut cx);
    }
    walk::walk(&mut document, &ValueKind::Object(&grammar::DOCUMENT), &Path::ROOT, &mut cx);
    reference::settle::settle(&mut document, &mut cx);
    cx.finish();
    Some(document)
}

/// What a document has something in, in any version.
const CONTAINERS: [&str; 8] =
    ["paths", "components", "webhooks", "definitions", "parameters", "responses", "$defs", normal::WEBHOOKS];

/// Which dialect to read: a version is read as leniently as all else.
fn dialect(document: &Object) -> Option<Dialect> {
    let version = |key: &str| document.get(key).map(|value| value.to_string().replace('"', ""));
    match (version("openapi"), version("swagger")) {
        (Some(version), _) if version.trim().starts_with('2') => Some(Dialect::Swagger2),
        (None, Some(version)) if version.trim().starts_with('3') => Some(Dialect::OpenApi3),
        (Some(_), _) => Some(Dialect::OpenApi3),
        (None, Some(_)) => Some(Dialect::Swagger2),
        (None, None) => None,
    }
}

/// Says so if a document is of a version that did not exist when this was written.
fn version(document: &Object, cx: &mut Context<'_>) {
    let Some(version) = document.get("openapi").or_else(|| document.get("swagger")) else { return };
    if Version::read(version).is_none() {
        let message = format!("unknown version {version}; read as 3.x");
        cx.say(&code::UNKNOWN_VERSION, &Path::ROOT.key("openapi"), message);
    }
}

/// The names of all rules: those of schemas and those of every object of the grammar. Each has a feature
/// document of its name in `tests/normalise`.
pub fn rules() -> BTreeSet<&'static str> {
    let mut names: BTreeSet<_> = schema::RULES.iter().map(|rule| rule.name).collect();
    let mut seen: Vec<&'static ObjectType> = Vec::new();
    let mut open = vec![&grammar::DOCUMENT, &grammar::DISCRIMINATOR];
    while let Some(object) = open.pop() {
        if seen.iter().any(|known| std::ptr::eq(*known, object)) {
            continue;
        }
        seen.push(object);
        let treatment = treatment::of(object.id);
        names.extend(treatment.rules.iter().chain(treatment.after).map(|rule| rule.name));
        let kinds = object.fields.iter().map(|field| &field.kind).chain([&object.others]);
        open.extend(kinds.filter_map(ValueKind::object));
    }
    names
}
