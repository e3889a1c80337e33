//! What a person reads: descriptions, and limits as sentences.

use openapiv3::{ReferenceOr, Schema, SchemaKind, StringFormat, Type, VariantOrUnknownOrEmpty};
use serde_json::Value;

use crate::ir::{Access, Doc};
use crate::lower::schema::facets::Node;

/// The documentation of a schema or a reference to one (which has none of its own).
pub(in crate::lower) fn of_schema(schema: &ReferenceOr<Schema>) -> Doc {
    schema.as_item().map(of_item).unwrap_or_default()
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
    let data = &schema.schema_data;
    Doc {
        summary: data.title.clone(),
        description: data.description.clone(),
        constraints: crate::lower::schema::constraint::stated(schema),
        default: data.default.clone().filter(|value| is_telling(value) && default_fits(schema)),
        example: data.example.clone().filter(|value| is_telling(value) && !is_secret(schema)),
        remark: None,
        deprecated: data.deprecated,
    }
}

/// Whether a value is worth a sentence.
pub(in crate::lower) fn is_telling(value: &Value) -> bool {
    !value.is_object() && !value.is_null()
}

/// Whether values of the schema are not for every eye.
pub(in crate::lower) fn is_secret(schema: &Schema) -> bool {
    let format = match &schema.schema_kind {
        SchemaKind::Type(Type::String(string)) => {
            string.format == VariantOrUnknownOrEmpty::Item(StringFormat::Password)
        }
        SchemaKind::Any(any) => any.format.as_deref() == Some("password"),
        _ => false,
    };
    format || schema.schema_data.write_only
}

/// Who may see a member.
pub(in crate::lower) fn access(node: Node<'_>) -> Access {
    match node {
        Node::Item(schema) if schema.schema_data.read_only => Access::ReadOnly,
        Node::Item(schema) if schema.schema_data.write_only => Access::WriteOnly,
        _ => Access::Both,
    }
}

/// The name that `x-truespec-name` gives a schema.
pub(in crate::lower) fn given_name(schema: &ReferenceOr<Schema>) -> Option<String> {
    extension_name(&schema.as_item()?.schema_data.extensions)
}

/// The name in a set of extensions.
pub(in crate::lower) fn extension_name(extensions: &indexmap::IndexMap<String, Value>) -> Option<String> {
    extensions.get("x-truespec-name").and_then(Value::as_str).map(str::to_owned)
}

/// The `$ref` of a schema that is nothing but one with annotations; what an overlay says of the type is none.
pub(in crate::lower) fn only_reference(schema: &Schema) -> Option<&str> {
    match only_branch(schema)? {
        ReferenceOr::Reference { reference } => Some(reference),
        ReferenceOr::Item(inner) => only_reference(inner),
    }
}

/// The one branch of an `allOf` that says something, where nothing else of the schema does.
pub(in crate::lower) fn only_branch(schema: &Schema) -> Option<&ReferenceOr<Schema>> {
    let SchemaKind::AllOf { all_of } = &schema.schema_kind else { return None };
    if schema.schema_data.extensions.contains_key(crate::lower::schema::scalar::GIVEN) {
        return None;
    }
    let mut said = all_of.iter().filter(|branch| !branch.as_item().is_some_and(is_remark));
    said.next().filter(|_| said.next().is_none())
}

/// A schema that only has annotations: `{}`, `{description: …}`, and `nullable` without a type to add null to.
fn is_remark(schema: &Schema) -> bool {
    let kind = &schema.schema_kind;
    matches!(kind, SchemaKind::Any(any) if *any == openapiv3::AnySchema::default())
        && !schema.schema_data.extensions.contains_key(crate::lower::schema::scalar::GIVEN)
}

/// Whether the default could be a value of the schema; one that could not is not worth telling.
pub(in crate::lower) fn default_fits(schema: &Schema) -> bool {
    let Some(default) = schema.schema_data.default.as_ref().filter(|value| !value.is_null()) else {
        return true;
    };
    match &schema.schema_kind {
        SchemaKind::Type(Type::String(_)) => default.is_string(),
        SchemaKind::Type(Type::Integer(_)) => default.as_f64().is_some_and(|number| number.fract() == 0.0),
        SchemaKind::Type(Type::Number(_)) => default.is_number(),
        SchemaKind::Type(Type::Boolean(_)) => default.is_boolean(),
        SchemaKind::Type(Type::Array(_)) => default.is_array(),
        SchemaKind::Type(Type::Object(_)) => default.is_object(),
        _ => true,
    }
}
