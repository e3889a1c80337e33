//! Reads the normal form into flat records, which are found by JSON pointer. A record has a field for every keyword and
//! is read once. Each object is validated by itself (`validate`), so that an invalid object does not affect the others.
//! The passes after this one do not read the JSON of a document.

mod chain;
mod endpoint;
mod given_name;
mod lookup;
mod media_type;
mod openness;
mod operation;
mod parameter;
mod parts;
mod reference;
mod resolved;
mod schema;
mod schema_check;
mod security;
mod server;
mod status;
mod validate;
mod value;
pub mod vocabulary;
mod webhook;

use std::collections::BTreeMap;

use indexmap::IndexMap;
use serde_json::Value;

use crate::base::parallel;
use crate::base::pointer::Pointer;
use crate::diagnostic::{Location, Report, code};
use chain::ChainEnds;
use reference::{Record, read_valid_schema};
use resolved::ReferenceCache;
use validate::Validate;
use value::{members, text};

pub use endpoint::{Endpoint, Misspelt};
pub use media_type::{Content, Encoding, MediaType};
pub use openness::Openness;
pub use operation::{Operation, QueryString, RequestBody, Response};
pub use parameter::{Header, Parameter, ValueFormat};
pub use reference::{Ref, SchemaRef};
pub use resolved::Resolved;
pub use schema::{AdditionalProperties, Discriminator, LimitValue, Schema, SchemaType};
pub use security::{Requirement, Requirements, Security, SecurityScheme};
pub use server::{Server, ServerVariable};
pub use status::Status;
pub use webhook::Webhook;

/// A document in the normal form, as records.
#[derive(Debug)]
pub struct Document {
    /// The JSON that the records were read from. Locations and reference targets are looked up in it.
    json: Value,
    /// `info`.
    pub info: Info,
    /// `servers`.
    pub servers: Vec<Server>,
    /// Security schemes, and the security requirements of the whole document.
    pub security: Security,
    /// Component schemas, in order.
    pub schemas: IndexMap<String, SchemaRef>,
    /// Schemas outside `components/schemas` that a `$ref` points to.
    other_targets: BTreeMap<Pointer, SchemaRef>,
    /// The schema at the end of each chain of references.
    chain_ends: ChainEnds,
    resolved: ReferenceCache,
    /// Every operation, by path.
    pub endpoints: Vec<Endpoint>,
    /// Objects that are most likely operations under a misspelt method.
    pub misspelt: Vec<Misspelt>,
    /// Every operation of the webhooks and callbacks.
    pub webhooks: Vec<Webhook>,
    /// `x-truespec-webhook`, with its pointer, as JSON.
    pub webhook_signature: Option<(Pointer, Value)>,
}

/// The Info Object.
#[derive(Debug, Default)]
pub struct Info {
    /// `title`.
    pub title: String,
    /// `version`.
    pub version: String,
    /// `description`, if it has any text.
    pub description: Option<String>,
}

/// Reads a document in the normal form.
pub fn read(json: Value, threads: usize, report: &mut Report) -> Document {
    let schemas = schemas(&json, threads, report);
    let other_targets = other_targets(&json);
    let endpoints = endpoint::endpoints(&json, threads, report);
    let chain_ends = lookup::chain_ends(&schemas, &other_targets);
    Document {
        info: info(&json),
        servers: server::servers(&json),
        security: Security::read(&json),
        schemas,
        other_targets,
        chain_ends,
        resolved: ReferenceCache::default(),
        endpoints,
        misspelt: endpoint::misspelt(&json),
        webhooks: webhook::webhooks(&json),
        webhook_signature: webhook::signature(&json),
        json,
    }
}

fn info(document: &Value) -> Info {
    let field = |key: &str| text(document.get("info").and_then(|info| info.get(key)));
    Info {
        title: field("title").unwrap_or_default(),
        version: field("version").unwrap_or_default(),
        description: field("description").filter(|text| !text.is_empty()),
    }
}

/// The component schemas. An invalid one is replaced by a schema that allows everything.
fn schemas(document: &Value, threads: usize, report: &mut Report) -> IndexMap<String, SchemaRef> {
    let at = Pointer::root().join_all(["components", "schemas"]);
    let published: Vec<(&String, &Value)> = members(document.pointer(at.as_str())).collect();
    let read = parallel::map(threads, &published, |(name, value)| {
        let mut found = Report::default();
        (read_or_report(value, &at.join(name), &mut found).unwrap_or_else(SchemaRef::anything), found)
    });
    let mut schemas = IndexMap::new();
    for ((name, _), (schema, found)) in published.into_iter().zip(read) {
        schemas.insert(name.clone(), schema);
        report.extend(found);
    }
    schemas
}

/// The schemas that references point to outside `components/schemas`.
fn other_targets(document: &Value) -> BTreeMap<Pointer, SchemaRef> {
    let mut references = Vec::new();
    collect_references(document, &mut references);
    let targets = references.into_iter().filter_map(|text| Pointer::from_fragment(text.strip_prefix('#')?));
    targets
        .filter(|pointer| component_name(pointer, "schemas").is_none())
        .filter_map(|pointer| {
            let schema = read_valid_schema(document.pointer(pointer.as_str())?)?;
            Some((pointer, schema))
        })
        .collect()
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

/// Reads a record, or reports that its value is not valid OpenAPI.
fn read_or_report<T: Validate + Record>(value: &Value, at: &Pointer, report: &mut Report) -> Option<T> {
    match T::validate(value) {
        Ok(()) => Some(T::read(value)),
        Err(error) => {
            let message = format!("invalid OpenAPI object: {error}");
            report.add(&code::PIECE_UNFIT, Location::Normalised(at.clone()), message);
            None
        }
    }
}

/// The name `NAME` of a pointer `/components/<section>/NAME`; `None` for any other pointer.
pub fn component_name(pointer: &Pointer, section: &str) -> Option<String> {
    let rest = pointer.as_str().strip_prefix("/components/")?.strip_prefix(section)?.strip_prefix('/')?;
    (!rest.contains('/')).then(|| pointer.last()).flatten()
}
