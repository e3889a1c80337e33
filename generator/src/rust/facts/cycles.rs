//! Cycles over the type graph: by value they must be boxed, among aliases they need a type of their own.

use std::collections::BTreeSet;

use crate::base::graph::components;
use crate::ir::{Api, Shape, Type, TypeId};

/// Fields and variants whose type holds, by value, the type they belong to.
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
            hold(ty, &mut held);
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

/// The types that a value of a type holds without a pointer between.
fn by_value(api: &Api, id: TypeId) -> Vec<usize> {
    let mut held = Vec::new();
    match &api.type_def(id).shape {
        Shape::Alias(ty) => hold(ty, &mut held),
        Shape::Enum(_) | Shape::Folded => {}
        Shape::Union(union) => union.variants.iter().for_each(|variant| hold(&variant.ty, &mut held)),
        Shape::Object(object) => object.fields.iter().for_each(|field| hold(&field.ty, &mut held)),
    }
    held
}

fn hold(ty: &Type, held: &mut Vec<usize>) {
    match ty {
        Type::Named(id) => held.push(id.0),
        Type::Nullable(inner) => hold(inner, held),
        Type::Tuple(parts) => parts.iter().for_each(|part| hold(part, held)),
        _ => {}
    }
}

/// Aliases that lead back to themselves over aliases alone.
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
