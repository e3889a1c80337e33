//! What is where: records by reference and by place.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use serde_json::Value;

use super::chain::Ends;
use super::digest::digest;
use super::operation::{RequestBody, Response};
use super::parameter::{Header, Parameter};
use super::piece::Piece;
use super::reference::{Ref, SchemaRef};
use super::schema::Schema;
use super::value::elements;
use super::{Document, component_name};
use crate::base::pointer::Pointer;
use crate::diagnostic::near;

impl Document {
    /// The schema that a `$ref` points at, with its pointer.
    pub fn schema(&self, reference: &str) -> Option<(Pointer, &SchemaRef)> {
        let pointer = Pointer::from_fragment(reference.strip_prefix('#')?)?;
        let found = self.at(&pointer)?;
        Some((pointer, found))
    }

    /// Follows a chain of `$ref`s to a schema itself; `None` if it dangles or is a cycle.
    pub fn follow(&self, reference: &str) -> Option<(Pointer, &Schema)> {
        match self.schema(reference)? {
            (pointer, Ref::Own(schema)) => Some((pointer, schema)),
            (pointer, Ref::Reference(_)) => {
                let end = self.ends.of(&pointer)?;
                Some((end.clone(), self.at(end)?.own()?))
            }
        }
    }

    /// Every schema that a reference can lead to, with its place: the components, then what lies elsewhere.
    pub fn targets(&self) -> impl Iterator<Item = (Pointer, &SchemaRef)> {
        targets(&self.schemas, &self.elsewhere)
    }

    fn at(&self, pointer: &Pointer) -> Option<&SchemaRef> {
        match component_name(pointer, "schemas") {
            Some(name) => self.schemas.get(&name),
            None => self.elsewhere.get(pointer),
        }
    }

    /// A parameter, or what its `$ref` points at.
    pub fn parameter<'a>(
        &self,
        at: &Pointer,
        parameter: &'a Ref<Parameter>,
    ) -> Option<(Pointer, Piece<'a, Parameter>)> {
        self.pieces.piece(&self.json, at, parameter)
    }

    /// A request body, or what its `$ref` points at.
    pub fn request_body<'a>(
        &self,
        at: &Pointer,
        body: &'a Ref<RequestBody>,
    ) -> Option<(Pointer, Piece<'a, RequestBody>)> {
        self.pieces.piece(&self.json, at, body)
    }

    /// A response, or what its `$ref` points at.
    pub fn response<'a>(
        &self,
        at: &Pointer,
        response: &'a Ref<Response>,
    ) -> Option<(Pointer, Piece<'a, Response>)> {
        self.pieces.piece(&self.json, at, response)
    }

    /// A header of a response, or what its `$ref` points at.
    pub fn header<'a>(&self, at: &Pointer, header: &'a Ref<Header>) -> Option<(Pointer, Piece<'a, Header>)> {
        self.pieces.piece(&self.json, at, header)
    }

    /// What the `$ref` at a place most likely means, as a hint.
    pub fn reference_hint(&self, at: &Pointer) -> Option<String> {
        let reference = self.json.pointer(at.as_str())?.get("$ref")?.as_str()?;
        near::reference_hint(&self.json, reference)
    }

    /// A keyword that is a whole number, of the schema at a place or of what that refers to.
    pub fn whole_number(&self, at: &Pointer, keyword: &str) -> Option<u64> {
        let schema = self.json.pointer(at.as_str())?;
        let target = schema.get("$ref").and_then(Value::as_str).and_then(|text| text.strip_prefix('#'));
        let target = target.and_then(Pointer::from_fragment);
        let schema = target.and_then(|target| self.json.pointer(target.as_str())).unwrap_or(schema);
        schema.get(keyword)?.as_u64()
    }

    /// Where each name is required: in the schema at a place or in a branch of its `allOf`.
    pub fn required_entries(&self, at: &Pointer) -> BTreeMap<&str, Pointer> {
        let mut entries = BTreeMap::new();
        let branches = (0..).map(|index| at.join("allOf").join(index));
        let exists = |at: &Pointer| self.json.pointer(at.as_str()).is_some();
        for place in std::iter::once(at.clone()).chain(branches).take_while(exists) {
            let list = place.join("required");
            let names = elements(self.json.pointer(list.as_str())).enumerate();
            for (index, name) in names.filter_map(|(index, name)| Some((index, name.as_str()?))) {
                entries.entry(name).or_insert_with(|| list.join(index));
            }
        }
        entries
    }

    /// A check number of what the schema at a place says, for schemas that nothing else tells apart.
    pub fn digest(&self, at: &Pointer) -> String {
        digest(self.json.pointer(at.as_str()).unwrap_or(&Value::Null))
    }
}

fn targets<'a>(
    schemas: &'a IndexMap<String, SchemaRef>,
    elsewhere: &'a BTreeMap<Pointer, SchemaRef>,
) -> impl Iterator<Item = (Pointer, &'a SchemaRef)> {
    let at = Pointer::root().join_all(["components", "schemas"]);
    let components = schemas.iter().map(move |(name, schema)| (at.join(name), schema));
    components.chain(elsewhere.iter().map(|(pointer, schema)| (pointer.clone(), schema)))
}

/// Where the references among the schemas end that are nothing but references.
pub(super) fn ends(schemas: &IndexMap<String, SchemaRef>, elsewhere: &BTreeMap<Pointer, SchemaRef>) -> Ends {
    let links = targets(schemas, elsewhere).filter_map(|(pointer, schema)| {
        Some((pointer, Pointer::from_fragment(schema.reference()?.strip_prefix('#')?)?))
    });
    let exists = |pointer: &Pointer| match component_name(pointer, "schemas") {
        Some(name) => schemas.contains_key(&name),
        None => elsewhere.contains_key(pointer),
    };
    Ends::new(&links.collect(), exists)
}
