//! The typed view: the normalised value as `openapiv3` pieces, found by JSON pointer. Each piece is converted by
//! itself, so that one bad piece costs no other.

mod chain;
mod piece;
mod unfit;

use std::collections::BTreeMap;

use indexmap::IndexMap;
use openapiv3::{Header, Operation, Parameter, ReferenceOr, RequestBody, Response, Schema};
use serde::Deserialize;
use serde_json::Value;

use crate::diagnostic::{Diagnostic, Place, Report, code, near};
use crate::openapi::method::is_method;
use crate::parallel;
use crate::pointer::Pointer;
use chain::Ends;
use piece::Pieces;

pub use piece::Piece;

/// A document whose every piece is typed.
#[derive(Debug)]
pub struct Resolved {
    /// The whole, normalised.
    pub document: Value,
    /// Component schemas in the document's order.
    pub schemas: IndexMap<String, ReferenceOr<Schema>>,
    /// Schemas that a `$ref` points at elsewhere.
    elsewhere: BTreeMap<Pointer, ReferenceOr<Schema>>,
    /// Where references to references end.
    ends: Ends,
    pieces: Pieces,
    /// Every operation in the document's order.
    pub endpoints: Vec<Endpoint>,
}

/// An operation with what its path says for it.
#[derive(Debug)]
pub struct Endpoint {
    /// Where it stands.
    pub pointer: Pointer,
    /// In capitals.
    pub method: String,
    /// The key in `paths`.
    pub path: String,
    /// The operation itself; `None` if it does not fit the grammar even now.
    pub operation: Option<Operation>,
    /// Parameters of the path item, with where they stand.
    pub shared: Vec<(Pointer, ReferenceOr<Parameter>)>,
    /// Base URL templates of the operation or its path item, if any.
    pub servers: Vec<openapiv3::Server>,
}

/// Types every piece of a normalised document.
pub fn resolve(document: Value, threads: usize, report: &mut Report) -> Resolved {
    let at = Pointer::root().join_all(["components", "schemas"]);
    let published: Vec<(&String, &Value)> = members(document.pointer(at.as_str())).collect();
    let converted = parallel::map(threads, &published, |(name, value)| {
        let mut found = Report::default();
        (typed(value, &at.join(name), &mut found).unwrap_or_else(anything), found)
    });
    let mut schemas = IndexMap::new();
    for ((name, _), (schema, found)) in published.into_iter().zip(converted) {
        schemas.insert(name.clone(), schema);
        report.extend(found);
    }
    let mut references = Vec::new();
    collect_references(&document, &mut references);
    let elsewhere: BTreeMap<Pointer, ReferenceOr<Schema>> = references
        .into_iter()
        .filter_map(|reference| Pointer::from_fragment(reference.strip_prefix('#')?))
        .filter(|pointer| component_name(pointer, "schemas").is_none())
        .filter_map(|pointer| {
            let found = document.pointer(pointer.as_str()).filter(|value| unfit::is_schema(value))?;
            Some((pointer, ReferenceOr::deserialize(found).ok()?))
        })
        .collect();
    let endpoints = endpoints(&document, threads, report);
    let ends = ends(&schemas, &elsewhere);
    Resolved { document, schemas, elsewhere, ends, pieces: Pieces::default(), endpoints }
}

impl Resolved {
    /// The schema that a `$ref` points at, with its pointer.
    pub fn schema(&self, reference: &str) -> Option<(Pointer, &ReferenceOr<Schema>)> {
        let pointer = Pointer::from_fragment(reference.strip_prefix('#')?)?;
        let found = self.at(&pointer)?;
        Some((pointer, found))
    }

    /// Follows a chain of `$ref`s to a schema itself; `None` if it dangles or is a cycle.
    pub fn follow<'a>(&'a self, reference: &str) -> Option<(Pointer, &'a Schema)> {
        match self.schema(reference)? {
            (pointer, ReferenceOr::Item(schema)) => Some((pointer, schema)),
            (pointer, ReferenceOr::Reference { .. }) => {
                let end = self.ends.of(&pointer)?;
                match self.at(end)? {
                    ReferenceOr::Item(schema) => Some((end.clone(), schema)),
                    ReferenceOr::Reference { .. } => None,
                }
            }
        }
    }

    /// Every schema that a reference can lead to, with its place: the components, then what lies elsewhere.
    pub fn targets(&self) -> impl Iterator<Item = (Pointer, &ReferenceOr<Schema>)> {
        targets(&self.schemas, &self.elsewhere)
    }

    fn at(&self, pointer: &Pointer) -> Option<&ReferenceOr<Schema>> {
        match component_name(pointer, "schemas") {
            Some(name) => self.schemas.get(&name),
            None => self.elsewhere.get(pointer),
        }
    }

    /// A parameter, or what its `$ref` points at.
    pub fn parameter<'a>(
        &self,
        at: &Pointer,
        parameter: &'a ReferenceOr<Parameter>,
    ) -> Option<(Pointer, Piece<'a, Parameter>)> {
        self.pieces.piece(&self.document, at, parameter)
    }

    /// A request body, or what its `$ref` points at.
    pub fn request_body<'a>(
        &self,
        at: &Pointer,
        body: &'a ReferenceOr<RequestBody>,
    ) -> Option<(Pointer, Piece<'a, RequestBody>)> {
        self.pieces.piece(&self.document, at, body)
    }

    /// A response, or what its `$ref` points at.
    pub fn response<'a>(
        &self,
        at: &Pointer,
        response: &'a ReferenceOr<Response>,
    ) -> Option<(Pointer, Piece<'a, Response>)> {
        self.pieces.piece(&self.document, at, response)
    }

    /// A header of a response, or what its `$ref` points at.
    pub fn header<'a>(
        &self,
        at: &Pointer,
        header: &'a ReferenceOr<Header>,
    ) -> Option<(Pointer, Piece<'a, Header>)> {
        self.pieces.piece(&self.document, at, header)
    }
}

fn targets<'a>(
    schemas: &'a IndexMap<String, ReferenceOr<Schema>>,
    elsewhere: &'a BTreeMap<Pointer, ReferenceOr<Schema>>,
) -> impl Iterator<Item = (Pointer, &'a ReferenceOr<Schema>)> {
    let at = Pointer::root().join_all(["components", "schemas"]);
    let components = schemas.iter().map(move |(name, schema)| (at.join(name), schema));
    components.chain(elsewhere.iter().map(|(pointer, schema)| (pointer.clone(), schema)))
}

/// Where the references among the schemas end that are nothing but references.
fn ends(
    schemas: &IndexMap<String, ReferenceOr<Schema>>,
    elsewhere: &BTreeMap<Pointer, ReferenceOr<Schema>>,
) -> Ends {
    let links = targets(schemas, elsewhere).filter_map(|(pointer, schema)| match schema {
        ReferenceOr::Reference { reference } => {
            Some((pointer, Pointer::from_fragment(reference.strip_prefix('#')?)?))
        }
        ReferenceOr::Item(_) => None,
    });
    let exists = |pointer: &Pointer| match component_name(pointer, "schemas") {
        Some(name) => schemas.contains_key(&name),
        None => elsewhere.contains_key(pointer),
    };
    Ends::new(&links.collect(), exists)
}

/// The name under `components/<section>` if the pointer is exactly that.
pub fn component_name(pointer: &Pointer, section: &str) -> Option<String> {
    let rest = pointer.as_str().strip_prefix("/components/")?.strip_prefix(section)?.strip_prefix('/')?;
    (!rest.contains('/')).then(|| pointer.last()).flatten()
}

/// The schema that allows everything.
fn anything() -> ReferenceOr<Schema> {
    ReferenceOr::Item(Schema {
        schema_data: openapiv3::SchemaData::default(),
        schema_kind: openapiv3::SchemaKind::Any(openapiv3::AnySchema::default()),
    })
}

/// The members of an object; none of anything else.
pub fn members(value: Option<&Value>) -> impl Iterator<Item = (&String, &Value)> {
    value.and_then(Value::as_object).into_iter().flatten()
}

/// Converts a piece, or says that it does not fit.
fn typed<'v, T: Deserialize<'v>>(value: &'v Value, at: &Pointer, report: &mut Report) -> Option<T> {
    T::deserialize(value)
        .map_err(|error| {
            report.add(
                &code::PIECE_UNFIT,
                Place::Normalised(at.clone()),
                format!("this does not fit OpenAPI: {error}"),
            );
        })
        .ok()
}

/// The text of every `$ref` in the document.
fn collect_references<'v>(value: &'v Value, found: &mut Vec<&'v str>) {
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                match member {
                    Value::String(text) if key == "$ref" => found.push(text),
                    other => collect_references(other, found),
                }
            }
        }
        Value::Array(elements) => elements.iter().for_each(|element| collect_references(element, found)),
        _ => {}
    }
}

/// Every operation of `paths`, in order.
fn endpoints(document: &Value, threads: usize, report: &mut Report) -> Vec<Endpoint> {
    let at = Pointer::root().join("paths");
    let paths: Vec<(&String, &Value)> = members(document.get("paths")).collect();
    let converted = parallel::map(threads, &paths, |(path, item)| {
        let mut found = Report::default();
        let (at, item) = path_item(document, at.join(path), item, &mut found);
        let operations = operations(&at, item).into_iter();
        let endpoints: Vec<Endpoint> = operations
            .map(|(method, at, operation)| endpoint(path, &at, method, item, operation, &mut found))
            .collect();
        (endpoints, found)
    });
    let mut endpoints = Vec::new();
    for (of_path, found) in converted {
        endpoints.extend(of_path);
        report.extend(found);
    }
    endpoints
}

/// In documents with more paths a reference of one that leads nowhere has no hint of its own.
const PATHS: usize = 1_000;

/// A path item or what its `$ref` points at.
fn path_item<'v>(
    document: &'v Value,
    at: Pointer,
    item: &'v Value,
    report: &mut Report,
) -> (Pointer, &'v Value) {
    let (mut here, mut item, published) = (at.clone(), item, at);
    for _ in 0..64 {
        let Some(reference) = item.get("$ref").and_then(Value::as_str) else { return (here, item) };
        let target = reference.strip_prefix('#').and_then(Pointer::from_fragment);
        let found = target.and_then(|target| Some((target.clone(), document.pointer(target.as_str())?)));
        match found {
            Some(found) => (here, item) = found,
            None => {
                let message =
                    format!("`{reference}` points at nothing: the operations of this path are left out");
                // Each path of very many could search all of them.
                let is_small =
                    document.get("paths").and_then(Value::as_object).is_some_and(|paths| paths.len() < PATHS);
                let hint = if is_small { near::reference_hint(document, reference) } else { None };
                let place = Place::Normalised(published);
                report.diagnostics.push(Diagnostic { code: &code::DANGLING, place, message, hint });
                return (here, &Value::Null);
            }
        }
    }
    report.add(&code::REFERENCE_CYCLE, Place::Normalised(published), "this path item leads back to itself");
    (here, &Value::Null)
}

/// The operations of a path item: method, place, value.
fn operations<'v>(at: &Pointer, item: &'v Value) -> Vec<(String, Pointer, &'v Value)> {
    let mut found = Vec::new();
    for (key, value) in members(Some(item)) {
        if is_method(key) {
            found.push((key.to_uppercase(), at.join(key), value));
        } else if key == "additionalOperations" {
            let more = members(Some(value));
            found.extend(more.map(|(method, value)| (method.clone(), at.join(key).join(method), value)));
        }
    }
    found
}

fn endpoint(
    path: &str,
    at: &Pointer,
    method: String,
    item: &Value,
    operation: &Value,
    report: &mut Report,
) -> Endpoint {
    let shared_at = at.parent().unwrap_or_default().join("parameters");
    let shared = item.get("parameters").and_then(Value::as_array).into_iter().flatten().enumerate();
    let shared = shared.filter_map(|(index, value)| {
        let at = shared_at.join(index);
        Some((at.clone(), typed(value, &at, report)?))
    });
    let shared = shared.collect();
    let operation: Option<Operation> = typed(operation, at, report);
    let mut servers = operation.as_ref().map(|operation| operation.servers.clone()).unwrap_or_default();
    if servers.is_empty() {
        servers = item.get("servers").and_then(|value| Vec::deserialize(value).ok()).unwrap_or_default();
    }
    Endpoint { pointer: at.clone(), method, path: path.to_owned(), operation, shared, servers }
}
