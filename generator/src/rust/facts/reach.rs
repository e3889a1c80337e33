//! In which directions types travel, and which of them must therefore be emitted twice.

use super::Reach;
use crate::base::graph::spread;
use crate::ir::{Access, Api, Shape, Type, TypeId};

/// Follows what is sent and what is received to every type they lead to.
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
    reach
}

/// Marks what a type leads to; `direction` is the access that belongs to it.
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

/// The types that a type is made of, as far as they travel in a direction.
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

/// Types that travel both ways and hold, at any depth, a member that does not.
pub(super) fn split(api: &Api, graph: &[Vec<usize>], reach: &[Reach]) -> Vec<bool> {
    let differs = spread(graph, api.types.iter().map(|def| holds_one_way_member(&def.shape)).collect());
    differs.iter().zip(reach).map(|(differs, reach)| *differs && reach.request && reach.response).collect()
}

fn holds_one_way_member(shape: &Shape) -> bool {
    match shape {
        Shape::Object(object) => object.fields.iter().any(|field| field.access != Access::Both),
        _ => false,
    }
}
