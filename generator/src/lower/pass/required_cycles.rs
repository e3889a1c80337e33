//! Cycles of required members: an object that has to contain itself has no finite value. What a server sends must
//! therefore lack one of these members, so it is optional whatever the document declares.

use std::collections::BTreeMap;

use crate::base::graph::components;
use crate::diagnostic::budget::Budget;
use crate::diagnostic::{Location, Report, code};
use crate::ir::{Api, Field, Object, Shape, Type, TypeId};

/// Breaks each such cycle at its first object, and reports it; once the budget is spent, at all of its objects.
pub(in crate::lower) fn break_cycles(api: &mut Api, budget: &mut Budget, report: &mut Report) {
    let mut left: Vec<Vec<usize>> = vec![(0..api.types.len()).collect()];
    // Smaller cycles may remain inside a broken one.
    while !left.is_empty() {
        let mut cycles: Vec<Vec<usize>> = left.iter().flat_map(|types| cycles(api, types)).collect();
        cycles.sort();
        let size = cycles.iter().flatten().map(|index| needed(&api.types[*index].shape).len() + 1).sum();
        if !budget.spend(size) {
            break_at_all(api, &cycles, budget, report);
            return;
        }
        // A cycle without an object cannot be broken.
        left = cycles.into_iter().filter(|cycle| break_at_first(api, cycle, report)).collect();
    }
}

/// Returns the cycles among some types, each in the order of its types.
fn cycles(api: &Api, types: &[usize]) -> Vec<Vec<usize>> {
    let places: BTreeMap<usize, usize> = types.iter().copied().zip(0..).collect();
    let graph: Vec<Vec<usize>> = types
        .iter()
        .map(|index| {
            let needed = needed(&api.types[*index].shape).into_iter();
            needed.filter_map(|held| places.get(&held).copied()).collect()
        })
        .collect();
    let component = components(&graph);
    let mut cycles: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (place, index) in types.iter().enumerate() {
        cycles.entry(component[place]).or_default().push(*index);
    }
    let leads_back = |cycle: &Vec<usize>| match cycle.as_slice() {
        [only] => needed(&api.types[*only].shape).contains(only),
        _ => true,
    };
    cycles.into_values().filter(leads_back).collect()
}

/// Makes the members optional that lead from the first object of a cycle back into the cycle.
fn break_at_first(api: &mut Api, cycle: &[usize], report: &mut Report) -> bool {
    cycle.iter().any(|index| match &mut api.types[*index].shape {
        Shape::Object(object) => make_optional(object, cycle, report),
        _ => false,
    })
}

/// Makes the members of an object optional that lead back into a cycle. Returns false if there are none.
fn make_optional(object: &mut Object, cycle: &[usize], report: &mut Report) -> bool {
    let leads_back =
        |field: &&mut Field| needed_by_field(field).iter().any(|held| cycle.binary_search(held).is_ok());
    let mut any = false;
    for field in object.fields.iter_mut().filter(leads_back) {
        any = true;
        field.required = false;
        let message =
            format!("required property `{}` is part of an infinite recursion; read as optional", field.wire);
        report.add(&code::REQUIRED_ENDLESS, Location::Normalised(field.pointer.clone()), message);
    }
    any
}

/// Makes all members optional that lead back into a cycle, and reports it once.
fn break_at_all(api: &mut Api, cycles: &[Vec<usize>], budget: &Budget, report: &mut Report) {
    let mut discarded = Report::default();
    for cycle in cycles {
        for index in cycle {
            if let Shape::Object(object) = &mut api.types[*index].shape {
                make_optional(object, cycle, &mut discarded);
            }
        }
    }
    if let Some(first) = discarded.diagnostics.into_iter().next() {
        report.add(budget.code(), first.location, budget.message());
    }
}

/// Returns the types that every value of a shape contains.
fn needed(shape: &Shape) -> Vec<usize> {
    match shape {
        Shape::Alias(ty) => needed_by(ty),
        Shape::Object(object) => object.fields.iter().flat_map(needed_by_field).collect(),
        Shape::Enum(_) | Shape::Union(_) | Shape::Merged => Vec::new(),
    }
}

fn needed_by_field(field: &Field) -> Vec<usize> {
    if field.required { needed_by(&field.ty) } else { Vec::new() }
}

fn needed_by(ty: &Type) -> Vec<usize> {
    match ty {
        Type::Named(TypeId(index)) => vec![*index],
        Type::Tuple(parts) => parts.iter().flat_map(needed_by).collect(),
        _ => Vec::new(),
    }
}
