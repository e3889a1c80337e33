//! Unions of strings and of integers, once every type is known: enumerations are open, so each already holds any string
//! or integer, and the first of two would accept what only the second lists.

use crate::ir::{
    Api, Doc, Enumeration, Literal, Naming, Operation, Rules, Shape, Type, TypeDef, TypeId, TypeStep, Union,
    Variant, Width,
};
use crate::lower::schema::literal::{AnnotatedLiteral, enumeration, literal_doc};

/// Folds strings into the enumerations beside them, and the enumerations of strings or of integers in a union into one.
pub(in crate::lower) fn fold(api: &mut Api) {
    let uses = uses(api);
    for index in 0..api.types.len() {
        for kind in [Literal::String, Literal::Integer] {
            let Shape::Union(union) = &api.types[index].shape else { break };
            let parts: Vec<TypeId> = union.variants.iter().flat_map(|variant| variant.ty.named()).collect();
            match fold_union(api, union, kind) {
                None => continue,
                Some(Folded::Shape(shape)) => api.types[index].shape = shape,
                Some(Folded::Variant(union, at, known)) => {
                    add_variant(api, TypeId(index), (union, at), known)
                }
            }
            absorb_enums(api, TypeId(index), &parts, &uses);
        }
    }
}

/// What becomes of a union.
enum Folded {
    /// This shape.
    Shape(Shape),
    /// The union, whose variant at this index is a new enumeration.
    Variant(Union, usize, Enumeration),
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

/// Gives a union a variant that is a new enumeration.
fn add_variant(api: &mut Api, whole: TypeId, (mut union, at): (Union, usize), known: Enumeration) {
    let id = TypeId(api.types.len());
    let step = TypeStep::Variant(union.variants[at].hint.clone());
    let naming: Naming = api.types[whole.0].naming.step(step);
    let pointer = api.types[whole.0].pointer.clone();
    api.types.push(TypeDef {
        pointer,
        naming,
        doc: Doc::default(),
        shape: Shape::Enum(known),
        nullable: false,
        rules: Rules::default(),
    });
    union.variants[at].ty = Type::Named(id);
    api.types[whole.0].shape = Shape::Union(union);
}

/// Makes an enumeration that is used only in the union the union's own.
fn absorb_enums(api: &mut Api, whole: TypeId, parts: &[TypeId], uses: &[usize]) {
    for part in parts.iter().filter(|part| uses.get(part.0) == Some(&1)) {
        let naming = &api.types[part.0].naming;
        if naming.steps.is_empty() || !matches!(api.types[part.0].shape, Shape::Enum(_)) {
            continue;
        }
        let shape = std::mem::replace(&mut api.types[part.0].shape, Shape::Merged);
        match &api.types[whole.0].shape {
            Shape::Alias(Type::Named(id)) if id == part => api.types[whole.0].shape = shape,
            // Still a variant of the union.
            Shape::Union(union) if union.variants.iter().any(|variant| variant.ty.named().contains(part)) => {
                api.types[part.0].shape = shape;
            }
            _ => {}
        }
    }
}

/// Returns what replaces a union with enumerations of a kind; `None` if it stays as it is.
fn fold_union(api: &Api, union: &Union, kind: Literal) -> Option<Folded> {
    let enums: Vec<TypeId> =
        union.variants.iter().filter_map(|variant| enum_of(api, &variant.ty, kind)).collect();
    let is_plain = |variant: &Variant| is_plain(api.unalias(&variant.ty), kind);
    let plain = union.variants.iter().filter(|variant| is_plain(variant)).count();
    if enums.is_empty() || enums.len() == 1 && plain == 0 {
        return None;
    }
    let is_whole = enums.len() + plain == union.variants.len();
    if is_whole && enums.len() == 1 {
        let ty = union.variants.iter().find(|variant| enum_of(api, &variant.ty, kind).is_some())?.ty.clone();
        return Some(Folded::Shape(Shape::Alias(ty)));
    }
    if is_whole {
        return Some(Folded::Shape(Shape::Enum(merge_enums(api, &enums))));
    }
    let mut rest = union.clone();
    // Numbers beside an enumeration of numbers are no names of cases.
    if kind == Literal::String {
        rest.variants.retain(|variant| !is_plain(variant));
    }
    if enums.len() == 1 {
        return (rest.variants.len() < union.variants.len()).then_some(Folded::Shape(Shape::Union(rest)));
    }
    let at = merge_variants(&mut rest, kind, |variant| enum_of(api, &variant.ty, kind).is_some())?;
    Some(Folded::Variant(rest, at, merge_enums(api, &enums)))
}

/// Makes the selected variants one, in the place of the first, and returns its index.
fn merge_variants(union: &mut Union, kind: Literal, is_part: impl Fn(&Variant) -> bool) -> Option<usize> {
    let at = union.variants.iter().position(&is_part)?;
    let (parts, mut rest): (Vec<Variant>, Vec<Variant>) =
        std::mem::take(&mut union.variants).into_iter().partition(is_part);
    let words = match kind {
        Literal::Integer => ["Known number", "Known integer"],
        Literal::String | Literal::Mixed => ["Known", "Known text"],
    };
    let free = words.into_iter().find(|word| rest.iter().all(|variant| variant.hint != *word));
    let mut merged = parts.first()?.clone();
    merged.hint = free.unwrap_or(words[1]).to_owned();
    merged.rules = Rules::default();
    merged.tags = parts.iter().flat_map(|part| part.tags.clone()).collect();
    merged.is_default = parts.iter().any(|part| part.is_default);
    rest.insert(at.min(rest.len()), merged);
    union.variants = rest;
    Some(at)
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
/// the alternative, whose title is its name.
fn merge_enums(api: &Api, enums: &[TypeId]) -> Enumeration {
    let mut literals = Vec::new();
    for id in enums {
        let TypeDef { shape: Shape::Enum(part), doc, naming, .. } = api.type_def(*id) else { continue };
        let alone = (part.values.len() == 1 && !naming.steps.is_empty()).then_some(doc);
        literals.extend(part.values.iter().enumerate().map(|(index, value)| AnnotatedLiteral {
            value: value.clone(),
            name: part.names.get(index).cloned(),
            doc: part.docs.get(index).or(alone).map(literal_doc).unwrap_or_default(),
        }));
    }
    enumeration(literals)
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
