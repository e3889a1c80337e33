//! Multipart bodies whose parts the document does not name: a list, bytes, any value. Their callers make the form, part by
//! part, as nothing says what it consists of.

use std::collections::BTreeSet;

use crate::diagnostic::{Location, Report, code};
use crate::ir::{Api, BodyEncoding, Shape, TextFormat, Type, TypeId};
use crate::lower::pass::form::{fold, part};

/// Gives every such body a form that is made by hand.
pub(in crate::lower) fn settle(api: &mut Api, report: &mut Report) {
    let mut left = Vec::new();
    for index in 0..api.operations.len() {
        let operation = &api.operations[index];
        let Some(body) = &operation.body else { continue };
        if body.encoding != BodyEncoding::Multipart {
            continue;
        }
        let Some(what) = unnamed(api, &body.ty, &mut BTreeSet::new()) else { continue };
        let message = format!(
            "the schema of the `{}` body is {what}, which names no parts; the call takes a `Form`",
            body.media_type
        );
        report.add(&code::FORM_BY_HAND, Location::Normalised(operation.pointer.join("requestBody")), message);
        left.extend(body.ty.named());
        if let Some(body) = &mut api.operations[index].body {
            body.ty = Type::Format(TextFormat::Form);
            body.parts = Vec::new();
            body.rules = Default::default();
        }
    }
    fold(api, left);
}

/// Returns what a type is that no form can be made of. Each of the types `seen` is looked at once: unions that share
/// alternatives would take exponential time.
fn unnamed(api: &Api, ty: &Type, seen: &mut BTreeSet<TypeId>) -> Option<&'static str> {
    match api.unalias(ty) {
        Type::Any => Some("any value"),
        Type::Map(values) => part(api, values).map(|_| "a map of files"),
        Type::Nullable(inner) => unnamed(api, inner, seen),
        Type::Array(_) | Type::Tuple(_) => Some("a list"),
        Type::Named(id) if !seen.insert(*id) => None,
        Type::Named(id) => match &api.type_def(*id).shape {
            Shape::Union(union) => union.variants.iter().find_map(|variant| unnamed(api, &variant.ty, seen)),
            Shape::Enum(_) => Some("a single value"),
            Shape::Object(_) | Shape::Alias(_) | Shape::Merged => None,
        },
        _ => Some("a single value"),
    }
}
