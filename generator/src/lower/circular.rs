//! Unions that are alternatives of each other: taken together they are one set of alternatives, which each of them has. A
//! union that could be itself would be tried without end when a value is decoded.

use crate::graph::components;
use crate::ir::{Api, Shape, Type, TypeId, Union, Variant};

/// Gives each union of such a circle the alternatives of all that lead out of it.
pub(super) fn flatten(api: &mut Api) {
    let graph: Vec<Vec<usize>> = api
        .types()
        .map(|(_, def)| variants(&def.shape).iter().filter_map(|one| union_of(api, &one.ty)).collect())
        .collect();
    let circle = components(&graph);
    let is_in = |index: usize| graph[index].iter().any(|to| circle[*to] == circle[index]);
    let circular: Vec<usize> = (0..graph.len()).filter(|index| is_in(*index)).collect();
    let flat: Vec<Vec<Variant>> = circular
        .iter()
        .map(|index| {
            let others = circular.iter().filter(|other| *other != index && circle[**other] == circle[*index]);
            let all = std::iter::once(index).chain(others);
            let leads_out =
                |one: &&Variant| union_of(api, &one.ty).is_none_or(|to| circle[to] != circle[*index]);
            distinct(all.flat_map(|index| variants(&api.types[*index].shape)).filter(leads_out))
        })
        .collect();
    for (index, mut variants) in circular.into_iter().zip(flat) {
        api.types[index].shape = match variants.len() {
            0 => Shape::Alias(Type::Any),
            1 => Shape::Alias(variants.remove(0).ty),
            // A tag tells the alternatives of one union, not those of all.
            _ => Shape::Union(Union { tag: None, variants }),
        };
    }
}

fn variants(shape: &Shape) -> &[Variant] {
    match shape {
        Shape::Union(union) => &union.variants,
        _ => &[],
    }
}

/// The union that a type is.
fn union_of(api: &Api, ty: &Type) -> Option<usize> {
    match api.unalias(ty) {
        Type::Nullable(inner) => union_of(api, inner),
        Type::Named(TypeId(index)) => matches!(api.types[*index].shape, Shape::Union(_)).then_some(*index),
        _ => None,
    }
}

fn distinct<'a>(variants: impl Iterator<Item = &'a Variant>) -> Vec<Variant> {
    let mut kept: Vec<Variant> = Vec::new();
    for variant in variants {
        if !kept.iter().any(|other| other.ty == variant.ty) {
            kept.push(variant.clone());
        }
    }
    kept
}
