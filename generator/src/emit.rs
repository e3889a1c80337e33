//! IR and side tables → files. Nothing here can fail and nothing here looks at OpenAPI: small enums were decided
//! before, and this only prints them.

mod client;
mod doc;
mod enumeration;
mod group;
mod manifest;
mod operation;
mod readme;
mod structure;
mod ty;
mod types;
mod union;

use std::collections::BTreeSet;

use proc_macro2::TokenStream;

use crate::facts::{Facts, Side};
use crate::ir::{Api, TypeId};
use crate::names::Names;

pub use doc::Notes;
pub use manifest::manifest;
pub use readme::{Described, DescribedQuirk, quirks, readme};

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

/// What the emitted crate is to be like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateTimes {
    /// `chrono::DateTime<FixedOffset>` and `chrono::NaiveDate`.
    Chrono,
    /// `time::OffsetDateTime` and `time::Date`.
    Time,
    /// `String`.
    Text,
}

/// Everything that printing an API needs.
pub struct Context<'a> {
    /// The API.
    pub api: &'a Api,
    /// Its facts.
    pub facts: &'a Facts,
    /// Its names.
    pub names: &'a Names,
    /// What it is to be like.
    pub date_times: DateTimes,
    /// What the overlays say of its parts.
    pub notes: &'a Notes,
}

impl Context<'_> {
    fn type_name(&self, id: TypeId, side: Side) -> proc_macro2::Ident {
        let side = self.facts.side_of(id, side);
        crate::names::ident::token(&self.names.types[&(id, side)])
    }
}

/// The sources of an API's module: `root` is the file that declares the others (`lib.rs` or `<module>.rs`).
pub fn sources(context: &Context<'_>) -> (Vec<Source>, BTreeSet<Crate>) {
    let mut used = BTreeSet::new();
    let mut sources = types::sources(context, &mut used);
    sources.extend(context.names.groups.iter().map(|group| group::source(context, group, &mut used)));
    sources.push(client::source(context));
    (sources, used)
}

/// The items of the file that declares an API's modules.
pub fn root(context: &Context<'_>) -> Vec<Item> {
    client::root(context)
}

/// Crates that the emitted code names only where an API needs them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Crate {
    /// UUIDs.
    Uuid,
    /// Dates and times.
    Chrono,
    /// Dates and times.
    Time,
    /// Base64 members.
    Base64,
}
