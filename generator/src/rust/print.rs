//! Prints the model as source files. Nothing here can fail or looks at OpenAPI: everything emitted was decided before.

mod argument;
mod check;
mod client;
mod doc;
mod example;
mod group;
mod guide;
mod mock;
mod operation;
mod package;
mod tokens;
mod types;
mod webhooks;

use std::collections::BTreeSet;

use proc_macro2::TokenStream;

use crate::ir::TypeId;
use crate::rust::model::{Features, Group, Tables, TypesFile};
use crate::rust::names::Names;

pub use doc::{CLIENT_OF_GROUP, CLIENT_OF_TYPE, Notes};
pub use guide::{Guide, Medium, Package, inner_docs};
pub use package::{Described, DescribedQuirk, Publishing, dependencies, features, manifest, quirks, readme};

// Decisions made here, for code that describes the emitted code without printing it.
pub(crate) use doc::constraint_text;
pub(crate) use operation::param;
pub(crate) use types::variant_match;

/// A generated source file before formatting.
#[derive(Debug, Clone)]
pub struct Source {
    /// The path below the module's folder, with `/`.
    pub path: String,
    /// The items, in order, separated by blank lines.
    pub items: Vec<Item>,
}

/// A part of a source file.
#[derive(Debug, Clone)]
pub enum Item {
    /// Rust code, to be formatted.
    Code(TokenStream),
    /// Text that is already formatted: one declaration per line, which no formatter would keep.
    Text(String),
}

/// Names of the crate in documentation examples.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Examples {
    /// The library: `clients`.
    pub library: String,
    /// The path of the API in it: `clients::dify`.
    pub api: String,
}

/// Everything that printing an API needs.
pub struct Context<'a> {
    /// The tables of the API.
    pub tables: Tables<'a>,
    /// Notes from overlays about its parts.
    pub notes: &'a Notes,
    /// If operations have an example, the names to use in it.
    pub examples: Option<Examples>,
    /// The types that are error bodies.
    pub error_bodies: BTreeSet<TypeId>,
    /// The unions that are request bodies.
    pub body_unions: BTreeSet<TypeId>,
    /// The prefix of the environment variables of the API.
    pub variables: String,
    /// The features of the API and of its groups.
    pub features: Features,
}

impl<'a> Context<'a> {
    /// Collects everything that printing an API needs.
    pub fn new(tables: Tables<'a>, notes: &'a Notes) -> Self {
        Self {
            tables,
            notes,
            examples: None,
            error_bodies: tables.error_bodies(),
            body_unions: tables.body_unions(),
            variables: String::new(),
            features: Features::default(),
        }
    }
}

/// A file of an API's module. Files are independent of each other, so each can be printed on its own thread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// `types.rs`.
    TypesIndex,
    /// The file of types with that index.
    Types(usize),
    /// The file of the group with that index.
    Group(usize),
    /// `client.rs`.
    Client,
    /// `webhooks.rs`, if the API has webhooks.
    Webhooks,
    /// `mock.rs`, if enabled in the settings.
    Mock,
}

/// Returns the files of an API.
pub fn parts(names: &Names) -> Vec<Part> {
    let index = (!names.files.is_empty()).then_some(Part::TypesIndex);
    let types = (0..names.files.len()).map(Part::Types);
    let groups = (0..names.groups.len()).map(Part::Group);
    let webhooks = (!names.webhooks.is_empty()).then_some(Part::Webhooks);
    index.into_iter().chain(types).chain(groups).chain([Part::Client]).chain(webhooks).collect()
}

/// Prints one of these files.
pub fn source(context: &Context<'_>, part: Part) -> Source {
    let names = context.tables.names;
    match part {
        Part::TypesIndex => types::index(context),
        Part::Types(index) => {
            let file = &names.files[index];
            types::source(context, &TypesFile::new(context.tables, file, &context.error_bodies))
        }
        Part::Group(index) => group::source(context, &Group::new(context.tables, &names.groups[index])),
        Part::Client => client::source(context),
        Part::Webhooks => webhooks::source(context),
        Part::Mock => mock::source(context),
    }
}

/// Prints the items of the file that declares an API's modules.
pub fn root(context: &Context<'_>) -> Vec<Item> {
    client::root(context)
}
