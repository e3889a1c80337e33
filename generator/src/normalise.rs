//! Rewrites any dialect (Swagger 2.0, OpenAPI 3.0 to 3.2, and vendor variants) into the one 3.0 shape that `openapiv3`
//! models. "The normal form" in the README is the contract with the next pass.
//!
//! Rules are data: `openapi` is the grammar, `treatment` lists the rules of each object, `schema` lists the rules of
//! schemas, and one `walk` applies them all, in place.

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
use crate::openapi::foreign;
use crate::openapi::grammar;
use crate::openapi::kind::ValueKind;
use crate::openapi::normal;
use crate::openapi::object::Object as ObjectType;
use crate::openapi::version::Version;
use context::{Context, Object};
use path::Path;

/// The dialect of a document.
enum Dialect {
    Swagger2,
    OpenApi3,
}

/// Rewrites a document into the normal form. Reports every repair that loses information or had to guess, and records
/// moves in the provenance. Returns `None` if the document is not an OpenAPI document.
pub fn normalise(mut document: Value, provenance: &mut Provenance, report: &mut Report) -> Option<Value> {
    let dialect = document.as_object().map(dialect);
    let swagger = matches!(dialect, Some(Some(Dialect::Swagger2)));
    let said = document.get("openapi").or_else(|| document.get("swagger")).and_then(Version::read);
    // In a document of an unknown version, nothing is too new.
    let read_as = if swagger { Version::V2 } else { said.unwrap_or(Version::V32) };
    let mut cx = Context::new(provenance, report, read_as);
    let (Some(Some(dialect)), Value::Object(root)) = (dialect, &mut document) else {
        cx.report(&code::NOT_OPENAPI, &Path::ROOT, foreign::UNKNOWN);
        return None;
    };
    if !CONTAINERS.iter().any(|key| root.contains_key(*key)) {
        let message = "the document is empty: it has no `paths`, `components` or `webhooks`";
        cx.report(&code::DOCUMENT_EMPTY, &Path::ROOT, message);
        return None;
    }
    shape::document::move_ms_paths(root, &mut cx);
    match dialect {
        Dialect::Swagger2 => v2::upgrade(root, &mut cx),
        Dialect::OpenApi3 => report_unknown_version(root, &mut cx),
    }
    if cx.version >= Version::V31 {
        v31::generic::instantiate(&mut document, &mut cx);
    }
    walk::walk(&mut document, &ValueKind::Object(&grammar::DOCUMENT), &Path::ROOT, &mut cx);
    reference::resolve::resolve(&mut document, &mut cx);
    cx.finish();
    Some(document)
}

/// Root keys with content, in any version.
const CONTAINERS: [&str; 8] =
    ["paths", "components", "webhooks", "definitions", "parameters", "responses", "$defs", normal::WEBHOOKS];

/// Returns the dialect to read. The version is read leniently.
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

/// Reports a version that truespec does not know.
fn report_unknown_version(document: &Object, cx: &mut Context<'_>) {
    let Some(version) = document.get("openapi").or_else(|| document.get("swagger")) else { return };
    if Version::read(version).is_none() {
        let message = format!("unknown version {version}; read as 3.x");
        cx.report(&code::UNKNOWN_VERSION, &Path::ROOT.key("openapi"), message);
    }
}

/// Returns the names of all rules, of schemas and of every object of the grammar. Each has a feature document of that
/// name in `tests/normalise`.
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
