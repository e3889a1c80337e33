//! Where references may stand, read off the grammar of OpenAPI. What is data there (`example`, `default`, `enum`, `const`,
//! `x-…`) is never searched; under a key that the grammar does not know, only a reference is looked at.

use crate::base::pointer::Pointer;
use crate::openapi::grammar::{DOCUMENT, OPERATION, PATH_ITEM};
use crate::openapi::keyword::Keyword;
use crate::openapi::kind::Kind;
use crate::openapi::object::{Object, ObjectId};
use crate::openapi::section;

/// The document itself.
pub(super) static ROOT: Kind = Kind::Object(&DOCUMENT);

/// What a key holds.
#[derive(Clone, Copy)]
pub(super) enum Held {
    /// Something that may be a reference, or hold one.
    Kind(&'static Kind),
    /// Data.
    Data,
    /// The grammar does not know the key.
    Unknown,
}

/// What a key of a schema or an object holds.
pub(super) fn held(kind: &Kind, key: &str, swagger: bool) -> Held {
    match kind {
        Kind::Schema | Kind::SchemaOrBool => match Keyword::of(key) {
            Some(keyword) => searched(&keyword.entry().kind),
            None if key.starts_with("x-") => Held::Data,
            None => Held::Unknown,
        },
        Kind::Object(object) => field(object, key, swagger),
        _ => Held::Data,
    }
}

fn field(object: &'static Object, key: &str, swagger: bool) -> Held {
    static METHOD: Kind = Kind::Object(&OPERATION);
    // GitHub and others published webhooks under this name before 3.1 had one.
    static WEBHOOKS: Kind = Kind::Map(&Kind::Object(&PATH_ITEM));
    match object.published(key, swagger) {
        Some(field) => searched(&field.kind),
        None if object.id == ObjectId::Document && key == "x-webhooks" => Held::Kind(&WEBHOOKS),
        None if key.starts_with("x-") => Held::Data,
        // Every other key is a method, in whatever case.
        None if object.id == ObjectId::PathItem => Held::Kind(&METHOD),
        None if matches!(object.others, Kind::Any) => Held::Unknown,
        None => Held::Kind(&object.others),
    }
}

fn searched(kind: &'static Kind) -> Held {
    match kind {
        Kind::Any
        | Kind::Bool
        | Kind::Number
        | Kind::Count
        | Kind::BoolOrNumber
        | Kind::Values
        | Kind::Word(_) => Held::Data,
        _ => Held::Kind(kind),
    }
}

/// The section in which what a reference in the place of a kind leads to gets a name, and what it is there. The rest is
/// copied to where it is used.
pub(super) fn section(kind: &'static Kind, swagger: bool) -> Option<(Pointer, &'static Kind)> {
    let key = match kind {
        Kind::Schema | Kind::SchemaOrBool => "schemas",
        Kind::Object(object) => match object.id {
            // What refers to a path item may add to it; callbacks are set aside, and no later pass follows them.
            ObjectId::PathItem | ObjectId::Callback => return None,
            _ => object.section?,
        },
        Kind::List(inner) | Kind::Branches(inner) => return section(inner, swagger),
        _ => return None,
    };
    section::pointer(key, swagger).map(|at| (at, kind))
}
