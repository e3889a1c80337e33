//! Walks a document as it was published: schemas with their examples, operations, references.

use serde_json::{Map, Value};

use crate::base::pointer::Pointer;
use crate::openapi::content::for_each_object;
use crate::openapi::media_type::is_json;
use crate::openapi::method::is_method;

/// The longest chain of references that is followed.
const MAX_CHAIN: usize = 64;

/// An object of the document that may hold a schema.
pub(crate) struct Node<'a> {
    pub at: Pointer,
    pub value: &'a Map<String, Value>,
}

/// Returns every schema and every object of a document, but no map of names, no example and no value.
pub(super) fn nodes(document: &Value) -> Vec<Node<'_>> {
    let mut found = Vec::new();
    for_each_object(document, document.get("swagger").is_some(), &mut |value, _, at| {
        found.push(Node { at: at.pointer(), value });
    });
    found
}

/// Follows the references at a pointer; `None` if they lead out of the document or nowhere.
pub(crate) fn resolve<'a>(document: &'a Value, at: &Pointer) -> Option<(Pointer, &'a Value)> {
    let mut at = at.clone();
    for _ in 0..MAX_CHAIN {
        let value = document.pointer(at.as_str())?;
        match value.get("$ref").and_then(Value::as_str) {
            Some(reference) => at = Pointer::from_fragment(reference.strip_prefix('#')?)?,
            None => return Some((at, value)),
        }
    }
    None
}

/// An operation of the document.
pub(crate) struct Operation<'a> {
    pub at: Pointer,
    pub method: &'a str,
    pub path: &'a str,
    pub value: &'a Value,
}

impl Operation<'_> {
    /// Returns every parameter, including those of the path item, with references followed.
    pub(crate) fn parameters<'d>(&self, document: &'d Value) -> Vec<(Pointer, &'d Value)> {
        let item = self.at.parent().unwrap_or_default();
        let lists = [self.at.join("parameters"), item.join("parameters")];
        let each = lists.into_iter().flat_map(|list| {
            let length = document.pointer(list.as_str()).and_then(Value::as_array).map_or(0, Vec::len);
            (0..length).map(move |index| list.join(index))
        });
        each.filter_map(|at| resolve(document, &at)).collect()
    }

    /// Returns the responses by status, with references followed.
    pub(crate) fn responses<'d>(&self, document: &'d Value) -> Vec<(String, Pointer, &'d Value)> {
        let at = self.at.join("responses");
        let Some(responses) = document.pointer(at.as_str()).and_then(Value::as_object) else {
            return Vec::new();
        };
        let each = responses.keys().filter_map(|status| {
            let (at, value) = resolve(document, &at.join(status))?;
            Some((status.clone(), at, value))
        });
        each.collect()
    }
}

/// Returns the pointers of the JSON media type of an object with `content`, and of its schema.
pub(crate) fn json_media_type(at: &Pointer, value: &Value) -> Option<(Pointer, Pointer)> {
    let content = value.get("content")?.as_object()?;
    let media = content.keys().find(|media| is_json(media))?;
    let at = at.join("content").join(media);
    Some((at.clone(), at.join("schema")))
}

/// Returns every operation, in the document's order.
pub(crate) fn operations(document: &Value) -> Vec<Operation<'_>> {
    let paths = document.get("paths").and_then(Value::as_object);
    let root = Pointer::root().join("paths");
    let mut found = Vec::new();
    for (path, item) in paths.into_iter().flatten() {
        for (method, value) in item.as_object().into_iter().flatten() {
            if is_method(method) && value.is_object() {
                found.push(Operation { at: root.join(path).join(method), method, path, value });
            }
        }
    }
    found
}
