//! Whether a request body is meant although the document does not say `required: true`: its values cannot be empty.

use std::collections::BTreeSet;

use crate::ir::{Access, Field, Shape, Type, TypeDef, TypeId};

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
    let (mut seen, mut open) = (BTreeSet::new(), vec![ty]);
    let mut whole = None;
    // Each type counts once: unions that share alternatives would take exponential time.
    while let Some(ty) = open.pop() {
        let one = match own_need(types, ty, &mut seen) {
            Found::Need(need) => need,
            Found::Alternatives(all) => {
                open.extend(all);
                continue;
            }
        };
        match whole.map_or(one, |known| combined(known, one)) {
            Need::Nothing => return false,
            need => whole = Some(need),
        }
    }
    whole == Some(Need::Members)
}

/// What a type needs, or the types that decide it; none for a type that was met before.
enum Found<'t> {
    Need(Need),
    Alternatives(Vec<&'t Type>),
}

fn own_need<'t>(types: &'t [TypeDef], ty: &'t Type, seen: &mut BTreeSet<TypeId>) -> Found<'t> {
    let id = match ty {
        Type::Any | Type::Map(_) | Type::Nullable(_) => return Found::Need(Need::Nothing),
        Type::Named(id) => *id,
        _ => return Found::Need(Need::NoObject),
    };
    if !seen.insert(id) {
        return Found::Alternatives(Vec::new());
    }
    match types.get(id.0).map(|def| &def.shape) {
        Some(Shape::Alias(inner)) => Found::Alternatives(vec![inner]),
        Some(Shape::Object(object)) if object.fields.iter().any(is_sent) => Found::Need(Need::Members),
        Some(Shape::Union(union)) if !union.variants.is_empty() => {
            Found::Alternatives(union.variants.iter().map(|variant| &variant.ty).collect())
        }
        Some(Shape::Enum(_)) => Found::Need(Need::NoObject),
        _ => Found::Need(Need::Nothing),
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
