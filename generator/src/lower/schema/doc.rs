//! What a person reads: descriptions, and limits as sentences.

use serde_json::Value;

use crate::document::{Ref, Schema, SchemaRef};
use crate::ir::{Access, Doc};
use crate::lower::Lowering;
use crate::lower::schema::facets::Node;

/// The documentation of a schema or a reference to one (which has none of its own).
pub(in crate::lower) fn of_schema(schema: &SchemaRef) -> Doc {
    schema.own().map(of_item).unwrap_or_default()
}

/// The documentation of a member's schema.
pub(in crate::lower) fn of_node(node: Node<'_>) -> Doc {
    match node {
        Node::Reference(_) => Doc::default(),
        Node::Item(schema) => of_item(schema),
    }
}

/// The documentation of a schema.
pub(in crate::lower) fn of_item(schema: &Schema) -> Doc {
    Doc {
        summary: schema.title.clone(),
        description: schema.description.clone(),
        constraints: crate::lower::schema::constraint::stated(schema),
        default: schema.default.clone().filter(|value| is_telling(value) && default_fits(schema)),
        example: schema.example.clone().filter(|value| is_telling(value) && !is_secret(schema)),
        remark: None,
        deprecated: schema.deprecated,
    }
}

/// Whether a value is worth a sentence.
pub(in crate::lower) fn is_telling(value: &Value) -> bool {
    !value.is_object() && !value.is_null()
}

/// Whether values of the schema are not for every eye.
pub(in crate::lower) fn is_secret(schema: &Schema) -> bool {
    schema.format.as_deref() == Some("password") || schema.write_only
}

impl Lowering<'_> {
    /// Who may see a member: `readOnly` and `writeOnly` are said of what stands in a place, so that they hold there whether
    /// they stand in its schema, behind a reference, or in a branch of an `allOf`.
    pub(in crate::lower) fn access(&self, node: Node<'_>) -> Access {
        let mut open = vec![node];
        for _ in 0..MOST_ANNOTATED {
            let schema = match open.pop() {
                None => return Access::Both,
                Some(Node::Item(schema)) => schema,
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

/// How many schemas are looked at for annotations of one place.
const MOST_ANNOTATED: usize = 64;

/// The `$ref` of a schema that is nothing but one with annotations; what an overlay says of the type is none.
pub(in crate::lower) fn only_reference(schema: &Schema) -> Option<&str> {
    match only_branch(schema)? {
        Ref::Reference(reference) => Some(reference),
        Ref::Own(inner) => only_reference(inner),
    }
}

/// The one branch of an `allOf` that says something, where nothing else of the schema does.
pub(in crate::lower) fn only_branch(schema: &Schema) -> Option<&SchemaRef> {
    if schema.type_override.is_some() || !schema.is_only_all_of() {
        return None;
    }
    let mut said = schema.all_of.iter().filter(|branch| !branch.own().is_some_and(is_remark));
    said.next().filter(|_| said.next().is_none())
}

/// A schema that only has annotations: `{}`, `{description: …}`, and `nullable` without a type to add null to.
fn is_remark(schema: &Schema) -> bool {
    schema.is_bare() && schema.not.is_none() && schema.type_override.is_none()
}

/// Whether the default could be a value of the schema; one that could not is not worth telling. Where keywords say more
/// than one type, it may be of any of these.
pub(in crate::lower) fn default_fits(schema: &Schema) -> bool {
    match (schema.of_type, &schema.default) {
        (Some(of_type), Some(default)) => of_type.holds(default) || !schema.is_of_one_type(),
        _ => true,
    }
}
