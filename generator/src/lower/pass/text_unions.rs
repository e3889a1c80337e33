//! Unions of texts, once every type is known: enumerations are open, so each already stands for any text.

use indexmap::IndexSet;
use serde_json::Value;

use crate::ir::{Api, Enumeration, Literal, Operation, Shape, Type, TypeId, Union};

/// Folds plain texts into the enumerations beside them, and unions of nothing but texts into one enumeration.
pub(in crate::lower) fn fold(api: &mut Api) {
    let uses = uses(api);
    for index in 0..api.types.len() {
        let Shape::Union(union) = &api.types[index].shape else { continue };
        if let Some(shape) = folded(api, union) {
            let parts: Vec<TypeId> = union.variants.iter().flat_map(|variant| variant.ty.named()).collect();
            api.types[index].shape = shape;
            take_in(api, TypeId(index), &parts, &uses);
        }
    }
}

/// How often each type is named.
pub(in crate::lower) fn uses(api: &Api) -> Vec<usize> {
    let mut uses = vec![0; api.types.len()];
    let held = api.types.iter().flat_map(|def| def.shape.types());
    let called = api.operations.iter().flat_map(Operation::types);
    for id in held.chain(called).flat_map(Type::named) {
        uses[id.0] += 1;
    }
    uses
}

/// An enumeration that stood nowhere but in the union becomes the union's own.
fn take_in(api: &mut Api, whole: TypeId, parts: &[TypeId], uses: &[usize]) {
    for part in parts.iter().filter(|part| uses[part.0] == 1) {
        let naming = &api.types[part.0].naming;
        if naming.steps.is_empty() || !matches!(api.types[part.0].shape, Shape::Enum(_)) {
            continue;
        }
        let shape = std::mem::replace(&mut api.types[part.0].shape, Shape::Folded);
        match &api.types[whole.0].shape {
            Shape::Alias(Type::Named(id)) if id == part => api.types[whole.0].shape = shape,
            Shape::Enum(_) => {}
            // Still a variant of the union.
            _ => api.types[part.0].shape = shape,
        }
    }
}

fn folded(api: &Api, union: &Union) -> Option<Shape> {
    let is_text = |ty: &Type| api.unalias(ty).is_text();
    let enums: Vec<&Enumeration> =
        union.variants.iter().filter_map(|variant| text_enum(api, &variant.ty)).collect();
    let plain = union.variants.iter().filter(|variant| is_text(&variant.ty)).count();
    if enums.is_empty() || (enums.len() == 1 && plain == 0) {
        return None;
    }
    if enums.len() + plain < union.variants.len() {
        let mut union = union.clone();
        union.variants.retain(|variant| !is_text(&variant.ty));
        return (plain > 0).then_some(Shape::Union(union));
    }
    if enums.len() == 1 {
        let ty = union.variants.iter().find(|variant| text_enum(api, &variant.ty).is_some())?.ty.clone();
        return Some(Shape::Alias(ty));
    }
    let values: IndexSet<&Value> = enums.iter().flat_map(|enumeration| &enumeration.values).collect();
    let values: Vec<Value> = values.into_iter().cloned().collect();
    Some(Shape::Enum(Enumeration { kind: Literal::String, values, names: Vec::new() }))
}

/// The enumeration of texts that a type is.
fn text_enum<'a>(api: &'a Api, ty: &'a Type) -> Option<&'a Enumeration> {
    match api.unalias(ty) {
        Type::Named(id) => match &api.type_def(*id).shape {
            Shape::Enum(enumeration) if enumeration.kind == Literal::String => Some(enumeration),
            _ => None,
        },
        _ => None,
    }
}
