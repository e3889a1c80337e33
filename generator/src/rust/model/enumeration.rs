//! Open enumerations: a variant for each known value, and one that keeps any other.

use serde_json::Value;

use super::symbol::{JSON, TEXT};
use super::{Macro, Tables, Trait, Traits};
use crate::ir::{Doc, Enumeration, Literal, TypeId};

/// An open enumeration.
#[derive(Debug)]
pub struct Enum<'a> {
    /// The kind of its literals.
    pub kind: Literal,
    /// The variants of the known values.
    pub variants: Vec<EnumVariant<'a>>,
    /// The variant that keeps unknown values.
    pub open: &'a str,
    /// The type of an unknown value.
    pub kept: &'static str,
    /// Its traits.
    pub traits: Traits,
}

/// A variant of a known value.
#[derive(Debug)]
pub struct EnumVariant<'a> {
    /// Its name.
    pub name: &'a str,
    /// The value.
    pub value: &'a Value,
    /// Its documentation.
    pub doc: Option<&'a Doc>,
}

impl<'a> Enum<'a> {
    pub(super) fn new(tables: Tables<'a>, id: TypeId, enumeration: &'a Enumeration) -> Self {
        let names = &tables.names.members[id.0];
        let variants = names
            .iter()
            .zip(&enumeration.values)
            .enumerate()
            .map(|(index, (name, value))| EnumVariant { name, value, doc: enumeration.docs.get(index) });
        Self {
            kind: enumeration.kind,
            variants: variants.collect(),
            open: &tables.names.open[id.0],
            kept: match enumeration.kind {
                Literal::String => TEXT,
                Literal::Integer => "i64",
                Literal::Mixed => JSON,
            },
            traits: traits(enumeration.kind),
        }
    }

    pub(super) fn macros(&self) -> Vec<Macro> {
        vec![match self.kind {
            Literal::String => ("model", "string_enum"),
            Literal::Integer => ("model", "int_enum"),
            Literal::Mixed => ("model", "value_enum"),
        }]
    }
}

fn traits(kind: Literal) -> Traits {
    let (is_whole, is_text) = (kind == Literal::Integer, kind == Literal::String);
    let hold = [
        (Trait::Debug, true),
        (Trait::Clone, true),
        (Trait::Copy, is_whole),
        (Trait::PartialEq, true),
        (Trait::Eq, true),
        (Trait::Hash, is_whole || is_text),
        (Trait::PartialOrd, is_whole || is_text),
        (Trait::Ord, is_whole || is_text),
    ];
    // The order of texts is part of `string_enum!`.
    let beside: &[Trait] = if is_text { &[Trait::PartialOrd, Trait::Ord] } else { &[] };
    Traits::new(&hold, beside)
}
