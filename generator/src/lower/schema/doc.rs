//! Documentation of schemas: descriptions, defaults, examples and constraints.

use serde_json::Value;

use crate::document::{Ref, Schema, SchemaRef};
use crate::ir::{Access, Doc};
use crate::lower::Lowering;
use crate::lower::schema::constraint::own_constraints;
use crate::lower::schema::facets::Node;

/// Returns the documentation of a schema; empty for a reference, which has none of its own.
pub(in crate::lower) fn of_schema_ref(schema: &SchemaRef) -> Doc {
    schema.own().map(of_schema).unwrap_or_default()
}

/// Returns the documentation of a member's schema.
pub(in crate::lower) fn of_node(node: Node<'_>) -> Doc {
    match node {
        Node::Reference(_) => Doc::default(),
        Node::Schema(schema) => of_schema(schema),
    }
}

/// Returns the documentation of a schema.
pub(in crate::lower) fn of_schema(schema: &Schema) -> Doc {
    Doc {
        summary: schema.title.clone(),
        description: schema.description.clone(),
        constraints: own_constraints(schema),
        names: schema
            .property_names
            .as_ref()
            .and_then(SchemaRef::own)
            .map(own_constraints)
            .unwrap_or_default(),
        default: schema.default.clone().filter(|value| is_shown(value) && default_fits(schema)),
        example: schema.example.clone().filter(|value| is_shown(value) && !is_secret(schema)),
        remark: None,
        deprecated: schema.deprecated,
    }
}

/// Returns true if a value is shown in documentation.
pub(in crate::lower) fn is_shown(value: &Value) -> bool {
    !value.is_object() && !value.is_null()
}

/// Returns true if values of the schema must not be shown.
pub(in crate::lower) fn is_secret(schema: &Schema) -> bool {
    schema.format.as_deref() == Some("password") || schema.write_only
}

impl Lowering<'_> {
    /// Returns who may read and write a member. `readOnly` and `writeOnly` apply to the place of the schema: they count
    /// in its schema, behind a reference and in a branch of an `allOf`.
    pub(in crate::lower) fn access(&self, node: Node<'_>) -> Access {
        let mut open = vec![node];
        for _ in 0..MAX_SEARCHED {
            let schema = match open.pop() {
                None => return Access::Both,
                Some(Node::Schema(schema)) => schema,
                Some(Node::Reference(reference)) => match self.document.follow(reference) {
                    Some((_, schema)) => schema,
                    None => continue,
                },
            };
            match (schema.read_only, schema.write_only) {
                (true, _) => return Access::ReadOnly,
                (_, true) => return Access::WriteOnly,
                _ => open.extend(schema.all_of.iter().map(Node::from)),
            }
        }
        Access::Both
    }
}

/// The maximum number of schemas searched for `readOnly` and `writeOnly` in one place.
const MAX_SEARCHED: usize = 64;

/// Returns the `$ref` of a schema that has only annotations besides it. A type set by an overlay is not an annotation.
pub(in crate::lower) fn only_reference(schema: &Schema) -> Option<&str> {
    match only_branch(schema)? {
        Ref::Reference(reference) => Some(reference),
        Ref::Own(inner) => only_reference(inner),
    }
}

/// Returns the only branch of an `allOf` that is not just annotations, if the schema has no other keywords that matter.
pub(in crate::lower) fn only_branch(schema: &Schema) -> Option<&SchemaRef> {
    if schema.type_override.is_some() || !schema.is_only_all_of() {
        return None;
    }
    let mut meaningful = schema.all_of.iter().filter(|branch| !branch.own().is_some_and(is_annotation_only));
    meaningful.next().filter(|_| meaningful.next().is_none())
}

/// Returns true for a schema that only has annotations: `{}`, `{description: …}`, and `nullable` without a type to add
/// null to.
fn is_annotation_only(schema: &Schema) -> bool {
    schema.is_bare() && schema.not.is_none() && schema.type_override.is_none()
}

/// Returns true if the default can be a value of the schema; otherwise it is not documented. If the keywords allow
/// several types, it may have any of them.
pub(in crate::lower) fn default_fits(schema: &Schema) -> bool {
    match (schema.of_type, &schema.default) {
        (Some(of_type), Some(default)) => of_type.holds(default) || !schema.is_of_one_type(),
        _ => true,
    }
}
