//! Where a document holds what: schemas, objects, maps and lists, according to the grammar. Data (`example`, `default`,
//! `const`, the values of `enum`, `x-…`) is never searched.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde_json::{Map, Value};

use super::grammar::{DOCUMENT, OPERATION, PATH_ITEM};
use super::keyword::Keyword;
use super::kind::ValueKind;
use super::object::{Object, ObjectId};
use crate::base::pointer::Path;

/// The kind of the whole document.
pub static ROOT: ValueKind = ValueKind::Object(&DOCUMENT);

/// How the value under a key is searched.
#[derive(Clone, Copy)]
pub enum KeyContent {
    /// The value may be a reference or contain one.
    ValueKind(&'static ValueKind),
    /// The value is data and is not searched.
    Data,
    /// The grammar does not know the key.
    Unknown,
}

/// Returns how the value under a key of a schema or an object is searched.
pub fn key_content(kind: &ValueKind, key: &str, swagger: bool) -> KeyContent {
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

/// Returns true if a key holds a map, whose own keys are names chosen by the document, in a schema or in some object.
pub fn is_map(key: &str) -> bool {
    static MAPS: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| {
        let (mut maps, mut seen, mut open) = (BTreeSet::new(), Vec::new(), vec![&DOCUMENT]);
        while let Some(object) = open.pop() {
            if seen.contains(&object.id) {
                continue;
            }
            seen.push(object.id);
            for field in object.fields {
                maps.extend(matches!(field.kind, ValueKind::Map(_)).then_some(field.key));
                open.extend(inner_object(&field.kind));
            }
            open.extend(inner_object(&object.others));
        }
        maps
    });
    MAPS.contains(key) || Keyword::of(key).is_some_and(|word| matches!(word.entry().kind, ValueKind::Map(_)))
}

/// Returns the object that a kind is, or holds in a list or a map.
fn inner_object(kind: &ValueKind) -> Option<&'static Object> {
    match kind {
        ValueKind::Object(object) => Some(object),
        ValueKind::Map(inner) | ValueKind::List(inner) | ValueKind::Branches(inner) => inner_object(inner),
        _ => None,
    }
}

/// Returns the children of a value with their keys and kinds, data and unknown keys left out.
pub fn children<'v>(
    node: &'v Value,
    kind: &'static ValueKind,
    swagger: bool,
) -> Vec<(Key<'v>, &'v Value, &'static ValueKind)> {
    let element_kind = |kind: &'static ValueKind| match kind {
        ValueKind::List(inner) | ValueKind::Branches(inner) => Some(*inner),
        // Before 2020-12 `items` was a list, too.
        ValueKind::Schema | ValueKind::SchemaOrBool => Some(&ValueKind::Schema),
        _ => None,
    };
    match (node, kind) {
        (Value::Object(map), ValueKind::Map(inner)) => {
            map.iter().map(|(key, child)| (Key::Name(key), child, *inner)).collect()
        }
        (Value::Object(map), kind) => {
            let kind =
                if let ValueKind::List(inner) | ValueKind::Branches(inner) = kind { inner } else { kind };
            let known = map.iter().filter_map(|(key, child)| match key_content(kind, key, swagger) {
                KeyContent::ValueKind(kind) => Some((Key::Name(key.as_str()), child, kind)),
                KeyContent::Data | KeyContent::Unknown => None,
            });
            known.collect()
        }
        (Value::Array(items), kind) => element_kind(kind)
            .map(|kind| {
                items.iter().enumerate().map(|(index, child)| (Key::Index(index), child, kind)).collect()
            })
            .unwrap_or_default(),
        _ => Vec::new(),
    }
}

/// The key of a child.
#[derive(Clone, Copy)]
pub enum Key<'v> {
    /// A member.
    Name(&'v str),
    /// An element.
    Index(usize),
}

/// What [`for_each_object`] calls for an object, its kind and its path.
type Visit<'a, 'v> = dyn FnMut(&'v Map<String, Value>, &'static ValueKind, &Path<'_>) + 'a;

/// Calls `visit` for every schema and every object of a document, parents first, with its kind and path.
pub(crate) fn for_each_object<'v>(document: &'v Value, swagger: bool, visit: &mut Visit<'_, 'v>) {
    each(document, &ROOT, swagger, &Path::ROOT, visit);
}

fn each<'v>(
    node: &'v Value,
    kind: &'static ValueKind,
    swagger: bool,
    at: &Path<'_>,
    visit: &mut Visit<'_, 'v>,
) {
    if let Value::Object(object) = node
        && !matches!(kind, ValueKind::Map(_))
    {
        visit(object, kind, at);
    }
    for (key, child, kind) in children(node, kind, swagger) {
        match key {
            Key::Name(name) => each(child, kind, swagger, &at.key(name), visit),
            Key::Index(index) => each(child, kind, swagger, &at.index(index), visit),
        }
    }
}
