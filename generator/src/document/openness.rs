//! How much the document says about a value, for a report of what has no type of its own.

use serde_json::Value;

use super::Document;
use super::vocabulary::TYPE;
use crate::base::pointer::Pointer;
use crate::openapi::normal;

/// What a document says about a value that no type describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Openness {
    /// There is no schema.
    Absent,
    /// The schema allows any value.
    Anything,
    /// `x-truespec-type` says so.
    Given,
    /// An object whose members are not declared.
    Object,
    /// A list whose elements are not declared.
    List,
    /// A schema that describes an object or a list.
    Structure,
    /// A schema of any other kind.
    Other,
}

impl Openness {
    /// Returns true for a schema of more than a single value.
    pub fn is_described(self) -> bool {
        matches!(self, Self::Structure | Self::Object | Self::List)
    }
}

/// Keywords that say nothing about the type.
const ANNOTATIONS: [&str; 10] = [
    "title",
    "description",
    "example",
    "examples",
    "default",
    "nullable",
    "deprecated",
    "readOnly",
    "writeOnly",
    "externalDocs",
];

/// The most lists and maps in each other.
const MAX_NESTED: usize = 16;

/// The most references that lead to a schema.
const MAX_REFERENCES: usize = 64;

impl Document {
    /// Returns what the document says about the values of a schema, and where: of lists and maps, about what they hold.
    pub fn openness(&self, at: &Pointer) -> (Pointer, Openness) {
        match self.json.pointer(at.as_str()) {
            None => (at.clone(), Openness::Absent),
            Some(value) => self.innermost(at.clone(), value),
        }
    }

    /// Returns the place of the schema of a parameter or a header: of the object itself if it has none.
    pub fn schema_place(&self, at: &Pointer) -> Pointer {
        let schema = at.join("schema");
        if self.json.pointer(schema.as_str()).is_some() { schema } else { self.content_openness(at).0 }
    }

    fn innermost(&self, at: Pointer, schema: &Value) -> (Pointer, Openness) {
        let (mut at, mut schema) = (at, schema);
        for _ in 0..MAX_NESTED {
            // What a reference leads to has a place of its own.
            let is_own = schema.get("$ref").is_none();
            let inner = ["items", "additionalProperties"].into_iter().find_map(|key| {
                let inner = schema.get(key).filter(|inner| inner.is_object())?;
                (is_own && schema.get("properties").is_none()).then_some((key, inner))
            });
            let Some((key, inner)) = inner else { break };
            (at, schema) = (at.join(key), inner);
        }
        let openness = self.openness_of(schema);
        (at, openness)
    }

    /// Returns the schema of the first content of a request body or a response, and what it says.
    pub fn content_openness(&self, at: &Pointer) -> (Pointer, Openness) {
        let Some(holder) = self.json.pointer(at.as_str()) else { return (at.clone(), Openness::Absent) };
        let is_own = holder.get("$ref").is_none();
        let content = self.end(holder).get("content").and_then(Value::as_object);
        let Some((media, content)) = content.and_then(|content| content.iter().next()) else {
            return (at.clone(), Openness::Absent);
        };
        match (is_own, content.get("schema")) {
            (true, Some(schema)) => self.innermost(at.join_all(["content", media, "schema"]), schema),
            (true, None) => (at.join_all(["content", media]), Openness::Absent),
            (false, schema) => {
                (at.clone(), schema.map_or(Openness::Absent, |schema| self.openness_of(schema)))
            }
        }
    }

    /// Returns the place of the first successful response of an operation.
    pub fn success_place(&self, operation: &Pointer) -> Pointer {
        let at = operation.join("responses");
        let responses = self.json.pointer(at.as_str()).and_then(Value::as_object);
        let mut keys = responses.into_iter().flat_map(|responses| responses.keys());
        keys.find(|key| key.starts_with('2')).map_or(at.clone(), |key| at.join(key))
    }

    fn end<'v>(&'v self, value: &'v Value) -> &'v Value {
        let mut at = value;
        for _ in 0..MAX_REFERENCES {
            let target = at.get("$ref").and_then(Value::as_str).and_then(|text| text.strip_prefix('#'));
            match target.and_then(Pointer::from_fragment).and_then(|at| self.json.pointer(at.as_str())) {
                Some(target) => at = target,
                None => return at,
            }
        }
        at
    }

    fn openness_of(&self, value: &Value) -> Openness {
        let Some(schema) = self.end(value).as_object() else { return Openness::Anything };
        let says = |keys: &[&str]| keys.iter().any(|key| schema.contains_key(*key));
        let of_type = schema.get("type").and_then(Value::as_str);
        match of_type {
            _ if schema.get(TYPE).is_some_and(|word| word == "any") => Openness::Given,
            _ if says(&["properties", "allOf", "oneOf", "anyOf"]) => Openness::Structure,
            Some("array") if says(&["items", normal::PREFIX_ITEMS]) => Openness::Structure,
            Some("array") => Openness::List,
            Some("object") => Openness::Object,
            Some(_) => Openness::Other,
            None if says(&["items"]) => Openness::Structure,
            None if schema.keys().all(|key| ANNOTATIONS.contains(&key.as_str()) || key.starts_with("x-")) => {
                Openness::Anything
            }
            None => Openness::Other,
        }
    }
}
