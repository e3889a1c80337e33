//! Facts about types that Rust code needs: directions of use, boxing of cycles, secrets. Side tables
//! over the IR, each computed once.

mod constraints;
mod cycles;
mod reach;
mod secrets;
mod type_graph;

use std::collections::BTreeSet;

use crate::ir::{Access, Api, Field, Object, Shape, Type, TypeId};

pub use constraints::ValueChecks;

/// Facts about all types, as tables.
#[derive(Debug, Clone)]
pub struct Facts {
    /// By type: the directions in which it is used.
    pub reach: Vec<Reach>,
    /// By type: true if it is emitted in two forms, as it is used in both directions and has one-way members.
    pub split: Vec<bool>,
    /// By type: true if it has members itself that are only received, whether or not it is received.
    pub has_received: Vec<bool>,
    /// Fields and variants (by index) that close a cycle by value.
    pub boxed: BTreeSet<(TypeId, usize)>,
    /// Aliases that lead back to themselves and therefore need a type of their own.
    pub newtypes: BTreeSet<TypeId>,
    /// By type: true if it was merged into another one and is not emitted.
    pub folded: Vec<bool>,
    /// By type: true if it is an alias for any JSON value.
    pub anything: Vec<bool>,
    /// By type: true if its values have constraints to check before they are sent.
    pub checked: Vec<bool>,
    /// By type: true if its values contain something that must not be shown.
    pub secret: Vec<bool>,
}

/// The directions in which a type is used.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reach {
    /// It is part of something that is sent.
    pub request: bool,
    /// It is part of something that is received.
    pub response: bool,
}

/// One of the forms in which a type is emitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// One form for both directions.
    Both,
    /// The received form, without write-only members.
    Response,
    /// The sent form, without read-only members.
    Request,
}

impl Facts {
    /// Computes every table.
    pub fn new(api: &Api) -> Self {
        let reach = reach::reach(api);
        let graph = type_graph::graph(api);
        let has_received = reach::has_received(api);
        let split = reach::split(api, &graph, &reach);
        let newtypes = cycles::newtypes(api);
        let boxed = cycles::boxed(api);
        let folded = api.types.iter().map(|def| matches!(def.shape, Shape::Merged)).collect();
        let named = (0..api.types.len()).map(|index| Type::Named(TypeId(index)));
        let anything = named.map(|ty| *api.unalias(&ty) == Type::Any).collect();
        let checked = constraints::checked(api, &newtypes, &reach);
        let secret = secrets::secret(api, &graph);
        Self { reach, split, has_received, boxed, newtypes, folded, anything, checked, secret }
    }

    /// Returns the forms in which a type is emitted, the one with the plain name first.
    pub fn sides(&self, id: TypeId) -> Vec<Side> {
        match (self.split[id.0], self.reach[id.0]) {
            _ if self.folded[id.0] => Vec::new(),
            (true, _) => vec![Side::Response, Side::Request],
            (false, Reach { request: true, response: false }) => vec![Side::Request],
            (false, Reach { request: false, response: true }) => vec![Side::Response],
            (false, _) => vec![Side::Both],
        }
    }

    /// Returns the form of a type to which something emitted for `side` refers.
    pub fn side_of(&self, id: TypeId, side: Side) -> Side {
        match (self.split[id.0], side) {
            (true, Side::Request) => Side::Request,
            (true, _) => Side::Response,
            (false, _) => self.sides(id).first().copied().unwrap_or(Side::Both),
        }
    }

    /// Returns the fields of an object in one of its forms, with their indices.
    pub fn fields<'a>(&self, object: &'a Object, side: Side) -> Vec<(usize, &'a Field)> {
        let visible = |field: &Field| match side {
            Side::Both => true,
            Side::Response => field.access != Access::WriteOnly,
            Side::Request => field.access != Access::ReadOnly,
        };
        object.fields.iter().enumerate().filter(|(_, field)| visible(field)).collect()
    }

    /// Returns how a field may be missing in one of its object's forms.
    pub fn presence(&self, field: &Field, side: Side) -> Presence {
        // Any JSON value includes null already.
        let anything = self.is_anything(&field.ty);
        match (field.required, field.ty.strip_null().1 && !anything, side) {
            (true, false, _) => Presence::Required,
            (true, true, _) => Presence::Nullable,
            (false, _, Side::Response) => Presence::Optional,
            (false, true, _) => Presence::Tristate,
            (false, false, _) if anything => Presence::Given,
            (false, false, _) => Presence::Optional,
        }
    }

    fn is_anything(&self, ty: &Type) -> bool {
        match ty {
            Type::Any => true,
            Type::Named(id) => self.anything[id.0],
            _ => false,
        }
    }
}

/// How a field may be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// Always present.
    Required,
    /// Present or absent; when received, `null` means absent.
    Optional,
    /// Present or `null`.
    Nullable,
    /// Present, `null` or absent, each with its own meaning.
    Tristate,
    /// Present or absent; `null` is one of the values of its type.
    Given,
}
