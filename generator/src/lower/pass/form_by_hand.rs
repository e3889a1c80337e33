//! Multipart bodies whose parts the document does not name: a list, bytes, any value. The caller builds the form, part
//! by part, because the document does not describe its content.

use std::collections::BTreeSet;

use crate::diagnostic::{Location, Report, code};
use crate::ir::{Api, BodyEncoding, Shape, TextFormat, Type, TypeId};
use crate::lower::pass::form::{fold_unused, part_type};

/// Replaces the type of every such body by a form that the caller builds.
pub(in crate::lower) fn replace(api: &mut Api, report: &mut Report) {
    let mut replaced_types = Vec::new();
    for index in 0..api.operations.len() {
        let operation = &api.operations[index];
        let Some(body) = &operation.body else { continue };
        if body.encoding != BodyEncoding::Multipart {
            continue;
        }
        let Some(what) = unfit_type(api, &body.ty, &mut BTreeSet::new()) else { continue };
        let message = format!(
            "the schema of the `{}` body is {what}, which names no parts; the call takes a `Form`",
            body.media_type
        );
        report.add(&code::FORM_BY_HAND, Location::Normalised(operation.pointer.join("requestBody")), message);
        replaced_types.extend(body.ty.named());
        if let Some(body) = &mut api.operations[index].body {
            body.ty = Type::Format(TextFormat::Form);
            body.parts = Vec::new();
            body.rules = Default::default();
        }
    }
    fold_unused(api, replaced_types);
}

/// Describes a type that no form can be made of; `None` if a form can be made. Each type is visited once (`seen`):
/// unions that share alternatives would take exponential time.
fn unfit_type(api: &Api, ty: &Type, seen: &mut BTreeSet<TypeId>) -> Option<&'static str> {
    match api.unalias(ty) {
        Type::Any => Some("any value"),
        Type::Map(values) if *api.unalias(values) == Type::Any => Some("a map of any values"),
        Type::Map(values) => part_type(api, values).map(|_| "a map of files"),
        Type::Nullable(inner) => unfit_type(api, inner, seen),
        Type::Array(_) | Type::Tuple(_) => Some("a list"),
        Type::Named(id) if !seen.insert(*id) => None,
        Type::Named(id) => match &api.type_def(*id).shape {
            Shape::Union(union) => {
                union.variants.iter().find_map(|variant| unfit_type(api, &variant.ty, seen))
            }
            Shape::Enum(_) => Some("a single value"),
            Shape::Object(_) | Shape::Alias(_) | Shape::Merged => None,
        },
        _ => Some("a single value"),
    }
}
