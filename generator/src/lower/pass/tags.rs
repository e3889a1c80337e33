//! Tags of inline alternatives, once every union has its guards: such a member has one value and no choice, so an
//! enumeration for it would only be noise. It becomes a string, so that nothing is lost.

use serde_json::Value;

use crate::ir::{Api, Enumeration, Shape, Type, TypeId};
use crate::text::markdown::code;

/// Makes strings of the tags of alternatives that are used only in their union.
///
/// A component is left as it is: its members must not depend on who else refers to it.
pub(in crate::lower) fn fold(api: &mut Api) {
    let uses = crate::lower::pass::text_unions::uses(api);
    let is_own = |api: &Api, id: TypeId| uses[id.0] == 1 && !api.type_def(id).naming.steps.is_empty();
    for index in 0..api.types.len() {
        let Shape::Union(union) = &api.types[index].shape else { continue };
        let Some(tag) = union.tag.clone() else { continue };
        let variants: Vec<TypeId> = union.variants.iter().flat_map(|variant| variant.ty.named()).collect();
        for id in variants.into_iter().filter(|id| is_own(api, *id)).collect::<Vec<_>>() {
            let Some((at, held, only)) = constant(api, id, &tag) else { continue };
            if is_own(api, held) {
                api.types[held.0].shape = Shape::Merged;
                set_constant(api, id, at, only);
            }
        }
    }
}

/// Returns the index of an object's tag, its enumeration, and the only value of that.
fn constant(api: &Api, id: TypeId, tag: &str) -> Option<(usize, TypeId, String)> {
    let Shape::Object(object) = &api.type_def(id).shape else { return None };
    let (at, field) =
        object.fields.iter().enumerate().find(|(_, field)| field.wire == tag && field.required)?;
    let Type::Named(held) = field.ty else { return None };
    match &api.type_def(held).shape {
        Shape::Enum(Enumeration { values, .. }) => match values.as_slice() {
            [Value::String(only)] => Some((at, held, only.clone())),
            _ => None,
        },
        _ => None,
    }
}

fn set_constant(api: &mut Api, id: TypeId, at: usize, only: String) {
    let Shape::Object(object) = &mut api.types[id.0].shape else { return };
    let field = &mut object.fields[at];
    field.ty = Type::String;
    field.doc.remark = Some(format!("Always {}.", code(&only)));
    field.only = Some(only);
}
