//! Objects that would have to hold themselves without end, member in required member: no value of them is finite, so what
//! a server sends lacks one of these members, and it is optional whatever the document says.

use crate::diagnostic::{Place, Report, code};
use crate::ir::{Api, Field, Shape, Type, TypeId};

/// Makes a member of each such circle optional, and says so.
pub(super) fn open(api: &mut Api, report: &mut Report) {
    let mut endless = endless(api);
    while let Some((id, at)) = closing(api, &endless) {
        let Shape::Object(object) = &mut api.types[id.0].shape else { return };
        let Some(field) = object.fields.get_mut(at) else { return };
        field.required = false;
        let message = format!("`{}` is required, and so is what leads from it to itself", field.wire);
        report.add(&code::REQUIRED_ENDLESS, Place::Normalised(field.pointer.clone()), message);
        endless = self::endless(api);
    }
}

/// The types that have no finite value.
fn endless(api: &Api) -> Vec<TypeId> {
    let mut left: Vec<TypeId> = api.types().map(|(id, _)| id).collect();
    let mut is_finite = vec![false; api.types.len()];
    loop {
        let before = left.len();
        left.retain(|id| {
            is_finite[id.0] = needed(api, *id).iter().all(|held| is_finite[held.0]);
            !is_finite[id.0]
        });
        if left.len() == before {
            return left;
        }
    }
}

/// A required member over which a type leads back to itself.
fn closing(api: &Api, endless: &[TypeId]) -> Option<(TypeId, usize)> {
    endless.iter().find_map(|id| {
        let Shape::Object(object) = &api.type_def(*id).shape else { return None };
        let leads_back = |field: &Field| {
            let mut open = needed_by_field(field);
            let mut seen: Vec<TypeId> = Vec::new();
            while let Some(next) = open.pop() {
                if next == *id {
                    return true;
                }
                if endless.contains(&next) && !seen.contains(&next) {
                    seen.push(next);
                    open.extend(needed(api, next));
                }
            }
            false
        };
        object.fields.iter().position(leads_back).map(|at| (*id, at))
    })
}

/// The types without a value of which a type has none.
fn needed(api: &Api, id: TypeId) -> Vec<TypeId> {
    match &api.type_def(id).shape {
        Shape::Alias(ty) => needed_by(ty),
        Shape::Object(object) => object.fields.iter().flat_map(needed_by_field).collect(),
        Shape::Enum(_) | Shape::Union(_) | Shape::Folded => Vec::new(),
    }
}

fn needed_by_field(field: &Field) -> Vec<TypeId> {
    if field.required { needed_by(&field.ty) } else { Vec::new() }
}

fn needed_by(ty: &Type) -> Vec<TypeId> {
    match ty {
        Type::Named(id) => vec![*id],
        Type::Tuple(parts) => parts.iter().flat_map(needed_by).collect(),
        _ => Vec::new(),
    }
}
