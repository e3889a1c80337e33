//! Where references may appear, according to the grammar of OpenAPI. Data (`example`, `default`, `const`, the values of
//! `enum`, `x-…`) is never searched. Under a key that the grammar does not know, only a direct reference is followed.

use crate::base::pointer::Pointer;
use crate::openapi::grammar::{DOCUMENT, OPERATION, PATH_ITEM};
use crate::openapi::keyword::Keyword;
use crate::openapi::kind::ValueKind;
use crate::openapi::object::{Object, ObjectId};
use crate::openapi::section;

/// The kind of the whole document.
pub(super) static ROOT: ValueKind = ValueKind::Object(&DOCUMENT);

/// Returns true if a key holds text for people, which may be in a file of its own.
pub(super) fn is_prose(key: &str) -> bool {
    ["description", "summary", "title"].contains(&key)
}

/// How the value under a key is searched.
#[derive(Clone, Copy)]
pub(super) enum KeyContent {
    /// The value may be a reference or contain one.
    ValueKind(&'static ValueKind),
    /// The value is data and is not searched.
    Data,
    /// The grammar does not know the key.
    Unknown,
}

/// Returns how the value under a key of a schema or an object is searched.
pub(super) fn key_content(kind: &ValueKind, key: &str, swagger: bool) -> KeyContent {
    match kind {
        ValueKind::Schema | ValueKind::SchemaOrBool => match Keyword::of(key) {
            Some(keyword) => kind_content(&keyword.entry().kind),
            None if key.starts_with("x-") => KeyContent::Data,
            None => KeyContent::Unknown,
        },
        ValueKind::Object(object) => field(object, key, swagger),
        _ => KeyContent::Data,
    }
}

fn field(object: &'static Object, key: &str, swagger: bool) -> KeyContent {
    static METHOD: ValueKind = ValueKind::Object(&OPERATION);
    // GitHub and others published webhooks under this name before 3.1 had one.
    static WEBHOOKS: ValueKind = ValueKind::Map(&ValueKind::Object(&PATH_ITEM));
    match object.published_field(key, swagger) {
        Some(field) => kind_content(&field.kind),
        None if object.id == ObjectId::Document && key == "x-webhooks" => KeyContent::ValueKind(&WEBHOOKS),
        None if key.starts_with("x-") => KeyContent::Data,
        // Every other key is a method, in any letter case.
        None if object.id == ObjectId::PathItem => KeyContent::ValueKind(&METHOD),
        None if matches!(object.others, ValueKind::Any) => KeyContent::Unknown,
        None => KeyContent::ValueKind(&object.others),
    }
}

/// Returns how a value of a kind is searched: kinds that cannot contain a reference are data.
fn kind_content(kind: &'static ValueKind) -> KeyContent {
    match kind {
        ValueKind::Any
        | ValueKind::Bool
        | ValueKind::Number
        | ValueKind::Count
        | ValueKind::BoolOrNumber
        | ValueKind::Word(_) => KeyContent::Data,
        _ => KeyContent::ValueKind(kind),
    }
}

/// Returns the section of `components` that receives the target of a reference to this kind, and the kind of its
/// entries. Kinds without a section are copied to where they are used.
pub(super) fn section(kind: &'static ValueKind, swagger: bool) -> Option<(Pointer, &'static ValueKind)> {
    let key = match kind {
        ValueKind::Schema | ValueKind::SchemaOrBool => "schemas",
        ValueKind::Object(object) => match object.id {
            // A reference to a path item may have siblings that add to it. Callbacks are set aside; no later pass
            // follows them.
            ObjectId::PathItem | ObjectId::Callback => return None,
            _ => object.section?,
        },
        ValueKind::List(inner) | ValueKind::Branches(inner) => return section(inner, swagger),
        _ => return None,
    };
    section::pointer(key, swagger).map(|at| (at, kind))
}
