//! Objects that would have to hold themselves without end, member in required member: no value of them is finite, so what
//! a server sends lacks one of these members, and it is optional whatever the document says.

use std::collections::BTreeSet;

use crate::diagnostic::{Place, Report, code};
use crate::graph::components;
use crate::ir::{Api, Field, Object, Shape, Type, TypeId};

/// Opens each such circle at the first object of it, and says so.
pub(super) fn open(api: &mut Api, report: &mut Report) {
    // Smaller circles may be left inside the one that was opened.
    while open_once(api, report) {}
}

fn open_once(api: &mut Api, report: &mut Report) -> bool {
    let graph: Vec<Vec<usize>> = api.types().map(|(_, def)| needed(&def.shape)).collect();
    let circle = components(&graph);
    let mut opened = BTreeSet::new();
    for index in 0..graph.len() {
        let Shape::Object(object) = &mut api.types[index].shape else { continue };
        if !opened.contains(&circle[index]) && open_object(object, index, &circle, report) {
            opened.insert(circle[index]);
        }
    }
    !opened.is_empty()
}

/// Makes the members optional that lead from an object back to it.
fn open_object(object: &mut Object, index: usize, circle: &[usize], report: &mut Report) -> bool {
    let leads_back =
        |field: &&mut Field| needed_by_field(field).iter().any(|held| circle[*held] == circle[index]);
    let mut any = false;
    for field in object.fields.iter_mut().filter(leads_back) {
        any = true;
        field.required = false;
        let message = format!("`{}` is required, and so is what leads from it to itself", field.wire);
        report.add(&code::REQUIRED_ENDLESS, Place::Normalised(field.pointer.clone()), message);
    }
    any
}

/// The types without a value of which there is none of a shape.
fn needed(shape: &Shape) -> Vec<usize> {
    match shape {
        Shape::Alias(ty) => needed_by(ty),
        Shape::Object(object) => object.fields.iter().flat_map(needed_by_field).collect(),
        Shape::Enum(_) | Shape::Union(_) | Shape::Folded => Vec::new(),
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
