//! The ways in which a caller may hand in a value.

use super::symbol::{self, TEXT};
use super::{RustType, Tables, Within};
use crate::ir::{Literal, Shape, TextFormat, Type};
use crate::rust::facts::Side;

/// How a caller may hand in a value: the kinds that the runtime's `argument!` knows, with the type that each is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Argument<T = String> {
    /// As it is.
    Plain(T),
    /// Anything that becomes a text.
    Text,
    /// Anything that becomes it.
    Into(T),
    /// Anything that yields texts.
    Texts,
    /// Anything that yields what becomes it.
    Intos(T),
    /// Anything that yields it.
    List(T),
}

impl Argument<RustType> {
    /// The most convenient way in which a type can be handed in.
    pub fn of(tables: Tables<'_>, ty: &Type, side: Side) -> Self {
        let named = |part: &Type| RustType::of(tables, part, side);
        if is_newtype(tables, ty) {
            return Self::Plain(named(ty));
        }
        match tables.api.unalias(ty) {
            Type::String => Self::Text,
            Type::Format(format) if is_text(tables, *format) => Self::Text,
            Type::Any
            | Type::Quoted(_)
            | Type::Format(TextFormat::Base64 | TextFormat::File | TextFormat::Part) => Self::Into(named(ty)),
            held if is_text_enum(tables, held) => Self::Into(named(ty)),
            Type::Array(part) => Self::of_list(tables, part, named(part)),
            _ => Self::Plain(named(ty)),
        }
    }

    fn of_list(tables: Tables<'_>, part: &Type, named: RustType) -> Self {
        if is_newtype(tables, part) {
            return Self::List(named);
        }
        match tables.api.unalias(part) {
            Type::String => Self::Texts,
            Type::Format(format) if is_text(tables, *format) => Self::Texts,
            Type::Quoted(_) | Type::Format(TextFormat::Base64 | TextFormat::File | TextFormat::Part) => {
                Self::Intos(named)
            }
            held if is_text_enum(tables, held) => Self::Intos(named),
            _ => Self::List(named),
        }
    }

    /// As it is written in a place.
    pub fn within(&self, within: Within) -> Argument {
        self.map(|ty| ty.written(within))
    }

    /// Whether it names a type of the API.
    pub fn names_api_type(&self) -> bool {
        self.ty().is_some_and(RustType::names_api_type)
    }
}

impl<T> Argument<T> {
    /// The type that it is of, where its kind alone does not say that.
    pub fn ty(&self) -> Option<&T> {
        match self {
            Self::Text | Self::Texts => None,
            Self::Plain(ty) | Self::Into(ty) | Self::Intos(ty) | Self::List(ty) => Some(ty),
        }
    }

    /// The same of another notation for types.
    pub fn map<U>(&self, to: impl Fn(&T) -> U) -> Argument<U> {
        match self {
            Self::Plain(ty) => Argument::Plain(to(ty)),
            Self::Text => Argument::Text,
            Self::Into(ty) => Argument::Into(to(ty)),
            Self::Texts => Argument::Texts,
            Self::Intos(ty) => Argument::Intos(to(ty)),
            Self::List(ty) => Argument::List(to(ty)),
        }
    }
}

impl Argument<String> {
    /// The type of a method's argument.
    pub fn written(&self) -> String {
        match self {
            Self::Plain(ty) => ty.clone(),
            Self::Text => "impl Into<String>".to_owned(),
            Self::Into(ty) => format!("impl Into<{ty}>"),
            Self::Texts => "impl IntoIterator<Item = impl Into<String>>".to_owned(),
            Self::Intos(ty) => format!("impl IntoIterator<Item = impl Into<{ty}>>"),
            Self::List(ty) => format!("impl IntoIterator<Item = {ty}>"),
        }
    }
}

fn is_newtype(tables: Tables<'_>, ty: &Type) -> bool {
    matches!(ty, Type::Named(id) if tables.facts.newtypes.contains(id))
}

/// Whether a format is nothing but a text in code.
fn is_text(tables: Tables<'_>, format: TextFormat) -> bool {
    symbol::of_format(tables.scalars.date_times, format).path == TEXT
}

fn is_text_enum(tables: Tables<'_>, ty: &Type) -> bool {
    let Type::Named(id) = ty else { return false };
    matches!(&tables.api.type_def(*id).shape, Shape::Enum(enumeration) if enumeration.kind == Literal::String)
}
