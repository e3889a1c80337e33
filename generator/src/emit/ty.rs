//! Types as they are written, and the ways in which a caller may hand one in.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::{Context, Crate, DateTimes};
use crate::facts::Side;
use crate::ir::{Format, Literal, Shape, Type, Width};

/// From where a type is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum From {
    /// A file below `types`.
    Types,
    /// A file beside `types`.
    Operations,
}

/// A type as it is written in code.
pub(super) fn ty(context: &Context<'_>, ty: &Type, side: Side, from: From) -> TokenStream {
    let inner = |part: &Type| self::ty(context, part, side, from);
    match ty {
        Type::Any => quote!(serde_json::Value),
        Type::Boolean => quote!(bool),
        Type::Integer(Width::I32) => quote!(i32),
        Type::Integer(Width::I64) => quote!(i64),
        Type::Integer(Width::U32) => quote!(u32),
        Type::Integer(Width::U64) => quote!(u64),
        Type::Number(true) => quote!(f32),
        Type::Number(false) => quote!(f64),
        Type::String => quote!(String),
        Type::Format(format) => self::format(context.date_times, *format),
        Type::Array(part) => {
            let part = inner(part);
            quote!(Vec<#part>)
        }
        Type::Tuple(parts) => {
            let parts = parts.iter().map(inner);
            quote!((#(#parts,)*))
        }
        Type::Map(part) => {
            let part = inner(part);
            quote!(std::collections::BTreeMap<String, #part>)
        }
        Type::Nullable(part) => {
            let part = inner(part);
            quote!(Option<#part>)
        }
        Type::Named(id) => {
            let name = context.type_name(*id, side);
            match from {
                From::Types => quote!(super::#name),
                From::Operations => quote!(types::#name),
            }
        }
    }
}

fn format(date_times: DateTimes, format: Format) -> TokenStream {
    match (format, date_times) {
        (Format::Uuid, _) => quote!(uuid::Uuid),
        (Format::DateTime, DateTimes::Chrono) => quote!(chrono::DateTime<chrono::FixedOffset>),
        (Format::Date, DateTimes::Chrono) => quote!(chrono::NaiveDate),
        (Format::DateTime, DateTimes::Time) => quote!(time::OffsetDateTime),
        (Format::Date, DateTimes::Time) => quote!(time::Date),
        (Format::Base64, _) => quote!(crate::Base64Bytes),
        (Format::Ipv4, _) => quote!(std::net::Ipv4Addr),
        (Format::Ipv6, _) => quote!(std::net::Ipv6Addr),
        (Format::DateTime | Format::Date, DateTimes::Text) | (Format::Binary, _) => quote!(String),
    }
}

/// Notes the crates that a type names.
pub(super) fn note_crates(date_times: DateTimes, ty: &Type, used: &mut BTreeSet<Crate>) {
    if let Type::Format(format) = ty {
        let named = match (format, date_times) {
            (Format::Uuid, _) => Some(Crate::Uuid),
            (Format::DateTime | Format::Date, DateTimes::Chrono) => Some(Crate::Chrono),
            (Format::DateTime | Format::Date, DateTimes::Time) => Some(Crate::Time),
            (Format::Base64, _) => Some(Crate::Base64),
            _ => None,
        };
        used.extend(named);
    }
    ty.parts().into_iter().for_each(|part| note_crates(date_times, part, used));
}

/// How a caller may hand in a value: the kinds that the runtime's `argument!` knows.
pub(super) enum Argument {
    /// As it is.
    Plain(TokenStream),
    /// Anything that becomes a text.
    Text,
    /// Anything that becomes it.
    Into(TokenStream),
    /// Anything that yields texts.
    Texts,
    /// Anything that yields what becomes it.
    Intos(TokenStream),
    /// Anything that yields it.
    List(TokenStream),
}

/// The most convenient way in which a type can be handed in.
pub(super) fn argument(context: &Context<'_>, ty: &Type, side: Side, from: From) -> Argument {
    let written = |part: &Type| self::ty(context, part, side, from);
    if newtype(context, ty) {
        return Argument::Plain(written(ty));
    }
    match context.api.unalias(ty) {
        Type::String => Argument::Text,
        Type::Format(Format::Binary) => Argument::Text,
        Type::Format(Format::DateTime | Format::Date) if context.date_times == DateTimes::Text => {
            Argument::Text
        }
        Type::Any => Argument::Into(written(ty)),
        named if is_text_enum(context, named) => Argument::Into(written(ty)),
        Type::Array(part) if newtype(context, part) => Argument::List(written(part)),
        Type::Array(part) => match context.api.unalias(part) {
            Type::String => Argument::Texts,
            named if is_text_enum(context, named) => Argument::Intos(written(part)),
            _ => Argument::List(written(part)),
        },
        _ => Argument::Plain(written(ty)),
    }
}

fn newtype(context: &Context<'_>, ty: &Type) -> bool {
    matches!(ty, Type::Named(id) if context.facts.newtypes.contains(id))
}

fn is_text_enum(context: &Context<'_>, ty: &Type) -> bool {
    match ty {
        Type::Named(id) => {
            matches!(&context.api.type_def(*id).shape, Shape::Enum(enumeration) if enumeration.kind == Literal::String)
        }
        _ => false,
    }
}

impl Argument {
    /// As the runtime's macros take it: a kind, and a type where it needs one.
    pub(super) fn declared(&self) -> String {
        match self {
            Self::Plain(ty) => format!("plain {}", tight(ty)),
            Self::Text => "text".to_owned(),
            Self::Into(ty) => format!("into {}", tight(ty)),
            Self::Texts => "texts".to_owned(),
            Self::Intos(ty) => format!("intos {}", tight(ty)),
            Self::List(ty) => format!("list {}", tight(ty)),
        }
    }

    /// The type of a method's argument.
    pub(super) fn parameter(&self) -> TokenStream {
        match self {
            Self::Plain(ty) => ty.clone(),
            Self::Text => quote!(impl Into<String>),
            Self::Into(ty) => quote!(impl Into<#ty>),
            Self::Texts => quote!(impl IntoIterator<Item = impl Into<String>>),
            Self::Intos(ty) => quote!(impl IntoIterator<Item = impl Into<#ty>>),
            Self::List(ty) => quote!(impl IntoIterator<Item = #ty>),
        }
    }

    /// The value itself, from an argument of that name.
    pub(super) fn converted(&self, name: &proc_macro2::Ident) -> TokenStream {
        match self {
            Self::Plain(_) => quote!(#name),
            Self::Text => quote!(#name.into()),
            Self::Into(_) => quote!(#name.into()),
            Self::Texts | Self::Intos(_) => quote!(#name.into_iter().map(Into::into).collect()),
            Self::List(_) => quote!(#name.into_iter().collect()),
        }
    }

    /// The type of the value itself.
    pub(super) fn value(&self) -> TokenStream {
        match self {
            Self::Plain(ty) | Self::Into(ty) => ty.clone(),
            Self::Text => quote!(String),
            Self::Texts => quote!(Vec<String>),
            Self::Intos(ty) | Self::List(ty) => quote!(Vec<#ty>),
        }
    }
}

/// Tokens of a type without the spaces that printing tokens puts between them.
pub(super) fn tight(tokens: &TokenStream) -> String {
    let spaced = tokens.to_string();
    let mut tight = spaced.replace(" :: ", "::").replace(":: ", "::").replace(" ::", "::");
    for (from, to) in [
        (" <", "<"),
        ("< ", "<"),
        (" >", ">"),
        (" ,", ","),
        (",)", ",)"),
        ("( ", "("),
        (" )", ")"),
        (" (", "("),
        (" .", "."),
    ] {
        tight = tight.replace(from, to);
    }
    tight
}
