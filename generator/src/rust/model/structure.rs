//! Objects: a struct with its fields, and how its values are made.

use super::ty::Generic;
use super::{Argument, Macro, RustType, Tables, Trait, Traits};
use crate::ir::{self, Object, Shape, Type, TypeId};
use crate::rust::facts::{Presence, Side};

/// A struct.
#[derive(Debug)]
pub struct Struct<'a> {
    /// Its fields in this form, in the document's order.
    pub fields: Vec<Field<'a>>,
    /// The field of members that the document does not name, where it declares such.
    pub rest: Option<Rest<'a>>,
    /// Whether it is a form with files, which has no JSON form.
    pub is_form: bool,
    /// Whether it has `new` and setters: nobody makes what is only received.
    pub has_builder: bool,
    /// Its traits.
    pub traits: Traits,
    /// Whether a member must not be shown.
    pub secret: bool,
}

/// A field of a struct.
#[derive(Debug)]
pub struct Field<'a> {
    /// The member.
    pub data: &'a ir::Field,
    /// What it is called; its setter is called the same.
    pub name: &'a str,
    /// How it may be missing.
    pub presence: Presence,
    /// Its type without what `presence` adds and without a box.
    pub inner: RustType,
    /// Whether a cycle needs a box here.
    pub boxed: bool,
    /// Whether it must not be shown.
    pub secret: bool,
    /// What gives it its value.
    pub set_by: SetBy<'a>,
    /// How that is handed in.
    pub argument: Argument<RustType>,
}

/// What gives a field its value.
#[derive(Debug)]
pub enum SetBy<'a> {
    /// `new`, which takes it.
    New,
    /// `new`, as it can have but this value.
    Constant(Constant<'a>),
    /// A setter.
    Setter,
    /// A setter, and the one of that name that sends `null`.
    SetterOrNull(&'a str),
}

/// The one value that a field can have.
#[derive(Debug)]
pub enum Constant<'a> {
    /// A text.
    Text(&'a str),
    /// The only variant of an enumeration.
    Variant(RustType, &'a str),
}

/// The field of members that the document does not name.
#[derive(Debug)]
pub struct Rest<'a> {
    /// What it is called.
    pub name: &'a str,
    /// The map.
    pub ty: RustType,
    /// Whether its values must not be shown.
    pub secret: bool,
}

impl<'a> Struct<'a> {
    pub(crate) fn new(tables: Tables<'a>, id: TypeId, object: &'a Object, side: Side) -> Self {
        let fields = tables.facts.fields(object, side).into_iter();
        let fields: Vec<Field<'a>> =
            fields.map(|(index, data)| Field::new(tables, (id, index), data, side)).collect();
        let rest = object.rest.as_ref().map(|rest| Rest {
            name: &tables.names.open[id.0],
            ty: RustType::of(tables, rest, side).within(Generic::Map),
            secret: tables.facts.is_secret(tables.api, rest),
        });
        let secret = fields.iter().any(|field| field.secret) || rest.as_ref().is_some_and(|rest| rest.secret);
        let traits = traits(tables, id, &fields, side, secret);
        let has_builder = side != Side::Response;
        Self { fields, rest, is_form: object.form, has_builder, traits, secret }
    }

    /// The fields that `new` takes, in order.
    pub fn arguments(&self) -> impl Iterator<Item = &Field<'a>> {
        self.fields.iter().filter(|field| matches!(field.set_by, SetBy::New))
    }

    /// The fields that `new` gives their one value, in order.
    pub fn constants(&self) -> impl Iterator<Item = (&Field<'a>, &Constant<'a>)> {
        self.fields.iter().filter_map(|field| match &field.set_by {
            SetBy::Constant(constant) => Some((field, constant)),
            _ => None,
        })
    }

    /// The fields that have setters, in order.
    pub fn settable(&self) -> impl Iterator<Item = &Field<'a>> {
        self.fields.iter().filter(|field| matches!(field.set_by, SetBy::Setter | SetBy::SetterOrNull(_)))
    }

    pub(super) fn macros(&self) -> Vec<Macro> {
        let form = if self.is_form { ("body", "form") } else { ("json", "object") };
        let builder = self.has_builder.then_some(("model", "builder"));
        let redacted = self.secret.then_some(super::definition::REDACTED);
        [form].into_iter().chain(builder).chain(redacted).collect()
    }
}

impl<'a> Field<'a> {
    fn new(tables: Tables<'a>, (id, index): (TypeId, usize), data: &'a ir::Field, side: Side) -> Self {
        let presence = tables.facts.presence(data, side);
        let set_by = match presence {
            Presence::Required => constant(tables, data, side).map_or(SetBy::New, SetBy::Constant),
            Presence::Tristate => SetBy::SetterOrNull(&tables.names.nulls[id.0][index]),
            Presence::Optional | Presence::Nullable | Presence::Given => SetBy::Setter,
        };
        let ty = data.ty.strip_null().0;
        Self {
            data,
            name: &tables.names.members[id.0][index],
            presence,
            inner: RustType::of(tables, ty, side),
            boxed: tables.facts.boxed.contains(&(id, index)),
            secret: tables.facts.is_hidden(tables.api, data),
            set_by,
            argument: Argument::of(tables, ty, side),
        }
    }

    /// Its whole type.
    pub fn ty(&self) -> RustType {
        let inner = self.inner.clone();
        let inner = if self.boxed { inner.within(Generic::Boxed) } else { inner };
        match self.presence {
            Presence::Required => inner,
            Presence::Optional | Presence::Nullable | Presence::Given => inner.within(Generic::Option),
            Presence::Tristate => inner.within(Generic::Option).within(Generic::Option),
        }
    }
}

fn traits(tables: Tables<'_>, id: TypeId, fields: &[Field<'_>], side: Side, secret: bool) -> Traits {
    let derives = tables.facts.derives[id.0];
    let unset = |field: &Field<'_>| {
        matches!(field.presence, Presence::Optional | Presence::Tristate | Presence::Given)
    };
    let hold = [
        (Trait::Debug, true),
        (Trait::Clone, true),
        (Trait::Default, side != Side::Response && fields.iter().all(unset)),
        (Trait::PartialEq, true),
        (Trait::Eq, derives.eq),
        (Trait::Hash, derives.hash),
    ];
    // A derived `Eq` asserts the same of each field, which costs 2 % of a crate's compile time to find what `facts` knows.
    let beside: &[Trait] = if secret { &[Trait::Debug, Trait::Eq] } else { &[Trait::Eq] };
    Traits::new(&hold, beside)
}

/// The one value that a field can have.
fn constant<'a>(tables: Tables<'a>, field: &'a ir::Field, side: Side) -> Option<Constant<'a>> {
    if let Some(only) = &field.only {
        return Some(Constant::Text(only));
    }
    let Type::Named(id) = tables.api.unalias(&field.ty) else { return None };
    let Shape::Enum(enumeration) = &tables.api.type_def(*id).shape else { return None };
    let ([_], [variant]) = (enumeration.values.as_slice(), tables.names.members[id.0].as_slice()) else {
        return None;
    };
    Some(Constant::Variant(RustType::of(tables, &Type::Named(*id), side), variant))
}
