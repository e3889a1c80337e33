//! The model of the emitted crate: every decision as data. It holds the items with their names, types, traits and
//! imports. Printing and the public surface read it; it contains no emitted code.

mod alias;
mod argument;
mod checks;
mod client;
mod construction;
mod conversion;
mod definition;
mod enumeration;
mod features;
mod group;
mod guide;
mod operation;
mod scalars;
mod structure;
mod symbol;
mod traits;
mod ty;
mod union;
mod uses;
mod webhooks;

use std::collections::BTreeSet;

use crate::ir::{Api, Shape, Type, TypeId};
use crate::rust::facts::{Facts, Side};
use crate::rust::names::Names;
use crate::rust::names::ident::written;

pub use alias::{Alias, Newtype};
pub use argument::Argument;
pub use checks::{Checked, Checks, NEWTYPE};
pub use client::{Client, Constructor, Credential, ServerChoice};
pub use construction::Construction;
pub use conversion::Conversion;
pub use definition::{Definition, Form, Macro, TypeKind, TypesFile};
pub use enumeration::{Enum, EnumVariant};
pub use features::Features;
pub use group::Group;
pub use guide::{Candidate, Purpose, candidates};
pub use operation::{
    Body, Case, DecodeAs, ErrorType, HeaderReader, Operation, Outcome, Output, Pages, Parameter,
};
pub use scalars::{DateTimes, Decimals, Scalars};
pub use structure::{Constant, Field, Rest, SetBy, Struct};
pub use traits::{Trait, Traits};
pub use ty::{Generic, RustType, Within};
pub use union::{Union, Variant};
pub use uses::{NeededBy, Uses};
pub use webhooks::{Event, Webhooks};

pub(crate) use checks::has_pattern;
pub(crate) use operation::written_style;

/// The tables that the model is built from.
#[derive(Clone, Copy)]
pub struct Tables<'a> {
    /// The API.
    pub api: &'a Api,
    /// Its facts.
    pub facts: &'a Facts,
    /// Its names.
    pub names: &'a Names,
    /// The types for values that the standard library has no type for.
    pub scalars: Scalars,
}

impl<'a> Tables<'a> {
    /// The name of a type of the API in one of its forms, as an identifier.
    pub fn type_name(self, id: TypeId, side: Side) -> String {
        let side = self.facts.side_of(id, side);
        written(&self.names.types[&(id, side)])
    }

    /// The unions that are a request body. Callers pass them by reference as other bodies, which copies them, as an argument
    /// that converts into a union has to own it.
    pub fn body_unions(self) -> BTreeSet<TypeId> {
        let bodies = self.api.operations.iter().filter_map(|operation| operation.body.as_ref());
        let named = bodies.filter_map(|body| match self.api.unalias(&body.ty) {
            Type::Named(id) => Some(*id),
            _ => None,
        });
        named.filter(|id| matches!(self.api.type_def(*id).shape, Shape::Union(_))).collect()
    }

    /// The named types that are an error body of some operation.
    pub fn error_bodies(self) -> BTreeSet<TypeId> {
        let errors = self.api.operations.iter().flat_map(|operation| self.api.typed_errors(operation));
        let named = errors.filter_map(|(_, ty)| match self.api.unalias(ty) {
            Type::Named(id) => Some(*id),
            _ => None,
        });
        named.collect()
    }
}
