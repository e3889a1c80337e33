//! The argument types with which callers pass values.

use super::symbol::{self, TEXT};
use super::{RustType, Tables, Within};
use crate::ir::{Literal, Shape, TextFormat, Type};
use crate::rust::facts::Side;

/// How a caller passes a value, with its type.
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
    /// Anything that serialises as an object.
    Object,
    /// `T` or `&T`, for a body, which is encoded at once.
    Borrowed(T),
}

const AS_BODY: &str = "crate::AsBody";
const MAYBE: &str = "crate::Maybe";
const MAYBE_INTO: &str = "crate::MaybeInto";
const MAYBE_LIST: &str = "crate::MaybeList";
const MAYBE_LIST_INTO: &str = "crate::MaybeListInto";
const MAYBE_OBJECT: &str = "crate::MaybeObject";

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
            Type::Any | Type::Quoted(_) => Self::Into(named(ty)),
            Type::Format(format) if is_converted(*format) => Self::Into(named(ty)),
            held if converts(tables, held) => Self::Into(named(ty)),
            held if is_free_form(tables, held) => Self::Object,
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
            Type::Quoted(_) => Self::Intos(named),
            Type::Format(format) if is_converted(*format) => Self::Intos(named),
            // Elements of a union are of several types: each is converted by the caller, and an empty list needs no type.
            held if is_text_enum(tables, held) => Self::Intos(named),
            _ => Self::List(named),
        }
    }

    /// The argument of a body: a value of the API, or a map of such, also by reference.
    #[must_use]
    pub(super) fn for_body(self) -> Self {
        match self {
            Self::Plain(ty) if ty.is_composite() => Self::Borrowed(ty),
            other => other,
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
    /// Its type; `None` if its kind implies the type.
    pub fn ty(&self) -> Option<&T> {
        match self {
            Self::Text | Self::Texts | Self::Object => None,
            Self::Plain(ty) | Self::Into(ty) | Self::Intos(ty) | Self::List(ty) | Self::Borrowed(ty) => {
                Some(ty)
            }
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
            Self::Object => Argument::Object,
            Self::Borrowed(ty) => Argument::Borrowed(to(ty)),
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
            Self::Object => "impl serde::Serialize".to_owned(),
            Self::Borrowed(ty) => format!("impl {AS_BODY}<{ty}>"),
        }
    }

    /// The type as it is written in the signature of a setter, which takes an `Option` too, and the type parameter that
    /// the setter needs for that.
    pub fn written_optional(&self) -> (String, &'static str) {
        let generic = |name: &str, ty: &str| (format!("impl {name}<{ty}, M>"), "<M>");
        match self {
            Self::Plain(ty) => (format!("impl {MAYBE}<{ty}>"), ""),
            Self::Text => generic(MAYBE_INTO, TEXT),
            Self::Into(ty) => generic(MAYBE_INTO, ty),
            Self::Texts => generic(MAYBE_LIST_INTO, TEXT),
            Self::Intos(ty) => generic(MAYBE_LIST_INTO, ty),
            Self::List(ty) => generic(MAYBE_LIST, ty),
            Self::Object => (format!("impl {MAYBE_OBJECT}"), ""),
            Self::Borrowed(_) => (self.written(), ""),
        }
    }
}

pub(super) fn is_newtype(tables: Tables<'_>, ty: &Type) -> bool {
    matches!(ty, Type::Named(id) if tables.facts.newtypes.contains(id))
}

/// Returns true for a format whose type others convert into: bytes and texts, and date-times of other zones.
fn is_converted(format: TextFormat) -> bool {
    matches!(format, TextFormat::Base64 | TextFormat::File | TextFormat::Part | TextFormat::DateTime)
}

/// Returns true for an object of which the document says nothing more.
pub(super) fn is_free_form(tables: Tables<'_>, ty: &Type) -> bool {
    matches!(ty, Type::Map(part) if *tables.api.unalias(part) == Type::Any)
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
