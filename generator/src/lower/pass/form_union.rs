//! Multipart bodies that are a union: a form cannot express a choice, so one form has the members of all alternatives,
//! and members that only some of them have are optional.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use crate::ir::{Api, Field, Object, Operation, Shape, Type, TypeId, TypeStep, Union};
use crate::lower::pass::form::{PART, fold_unused, part_type, root_of, uses};

/// Makes one form of every union with files that is a multipart body.
pub(in crate::lower) fn flatten(api: &mut Api) {
    let mut bodies: BTreeMap<TypeId, usize> = BTreeMap::new();
    for body in api.operations.iter().filter_map(|operation: &Operation| operation.body.as_ref()) {
        if let Some(id) = root_of(api, body) {
            *bodies.entry(id).or_default() += usize::from(body.ty == Type::Named(id));
        }
    }
    let uses = uses(api);
    let mut moved: BTreeMap<TypeId, TypeId> = BTreeMap::new();
    let mut replaced_types = Vec::new();
    for (id, sent) in bodies {
        let Shape::Union(union) = &api.type_def(id).shape else { continue };
        let Some(object) = merge_alternatives(api, union) else { continue };
        replaced_types.extend(union.variants.iter().flat_map(|variant| variant.ty.named()));
        if uses[id.0] == sent {
            api.types[id.0].shape = Shape::Object(object);
            continue;
        }
        let mut def = api.type_def(id).clone();
        def.naming = def.naming.step(TypeStep::Form);
        def.shape = Shape::Object(object);
        api.types.push(def);
        moved.insert(id, TypeId(api.types.len() - 1));
    }
    let forms: Vec<Option<TypeId>> = api
        .operations
        .iter()
        .map(|operation| moved.get(&root_of(api, operation.body.as_ref()?)?).copied())
        .collect();
    for (operation, form) in api.operations.iter_mut().zip(forms) {
        if let (Some(body), Some(form)) = (&mut operation.body, form) {
            body.ty = Type::Named(form);
        }
    }
    fold_unused(api, replaced_types);
}

/// Returns an object with the members of all alternatives; `None` if an alternative is not an object, or none has
/// files.
fn merge_alternatives(api: &Api, union: &Union) -> Option<Object> {
    let objects: Vec<Object> =
        union.variants.iter().map(|variant| object(api, &variant.ty)).collect::<Option<_>>()?;
    if !objects.iter().any(|object| has_files(api, object)) {
        return None;
    }
    let mut fields: IndexMap<&str, Field> = IndexMap::new();
    for field in objects.iter().flat_map(|object| &object.fields) {
        match fields.get_mut(field.wire.as_str()) {
            Some(known) => merge_fields(known, field),
            None => _ = fields.insert(&field.wire, field.clone()),
        }
    }
    let is_everywhere =
        |wire: &str| objects.iter().all(|object| object.fields.iter().any(|field| field.wire == wire));
    let fields = fields.into_iter().map(|(wire, field)| {
        let required = field.required && is_everywhere(wire);
        Field { required, ..field }
    });
    let fields = fields.collect();
    let rest = objects.iter().find_map(|object| object.rest.clone());
    Some(Object { fields, rest, ..Object::default() })
}

/// Returns an alternative as an object; a map becomes an object without declared members.
fn object(api: &Api, ty: &Type) -> Option<Object> {
    match api.unalias(ty) {
        Type::Map(values) => Some(Object { rest: Some(values.as_ref().clone()), ..Object::default() }),
        Type::Named(id) => match &api.type_def(*id).shape {
            Shape::Object(object) => Some(object.clone()),
            _ => None,
        },
        _ => None,
    }
}

fn has_files(api: &Api, object: &Object) -> bool {
    object.form
        || object
            .fields
            .iter()
            .map(|field| &field.ty)
            .chain(&object.rest)
            .any(|ty| part_type(api, ty).is_some())
}

/// Merges two members with one name: if their types differ, the member becomes a part, which can hold either, or a list
/// of parts if one of them is a list.
fn merge_fields(known: &mut Field, other: &Field) {
    known.required &= other.required;
    if known.ty != other.ty {
        let is_list = |ty: &Type| matches!(ty.strip_null().0, Type::Array(_));
        let several = is_list(&known.ty) || is_list(&other.ty);
        known.ty = if several { Type::Array(Box::new(PART)) } else { PART };
        known.rules = Default::default();
    }
    if known.only != other.only {
        known.only = None;
    }
}
