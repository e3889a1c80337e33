//! Decides which traits can be derived: those that all parts of a type implement.

use crate::base::graph::propagate;
use crate::ir::{Api, Literal, Shape, TextFormat, Type};

/// The traits beyond `Debug`, `Clone` and `PartialEq`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Derives {
    /// `Eq`.
    pub eq: bool,
    /// `Hash`.
    pub hash: bool,
}

/// Returns the traits of each type; a trait is lost if any part does not implement it.
pub(super) fn derives(api: &Api, graph: &[Vec<usize>]) -> Vec<Derives> {
    let denies = |denied: fn(&Shape) -> bool| {
        propagate(graph, api.types.iter().map(|def| denied(&def.shape)).collect())
    };
    let (no_eq, no_hash) = (denies(denies_eq), denies(denies_hash));
    no_eq.into_iter().zip(no_hash).map(|(no_eq, no_hash)| Derives { eq: !no_eq, hash: !no_hash }).collect()
}

/// Floats do not implement `Eq`.
fn denies_eq(shape: &Shape) -> bool {
    shape.types().into_iter().any(|ty| contains(ty, &|leaf| matches!(leaf, Type::Number(_))))
}

/// Floats do not implement `Hash`, and neither does JSON that is kept as it was received.
fn denies_hash(shape: &Shape) -> bool {
    let keeps_json = match shape {
        Shape::Union(_) => true,
        Shape::Enum(enumeration) => enumeration.kind == Literal::Mixed,
        Shape::Alias(_) | Shape::Object(_) | Shape::Merged => false,
    };
    keeps_json
        || shape.types().into_iter().any(|ty| {
            contains(ty, &|leaf| {
                matches!(
                    leaf,
                    Type::Number(_)
                        | Type::Any
                        | Type::Format(TextFormat::File | TextFormat::Part | TextFormat::Form)
                )
            })
        })
}

/// Returns true if a type, or a type that it is written with, satisfies a condition.
fn contains(ty: &Type, is: &dyn Fn(&Type) -> bool) -> bool {
    is(ty) || ty.parts().into_iter().any(|part| contains(part, is))
}
