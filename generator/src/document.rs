//! The normal form as flat records of our own, found by JSON pointer: every keyword side by side, read once. Each record is
//! held against OpenAPI by itself (`fit`), so that one bad piece costs no other. Nothing beyond this module reads the
//! JSON of a document.

mod chain;
mod digest;
mod endpoint;
mod fit;
mod lookup;
mod media_type;
mod operation;
mod parameter;
mod piece;
mod reference;
mod schema;
mod security;
mod server;
mod status;
mod unfit;
mod value;
pub mod vocabulary;
mod webhook;

use std::collections::BTreeMap;

use indexmap::IndexMap;
use serde_json::Value;

use crate::base::parallel;
use crate::base::pointer::Pointer;
use crate::diagnostic::{Location, Report, code};
use chain::Ends;
use fit::Fit;
use piece::Pieces;
use reference::{Record, foreign};
use value::{members, text};

pub use endpoint::{Endpoint, Misspelt};
pub use media_type::{Content, Encoding, MediaType};
pub use operation::{Operation, QueryString, RequestBody, Response};
pub use parameter::{Described, Header, Parameter};
pub use piece::Piece;
pub use reference::{Ref, SchemaRef};
pub use schema::{AdditionalProperties, Discriminator, Limited, Schema, SchemaType};
pub use security::{Requirements, Security, SecurityScheme};
pub use server::{Server, ServerVariable};
pub use status::Status;
pub use webhook::Webhook;

/// A document in the normal form, as records.
#[derive(Debug)]
pub struct Document {
    /// What it was read from: for places and for what references lead to.
    json: Value,
    /// `info`.
    pub info: Info,
    /// `servers`.
    pub servers: Vec<Server>,
    /// Security schemes and what is required.
    pub security: Security,
    /// Component schemas in the document's order.
    pub schemas: IndexMap<String, SchemaRef>,
    /// Schemas that a `$ref` points at elsewhere.
    elsewhere: BTreeMap<Pointer, SchemaRef>,
    /// Where references to references end.
    ends: Ends,
    pieces: Pieces,
    /// Every operation in the document's order.
    pub endpoints: Vec<Endpoint>,
    /// What is most likely an operation under a misspelt method.
    pub misspelt: Vec<Misspelt>,
    /// Every operation of the webhooks.
    pub webhooks: Vec<Webhook>,
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
    let elsewhere = elsewhere(&json);
    let endpoints = endpoint::endpoints(&json, threads, report);
    let ends = lookup::ends(&schemas, &elsewhere);
    Document {
        info: info(&json),
        servers: server::servers(&json),
        security: Security::read(&json),
        schemas,
        elsewhere,
        ends,
        pieces: Pieces::default(),
        endpoints,
        misspelt: endpoint::misspelt(&json),
        webhooks: webhook::webhooks(&json),
        json,
    }
}

fn info(document: &Value) -> Info {
    let said = |key: &str| text(document.get("info").and_then(|info| info.get(key)));
    Info {
        title: said("title").unwrap_or_default(),
        version: said("version").unwrap_or_default(),
        description: said("description").filter(|text| !text.is_empty()),
    }
}

/// The component schemas; one that does not fit allows everything.
fn schemas(document: &Value, threads: usize, report: &mut Report) -> IndexMap<String, SchemaRef> {
    let at = Pointer::root().join_all(["components", "schemas"]);
    let published: Vec<(&String, &Value)> = members(document.pointer(at.as_str())).collect();
    let read = parallel::map(threads, &published, |(name, value)| {
        let mut found = Report::default();
        (typed(value, &at.join(name), &mut found).unwrap_or_else(SchemaRef::anything), found)
    });
    let mut schemas = IndexMap::new();
    for ((name, _), (schema, found)) in published.into_iter().zip(read) {
        schemas.insert(name.clone(), schema);
        report.extend(found);
    }
    schemas
}

/// The schemas that references lead to and that are no components.
fn elsewhere(document: &Value) -> BTreeMap<Pointer, SchemaRef> {
    let mut references = Vec::new();
    collect_references(document, &mut references);
    let targets = references.into_iter().filter_map(|text| Pointer::from_fragment(text.strip_prefix('#')?));
    targets
        .filter(|pointer| component_name(pointer, "schemas").is_none())
        .filter_map(|pointer| {
            let schema = foreign(document.pointer(pointer.as_str())?)?;
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

/// Reads a record, or says that it does not fit.
fn typed<T: Fit + Record>(value: &Value, at: &Pointer, report: &mut Report) -> Option<T> {
    match T::fit(value) {
        Ok(()) => Some(T::read(value)),
        Err(error) => {
            let message = format!("invalid OpenAPI object: {error}");
            report.add(&code::PIECE_UNFIT, Location::Normalised(at.clone()), message);
            None
        }
    }
}

/// The name under `components/<section>` if the pointer is exactly that.
pub fn component_name(pointer: &Pointer, section: &str) -> Option<String> {
    let rest = pointer.as_str().strip_prefix("/components/")?.strip_prefix(section)?.strip_prefix('/')?;
    (!rest.contains('/')).then(|| pointer.last()).flatten()
}
