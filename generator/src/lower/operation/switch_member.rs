//! The member of a body that selects a stream: a boolean that may be true and false.

use std::collections::BTreeSet;

use crate::ir::{Access, Field, Shape, Type, TypeDef, TypeId};

/// Returns true if a body has a boolean member of this name, in each of its alternatives if it is a union.
pub(in crate::lower) fn is_boolean(types: &[TypeDef], body: &Type, member: &str) -> bool {
    let mut has_one = false;
    // Each type is asked once: unions that share alternatives would take exponential time.
    let (mut seen, mut open) = (BTreeSet::new(), vec![body]);
    while let Some(ty) = open.pop() {
        let Type::Named(id) = ty.strip_null().0 else { return false };
        if !seen.insert(*id) {
            continue;
        }
        match types.get(id.0).map(|def| &def.shape) {
            Some(Shape::Alias(inner)) => open.push(inner),
            Some(Shape::Union(union)) if !union.variants.is_empty() => {
                open.extend(union.variants.iter().map(|variant| &variant.ty));
            }
            Some(Shape::Object(object))
                if object.fields.iter().any(|field| selects(types, field, member)) =>
            {
                has_one = true;
            }
            _ => return false,
        }
    }
    has_one
}

fn selects(types: &[TypeDef], field: &Field, member: &str) -> bool {
    field.wire == member && field.access != Access::ReadOnly && is_flag(types, &field.ty)
}

/// Returns true for a boolean, also behind aliases.
fn is_flag(types: &[TypeDef], ty: &Type) -> bool {
    let mut seen: BTreeSet<TypeId> = BTreeSet::new();
    let mut ty = ty.strip_null().0;
    while let Type::Named(id) = ty {
        match types.get(id.0).map(|def| &def.shape) {
            Some(Shape::Alias(inner)) if seen.insert(*id) => ty = inner.strip_null().0,
            _ => return false,
        }
    }
    *ty == Type::Boolean
}
