//! Cycles of inheritance: a base lists its children as alternatives, and each child includes the base through `allOf`.
//! When a base is included, its alternatives are dropped, because the schema that includes it is one of them.

use std::collections::BTreeMap;

use crate::base::graph;
use crate::base::pointer::Pointer;
use crate::document::{Document, Schema, SchemaRef, component_name};
use crate::lower::schema::facets::{Alternatives, Node};

/// Components in a cycle with at least one `allOf`: the number of the cycle by component name.
pub(in crate::lower) struct InheritanceCycles<'d>(BTreeMap<&'d str, usize>);

impl<'d> InheritanceCycles<'d> {
    pub(in crate::lower) fn new(document: &'d Document) -> Self {
        let edges: Vec<Vec<(usize, Relation)>> =
            document.schemas.values().map(|schema| composed_of(document, schema.into())).collect();
        let graph: Vec<Vec<usize>> =
            edges.iter().map(|edges| edges.iter().map(|(target, _)| *target).collect()).collect();
        let cycle = graph::components(&graph);
        let mut has_all_of = vec![false; graph.len()];
        for (from, edges) in edges.iter().enumerate() {
            for (to, _) in edges
                .iter()
                .filter(|(to, relation)| *relation == Relation::Included && cycle[*to] == cycle[from])
            {
                has_all_of[cycle[*to]] = true;
            }
        }
        let in_cycles = document.schemas.keys().zip(cycle).filter(|(_, cycle)| has_all_of[*cycle]);
        Self(in_cycles.map(|(name, cycle)| (name.as_str(), cycle)).collect())
    }

    /// Returns true if one of the alternatives includes `base`, the schema that lists them.
    pub(in crate::lower) fn lists_children(
        &self,
        document: &Document,
        base: &Pointer,
        of: &Alternatives<'_>,
    ) -> bool {
        let number = component_name(base, "schemas").and_then(|name| self.0.get(name.as_str()));
        number.is_some_and(|number| {
            let parts = of.branches.iter().flat_map(|branch| composed_of(document, branch.node));
            parts
                .filter_map(|(index, _)| document.schemas.get_index(index))
                .any(|(name, _)| self.0.get(name.as_str()) == Some(number))
        })
    }
}

/// How a schema refers to another.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Relation {
    Included,
    Alternative,
}

/// Returns the indexes of the components that a schema includes or lists as alternatives.
fn composed_of(document: &Document, schema: Node<'_>) -> Vec<(usize, Relation)> {
    let mut found = Vec::new();
    let mut open = vec![(schema, Relation::Included)];
    while let Some((schema, relation)) = open.pop() {
        match schema {
            Node::Schema(schema) => open.extend(parts(schema)),
            Node::Reference(reference) => {
                let target = Pointer::from_fragment(reference.trim_start_matches('#'));
                let name = target.and_then(|target| component_name(&target, "schemas"));
                let index = name.and_then(|name| document.schemas.get_index_of(name.as_str()));
                found.extend(index.map(|index| (index, relation)));
            }
        }
    }
    found
}

/// Returns the branches of a schema, with how the schema refers to each.
fn parts(schema: &Schema) -> Vec<(Node<'_>, Relation)> {
    use Relation::{Alternative, Included};
    let alternatives =
        [with_relation(&schema.one_of, Alternative), with_relation(&schema.any_of, Alternative)];
    [with_relation(&schema.all_of, Included), alternatives.concat()].concat()
}

fn with_relation(branches: &[SchemaRef], relation: Relation) -> Vec<(Node<'_>, Relation)> {
    branches.iter().map(|branch| (branch.into(), relation)).collect()
}
