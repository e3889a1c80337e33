//! The member of a body that selects a stream: a boolean that may be true and false.

use crate::ir::{Access, Shape, Type, TypeDef};

/// The deepest nesting of unions and aliases that is searched.
const MAX_DEPTH: usize = 16;

/// Returns true if a body has a boolean member of this name, in each of its alternatives if it is a union.
pub(in crate::lower) fn is_boolean(types: &[TypeDef], body: &Type, member: &str) -> bool {
    has_boolean(types, body, member, MAX_DEPTH)
}

fn has_boolean(types: &[TypeDef], body: &Type, member: &str, depth: usize) -> bool {
    let (Type::Named(id), Some(depth)) = (body.strip_null().0, depth.checked_sub(1)) else { return false };
    match types.get(id.0).map(|def| &def.shape) {
        Some(Shape::Alias(inner)) => has_boolean(types, inner, member, depth),
        Some(Shape::Object(object)) => object.fields.iter().any(|field| {
            field.wire == member && field.access != Access::ReadOnly && is_flag(types, &field.ty, depth)
        }),
        Some(Shape::Union(union)) => {
            !union.variants.is_empty()
                && union.variants.iter().all(|variant| has_boolean(types, &variant.ty, member, depth))
        }
        Some(Shape::Enum(_) | Shape::Merged) | None => false,
    }
}

/// Returns true for a boolean, also behind aliases.
fn is_flag(types: &[TypeDef], ty: &Type, depth: usize) -> bool {
    match (ty.strip_null().0, depth.checked_sub(1)) {
        (Type::Boolean, _) => true,
        (Type::Named(id), Some(depth)) => match types.get(id.0).map(|def| &def.shape) {
            Some(Shape::Alias(inner)) => is_flag(types, inner, depth),
            _ => false,
        },
        _ => false,
    }
}
