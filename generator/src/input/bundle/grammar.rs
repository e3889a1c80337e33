//! What becomes of references by the kind of their place.

use crate::base::pointer::Pointer;
use crate::openapi::kind::ValueKind;
use crate::openapi::object::ObjectId;
use crate::openapi::section;

/// Returns true if a key holds text for people, which may be in a file of its own.
pub(super) fn is_prose(key: &str) -> bool {
    ["description", "summary", "title"].contains(&key)
}

/// The endings of files that hold values rather than text.
const VALUE_FILES: [&str; 3] = [".json", ".yaml", ".yml"];

/// Returns true if a path names a JSON or YAML file.
pub(super) fn is_value_file(path: &str) -> bool {
    VALUE_FILES.iter().any(|ending| path.ends_with(ending))
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
