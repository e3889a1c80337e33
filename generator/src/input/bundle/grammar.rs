//! Determines where references may occur, from the grammar of OpenAPI. Data (`example`, `default`, `enum`, `const`,
//! `x-…`) is never searched. Under a key that the grammar does not know, only a direct reference is followed.

use crate::base::pointer::Pointer;
use crate::openapi::grammar::{DOCUMENT, OPERATION, PATH_ITEM};
use crate::openapi::keyword::Keyword;
use crate::openapi::kind::ValueKind;
use crate::openapi::object::{Object, ObjectId};
use crate::openapi::section;

/// The kind of the document root.
pub(super) static ROOT: ValueKind = ValueKind::Object(&DOCUMENT);

/// The kind of value that a key holds.
#[derive(Clone, Copy)]
pub(super) enum KeyKind {
    /// A value that may be a reference, or contain one.
    ValueKind(&'static ValueKind),
    /// Data, which is not searched.
    Data,
    /// A key that the grammar does not know.
    Unknown,
}

/// Returns the kind of value under a key of a schema or an object.
pub(super) fn key_kind(kind: &ValueKind, key: &str, swagger: bool) -> KeyKind {
    match kind {
        ValueKind::Schema | ValueKind::SchemaOrBool => match Keyword::of(key) {
            Some(keyword) => searched(&keyword.entry().kind),
            None if key.starts_with("x-") => KeyKind::Data,
            None => KeyKind::Unknown,
        },
        ValueKind::Object(object) => field(object, key, swagger),
        _ => KeyKind::Data,
    }
}

fn field(object: &'static Object, key: &str, swagger: bool) -> KeyKind {
    static METHOD: ValueKind = ValueKind::Object(&OPERATION);
    // GitHub and others published webhooks under this name before 3.1 had one.
    static WEBHOOKS: ValueKind = ValueKind::Map(&ValueKind::Object(&PATH_ITEM));
    match object.published(key, swagger) {
        Some(field) => searched(&field.kind),
        None if object.id == ObjectId::Document && key == "x-webhooks" => KeyKind::ValueKind(&WEBHOOKS),
        None if key.starts_with("x-") => KeyKind::Data,
        // Every other key is a method, in whatever case.
        None if object.id == ObjectId::PathItem => KeyKind::ValueKind(&METHOD),
        None if matches!(object.others, ValueKind::Any) => KeyKind::Unknown,
        None => KeyKind::ValueKind(&object.others),
    }
}

fn searched(kind: &'static ValueKind) -> KeyKind {
    match kind {
        ValueKind::Any
        | ValueKind::Bool
        | ValueKind::Number
        | ValueKind::Count
        | ValueKind::BoolOrNumber
        | ValueKind::Values
        | ValueKind::Word(_) => KeyKind::Data,
        _ => KeyKind::ValueKind(kind),
    }
}

/// Returns the section that holds the target of a reference at a value of this kind, and the kind of the target.
/// Targets without a section are copied to where they are used.
pub(super) fn section(kind: &'static ValueKind, swagger: bool) -> Option<(Pointer, &'static ValueKind)> {
    let key = match kind {
        ValueKind::Schema | ValueKind::SchemaOrBool => "schemas",
        ValueKind::Object(object) => match object.id {
            // A reference to a path item may have siblings that add to it. Callbacks are set aside, and no later pass
            // follows them.
            ObjectId::PathItem | ObjectId::Callback => return None,
            _ => object.section?,
        },
        ValueKind::List(inner) | ValueKind::Branches(inner) => return section(inner, swagger),
        _ => return None,
    };
    section::pointer(key, swagger).map(|at| (at, kind))
}
