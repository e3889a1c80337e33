//! Unions of texts and of whole numbers, once every type is known: enumerations are open, so each already stands for any
//! text or number, and of two the first would take what only the second lists.

use indexmap::IndexMap;
use serde_json::Value;

use crate::ir::{Api, Doc, Enumeration, Literal, Operation, Shape, Type, TypeDef, TypeId, Union, Width};

/// Folds plain texts into the enumerations beside them, and unions of nothing but texts or nothing but whole numbers into
/// one enumeration.
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
        let shape = std::mem::replace(&mut api.types[part.0].shape, Shape::Merged);
        match &api.types[whole.0].shape {
            Shape::Alias(Type::Named(id)) if id == part => api.types[whole.0].shape = shape,
            Shape::Enum(_) => {}
            // Still a variant of the union.
            _ => api.types[part.0].shape = shape,
        }
    }
}

fn folded(api: &Api, union: &Union) -> Option<Shape> {
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
    Some(Shape::Enum(one_of_all(api, &enums, kind)))
}

/// Whether a type is any text or any whole number that an enumeration keeps.
fn is_plain(ty: &Type, kind: Literal) -> bool {
    match kind {
        Literal::String => ty.is_text(),
        Literal::Integer => matches!(ty, Type::Integer(Width::I32 | Width::I64)),
        Literal::Mixed => false,
    }
}

/// One enumeration of all their literals. A literal that is an alternative by itself is described, and named if it is a
/// number, by what is said of the alternative.
fn one_of_all(api: &Api, enums: &[TypeId], kind: Literal) -> Enumeration {
    let mut known: IndexMap<&Value, (String, Doc)> = IndexMap::new();
    for id in enums {
        let TypeDef { shape: Shape::Enum(part), doc, naming, .. } = api.type_def(*id) else { continue };
        let alone = (part.values.len() == 1 && !naming.steps.is_empty()).then_some(doc);
        for (index, value) in part.values.iter().enumerate() {
            let title = alone.and_then(|doc| doc.summary.clone());
            let name = part.names.get(index).cloned().or(title).filter(|name| !name.trim().is_empty());
            let said = part.docs.get(index).or(alone).map(words).unwrap_or_default();
            known.entry(value).or_insert_with(|| (name.unwrap_or_else(|| format!("value {value}")), said));
        }
    }
    let values = known.keys().map(|value| (*value).clone()).collect();
    let (names, docs): (Vec<String>, Vec<Doc>) = known.into_values().unzip();
    // Texts are names already.
    let names = if kind == Literal::Integer { names } else { Vec::new() };
    let docs = if docs.iter().all(|doc| *doc == Doc::default()) { Vec::new() } else { docs };
    Enumeration { kind, values, names, docs }
}

/// What of the documentation of an alternative says something of its only literal.
fn words(doc: &Doc) -> Doc {
    let Doc { summary, description, deprecated, .. } = doc.clone();
    Doc { summary, description, deprecated, ..Doc::default() }
}

/// The enumeration of such literals that a type is.
fn enum_of(api: &Api, ty: &Type, of: Literal) -> Option<TypeId> {
    match api.unalias(ty) {
        Type::Named(id) => match &api.type_def(*id).shape {
            Shape::Enum(Enumeration { kind, .. }) => (*kind == of).then_some(*id),
            _ => None,
        },
        _ => None,
    }
}
