//! Unions: a variant for each alternative, and one that keeps the JSON of any other value.

use super::conversion::conversions;
use super::ty::Generic;
use super::{Conversion, Macro, RustType, Tables, Trait, Traits};
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
    /// The method that returns its value.
    pub getter: &'a str,
    /// Its type, boxed if a cycle requires it.
    pub ty: RustType,
    /// Its type without a box.
    pub inner: RustType,
    /// Whether it is boxed.
    pub boxed: bool,
    /// Whether its value is a secret.
    pub secret: bool,
    /// The values that convert into it.
    pub conversions: Vec<Conversion>,
}

impl<'a> Union<'a> {
    pub(crate) fn new(tables: Tables<'a>, id: TypeId, union: &'a ir::Union, side: Side) -> Self {
        let (facts, names) = (tables.facts, &tables.names.members[id.0]);
        let mut conversions = conversions(tables, id, union, side).into_iter();
        let getters = &tables.names.getters[id.0];
        let named = union.variants.iter().zip(names.iter().zip(getters)).enumerate();
        let variants = named.map(|(index, (data, (name, getter)))| {
            let boxed = facts.boxed.contains(&(id, index));
            let inner = RustType::of(tables, &data.ty, side);
            let ty = if boxed { inner.clone().wrapped_in(Generic::Boxed) } else { inner.clone() };
            let secret = facts.is_secret(tables.api, &data.ty);
            let conversions = conversions.next().unwrap_or_default();
            Variant { data, name, getter, ty, inner, boxed, secret, conversions }
        });
        let secret = facts.secret[id.0];
        // No `Eq`: an alternative that joins may hold a float.
        let hold = [(Trait::Debug, true), (Trait::Clone, true), (Trait::PartialEq, true)];
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
        [own, ("model", "variants")]
            .into_iter()
            .chain(self.secret.then_some(super::definition::REDACTED))
            .collect()
    }
}
