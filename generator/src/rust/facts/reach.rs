//! Finds the directions in which types are used, and which types must therefore be emitted twice.

use super::Reach;
use crate::base::graph::propagate;
use crate::ir::{Access, Api, Shape, Type, TypeId};

/// Returns the directions of every type, from everything that is sent and received.
pub(super) fn reach(api: &Api) -> Vec<Reach> {
    let mut reach = vec![Reach::default(); api.types.len()];
    for operation in &api.operations {
        let sent = operation.parameters.iter().map(|parameter| &parameter.ty);
        for ty in sent.chain(operation.body.iter().map(|body| &body.ty)) {
            visit(api, ty, Access::WriteOnly, &mut reach);
        }
        for ty in operation.success.types() {
            visit(api, ty, Access::ReadOnly, &mut reach);
        }
        for ty in operation.headers.iter().map(|header| &header.ty) {
            visit(api, ty, Access::ReadOnly, &mut reach);
        }
        for ty in operation.errors.iter().filter_map(|case| case.ty.as_ref()) {
            visit(api, ty, Access::ReadOnly, &mut reach);
        }
    }
    if let Some(webhooks) = &api.webhooks {
        visit(api, &Type::Named(webhooks.union), Access::ReadOnly, &mut reach);
    }
    reach
}

/// Marks every type that a type leads to; `direction` is the access that is only used there.
fn visit(api: &Api, ty: &Type, direction: Access, reach: &mut [Reach]) {
    let mut queue = ty.named();
    while let Some(id) = queue.pop() {
        let mark = match direction {
            Access::ReadOnly => &mut reach[id.0].response,
            _ => &mut reach[id.0].request,
        };
        if std::mem::replace(mark, true) {
            continue;
        }
        queue.extend(parts(api, id, Some(direction)).into_iter().flat_map(Type::named));
    }
}

/// Returns the types that a type is made of, as far as they are used in a direction.
pub(super) fn parts(api: &Api, id: TypeId, direction: Option<Access>) -> Vec<&Type> {
    match &api.type_def(id).shape {
        Shape::Object(object) => {
            let travels =
                |access| access == Access::Both || direction.is_none_or(|direction| direction == access);
            let fields = object.fields.iter().filter(|field| travels(field.access)).map(|field| &field.ty);
            fields.chain(&object.rest).collect()
        }
        other => other.types(),
    }
}

/// Returns the types that have a member themselves that is only received.
pub(super) fn has_received(api: &Api) -> Vec<bool> {
    api.types.iter().map(|def| has_member(&def.shape, |access| access == Access::ReadOnly)).collect()
}

/// Returns the types that are used in both directions and contain, at any depth, a member that is not.
pub(super) fn split(api: &Api, graph: &[Vec<usize>], reach: &[Reach]) -> Vec<bool> {
    let is_one_way = |access| access != Access::Both;
    let differs = propagate(graph, api.types.iter().map(|def| has_member(&def.shape, is_one_way)).collect());
    differs.iter().zip(reach).map(|(differs, reach)| *differs && reach.request && reach.response).collect()
}

fn has_member(shape: &Shape, is: impl Fn(Access) -> bool) -> bool {
    match shape {
        Shape::Object(object) => object.fields.iter().any(|field| is(field.access)),
        _ => false,
    }
}
