//! Objects: a struct with its fields, constructor and setters.

use super::ty::Generic;
use super::{Argument, Construction, Macro, RustType, Tables, Trait, Traits};
use crate::ir::{self, Object, Shape, TextFormat, Type, TypeId};
use crate::rust::facts::{Presence, Side};

/// A struct.
#[derive(Debug)]
pub struct Struct<'a> {
    /// The fields of this form, in order.
    pub fields: Vec<Field<'a>>,
    /// The field for additional properties, if the document declares them.
    pub rest: Option<Rest<'a>>,
    /// Whether it is a form with files, which cannot be written as JSON.
    pub is_form: bool,
    /// How `new` takes the required fields.
    pub construction: Construction,
    /// Whether it is only received. Then only tests construct it: `new` is behind a feature, and it has no setters.
    pub is_received: bool,
    /// The private field for the members that are null, if null and absent differ for any. The fields of these members
    /// have the same type as without it, so that nothing changes for those who read them.
    pub nulls: Option<String>,
    /// Its traits.
    pub traits: Traits,
    /// Whether a member is a secret.
    pub secret: bool,
}

/// A field of a struct.
#[derive(Debug)]
pub struct Field<'a> {
    /// Its IR.
    pub data: &'a ir::Field,
    /// Its name, also that of its setter.
    pub name: &'a str,
    /// Whether it may be absent or null.
    pub presence: Presence,
    /// Its type, without the `Option` for `presence` and without a box.
    pub inner: RustType,
    /// Whether it is boxed, to break a cycle.
    pub boxed: bool,
    /// Whether it is a secret.
    pub secret: bool,
    /// How it gets its value.
    pub set_by: SetBy<'a>,
    /// How a caller passes the value.
    pub argument: Argument<RustType>,
}

/// How a field gets its value.
#[derive(Debug)]
pub enum SetBy<'a> {
    /// It is an argument of `new`.
    New,
    /// `new` sets it to its only value.
    Constant(Constant<'a>),
    /// A setter.
    Setter,
    /// A setter, and another with this name that sends `null`.
    SetterOrNull(&'a str),
}

/// The only value that a field can have.
#[derive(Debug)]
pub enum Constant<'a> {
    /// A string.
    Text(&'a str),
    /// The only variant of an enumeration.
    Variant(RustType, &'a str),
}

/// The field for additional properties.
#[derive(Debug)]
pub struct Rest<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its type, a map.
    pub ty: RustType,
    /// Whether its values are secrets.
    pub secret: bool,
}

impl<'a> Struct<'a> {
    pub(crate) fn new(tables: Tables<'a>, id: TypeId, object: &'a Object, side: Side) -> Self {
        let fields = tables.facts.fields(object, side).into_iter();
        let fields: Vec<Field<'a>> =
            fields.map(|(index, data)| Field::new(tables, (id, index), data, side)).collect();
        let rest = object.rest.as_ref().map(|rest| Rest {
            name: &tables.names.open[id.0],
            ty: RustType::of(tables, rest, side).wrapped_in(Generic::Map),
            secret: tables.facts.is_secret(tables.api, rest),
        });
        let secret = fields.iter().any(|field| field.secret) || rest.as_ref().is_some_and(|rest| rest.secret);
        let traits = traits(&fields, object.form && !secret);
        let construction = Construction::new(tables, id, side, &fields);
        let nulls = nulls_name(&fields, rest.as_ref()).filter(|_| !object.form);
        let (is_form, is_received) = (object.form, side == Side::Response);
        Self { fields, rest, is_form, construction, is_received, nulls, traits, secret }
    }

    /// The fields that are arguments of `new`, in order.
    pub fn arguments(&self) -> impl Iterator<Item = &Field<'a>> {
        self.fields.iter().filter(|field| matches!(field.set_by, SetBy::New))
    }

    /// The fields in the order in which they are sent. In a form, files come last: there are servers that know what to do with
    /// a file only by what was sent before it.
    pub fn sent(&self) -> Vec<&Field<'a>> {
        let mut fields: Vec<&Field<'a>> = self.fields.iter().collect();
        fields.sort_by_key(|field| self.is_form && holds_file(&field.data.ty));
        fields
    }

    /// The fields that `new` sets to their only value, in order.
    pub fn constants(&self) -> impl Iterator<Item = (&Field<'a>, &Constant<'a>)> {
        self.fields.iter().filter_map(|field| match &field.set_by {
            SetBy::Constant(constant) => Some((field, constant)),
            _ => None,
        })
    }

    /// The fields that have setters, in order.
    pub fn settable(&self) -> impl Iterator<Item = &Field<'a>> {
        self.fields.iter().filter(|field| !self.is_received && field.is_optional())
    }

    /// The optional fields that have no setters, in order.
    pub fn unset(&self) -> impl Iterator<Item = &Field<'a>> {
        self.fields.iter().filter(|field| self.is_received && field.is_optional())
    }

    /// The name of the setter that sends null for a field.
    pub fn null_setter(&self, field: &Field<'a>) -> Option<&'a str> {
        match field.set_by {
            SetBy::SetterOrNull(null) if self.nulls.is_some() => Some(null),
            _ => None,
        }
    }

    pub(super) fn macros(&self) -> Vec<Macro> {
        let form = if self.is_form { ("body", "form") } else { ("json", "object") };
        let redacted = self.secret.then_some(super::definition::REDACTED);
        let builder = (!self.is_received).then_some(("model", "builder"));
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

    /// Its complete type.
    pub fn ty(&self) -> RustType {
        let inner = self.inner.clone();
        let inner = if self.boxed { inner.wrapped_in(Generic::Boxed) } else { inner };
        match self.presence {
            Presence::Required => inner,
            _ => inner.wrapped_in(Generic::Option),
        }
    }

    /// Returns true if a caller who gives the value by name need not have its type: a text, a union, an open enumeration.
    pub fn is_converted(&self) -> bool {
        matches!(self.argument, Argument::Text | Argument::Into(_))
    }

    fn is_optional(&self) -> bool {
        matches!(self.set_by, SetBy::Setter | SetBy::SetterOrNull(_))
    }
}

/// No `Eq` and no `Hash`: a member that joins may be a float, or hold one, and would take them away.
fn traits(fields: &[Field<'_>], is_plain_form: bool) -> Traits {
    let unset = |field: &Field<'_>| {
        matches!(field.presence, Presence::Optional | Presence::Tristate | Presence::Given)
    };
    let hold = [
        (Trait::Debug, true),
        (Trait::Clone, true),
        (Trait::Default, fields.iter().all(unset)),
        (Trait::PartialEq, true),
    ];
    // A derived `Debug` costs 4 % of the compile time of a crate; `object!` has one from its table of the fields.
    let beside: &[Trait] = if is_plain_form { &[] } else { &[Trait::Debug] };
    Traits::new(&hold, beside)
}

/// Returns true for a file, or several.
fn holds_file(ty: &Type) -> bool {
    match ty {
        Type::Format(TextFormat::File) => true,
        Type::Nullable(inner) | Type::Array(inner) => holds_file(inner),
        _ => false,
    }
}

/// The name of the field for the members that are null: `nulls`, longer where a member is called so.
fn nulls_name(fields: &[Field<'_>], rest: Option<&Rest<'_>>) -> Option<String> {
    fields.iter().find(|field| field.presence == Presence::Tristate)?;
    let taken = |name: &str| {
        fields.iter().any(|field| field.name == name) || rest.is_some_and(|rest| rest.name == name)
    };
    let mut name = "nulls".to_owned();
    while taken(&name) {
        name.insert_str(0, "own_");
    }
    Some(name)
}

/// The only value that a field can have.
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
