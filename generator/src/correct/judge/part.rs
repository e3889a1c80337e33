//! The schemas that apply to one value together: references followed, `allOf` taken apart.

use serde_json::{Map, Value};

use super::document::{Published, resolve};
use crate::base::pointer::Pointer;
use crate::correct::infer::Kind;

/// The most schemas that apply to one value.
const MAX_PARTS: usize = 64;

/// A schema object that applies to a value.
#[derive(Debug, Clone)]
pub(super) struct Part<'d> {
    pub at: Pointer,
    pub schema: &'d Map<String, Value>,
    /// True if the part was reached as an alternative of a union.
    pub chosen: bool,
}

/// Adds the schema at a pointer and everything that it includes to the parts.
pub(super) fn flatten<'d>(document: Published<'d>, at: &Pointer, chosen: bool, parts: &mut Vec<Part<'d>>) {
    let mut open = vec![at.clone()];
    while let Some(at) = open.pop() {
        if parts.len() >= MAX_PARTS {
            return;
        }
        let Some(schema) = document.object(&at) else { continue };
        if parts.iter().any(|part| part.at == at) {
            continue;
        }
        // What is no text refers to nothing, not to itself.
        let target = schema.get("$ref").and_then(Value::as_str).and_then(|_| resolve(document.whole, &at));
        let all = schema.get("allOf").and_then(Value::as_array).map_or(0, Vec::len);
        open.extend((0..all).rev().map(|index| at.join("allOf").join(index)));
        open.extend(target.map(|(target, _)| target));
        // A reference alone says nothing itself.
        if !(schema.len() == 1 && schema.contains_key("$ref")) {
            parts.push(Part { at, schema, chosen });
        }
    }
}

/// Returns true if a schema, or one that it includes, declares a property.
pub(crate) fn declares(document: &Value, at: &Pointer, name: &str) -> bool {
    let mut parts = Vec::new();
    flatten(Published { whole: document }, at, false, &mut parts);
    parts.iter().any(|part| part.schema.get("properties").is_some_and(|all| all.get(name).is_some()))
}

/// Returns true if a schema may have other properties than it declares itself: by its alternatives, or because it declares
/// none or cannot be followed.
pub(crate) fn is_open(document: &Value, at: &Pointer) -> bool {
    let mut parts = Vec::new();
    flatten(Published { whole: document }, at, false, &mut parts);
    let has = |word: &str| parts.iter().any(|part| part.schema.contains_key(word));
    !has("properties") || has("anyOf") || has("oneOf")
}

impl<'d> Part<'d> {
    /// Returns the kinds that the part allows, by its types or by what it says of members and elements; empty if any.
    pub(super) fn kinds(&self) -> Vec<&str> {
        match self.schema.get("type") {
            Some(Value::String(one)) => vec![one],
            Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).collect(),
            _ if self.schema.contains_key("properties") => vec!["object"],
            _ if self.schema.contains_key("items") => vec!["array"],
            _ => Vec::new(),
        }
    }

    /// Returns true if the part says that null is allowed, whatever else it says.
    pub(super) fn is_nullable(&self) -> bool {
        ["nullable", "x-nullable", "x-isnullable"]
            .iter()
            .any(|word| self.schema.get(*word) == Some(&Value::Bool(true)))
    }

    /// Returns true if the part allows a kind.
    pub(super) fn allows(&self, kind: Kind) -> bool {
        let kinds = self.kinds();
        let name = kind.name();
        kinds.is_empty()
            || kinds.contains(&name)
            || kind == Kind::Integer && kinds.contains(&"number")
            || kinds.contains(&"file")
            || self.is_bytes()
    }

    /// Returns true if the part is bytes, which hold anything.
    pub(super) fn is_bytes(&self) -> bool {
        self.schema.get("format").and_then(Value::as_str) == Some("binary")
    }

    /// Returns the literals that the part allows.
    pub(super) fn literals(&self) -> Option<Vec<&'d Value>> {
        match (self.schema.get("enum"), self.schema.get("const")) {
            (Some(Value::Array(list)), _) => Some(list.iter().collect()),
            (_, Some(constant)) => Some(vec![constant]),
            _ => None,
        }
    }
}
