//! What Rust needs to know of the types beyond what they are: who they reach, where a cycle must be boxed,
//! what can be derived. Side tables over the IR, each computed once.

mod constraints;
mod cycles;
mod derives;
mod reach;
mod secrets;
mod type_graph;

use std::collections::BTreeSet;

use crate::ir::{Access, Api, Field, Object, Shape, Type, TypeId};

pub use constraints::Asked;
pub use derives::Derives;

/// The tables.
#[derive(Debug, Clone)]
pub struct Facts {
    /// By type: the directions in which it travels.
    pub reach: Vec<Reach>,
    /// By type: whether its request and its response form differ.
    pub split: Vec<bool>,
    /// Fields and variants (by index) that close a cycle by value.
    pub boxed: BTreeSet<(TypeId, usize)>,
    /// Aliases that lead back to themselves and so need a type of their own.
    pub newtypes: BTreeSet<TypeId>,
    /// By type: what can be derived.
    pub derives: Vec<Derives>,
    /// By type: whether it went into another and is not emitted.
    pub folded: Vec<bool>,
    /// By type: whether it is another name for any JSON value.
    pub anything: Vec<bool>,
    /// By type: whether there is something to check of its values before they are sent.
    pub checked: Vec<bool>,
    /// By type: whether its values hold something that must not be shown.
    pub secret: Vec<bool>,
}

/// In which directions a type travels.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reach {
    /// Something sent leads to it.
    pub request: bool,
    /// Something received leads to it.
    pub response: bool,
}

/// One of the forms in which a type is emitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// One form for both directions.
    Both,
    /// What is received: without write-only members.
    Response,
    /// What is sent: without read-only members.
    Request,
}

impl Facts {
    /// Computes every table.
    pub fn new(api: &Api) -> Self {
        let reach = reach::reach(api);
        let graph = type_graph::graph(api);
        let split = reach::split(api, &graph, &reach);
        let newtypes = cycles::newtypes(api);
        let boxed = cycles::boxed(api);
        let derives = derives::derives(api, &graph);
        let folded = api.types.iter().map(|def| matches!(def.shape, Shape::Folded)).collect();
        let named = (0..api.types.len()).map(|index| Type::Named(TypeId(index)));
        let anything = named.map(|ty| *api.unalias(&ty) == Type::Any).collect();
        let checked = constraints::checked(api, &newtypes, &reach);
        let secret = secrets::secret(api, &graph);
        Self { reach, split, boxed, newtypes, derives, folded, anything, checked, secret }
    }

    /// The forms in which a type is emitted, the one with the plain name first.
    pub fn sides(&self, id: TypeId) -> Vec<Side> {
        match (self.split[id.0], self.reach[id.0]) {
            _ if self.folded[id.0] => Vec::new(),
            (true, _) => vec![Side::Response, Side::Request],
            (false, Reach { request: true, response: false }) => vec![Side::Request],
            (false, Reach { request: false, response: true }) => vec![Side::Response],
            (false, _) => vec![Side::Both],
        }
    }

    /// The form of a type that something emitted for `side` refers to.
    pub fn side_of(&self, id: TypeId, side: Side) -> Side {
        match (self.split[id.0], side) {
            (true, Side::Request) => Side::Request,
            (true, _) => Side::Response,
            (false, _) => self.sides(id).first().copied().unwrap_or(Side::Both),
        }
    }

    /// The fields of an object in one of its forms, with their indices.
    pub fn fields<'a>(&self, object: &'a Object, side: Side) -> Vec<(usize, &'a Field)> {
        let visible = |field: &Field| match side {
            Side::Both => true,
            Side::Response => field.access != Access::WriteOnly,
            Side::Request => field.access != Access::ReadOnly,
        };
        object.fields.iter().enumerate().filter(|(_, field)| visible(field)).collect()
    }

    /// How a field may be missing, in one of its object's forms.
    pub fn presence(&self, field: &Field, side: Side) -> Presence {
        // Anything includes null: its type already holds it.
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
    /// Always there.
    Required,
    /// There or absent; received, `null` means absent.
    Optional,
    /// There or `null`.
    Nullable,
    /// There, `null` or absent, each with a meaning.
    Tristate,
    /// There or absent; its type holds `null` among its values.
    Given,
}
