//! Lists and maps that also accept `null`, as some servers write empty ones: their members get a remark in the
//! documentation.

use crate::ir::{Access, Api, Shape, Type};

/// The remark of such a member.
const REMARK: &str = "`null` is read as empty.";

/// Marks the members that occur in responses, are required and are a list or a map.
pub(in crate::lower) fn mark(api: &mut Api) {
    let received = received(api);
    for index in (0..api.types.len()).filter(|index| received[*index]) {
        let Shape::Object(object) = &api.types[index].shape else { continue };
        let is_container = |ty: &Type| matches!(api.unalias(ty), Type::Array(_) | Type::Map(_));
        let fields = object.fields.iter().enumerate();
        let marked = fields.filter(|(_, field)| {
            field.required && field.access != Access::WriteOnly && is_container(&field.ty)
        });
        let marked: Vec<usize> = marked.map(|(at, _)| at).collect();
        if let Shape::Object(object) = &mut api.types[index].shape {
            for at in marked {
                object.fields[at].doc.remark.get_or_insert_with(|| REMARK.to_owned());
            }
        }
    }
}

/// Returns the types that are reachable from responses.
fn received(api: &Api) -> Vec<bool> {
    let mut received = vec![false; api.types.len()];
    let answers = api.operations.iter().flat_map(|operation| {
        let errors = operation.errors.iter().filter_map(|case| case.ty.as_ref());
        operation.success.types().into_iter().chain(errors)
    });
    let mut open: Vec<_> = answers.flat_map(Type::named).collect();
    while let Some(id) = open.pop() {
        if !std::mem::replace(&mut received[id.0], true) {
            open.extend(api.type_def(id).shape.types().into_iter().flat_map(Type::named));
        }
    }
    received
}
