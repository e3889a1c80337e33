//! Conversions into unions: from the values that only one of the variants takes.

use super::argument::{is_newtype, is_text_enum};
use super::symbol::TEXT;
use super::ty::Generic;
use super::{RustType, Tables};
use crate::ir::{Type, TypeId, Union};
use crate::rust::facts::Side;

/// A kind of value that converts into a variant, with the word of the runtime's macro `variants!`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Conversion {
    /// A value of the variant's own type.
    Value,
    /// A value of the variant's type, which is put into a box.
    Boxed,
    /// `&str` and `String`.
    Text,
    /// A list or array of `&str`.
    Texts,
}

impl Conversion {
    /// Its word in `variants!`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Value => "value",
            Self::Boxed => "boxed",
            Self::Text => "text",
            Self::Texts => "texts",
        }
    }

    /// The types that convert, for a variant that holds `held`.
    pub fn sources(self, held: &str) -> Vec<String> {
        match self {
            Self::Value | Self::Boxed => vec![held.to_owned()],
            Self::Text => vec!["&str".to_owned(), TEXT.to_owned()],
            Self::Texts => vec!["Vec<&str>".to_owned(), "[&str; N]".to_owned()],
        }
    }
}

/// Returns the conversions of each variant. Where two variants hold the same type, a value does not tell which of them
/// is meant.
pub(super) fn conversions(tables: Tables<'_>, id: TypeId, union: &Union, side: Side) -> Vec<Vec<Conversion>> {
    let types: Vec<RustType> =
        union.variants.iter().map(|variant| expanded(tables, &variant.ty, side)).collect();
    let is_own = |ty: &RustType| types.iter().filter(|other| *other == ty).count() == 1;
    let text = text_variant(tables, union, &types);
    let itself = RustType::Api(tables.type_name(id, side));
    let of = |(index, ty): (usize, &RustType)| {
        let takes_text = text == Some(index);
        // `String` is among the texts.
        let has_value =
            is_own(ty) && *ty != itself && *ty != RustType::json() && !(takes_text && is_text(ty));
        let boxed = tables.facts.boxed.contains(&(id, index));
        let value = has_value.then_some(if boxed { Conversion::Boxed } else { Conversion::Value });
        let texts = (is_own(ty) && is_texts(ty)).then_some(Conversion::Texts);
        value.into_iter().chain(takes_text.then_some(Conversion::Text)).chain(texts).collect()
    };
    types.iter().enumerate().map(of).collect()
}

/// Returns the variant that a text means: the only one that holds any text, or the only enumeration of texts.
fn text_variant(tables: Tables<'_>, union: &Union, types: &[RustType]) -> Option<usize> {
    let only = |indices: Vec<usize>| if let [one] = indices.as_slice() { Some(*one) } else { None };
    let plain: Vec<usize> = (0..types.len()).filter(|index| is_text(&types[*index])).collect();
    if !plain.is_empty() {
        return only(plain);
    }
    let is_enum = |index: &usize| {
        let ty = &union.variants[*index].ty;
        !is_newtype(tables, ty) && is_text_enum(tables, tables.api.unalias(ty))
    };
    only((0..types.len()).filter(is_enum).collect())
}

fn is_text(ty: &RustType) -> bool {
    *ty == RustType::text()
}

fn is_texts(ty: &RustType) -> bool {
    matches!(ty, RustType::Of(Generic::List, part) if is_text(part))
}

/// Returns a type without aliases, so that two ways to write one type are the same.
fn expanded(tables: Tables<'_>, ty: &Type, side: Side) -> RustType {
    let inner = |part: &Type| expanded(tables, part, side);
    match ty {
        Type::Named(_) if !is_newtype(tables, ty) => match tables.api.unalias(ty) {
            end @ Type::Named(_) => RustType::of(tables, end, side),
            end => expanded(tables, end, side),
        },
        Type::Quoted(number) => inner(number).wrapped_in(Generic::Quoted),
        Type::Array(part) => inner(part).wrapped_in(Generic::List),
        Type::Tuple(parts) => RustType::Tuple(parts.iter().map(inner).collect()),
        Type::Map(part) => inner(part).wrapped_in(Generic::Map),
        Type::Nullable(part) => inner(part).wrapped_in(Generic::Option),
        other => RustType::of(tables, other, side),
    }
}
