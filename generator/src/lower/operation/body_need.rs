//! Whether a request body is meant although the document does not say `required: true`: its values cannot be empty.

use crate::ir::{Access, Field, Shape, Type, TypeDef};

/// The deepest nesting of unions and aliases that is searched.
const MAX_DEPTH: usize = 16;

/// What a value of a type needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Need {
    /// It can be empty, or anything.
    Nothing,
    /// It is no object, such as a string or a list.
    NoObject,
    /// It is an object with at least one member.
    Members,
}

/// Returns true if a value of the type is an object with required members. For a union, one of the alternatives has
/// some, and none can be empty.
pub(in crate::lower) fn requires_members(types: &[TypeDef], ty: &Type) -> bool {
    need(types, ty, MAX_DEPTH) == Need::Members
}

fn need(types: &[TypeDef], ty: &Type, depth: usize) -> Need {
    let Some(depth) = depth.checked_sub(1) else { return Need::Nothing };
    let id = match ty {
        Type::Any | Type::Map(_) | Type::Nullable(_) => return Need::Nothing,
        Type::Named(id) => id,
        _ => return Need::NoObject,
    };
    match types.get(id.0).map(|def| &def.shape) {
        Some(Shape::Alias(inner)) => need(types, inner, depth),
        Some(Shape::Object(object)) => match object.fields.iter().any(is_sent) {
            true => Need::Members,
            false => Need::Nothing,
        },
        Some(Shape::Union(union)) => {
            let needs = union.variants.iter().map(|variant| need(types, &variant.ty, depth));
            needs.reduce(combined).unwrap_or(Need::Nothing)
        }
        Some(Shape::Enum(_)) => Need::NoObject,
        Some(Shape::Merged) | None => Need::Nothing,
    }
}

/// A required member that a caller sends.
fn is_sent(field: &Field) -> bool {
    field.required && field.access != Access::ReadOnly
}

/// What a value of one of two alternatives needs.
fn combined(one: Need, other: Need) -> Need {
    match (one, other) {
        (Need::Nothing, _) | (_, Need::Nothing) => Need::Nothing,
        (Need::Members, _) | (_, Need::Members) => Need::Members,
        (Need::NoObject, Need::NoObject) => Need::NoObject,
    }
}
