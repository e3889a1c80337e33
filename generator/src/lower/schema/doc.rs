//! What a person reads: descriptions, and limits as sentences.

use serde_json::Value;

use crate::document::{Ref, Schema, SchemaRef};
use crate::ir::{Access, Doc};
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

/// Who may see a member.
pub(in crate::lower) fn access(node: Node<'_>) -> Access {
    match node {
        Node::Item(schema) if schema.read_only => Access::ReadOnly,
        Node::Item(schema) if schema.write_only => Access::WriteOnly,
        _ => Access::Both,
    }
}

/// The `$ref` of a schema that is nothing but one with annotations; what an overlay says of the type is none.
pub(in crate::lower) fn only_reference(schema: &Schema) -> Option<&str> {
    match only_branch(schema)? {
        Ref::Reference(reference) => Some(reference),
        Ref::Own(inner) => only_reference(inner),
    }
}

/// The one branch of an `allOf` that says something, where nothing else of the schema does.
pub(in crate::lower) fn only_branch(schema: &Schema) -> Option<&SchemaRef> {
    if schema.given.is_some() || !schema.is_only_all_of() {
        return None;
    }
    let mut said = schema.all_of.iter().filter(|branch| !branch.own().is_some_and(is_remark));
    said.next().filter(|_| said.next().is_none())
}

/// A schema that only has annotations: `{}`, `{description: …}`, and `nullable` without a type to add null to.
fn is_remark(schema: &Schema) -> bool {
    schema.is_bare() && schema.not.is_none() && schema.given.is_none()
}

/// Whether the default could be a value of the schema; one that could not is not worth telling. Where keywords say more
/// than one type, it may be of any of these.
pub(in crate::lower) fn default_fits(schema: &Schema) -> bool {
    match (schema.of_type, &schema.default) {
        (Some(of_type), Some(default)) => of_type.holds(default) || !schema.is_of_one_type(),
        _ => true,
    }
}
