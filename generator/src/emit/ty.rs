//! Types as they are written, and the ways in which a caller may hand one in.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::{Context, DateTimes, Decimals, Scalars};
use crate::embed::Need;
use crate::facts::Side;
use crate::ir::{Format, Literal, Precision, Shape, Type, Width};

/// From where a type is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum From {
    /// A file below `types`.
    Types,
    /// A file beside `types`.
    Operations,
}

/// A type as it is written in code.
pub(crate) fn ty(context: &Context<'_>, ty: &Type, side: Side, from: From) -> String {
    let inner = |part: &Type| self::ty(context, part, side, from);
    match ty {
        Type::Any => "serde_json::Value".to_owned(),
        Type::Boolean => "bool".to_owned(),
        Type::Integer(Width::I32) => "i32".to_owned(),
        Type::Integer(Width::I64) => "i64".to_owned(),
        Type::Integer(Width::U32) => "u32".to_owned(),
        Type::Integer(Width::U64) => "u64".to_owned(),
        Type::Number(Precision::Single) => "f32".to_owned(),
        Type::Number(Precision::Double) => "f64".to_owned(),
        Type::BigInteger => "crate::Decimal".to_owned(),
        Type::Decimal => match context.scalars.decimals {
            Decimals::Exact => "crate::Decimal".to_owned(),
            Decimals::RustDecimal => "rust_decimal::Decimal".to_owned(),
        },
        Type::Quoted(number) => format!("crate::Quoted<{}>", inner(number)),
        Type::String => "String".to_owned(),
        Type::Format(format) => self::format(context.scalars.date_times, *format).to_owned(),
        Type::Array(part) => format!("Vec<{}>", inner(part)),
        Type::Tuple(parts) => {
            let parts: Vec<String> = parts.iter().map(inner).collect();
            // Only a tuple of one needs a comma of its own.
            if let [one] = parts.as_slice() { format!("({one},)") } else { format!("({})", parts.join(", ")) }
        }
        Type::Map(part) => format!("std::collections::BTreeMap<String, {}>", inner(part)),
        Type::Nullable(part) => format!("Option<{}>", inner(part)),
        Type::Named(id) => {
            let name = context.type_name(*id, side);
            match from {
                From::Types => format!("super::{name}"),
                From::Operations => format!("{API_TYPES}{name}"),
            }
        }
    }
}

fn format(date_times: DateTimes, format: Format) -> &'static str {
    use DateTimes::{Chrono, Text, Time};
    match (format, date_times) {
        (Format::Uuid, _) => "uuid::Uuid",
        (Format::DateTime, Chrono) => "chrono::DateTime<chrono::FixedOffset>",
        (Format::LocalDateTime, Chrono) => "chrono::NaiveDateTime",
        (Format::Date, Chrono) => "chrono::NaiveDate",
        (Format::Time, Chrono) => "chrono::NaiveTime",
        (Format::DateTime, Time) => "time::OffsetDateTime",
        (Format::LocalDateTime, Time) => "time::PrimitiveDateTime",
        (Format::Date, Time) => "time::Date",
        (Format::Time, Time) => "time::Time",
        (Format::Base64, _) => "crate::Base64Bytes",
        (Format::Ipv4, _) => "std::net::Ipv4Addr",
        (Format::Ipv6, _) => "std::net::Ipv6Addr",
        (Format::Ip, _) => "std::net::IpAddr",
        (Format::DateTime | Format::LocalDateTime | Format::Date | Format::Time, Text) => "String",
        (Format::Binary | Format::Password, _) => "String",
        (Format::File, _) => "crate::Upload",
        (Format::Part, _) => "crate::Part",
    }
}

/// The module that files beside `types` name types of the API by.
pub(super) const API_TYPES: &str = "types::";

/// Whether a type, as it is written in code beside `types`, is one of the API or holds one.
pub(super) fn names_api_type(written: &str) -> bool {
    written.contains(API_TYPES)
}

/// Whether a format is nothing but a text in code.
fn is_text(format: Format, date_times: DateTimes) -> bool {
    self::format(date_times, format) == "String"
}

/// Written code as tokens.
pub(super) fn tokens(code: &str) -> TokenStream {
    // What is written here is always Rust; were it not, the compiler would name the place.
    code.parse().unwrap_or_default()
}

/// Notes the crates that a type names.
pub(super) fn note_needs(scalars: Scalars, ty: &Type, used: &mut BTreeSet<Need>) {
    match ty {
        Type::Format(Format::Uuid) => _ = used.insert(Need::Uuid),
        Type::Format(Format::Base64) => _ = used.insert(Need::Base64),
        Type::Format(Format::DateTime | Format::LocalDateTime | Format::Date | Format::Time) => {
            match scalars.date_times {
                DateTimes::Chrono => _ = used.insert(Need::Chrono),
                DateTimes::Time => _ = used.insert(Need::Time),
                DateTimes::Text => {}
            }
        }
        Type::Quoted(_) => _ = used.insert(Need::Quoted),
        Type::Tuple(_) => _ = used.insert(Need::Tuple),
        Type::BigInteger => used.extend([Need::Quoted, Need::Decimal]),
        Type::Decimal => match scalars.decimals {
            Decimals::Exact => used.extend([Need::Quoted, Need::Decimal]),
            Decimals::RustDecimal => used.extend([Need::Quoted, Need::RustDecimal]),
        },
        _ => {}
    }
    ty.parts().into_iter().for_each(|part| note_needs(scalars, part, used));
}

/// How a caller may hand in a value: the kinds that the runtime's `argument!` knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Argument {
    /// As it is.
    Plain(String),
    /// Anything that becomes a text.
    Text,
    /// Anything that becomes it.
    Into(String),
    /// Anything that yields texts.
    Texts,
    /// Anything that yields what becomes it.
    Intos(String),
    /// Anything that yields it.
    List(String),
}

/// The most convenient way in which a type can be handed in.
pub(crate) fn argument(context: &Context<'_>, ty: &Type, side: Side, from: From) -> Argument {
    let written = |part: &Type| self::ty(context, part, side, from);
    if newtype(context, ty) {
        return Argument::Plain(written(ty));
    }
    match context.api.unalias(ty) {
        Type::String => Argument::Text,
        Type::Format(format) if is_text(*format, context.scalars.date_times) => Argument::Text,
        Type::Any | Type::Quoted(_) | Type::Format(Format::Base64 | Format::File | Format::Part) => {
            Argument::Into(written(ty))
        }
        named if is_text_enum(context, named) => Argument::Into(written(ty)),
        Type::Array(part) if newtype(context, part) => Argument::List(written(part)),
        Type::Array(part) => match context.api.unalias(part) {
            Type::String => Argument::Texts,
            Type::Format(format) if is_text(*format, context.scalars.date_times) => Argument::Texts,
            Type::Quoted(_) | Type::Format(Format::Base64 | Format::File | Format::Part) => {
                Argument::Intos(written(part))
            }
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
    /// Whether it names a type of the API.
    pub(super) fn names_api_type(&self) -> bool {
        match self {
            Self::Text | Self::Texts => false,
            Self::Plain(ty) | Self::Into(ty) | Self::Intos(ty) | Self::List(ty) => names_api_type(ty),
        }
    }

    /// As the runtime's macros take it: a kind, and a type where it needs one.
    pub(super) fn declared(&self) -> String {
        match self {
            Self::Plain(ty) => format!("plain {ty}"),
            Self::Text => "text".to_owned(),
            Self::Into(ty) => format!("into {ty}"),
            Self::Texts => "texts".to_owned(),
            Self::Intos(ty) => format!("intos {ty}"),
            Self::List(ty) => format!("list {ty}"),
        }
    }

    /// The type of a method's argument.
    pub(super) fn parameter(&self) -> TokenStream {
        tokens(&self.written())
    }

    /// The same as it is written.
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

    /// The value itself, from an argument of that name.
    pub(super) fn converted(&self, name: &proc_macro2::Ident) -> TokenStream {
        match self {
            Self::Plain(_) => quote!(#name),
            Self::Text | Self::Into(_) => quote!(#name.into()),
            Self::Texts | Self::Intos(_) => quote!(#name.into_iter().map(Into::into).collect()),
            Self::List(_) => quote!(#name.into_iter().collect()),
        }
    }

    /// The type of the value itself.
    pub(super) fn value(&self) -> TokenStream {
        tokens(&match self {
            Self::Plain(ty) | Self::Into(ty) => ty.clone(),
            Self::Text => "String".to_owned(),
            Self::Texts => "Vec<String>".to_owned(),
            Self::Intos(ty) | Self::List(ty) => format!("Vec<{ty}>"),
        })
    }
}
