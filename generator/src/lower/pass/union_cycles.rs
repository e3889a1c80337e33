//! Unions that are alternatives of each other: each of them has the alternatives of all. A union that contains itself
//! would be tried endlessly when a value is decoded.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::graph::components;
use crate::diagnostic::{Location, Report, code};
use crate::ir::{Api, Shape, Type, TypeId, Union, Variant};
use crate::lower::schema::union::MAX_ALTERNATIVES;

/// Gives the first union of each such cycle the alternatives of all unions that lead out of it; the others become
/// aliases of the first.
pub(in crate::lower) fn flatten(api: &mut Api, report: &mut Report) {
    let graph: Vec<Vec<usize>> = api
        .types()
        .map(|(_, def)| variants(&def.shape).iter().filter_map(|one| union_of(api, &one.ty)).collect())
        .collect();
    let cycle = components(&graph);
    let mut cycles: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for index in 0..graph.len() {
        if graph[index].iter().any(|to| cycle[*to] == cycle[index]) {
            cycles.entry(cycle[index]).or_default().push(index);
        }
    }
    for (number, unions) in cycles {
        let all = unions.iter().flat_map(|index| variants(&api.types[*index].shape));
        let leads_out = |one: &&Variant| union_of(api, &one.ty).is_none_or(|to| cycle[to] != number);
        let variants = distinct(all.filter(leads_out));
        let first = TypeId(unions[0]);
        for index in unions {
            api.types[index].shape = match variants.as_slice() {
                all if all.len() > MAX_ALTERNATIVES => {
                    if index == first.0 {
                        let at = Location::Normalised(api.types[index].pointer.clone());
                        let message = format!(
                            "union cycle with more than {MAX_ALTERNATIVES} alternatives; read as any value"
                        );
                        report.add(&code::ALTERNATIVES_TOO_MANY, at, message);
                    }
                    Shape::Alias(Type::Any)
                }
                [] => Shape::Alias(Type::Any),
                [only] => Shape::Alias(only.ty.clone()),
                // A tag distinguishes the alternatives of one union, not those of all.
                all if index == first.0 => Shape::Union(Union { tag: None, variants: all.to_vec() }),
                _ => Shape::Alias(Type::Named(first)),
            };
        }
    }
}

fn variants(shape: &Shape) -> &[Variant] {
    match shape {
        Shape::Union(union) => &union.variants,
        _ => &[],
    }
}

/// Returns the union that a type is.
fn union_of(api: &Api, ty: &Type) -> Option<usize> {
    match api.unalias(ty) {
        Type::Nullable(inner) => union_of(api, inner),
        Type::Named(TypeId(index)) => matches!(api.types[*index].shape, Shape::Union(_)).then_some(*index),
        _ => None,
    }
}

/// Returns the variants with different types.
fn distinct<'a>(variants: impl Iterator<Item = &'a Variant>) -> Vec<Variant> {
    let mut known: BTreeSet<&Type> = BTreeSet::new();
    variants.filter(|variant| known.insert(&variant.ty)).cloned().collect()
}
