//! Looks up records by reference and by pointer.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use serde_json::Value;

use super::chain::ChainEnds;
use super::operation::{RequestBody, Response};
use super::parameter::{Header, Parameter};
use super::parts::parts;
use super::reference::{Ref, SchemaRef};
use super::resolved::Resolved;
use super::schema::Schema;
use super::value::elements;
use super::{Document, component_name};
use crate::base::pointer::Pointer;
use crate::diagnostic::near;

impl Document {
    /// The schema that a `$ref` points to, with its pointer.
    pub fn schema(&self, reference: &str) -> Option<(Pointer, &SchemaRef)> {
        let pointer = Pointer::from_fragment(reference.strip_prefix('#')?)?;
        let found = self.at(&pointer)?;
        Some((pointer, found))
    }

    /// Follows a chain of `$ref`s to its schema; `None` if it dangles or is a cycle.
    pub fn follow(&self, reference: &str) -> Option<(Pointer, &Schema)> {
        match self.schema(reference)? {
            (pointer, Ref::Own(schema)) => Some((pointer, schema)),
            (pointer, Ref::Reference(_)) => {
                let end = self.chain_ends.of(&pointer)?;
                Some((end.clone(), self.at(end)?.own()?))
            }
        }
    }

    /// Every schema that a reference can point to, with its pointer: the components first, then the others.
    pub fn targets(&self) -> impl Iterator<Item = (Pointer, &SchemaRef)> {
        targets(&self.schemas, &self.other_targets)
    }

    fn at(&self, pointer: &Pointer) -> Option<&SchemaRef> {
        match component_name(pointer, "schemas") {
            Some(name) => self.schemas.get(&name),
            None => self.other_targets.get(pointer),
        }
    }

    /// A parameter, or the target of its `$ref`.
    pub fn parameter<'a>(
        &self,
        at: &Pointer,
        parameter: &'a Ref<Parameter>,
    ) -> Option<(Pointer, Resolved<'a, Parameter>)> {
        self.resolved.resolve(&self.json, at, parameter)
    }

    /// A request body, or the target of its `$ref`.
    pub fn request_body<'a>(
        &self,
        at: &Pointer,
        body: &'a Ref<RequestBody>,
    ) -> Option<(Pointer, Resolved<'a, RequestBody>)> {
        self.resolved.resolve(&self.json, at, body)
    }

    /// A response, or the target of its `$ref`.
    pub fn response<'a>(
        &self,
        at: &Pointer,
        response: &'a Ref<Response>,
    ) -> Option<(Pointer, Resolved<'a, Response>)> {
        self.resolved.resolve(&self.json, at, response)
    }

    /// A header of a response, or the target of its `$ref`.
    pub fn header<'a>(
        &self,
        at: &Pointer,
        header: &'a Ref<Header>,
    ) -> Option<(Pointer, Resolved<'a, Header>)> {
        self.resolved.resolve(&self.json, at, header)
    }

    /// A hint with the target that the `$ref` at a pointer most likely means.
    pub fn reference_hint(&self, at: &Pointer) -> Option<String> {
        let reference = self.json.pointer(at.as_str())?.get("$ref")?.as_str()?;
        near::reference_hint(&self.json, reference)
    }

    /// The value of an integer keyword of the schema at a pointer, or of the schema that it refers to.
    pub fn whole_number(&self, at: &Pointer, keyword: &str) -> Option<u64> {
        let schema = self.json.pointer(at.as_str())?;
        let target = schema.get("$ref").and_then(Value::as_str).and_then(|text| text.strip_prefix('#'));
        let target = target.and_then(Pointer::from_fragment);
        let schema = target.and_then(|target| self.json.pointer(target.as_str())).unwrap_or(schema);
        schema.get(keyword)?.as_u64()
    }

    /// The pointer of each entry of `required`, by name, in the schema at a pointer and in the branches of its `allOf`.
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

    /// The parts of the schema at a pointer in words, for schemas that differ only in their content.
    pub fn parts(&self, at: &Pointer) -> Vec<String> {
        parts(self.json.pointer(at.as_str()).unwrap_or(&Value::Null))
    }
}

fn targets<'a>(
    schemas: &'a IndexMap<String, SchemaRef>,
    other_targets: &'a BTreeMap<Pointer, SchemaRef>,
) -> impl Iterator<Item = (Pointer, &'a SchemaRef)> {
    let at = Pointer::root().join_all(["components", "schemas"]);
    let components = schemas.iter().map(move |(name, schema)| (at.join(name), schema));
    components.chain(other_targets.iter().map(|(pointer, schema)| (pointer.clone(), schema)))
}

/// Where chains of references end, for those schemas that are only a reference.
pub(super) fn chain_ends(
    schemas: &IndexMap<String, SchemaRef>,
    other_targets: &BTreeMap<Pointer, SchemaRef>,
) -> ChainEnds {
    let links = targets(schemas, other_targets).filter_map(|(pointer, schema)| {
        Some((pointer, Pointer::from_fragment(schema.reference()?.strip_prefix('#')?)?))
    });
    let exists = |pointer: &Pointer| match component_name(pointer, "schemas") {
        Some(name) => schemas.contains_key(&name),
        None => other_targets.contains_key(pointer),
    };
    ChainEnds::new(&links.collect(), exists)
}
