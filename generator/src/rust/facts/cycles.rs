//! Cycles in the type graph: cycles by value must be boxed, cycles of aliases need a type of their own.

use std::collections::BTreeSet;

use crate::base::graph::components;
use crate::ir::{Api, Shape, Type, TypeId};

/// Returns the fields and variants whose type contains, by value, the type they belong to.
pub(super) fn boxed(api: &Api) -> BTreeSet<(TypeId, usize)> {
    let graph: Vec<Vec<usize>> = (0..api.types.len()).map(|index| by_value(api, TypeId(index))).collect();
    let component = components(&graph);
    let mut boxed = BTreeSet::new();
    for (id, def) in api.types() {
        let places: Vec<&Type> = match &def.shape {
            Shape::Object(object) => object.fields.iter().map(|field| &field.ty).collect(),
            Shape::Union(union) => union.variants.iter().map(|variant| &variant.ty).collect(),
            _ => Vec::new(),
        };
        for (index, ty) in places.into_iter().enumerate() {
            let mut held = Vec::new();
            push_by_value(ty, &mut held);
            let closes = |target: &usize| {
                component[*target] == component[id.0] && (*target != id.0 || graph[id.0].contains(&id.0))
            };
            if held.iter().any(closes) {
                boxed.insert((id, index));
            }
        }
    }
    boxed
}

/// Returns the types that a value of a type contains without a pointer in between.
fn by_value(api: &Api, id: TypeId) -> Vec<usize> {
    let mut held = Vec::new();
    match &api.type_def(id).shape {
        Shape::Alias(ty) => push_by_value(ty, &mut held),
        Shape::Enum(_) | Shape::Merged => {}
        Shape::Union(union) => {
            union.variants.iter().for_each(|variant| push_by_value(&variant.ty, &mut held))
        }
        Shape::Object(object) => object.fields.iter().for_each(|field| push_by_value(&field.ty, &mut held)),
    }
    held
}

fn push_by_value(ty: &Type, held: &mut Vec<usize>) {
    match ty {
        Type::Named(id) => held.push(id.0),
        Type::Nullable(inner) => push_by_value(inner, held),
        Type::Tuple(parts) => parts.iter().for_each(|part| push_by_value(part, held)),
        _ => {}
    }
}

/// Returns the aliases that lead back to themselves through aliases alone.
pub(super) fn newtypes(api: &Api) -> BTreeSet<TypeId> {
    let alias = |id: TypeId| match &api.type_def(id).shape {
        Shape::Alias(ty) => Some(ty),
        _ => None,
    };
    let graph: Vec<Vec<usize>> = (0..api.types.len())
        .map(|index| {
            let targets = alias(TypeId(index)).map(Type::named).unwrap_or_default();
            targets.into_iter().filter(|target| alias(*target).is_some()).map(|target| target.0).collect()
        })
        .collect();
    let component = components(&graph);
    let mut size = vec![0; graph.len()];
    component.iter().for_each(|component| size[*component] += 1);
    let in_cycle = |index: &usize| graph[*index].contains(index) || size[component[*index]] > 1;
    (0..graph.len()).filter(|index| !graph[*index].is_empty()).filter(in_cycle).map(TypeId).collect()
}
