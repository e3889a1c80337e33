//! Where references may stand, read off the grammar of OpenAPI. What is data there (`example`, `default`, `const`, the
//! values of `enum`, `x-…`) is never searched; under a key that the grammar does not know, only a reference is looked at.

use crate::base::pointer::Pointer;
use crate::openapi::grammar::{DOCUMENT, OPERATION, PATH_ITEM};
use crate::openapi::keyword::Keyword;
use crate::openapi::kind::ValueKind;
use crate::openapi::object::{Object, ObjectId};
use crate::openapi::section;

/// The document itself.
pub(super) static ROOT: ValueKind = ValueKind::Object(&DOCUMENT);

/// Whether a key holds a text for people, which may stand in a file of its own.
pub(super) fn is_prose(key: &str) -> bool {
    ["description", "summary", "title"].contains(&key)
}

/// What a key holds.
#[derive(Clone, Copy)]
pub(super) enum Held {
    /// Something that may be a reference, or hold one.
    ValueKind(&'static ValueKind),
    /// Data.
    Data,
    /// The grammar does not know the key.
    Unknown,
}

/// What a key of a schema or an object holds.
pub(super) fn held(kind: &ValueKind, key: &str, swagger: bool) -> Held {
    match kind {
        ValueKind::Schema | ValueKind::SchemaOrBool => match Keyword::of(key) {
            Some(keyword) => searched(&keyword.entry().kind),
            None if key.starts_with("x-") => Held::Data,
            None => Held::Unknown,
        },
        ValueKind::Object(object) => field(object, key, swagger),
        _ => Held::Data,
    }
}

fn field(object: &'static Object, key: &str, swagger: bool) -> Held {
    static METHOD: ValueKind = ValueKind::Object(&OPERATION);
    // GitHub and others published webhooks under this name before 3.1 had one.
    static WEBHOOKS: ValueKind = ValueKind::Map(&ValueKind::Object(&PATH_ITEM));
    match object.published(key, swagger) {
        Some(field) => searched(&field.kind),
        None if object.id == ObjectId::Document && key == "x-webhooks" => Held::ValueKind(&WEBHOOKS),
        None if key.starts_with("x-") => Held::Data,
        // Every other key is a method, in whatever case.
        None if object.id == ObjectId::PathItem => Held::ValueKind(&METHOD),
        None if matches!(object.others, ValueKind::Any) => Held::Unknown,
        None => Held::ValueKind(&object.others),
    }
}

fn searched(kind: &'static ValueKind) -> Held {
    match kind {
        ValueKind::Any
        | ValueKind::Bool
        | ValueKind::Number
        | ValueKind::Count
        | ValueKind::BoolOrNumber
        | ValueKind::Word(_) => Held::Data,
        _ => Held::ValueKind(kind),
    }
}

/// The section in which what a reference in the place of a kind leads to gets a name, and what it is there. The rest is
/// copied to where it is used.
pub(super) fn section(kind: &'static ValueKind, swagger: bool) -> Option<(Pointer, &'static ValueKind)> {
    let key = match kind {
        ValueKind::Schema | ValueKind::SchemaOrBool => "schemas",
        ValueKind::Object(object) => match object.id {
            // What refers to a path item may add to it; callbacks are set aside, and no later pass follows them.
            ObjectId::PathItem | ObjectId::Callback => return None,
            _ => object.section?,
        },
        ValueKind::List(inner) | ValueKind::Branches(inner) => return section(inner, swagger),
        _ => return None,
    };
    section::pointer(key, swagger).map(|at| (at, kind))
}
