//! Which traits hold for all parts of a type: the largest sets that contradict nothing.

use std::collections::BTreeSet;

use super::reach::parts;
use crate::ir::{Api, Literal, Shape, Type, TypeId};

/// The traits beyond `Debug`, `Clone` and `PartialEq`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Derives {
    /// `Eq`.
    pub eq: bool,
    /// `Hash`.
    pub hash: bool,
}

/// Starts from everything and takes away what a part denies, until nothing changes.
pub(super) fn derives(api: &Api, _newtypes: &BTreeSet<TypeId>) -> Vec<Derives> {
    let mut known: Vec<Derives> = api.types.iter().map(|def| own(&def.shape)).collect();
    loop {
        let next: Vec<Derives> = (0..known.len())
            .map(|index| {
                let parts = parts(api, TypeId(index), None);
                parts.into_iter().fold(known[index], |sofar, ty| both(sofar, of_type(ty, &known)))
            })
            .collect();
        if next == known {
            return known;
        }
        known = next;
    }
}

fn both(a: Derives, b: Derives) -> Derives {
    Derives { eq: a.eq && b.eq, hash: a.hash && b.hash }
}

/// What the kind of type itself allows: what keeps unknown JSON compares but does not hash.
fn own(shape: &Shape) -> Derives {
    match shape {
        Shape::Union(_) => Derives { eq: true, hash: false },
        Shape::Enum(enumeration) => Derives { eq: true, hash: enumeration.kind != Literal::Mixed },
        Shape::Alias(_) | Shape::Object(_) | Shape::Folded => Derives { eq: true, hash: true },
    }
}

fn of_type(ty: &Type, known: &[Derives]) -> Derives {
    match ty {
        Type::Any => Derives { eq: true, hash: false },
        Type::Number(_) => Derives { eq: false, hash: false },
        Type::Named(id) => known[id.0],
        other => other
            .parts()
            .into_iter()
            .fold(Derives { eq: true, hash: true }, |sofar, part| both(sofar, of_type(part, known))),
    }
}
