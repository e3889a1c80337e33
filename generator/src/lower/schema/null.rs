//! Nullability of schemas. The type of a component does not include null; each use of the type adds it.

use std::collections::BTreeMap;

use crate::base::graph;
use crate::base::pointer::Pointer;
use crate::document::{Document, Ref, Schema, SchemaRef};
use crate::lower::Lowering;
use crate::lower::schema::doc;

/// Whether each reference target allows null. Computed once for all targets, because schemas may be alternatives of
/// each other.
pub(in crate::lower) struct Nulls(BTreeMap<Pointer, bool>);

impl Nulls {
    /// Propagates `nullable` from alternatives to the schemas that list them.
    pub(in crate::lower) fn new(document: &Document) -> Self {
        let mut places: Vec<Pointer> = Vec::new();
        let mut schemas: Vec<&Schema> = Vec::new();
        for (place, schema) in document.targets() {
            if let Ref::Own(schema) = schema {
                places.push(place);
                schemas.push(schema);
            }
        }
        let numbers: BTreeMap<&Pointer, usize> = places.iter().zip(0..).collect();
        let mut admits = vec![false; schemas.len()];
        let mut graph: Vec<Vec<usize>> = vec![Vec::new(); schemas.len()];
        for (index, schema) in schemas.into_iter().enumerate() {
            let references;
            (admits[index], references) = alternatives(schema);
            let ends = references.into_iter().filter_map(|reference| document.follow(reference));
            graph[index] = ends.filter_map(|(end, _)| numbers.get(&end).copied()).collect();
        }
        let admits = graph::propagate(&graph, admits);
        Self(places.into_iter().zip(admits).collect())
    }

    fn admits(&self, place: &Pointer) -> bool {
        self.0.get(place).copied().unwrap_or_default()
    }
}

impl Lowering<'_> {
    /// Returns true if null is a value of the schema: the schema, one of its alternatives or the schema that it refers
    /// to is `nullable`.
    pub(in crate::lower) fn admits_null(&self, schema: &SchemaRef) -> bool {
        match schema {
            Ref::Own(schema) => self.schema_admits_null(schema),
            Ref::Reference(reference) => self.reference_admits_null(reference),
        }
    }

    /// Does the same for a schema that is not a reference.
    pub(in crate::lower) fn schema_admits_null(&self, schema: &Schema) -> bool {
        let (admits, references) = alternatives(schema);
        admits || references.into_iter().any(|reference| self.reference_admits_null(reference))
    }

    /// Does the same for the target of a reference.
    pub(in crate::lower) fn reference_admits_null(&self, reference: &str) -> bool {
        self.document.follow(reference).is_some_and(|(end, _)| self.nulls.admits(&end))
    }
}

/// Returns whether a schema or one of its inline alternatives is `nullable`, and the references among the alternatives.
fn alternatives(schema: &Schema) -> (bool, Vec<&str>) {
    let (mut references, mut open) = (Vec::new(), vec![schema]);
    while let Some(schema) = open.pop() {
        if schema.nullable {
            return (true, Vec::new());
        }
        for branch in branches(schema) {
            match branch {
                Ref::Own(schema) => open.push(schema),
                Ref::Reference(reference) => references.push(reference.as_str()),
            }
        }
    }
    (false, references)
}

/// Returns the alternatives of a schema: a value of one of them is a value of the schema.
fn branches(schema: &Schema) -> &[SchemaRef] {
    if let Some(branch) = doc::only_branch(schema) {
        return std::slice::from_ref(branch);
    }
    match (schema.of_type, schema.one_of.as_slice(), schema.any_of.as_slice()) {
        (None, one_of, []) => one_of,
        (None, [], any_of) => any_of,
        _ => &[],
    }
}
