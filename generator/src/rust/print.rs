//! The model → files. Nothing here can fail and nothing here looks at OpenAPI: what is emitted was decided before, and this
//! only writes it.

mod argument;
mod check;
mod client;
mod doc;
mod example;
mod group;
mod mock;
mod operation;
mod package;
mod tokens;
mod types;

use std::collections::BTreeSet;

use proc_macro2::TokenStream;

use crate::ir::TypeId;
use crate::rust::model::{Group, Tables, TypesFile};
use crate::rust::names::Names;

pub use doc::{CLIENT_OF_GROUP, CLIENT_OF_TYPE, Notes};
pub use package::{Described, DescribedQuirk, dependencies, features, manifest, quirks, readme};

// What was decided here, for those who speak of the emitted code without printing it.
pub(crate) use doc::limits;
pub(crate) use operation::param;
pub(crate) use types::means;

/// A generated source file before it is laid out.
#[derive(Debug, Clone)]
pub struct Source {
    /// Below the module's folder, with `/`.
    pub path: String,
    /// In order; a blank line goes between two.
    pub items: Vec<Item>,
}

/// A part of a source file.
#[derive(Debug, Clone)]
pub enum Item {
    /// Rust, to be laid out.
    Code(TokenStream),
    /// Lines that are right as they are: a declaration a line, which no formatter keeps so.
    Text(String),
}

/// What examples in documentation call the crate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Examples {
    /// The library itself: `clients`.
    pub library: String,
    /// Where the API is in it: `clients::dify`.
    pub api: String,
}

/// Everything that printing an API needs.
pub struct Context<'a> {
    /// What is decided from.
    pub tables: Tables<'a>,
    /// What the overlays say of its parts.
    pub notes: &'a Notes,
    /// Whether operations have an example, and how the crate is called in these.
    pub examples: Option<Examples>,
    /// Types that stand as error bodies.
    pub error_bodies: BTreeSet<TypeId>,
}

impl<'a> Context<'a> {
    /// Puts together what printing an API needs.
    pub fn new(tables: Tables<'a>, notes: &'a Notes) -> Self {
        Self { tables, notes, examples: None, error_bodies: tables.error_bodies() }
    }
}

/// A file of an API's module. Files are independent of each other, so each can be made on a thread of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// `types.rs`.
    TypesIndex,
    /// The file of types of that index.
    Types(usize),
    /// The file of the group of that index.
    Group(usize),
    /// `client.rs`.
    Client,
    /// `mock.rs`, where the settings ask for it.
    Mock,
}

/// The files that an API needs.
pub fn parts(names: &Names) -> Vec<Part> {
    let index = (!names.files.is_empty()).then_some(Part::TypesIndex);
    let types = (0..names.files.len()).map(Part::Types);
    let groups = (0..names.groups.len()).map(Part::Group);
    index.into_iter().chain(types).chain(groups).chain([Part::Client]).collect()
}

/// One of those files.
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
        Part::Mock => mock::source(context),
    }
}

/// The items of the file that declares an API's modules.
pub fn root(context: &Context<'_>) -> Vec<Item> {
    client::root(context)
}
