//! Unions of strings and of integers, once every type is known: enumerations are open, so each already holds any string
//! or integer, and the first of two would accept what only the second lists.

use indexmap::IndexMap;
use serde_json::Value;

use crate::ir::{Api, Doc, Enumeration, Literal, Operation, Shape, Type, TypeDef, TypeId, Union, Width};

/// Folds strings into the enumerations beside them, and unions of only strings or only integers into one enumeration.
pub(in crate::lower) fn fold(api: &mut Api) {
    let uses = uses(api);
    for index in 0..api.types.len() {
        let Shape::Union(union) = &api.types[index].shape else { continue };
        if let Some(shape) = fold_union(api, union) {
            let parts: Vec<TypeId> = union.variants.iter().flat_map(|variant| variant.ty.named()).collect();
            api.types[index].shape = shape;
            absorb_enums(api, TypeId(index), &parts, &uses);
        }
    }
}

/// Returns how often each type is named.
pub(in crate::lower) fn uses(api: &Api) -> Vec<usize> {
    let mut uses = vec![0; api.types.len()];
    let held = api.types.iter().flat_map(|def| def.shape.types());
    let called = api.operations.iter().flat_map(Operation::types);
    for id in held.chain(called).flat_map(Type::named) {
        uses[id.0] += 1;
    }
    uses
}

/// Makes an enumeration that is used only in the union the union's own.
fn absorb_enums(api: &mut Api, whole: TypeId, parts: &[TypeId], uses: &[usize]) {
    for part in parts.iter().filter(|part| uses[part.0] == 1) {
        let naming = &api.types[part.0].naming;
        if naming.steps.is_empty() || !matches!(api.types[part.0].shape, Shape::Enum(_)) {
            continue;
        }
        let shape = std::mem::replace(&mut api.types[part.0].shape, Shape::Merged);
        match &api.types[whole.0].shape {
            Shape::Alias(Type::Named(id)) if id == part => api.types[whole.0].shape = shape,
            Shape::Enum(_) => {}
            // Still a variant of the union.
            _ => api.types[part.0].shape = shape,
        }
    }
}

/// Returns the shape that replaces a union; `None` if the union stays as it is.
fn fold_union(api: &Api, union: &Union) -> Option<Shape> {
    let kind = [Literal::String, Literal::Integer]
        .into_iter()
        .find(|kind| union.variants.iter().any(|variant| enum_of(api, &variant.ty, *kind).is_some()))?;
    let enums: Vec<TypeId> =
        union.variants.iter().filter_map(|variant| enum_of(api, &variant.ty, kind)).collect();
    let is_plain = |ty: &Type| is_plain(api.unalias(ty), kind);
    let plain = union.variants.iter().filter(|variant| is_plain(&variant.ty)).count();
    if enums.len() == 1 && plain == 0 {
        return None;
    }
    if enums.len() + plain < union.variants.len() {
        let mut union = union.clone();
        union.variants.retain(|variant| !is_plain(&variant.ty));
        return (plain > 0 && kind == Literal::String).then_some(Shape::Union(union));
    }
    if enums.len() == 1 {
        let ty = union.variants.iter().find(|variant| enum_of(api, &variant.ty, kind).is_some())?.ty.clone();
        return Some(Shape::Alias(ty));
    }
    Some(Shape::Enum(merge_enums(api, &enums, kind)))
}

/// Returns true if a type is any string or any integer that an enumeration can hold.
fn is_plain(ty: &Type, kind: Literal) -> bool {
    match kind {
        Literal::String => ty.is_text(),
        Literal::Integer => matches!(ty, Type::Integer(Width::I32 | Width::I64)),
        Literal::Mixed => false,
    }
}

/// Merges the literals of several enumerations. A literal that is an alternative by itself gets the documentation of
/// the alternative and, if it is a number, its name.
fn merge_enums(api: &Api, enums: &[TypeId], kind: Literal) -> Enumeration {
    let mut known: IndexMap<&Value, (String, Doc)> = IndexMap::new();
    for id in enums {
        let TypeDef { shape: Shape::Enum(part), doc, naming, .. } = api.type_def(*id) else { continue };
        let alone = (part.values.len() == 1 && !naming.steps.is_empty()).then_some(doc);
        for (index, value) in part.values.iter().enumerate() {
            let title = alone.and_then(|doc| doc.summary.clone());
            let name = part.names.get(index).cloned().or(title).filter(|name| !name.trim().is_empty());
            let doc_of_literal = part.docs.get(index).or(alone).map(literal_doc).unwrap_or_default();
            known
                .entry(value)
                .or_insert_with(|| (name.unwrap_or_else(|| format!("value {value}")), doc_of_literal));
        }
    }
    let values = known.keys().map(|value| (*value).clone()).collect();
    let (names, docs): (Vec<String>, Vec<Doc>) = known.into_values().unzip();
    // Strings are names already.
    let names = if kind == Literal::Integer { names } else { Vec::new() };
    let docs = if docs.iter().all(|doc| *doc == Doc::default()) { Vec::new() } else { docs };
    Enumeration { kind, values, names, docs }
}

/// Returns the documentation of an alternative that also applies to its only literal.
fn literal_doc(doc: &Doc) -> Doc {
    let Doc { summary, description, deprecated, .. } = doc.clone();
    Doc { summary, description, deprecated, ..Doc::default() }
}

/// Returns the enumeration that a type is, if its literals are of this kind.
fn enum_of(api: &Api, ty: &Type, of: Literal) -> Option<TypeId> {
    match api.unalias(ty) {
        Type::Named(id) => match &api.type_def(*id).shape {
            Shape::Enum(Enumeration { kind, .. }) => (*kind == of).then_some(*id),
            _ => None,
        },
        _ => None,
    }
}
