//! Aliases, and those that are types of their own: an alias that leads back to itself needs one.

use super::{Macro, RustType, Tables, Trait, Traits};
use crate::ir::{Type, TypeId};
use crate::rust::facts::Side;

/// Another name for a type.
#[derive(Debug)]
pub struct Alias {
    /// What it stands for.
    pub target: RustType,
    /// Where it is a type of its own: the traits of that.
    pub newtype: Option<Newtype>,
}

/// What an alias that is a type of its own has beside its target.
#[derive(Debug)]
pub struct Newtype {
    /// Its traits.
    pub traits: Traits,
    /// Whether its value must not be shown.
    pub secret: bool,
}

impl Alias {
    pub(super) fn new(tables: Tables<'_>, id: TypeId, target: &Type, side: Side) -> Self {
        let is_newtype = tables.facts.newtypes.contains(&id);
        let newtype = is_newtype.then(|| {
            let secret = tables.facts.is_secret(tables.api, target);
            let derives = tables.facts.derives[id.0];
            let hold = [
                (Trait::Debug, true),
                (Trait::Clone, true),
                (Trait::PartialEq, true),
                (Trait::Eq, derives.eq),
                (Trait::Hash, derives.hash),
            ];
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
