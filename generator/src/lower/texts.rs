//! Unions of texts, once every type is known: enumerations are open, so each already stands for any text.

use serde_json::Value;

use crate::ir::{Api, Enumeration, Literal, Shape, Type, Union};

/// Folds plain texts into the enumerations beside them, and unions of nothing but texts into one enumeration.
pub(super) fn fold(api: &mut Api) {
    for index in 0..api.types.len() {
        let Shape::Union(union) = &api.types[index].shape else { continue };
        if let Some(shape) = folded(api, union) {
            api.types[index].shape = shape;
        }
    }
}

fn folded(api: &Api, union: &Union) -> Option<Shape> {
    let is_text = |ty: &Type| *api.unalias(ty) == Type::String;
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
    let mut values: Vec<Value> = Vec::new();
    for value in enums.iter().flat_map(|enumeration| &enumeration.values) {
        if !values.contains(value) {
            values.push(value.clone());
        }
    }
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
