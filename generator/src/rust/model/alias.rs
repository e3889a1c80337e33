//! Type aliases. An alias in a cycle becomes a newtype.

use super::{Macro, RustType, Tables, Trait, Traits};
use crate::ir::{Type, TypeId};
use crate::rust::facts::Side;

/// An alias of a type.
#[derive(Debug)]
pub struct Alias {
    /// The type that it is an alias of.
    pub target: RustType,
    /// Set if it is a newtype.
    pub newtype: Option<Newtype>,
}

/// What a newtype has in addition to its target.
#[derive(Debug)]
pub struct Newtype {
    /// Its traits.
    pub traits: Traits,
    /// Whether its value is a secret.
    pub secret: bool,
}

impl Alias {
    pub(super) fn new(tables: Tables<'_>, id: TypeId, target: &Type, side: Side) -> Self {
        let is_newtype = tables.facts.newtypes.contains(&id);
        let newtype = is_newtype.then(|| {
            let secret = tables.facts.is_secret(tables.api, target);
            let hold = [(Trait::Debug, true), (Trait::Clone, true), (Trait::PartialEq, true)];
            let beside: &[Trait] = if secret { &[Trait::Debug] } else { &[] };
            Newtype { traits: Traits::new(&hold, beside), secret }
        });
        Self { target: RustType::of(tables, target, side), newtype }
    }

    pub(super) fn macros(&self) -> Vec<Macro> {
        let Some(newtype) = &self.newtype else { return Vec::new() };
        let redacted = newtype.secret.then_some(super::definition::REDACTED);
        [("model", "newtype")].into_iter().chain(redacted).collect()
    }
}
