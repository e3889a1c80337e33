//! Forms with files, once every type is known: a type that is sent as `multipart/form-data` and holds bytes becomes a
//! form, which has files where JSON has strings. A type that JSON carries as well is emitted as both.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{
    Api, Body, BodyEncoding, Field, Object, Operation, ParameterEncoding, PartEncoding, Shape, Style,
    TextFormat, Type, TypeId, TypeStep,
};
use crate::lower::operation::body::is_foreign;

const FILE: Type = Type::Format(TextFormat::File);
pub(super) const PART: Type = Type::Format(TextFormat::Part);

/// Creates the form of every multipart body with files.
pub(in crate::lower) fn split(api: &mut Api) {
    let roots = roots(api);
    let uses = uses(api);
    let mut forms: BTreeMap<TypeId, TypeId> = BTreeMap::new();
    let mut replaced_types: Vec<TypeId> = Vec::new();
    for (id, root) in roots {
        let Shape::Object(object) = &api.type_def(id).shape else { continue };
        let Some((form, replaced)) = form_of(api, object, &root) else { continue };
        replaced_types.extend(replaced);
        // Only these bodies use the type, so it becomes the form itself.
        if uses[id.0] == root.sent {
            api.types[id.0].shape = Shape::Object(form);
            continue;
        }
        let mut def = api.type_def(id).clone();
        def.naming = def.naming.step(TypeStep::Form);
        def.shape = Shape::Object(form);
        api.types.push(def);
        forms.insert(id, TypeId(api.types.len() - 1));
    }
    let moved: Vec<Option<TypeId>> = api
        .operations
        .iter()
        .map(|operation| forms.get(&root_of(api, operation.body.as_ref()?)?).copied())
        .collect();
    for (operation, form) in api.operations.iter_mut().zip(moved) {
        if let (Some(body), Some(form)) = (&mut operation.body, form) {
            body.ty = Type::Named(form);
        }
    }
    fold_unused(api, replaced_types);
    drop_default_encodings(api);
}

/// Returns the named type of a multipart body.
pub(super) fn root_of(api: &Api, body: &Body) -> Option<TypeId> {
    match (body.encoding, api.unalias(&body.ty)) {
        (BodyEncoding::Multipart, Type::Named(id)) => Some(*id),
        _ => None,
    }
}

/// An object that is the type of multipart bodies.
#[derive(Default)]
struct Root {
    /// The number of bodies that name it.
    sent: usize,
    /// The members that are files by their encoding.
    files: BTreeSet<String>,
    /// Whether a member without a schema is a file.
    empty_is_file: bool,
    /// The members in a media type in which the client writes no objects and lists.
    by_hand: BTreeSet<String>,
    /// The headers of the parts, by member.
    headers: BTreeMap<String, BTreeSet<String>>,
}

fn roots(api: &Api) -> BTreeMap<TypeId, Root> {
    let mut roots: BTreeMap<TypeId, Root> = BTreeMap::new();
    for body in api.operations.iter().filter_map(|operation| operation.body.as_ref()) {
        let Some(id) = root_of(api, body) else { continue };
        let root = roots.entry(id).or_default();
        // If the body names an alias, it does not name this type.
        root.sent += usize::from(body.ty == Type::Named(id));
        root.empty_is_file |= body.empty_is_file;
        root.files.extend(body.parts.iter().filter(|part| is_file(part)).map(|part| part.wire.clone()));
        let by_hand = body.parts.iter().filter(|part| is_by_hand(part)).map(|part| part.wire.clone());
        root.by_hand.extend(by_hand);
        for part in body.parts.iter().filter(|part| !part.headers.is_empty() && part.style.is_none()) {
            root.headers.entry(part.wire.clone()).or_default().extend(part.headers.iter().cloned());
        }
    }
    roots
}

/// Returns true if the encoding of a member is neither text nor JSON: the member is a file.
fn is_file(part: &PartEncoding) -> bool {
    let encoding = |media: &str| crate::lower::operation::body::encoding(media) == BodyEncoding::Bytes;
    part.style.is_none() && part.content_type.as_deref().is_some_and(|media| media.split(',').all(encoding))
}

fn is_by_hand(part: &PartEncoding) -> bool {
    part.style.is_none() && part.content_type.as_deref().is_some_and(is_foreign)
}

/// Returns how often each type is named.
pub(super) fn uses(api: &Api) -> Vec<usize> {
    let mut uses = vec![0; api.types.len()];
    let held = api.types.iter().flat_map(|def| def.shape.types());
    let called = api.operations.iter().flat_map(Operation::types);
    held.chain(called).flat_map(Type::named).for_each(|id| uses[id.0] += 1);
    uses
}

/// Returns the object with files in place of bytes, and the types that they replace; `None` if it has no bytes.
fn form_of(api: &Api, object: &Object, root: &Root) -> Option<(Object, Vec<TypeId>)> {
    let mut form = Object { form: true, ..object.clone() };
    let mut replaced = Vec::new();
    let mut any = false;
    for field in &mut form.fields {
        let said = root.files.contains(&field.wire) || root.empty_is_file && is_empty(api, &field.ty);
        let headers = root.headers.get(&field.wire);
        let found = part_type(api, &field.ty)
            .or_else(|| said.then(|| as_file(api, &field.ty)).flatten())
            .or_else(|| root.by_hand.contains(&field.wire).then(|| as_written(api, &field.ty)).flatten())
            .or_else(|| headers.and_then(|_| as_part(api, &field.ty)));
        if let Some(part) = found {
            replaced.extend(field.ty.named());
            field.ty = part;
            if let Some(headers) = headers {
                document_headers(field, headers);
            }
            any = true;
        }
        // A form has no `null`: such a member is not sent.
        let (ty, nullable) = field.ty.strip_null();
        (field.required, field.ty) = (field.required && !nullable, ty.clone());
    }
    if let Some(part) = object.rest.as_ref().and_then(|rest| part_type(api, rest)) {
        form.rest = Some(part);
        any = true;
    }
    any.then_some((form, replaced))
}

/// Documents the headers of a member's part and the method that sets them.
fn document_headers(field: &mut Field, headers: &BTreeSet<String>) {
    let setter = if holds_part(&field.ty) { "Part" } else { "Upload" };
    let names: Vec<String> = headers.iter().map(|name| format!("`{}`", name.replace('`', "'"))).collect();
    let said = field.doc.description.take().unwrap_or_else(|| format!("`{}`.", field.wire));
    let names = names.join(", ");
    let documented = format!("{said}\n\nHeaders of its part, which `{setter}::header` sets: {names}.");
    field.doc.description = Some(documented);
}

/// Returns a type with files in place of its bytes; `None` if it has none that a form can carry.
pub(super) fn part_type(api: &Api, ty: &Type) -> Option<Type> {
    match api.unalias(ty) {
        Type::Format(TextFormat::Binary) => Some(FILE),
        // Members that only some alternatives of a union have as files.
        part @ Type::Format(TextFormat::Part) => Some(part.clone()),
        Type::Nullable(inner) => part_type(api, inner).map(Type::nullable),
        Type::Array(inner) => match part_type(api, inner.strip_null().0)?.strip_null().0 {
            Type::Array(_) => None,
            one => Some(Type::Array(Box::new(one.clone()))),
        },
        Type::Named(id) => match &api.type_def(*id).shape {
            Shape::Union(union) => {
                let parts: Vec<Option<Type>> =
                    union.variants.iter().map(|variant| part_type(api, &variant.ty)).collect();
                union_part(&parts)
            }
            _ => None,
        },
        _ => None,
    }
}

/// Returns the type of a union with files: a list if one of the alternatives is a list, and a part if some alternatives
/// are not files.
fn union_part(parts: &[Option<Type>]) -> Option<Type> {
    let found: Vec<&Type> = parts.iter().flatten().map(|part| part.strip_null().0).collect();
    found.first()?;
    let several = found.iter().any(|part| matches!(part, Type::Array(_)));
    let one =
        if parts.iter().all(|part| matches!(part, Some(part) if !holds_part(part))) { FILE } else { PART };
    Some(if several { Type::Array(Box::new(one)) } else { one })
}

/// Returns true for a member without a schema, or a list of such values.
fn is_empty(api: &Api, ty: &Type) -> bool {
    match api.unalias(ty) {
        Type::Any => true,
        Type::Array(inner) => *inner.as_ref() == Type::Any,
        _ => false,
    }
}

fn holds_part(ty: &Type) -> bool {
    *ty == PART || ty.parts().into_iter().any(holds_part)
}

/// Returns the file type for a string or an undescribed value whose encoding is a file; `None` for other types.
fn as_file(api: &Api, ty: &Type) -> Option<Type> {
    match api.unalias(ty) {
        Type::String | Type::Any | Type::Format(TextFormat::Base64 | TextFormat::Password) => Some(FILE),
        Type::Nullable(inner) => as_file(api, inner).map(Type::nullable),
        Type::Array(inner) => match as_file(api, inner.strip_null().0)? {
            FILE => Some(Type::Array(Box::new(FILE))),
            _ => None,
        },
        _ => None,
    }
}

/// Returns the part type for an object, or a list of such, that only the caller can write; `None` for other types.
fn as_written(api: &Api, ty: &Type) -> Option<Type> {
    match api.unalias(ty) {
        Type::Nullable(inner) => as_written(api, inner).map(Type::nullable),
        Type::Array(inner) => match as_written(api, inner.strip_null().0)? {
            PART => Some(Type::Array(Box::new(PART))),
            _ => None,
        },
        Type::Map(_) | Type::Tuple(_) => Some(PART),
        Type::Named(id) => {
            matches!(api.type_def(*id).shape, Shape::Object(_) | Shape::Union(_)).then_some(PART)
        }
        _ => None,
    }
}

/// Returns the part type for a single value, or a list of such, whose part has headers; `None` for other types.
fn as_part(api: &Api, ty: &Type) -> Option<Type> {
    match api.unalias(ty) {
        Type::Nullable(inner) => as_part(api, inner).map(Type::nullable),
        Type::Array(inner) => match as_part(api, inner.strip_null().0)? {
            PART => Some(Type::Array(Box::new(PART))),
            _ => None,
        },
        Type::Named(id) => matches!(api.type_def(*id).shape, Shape::Enum(_)).then_some(PART),
        Type::Map(_) | Type::Tuple(_) | Type::Any => None,
        _ => Some(PART),
    }
}

/// Removes inline types that a form has replaced by files and that nothing else names.
pub(super) fn fold_unused(api: &mut Api, replaced_types: Vec<TypeId>) {
    let uses = uses(api);
    for id in replaced_types {
        if uses[id.0] == 0 && !api.type_def(id).naming.steps.is_empty() {
            api.types[id.0].shape = Shape::Merged;
        }
    }
}

/// Drops encodings that are the default anyway.
fn drop_default_encodings(api: &mut Api) {
    let bodies = api.operations.iter().map(|operation| operation.body.as_ref());
    let kept: Vec<Vec<PartEncoding>> = bodies
        .map(|body| {
            let Some(body) = body else { return Vec::new() };
            let is_declared = |part: &PartEncoding| part.content_type.is_some() || part.style.is_some();
            let worth = |part: &&PartEncoding| is_declared(part) && differs_from_default(api, body, part);
            body.parts.iter().filter(worth).cloned().collect()
        })
        .collect();
    for (operation, parts) in api.operations.iter_mut().zip(kept) {
        if let Some(body) = &mut operation.body {
            body.parts = parts;
        }
    }
}

/// Returns true if the encoding of a part differs from the default for its type.
fn differs_from_default(api: &Api, body: &Body, part: &PartEncoding) -> bool {
    let Type::Named(id) = api.unalias(&body.ty) else { return true };
    let Shape::Object(object) = &api.type_def(*id).shape else { return true };
    let Some(field) = object.fields.iter().find(|field| field.wire == part.wire) else {
        return object.rest.is_some();
    };
    let ty = api.unalias(field.ty.strip_null().0);
    let is_object = match ty {
        Type::Map(_) => true,
        Type::Named(id) => matches!(api.type_def(*id).shape, Shape::Object(_)),
        _ => false,
    };
    let is_scalar = ty.is_text() || matches!(ty, Type::Boolean | Type::Integer(_) | Type::Number(_));
    let by_default = match (&part.style, body.encoding) {
        (Some(ParameterEncoding::Style { style: Style::DeepObject, .. }), BodyEncoding::Form) => is_object,
        (Some(ParameterEncoding::Style { allow_reserved: false, .. }), _) => is_scalar,
        (None, BodyEncoding::Form) => true,
        _ => false,
    };
    let of_type = |media: &str| match crate::lower::operation::body::encoding(media) {
        BodyEncoding::Json => is_object,
        BodyEncoding::Text => media == "text/plain" && is_scalar,
        _ => media == "application/octet-stream" || media.contains(['*', ',']),
    };
    let type_by_default =
        body.encoding == BodyEncoding::Form || part.content_type.as_deref().is_none_or(of_type);
    !((by_default || part.style.is_none()) && type_by_default)
}
