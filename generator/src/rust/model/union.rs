//! Unions: a variant for each alternative, and one that keeps the JSON of any other value.

use super::ty::Generic;
use super::{Macro, RustType, Tables, Trait, Traits};
use crate::ir::{self, TypeId};
use crate::rust::facts::Side;

/// A union.
#[derive(Debug)]
pub struct Union<'a> {
    /// Its IR.
    pub data: &'a ir::Union,
    /// The variants of the alternatives.
    pub variants: Vec<Variant<'a>>,
    /// The variant that keeps any other value.
    pub open: &'a str,
    /// Its traits.
    pub traits: Traits,
    /// Whether a variant is a secret.
    pub secret: bool,
}

/// The variant of an alternative.
#[derive(Debug)]
pub struct Variant<'a> {
    /// Its IR; discriminator values (`tags`) or a `guard` decide whether a value matches it.
    pub data: &'a ir::Variant,
    /// Its name.
    pub name: &'a str,
    /// Its type, boxed if a cycle requires it.
    pub ty: RustType,
    /// Whether it is boxed.
    pub boxed: bool,
    /// Whether its value is a secret.
    pub secret: bool,
}

impl<'a> Union<'a> {
    pub(super) fn new(tables: Tables<'a>, id: TypeId, union: &'a ir::Union, side: Side) -> Self {
        let (facts, names) = (tables.facts, &tables.names.members[id.0]);
        let variants = union.variants.iter().zip(names).enumerate().map(|(index, (data, name))| {
            let boxed = facts.boxed.contains(&(id, index));
            let inner = RustType::of(tables, &data.ty, side);
            let ty = if boxed { inner.wrapped_in(Generic::Boxed) } else { inner };
            Variant { data, name, ty, boxed, secret: facts.is_secret(tables.api, &data.ty) }
        });
        let secret = facts.secret[id.0];
        let hold = [
            (Trait::Debug, true),
            (Trait::Clone, true),
            (Trait::PartialEq, true),
            (Trait::Eq, facts.derives[id.0].eq),
        ];
        let beside: &[Trait] = if secret { &[Trait::Debug] } else { &[] };
        Self {
            data: union,
            variants: variants.collect(),
            open: &tables.names.open[id.0],
            traits: Traits::new(&hold, beside),
            secret,
        }
    }

    pub(super) fn macros(&self) -> Vec<Macro> {
        let own = if self.data.tag.is_some() { ("model", "tagged_union") } else { ("model", "union") };
        [own].into_iter().chain(self.secret.then_some(super::definition::REDACTED)).collect()
    }
}
