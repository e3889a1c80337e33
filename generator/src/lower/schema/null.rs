//! Whether a schema allows null. A component's type is made without it: each use of the type says so.

use std::collections::BTreeMap;

use crate::base::graph;
use crate::base::pointer::Pointer;
use crate::document::{Document, Ref, Schema, SchemaRef};
use crate::lower::Lowering;
use crate::lower::schema::doc;

/// The schemas a reference can lead to that allow null, found once for all: schemas may be alternatives of each other.
pub(in crate::lower) struct Nulls(BTreeMap<Pointer, bool>);

impl Nulls {
    /// Follows alternatives from each schema to those that say `nullable`.
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
    /// Whether null is a value of the schema: it says so itself, or an alternative or the schema it stands for does.
    pub(in crate::lower) fn admits_null(&self, schema: &SchemaRef) -> bool {
        match schema {
            Ref::Own(schema) => self.item_admits_null(schema),
            Ref::Reference(reference) => self.reference_admits_null(reference),
        }
    }

    /// The same of a schema that is written out.
    pub(in crate::lower) fn item_admits_null(&self, schema: &Schema) -> bool {
        let (admits, references) = alternatives(schema);
        admits || references.into_iter().any(|reference| self.reference_admits_null(reference))
    }

    /// The same of what a reference leads to.
    pub(in crate::lower) fn reference_admits_null(&self, reference: &str) -> bool {
        self.document.follow(reference).is_some_and(|(end, _)| self.nulls.admits(&end))
    }
}

/// Whether a schema or an alternative written out in it says `nullable`, and the references among the alternatives.
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

/// The schemas one of which a value of the schema is a value of.
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
