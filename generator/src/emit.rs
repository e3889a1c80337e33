//! IR and side tables → files. Nothing here can fail and nothing here looks at OpenAPI: small enums were decided
//! before, and this only prints them.

mod body;
mod check;
mod client;
mod constraint;
mod doc;
mod enumeration;
mod example;
mod expression;
mod group;
mod headers;
mod manifest;
mod mock;
mod operation;
mod operation_docs;
mod outcome;
mod paging;
mod parameter;
mod readme;
mod redacted;
mod sample;
mod server;
mod statuses;
mod structure;
mod ty;
mod types;
mod union;
mod uses;

use std::collections::BTreeSet;

use proc_macro2::TokenStream;

use crate::facts::{Facts, Side};
use crate::ir::{Api, TypeId};
use crate::names::Names;

pub use doc::{CLIENT_OF_GROUP, CLIENT_OF_TYPE, Notes};
pub use manifest::{dependencies, features, manifest};
pub use readme::{Described, DescribedQuirk, quirks, readme};

// What was decided here, for those who speak of the emitted code without printing it.
pub(crate) use body::handed_in;
pub(crate) use client::{base_url, credentials, takes_one_secret};
pub(crate) use constraint::limits;
pub(crate) use outcome::{ErrorType, Output, error_type, output, stream_type, typed_errors};
pub(crate) use parameter::param;
pub(crate) use statuses::status_name;
pub(crate) use structure::{Printed, only_value, printed, traits};
pub use ty::Argument;
pub(crate) use ty::{From, argument, ty};
pub(crate) use union::means;
pub use uses::{By, Uses};

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

/// What the emitted crate has for values that Rust itself has no type for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Scalars {
    /// Dates and times.
    pub date_times: DateTimes,
    /// Exact numbers.
    pub decimals: Decimals,
}

/// What dates and times are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum DateTimes {
    /// `chrono::DateTime<FixedOffset>`, `chrono::NaiveDate` and the like.
    #[default]
    Chrono,
    /// `time::OffsetDateTime`, `time::Date` and the like.
    Time,
    /// `String`.
    Text,
}

/// What exact numbers are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Decimals {
    /// The runtime's own `Decimal`: digits as they came, of any size, without arithmetic.
    #[default]
    Exact,
    /// `rust_decimal::Decimal`: arithmetic, 28 digits.
    RustDecimal,
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
    /// The API.
    pub api: &'a Api,
    /// Its facts.
    pub facts: &'a Facts,
    /// Its names.
    pub names: &'a Names,
    /// What it has for values that Rust itself has no type for.
    pub scalars: Scalars,
    /// What the overlays say of its parts.
    pub notes: &'a Notes,
    /// Whether operations have an example, and how the crate is called in these.
    pub examples: Option<Examples>,
    /// Types that stand as error bodies.
    pub error_bodies: BTreeSet<TypeId>,
}

impl<'a> Context<'a> {
    /// Puts together what printing an API needs.
    pub fn new(api: &'a Api, facts: &'a Facts, names: &'a Names, scalars: Scalars, notes: &'a Notes) -> Self {
        let mut context =
            Self { api, facts, names, scalars, notes, examples: None, error_bodies: BTreeSet::new() };
        context.error_bodies = outcome::error_bodies(&context);
        context
    }

    fn type_name(&self, id: TypeId, side: Side) -> proc_macro2::Ident {
        let side = self.facts.side_of(id, side);
        crate::names::ident::token(&self.names.types[&(id, side)])
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
    match part {
        Part::TypesIndex => types::index(context),
        Part::Types(index) => types::source(context, &context.names.files[index]),
        Part::Group(index) => group::source(context, &context.names.groups[index]),
        Part::Client => client::source(context),
        Part::Mock => mock::source(context),
    }
}

/// The items of the file that declares an API's modules.
pub fn root(context: &Context<'_>) -> Vec<Item> {
    client::root(context)
}
