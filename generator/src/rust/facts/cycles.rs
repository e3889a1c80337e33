//! Cycles in the type graph: cycles by value must be boxed, cycles of aliases need a type of their own.

use std::collections::BTreeSet;

use crate::base::graph::components;
use crate::ir::{Api, Shape, Type, TypeId};

/// The members that may be boxed, those first that are boxed first. What joins a type is an optional member, so that a cycle
/// that it closes takes no other form of what was required before it, nor of the variants of a union.
const STEPS: [fn(&Api, TypeId, usize) -> bool; 3] = [is_optional, is_variant, |_, _, _| true];

/// Returns the fields and variants that are boxed, so that no type contains itself by value.
pub(super) fn boxed(api: &Api) -> BTreeSet<(TypeId, usize)> {
    let mut boxed = BTreeSet::new();
    for may_box in STEPS {
        let closing = closing(api, &boxed);
        boxed.extend(closing.into_iter().filter(|(id, index)| may_box(api, *id, *index)));
    }
    boxed
}

fn is_optional(api: &Api, id: TypeId, index: usize) -> bool {
    match &api.type_def(id).shape {
        Shape::Object(object) => object.fields.get(index).is_some_and(|field| !field.required),
        _ => false,
    }
}

fn is_variant(api: &Api, id: TypeId, _: usize) -> bool {
    matches!(api.type_def(id).shape, Shape::Union(_))
}

/// Returns the fields and variants whose type contains, by value, the type they belong to.
fn closing(api: &Api, boxed: &BTreeSet<(TypeId, usize)>) -> Vec<(TypeId, usize)> {
    let graph: Vec<Vec<usize>> =
        (0..api.types.len()).map(|index| by_value(api, TypeId(index), boxed)).collect();
    let component = components(&graph);
    let mut closing = Vec::new();
    for (id, def) in api.types() {
        for (index, ty) in places(&def.shape).into_iter().enumerate() {
            let mut held = Vec::new();
            push_by_value(ty, &mut held);
            let closes = |target: &usize| {
                component[*target] == component[id.0] && (*target != id.0 || graph[id.0].contains(&id.0))
            };
            if !boxed.contains(&(id, index)) && held.iter().any(closes) {
                closing.push((id, index));
            }
        }
    }
    closing
}

/// The types of the fields or variants.
fn places(shape: &Shape) -> Vec<&Type> {
    match shape {
        Shape::Object(object) => object.fields.iter().map(|field| &field.ty).collect(),
        Shape::Union(union) => union.variants.iter().map(|variant| &variant.ty).collect(),
        Shape::Alias(_) | Shape::Enum(_) | Shape::Merged => Vec::new(),
    }
}

/// Returns the types that a value of a type contains without a pointer in between.
fn by_value(api: &Api, id: TypeId, boxed: &BTreeSet<(TypeId, usize)>) -> Vec<usize> {
    let mut held = Vec::new();
    let shape = &api.type_def(id).shape;
    if let Shape::Alias(ty) = shape {
        push_by_value(ty, &mut held);
    }
    let bare = places(shape).into_iter().enumerate().filter(|(index, _)| !boxed.contains(&(id, *index)));
    bare.for_each(|(_, ty)| push_by_value(ty, &mut held));
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
