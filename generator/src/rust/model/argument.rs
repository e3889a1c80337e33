//! The argument types with which callers pass values.

use super::symbol::{self, TEXT};
use super::{RustType, Tables, Within};
use crate::ir::{Literal, Shape, TextFormat, Type};
use crate::rust::facts::Side;

/// How a caller passes a value: the kinds of the runtime's macro `argument!`, each with its type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Argument<T = String> {
    /// `T`.
    Plain(T),
    /// `impl Into<String>`.
    Text,
    /// `impl Into<T>`.
    Into(T),
    /// An iterator of `impl Into<String>`.
    Texts,
    /// An iterator of `impl Into<T>`.
    Intos(T),
    /// An iterator of `T`.
    List(T),
}

impl Argument<RustType> {
    /// The most convenient argument for a type.
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
            held if converts(tables, held) => Self::Into(named(ty)),
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
            // Elements of a union are of several types: each is converted by the caller, and an empty list needs no type.
            held if is_text_enum(tables, held) => Self::Intos(named),
            _ => Self::List(named),
        }
    }

    /// The argument with its type as it is written in a kind of file.
    pub fn within(&self, within: Within) -> Argument {
        self.map(|ty| ty.written(within))
    }

    /// Returns true if it names a type of the API.
    pub fn names_api_type(&self) -> bool {
        self.ty().is_some_and(RustType::names_api_type)
    }
}

impl<T> Argument<T> {
    /// Its type; `None` for strings, whose kind implies the type.
    pub fn ty(&self) -> Option<&T> {
        match self {
            Self::Text | Self::Texts => None,
            Self::Plain(ty) | Self::Into(ty) | Self::Intos(ty) | Self::List(ty) => Some(ty),
        }
    }

    /// Converts its type.
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
    /// The type as it is written in the signature of a method.
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

pub(super) fn is_newtype(tables: Tables<'_>, ty: &Type) -> bool {
    matches!(ty, Type::Named(id) if tables.facts.newtypes.contains(id))
}

/// Returns true if the Rust type of a format is `String`.
fn is_text(tables: Tables<'_>, format: TextFormat) -> bool {
    symbol::of_format(tables.scalars.date_times, format).path == TEXT
}

/// Returns true for types that other values convert into: enumerations of texts or integers, and unions.
fn converts(tables: Tables<'_>, ty: &Type) -> bool {
    let Type::Named(id) = ty else { return false };
    match &tables.api.type_def(*id).shape {
        Shape::Enum(enumeration) => enumeration.kind != Literal::Mixed,
        Shape::Union(_) => true,
        _ => false,
    }
}

pub(super) fn is_text_enum(tables: Tables<'_>, ty: &Type) -> bool {
    let Type::Named(id) = ty else { return false };
    matches!(&tables.api.type_def(*id).shape, Shape::Enum(enumeration) if enumeration.kind == Literal::String)
}
