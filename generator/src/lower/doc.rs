//! What a person reads: descriptions, and limits as sentences.

use openapiv3::{ReferenceOr, Schema, SchemaKind, Type};
use serde_json::Value;

use super::facets::Node;
use crate::ir::{Access, Doc};

/// The documentation of a schema or a reference to one (which has none of its own).
pub(super) fn of_schema(schema: &ReferenceOr<Schema>) -> Doc {
    schema.as_item().map(of_item).unwrap_or_default()
}

/// The documentation of a member's schema.
pub(super) fn of_node(node: Node<'_>) -> Doc {
    match node {
        Node::Reference(_) => Doc::default(),
        Node::Item(schema) => of_item(schema),
    }
}

/// The documentation of a schema.
pub(super) fn of_item(schema: &Schema) -> Doc {
    let data = &schema.schema_data;
    Doc {
        summary: data.title.clone(),
        description: data.description.clone(),
        constraints: constraints(schema),
        deprecated: data.deprecated,
    }
}

/// Who may see a member.
pub(super) fn access(node: Node<'_>) -> Access {
    match node {
        Node::Item(schema) if schema.schema_data.read_only => Access::ReadOnly,
        Node::Item(schema) if schema.schema_data.write_only => Access::WriteOnly,
        _ => Access::Both,
    }
}

/// The name that `x-truespec-name` gives a schema.
pub(super) fn given_name(schema: &ReferenceOr<Schema>) -> Option<String> {
    extension_name(&schema.as_item()?.schema_data.extensions)
}

/// The name in a set of extensions.
pub(super) fn extension_name(extensions: &indexmap::IndexMap<String, Value>) -> Option<String> {
    extensions.get("x-truespec-name").and_then(Value::as_str).map(str::to_owned)
}

/// The `$ref` of a schema that is nothing but one with annotations; what an overlay says of the type is none.
pub(super) fn only_reference(schema: &Schema) -> Option<&str> {
    match &schema.schema_kind {
        _ if schema.schema_data.extensions.contains_key(super::scalar::GIVEN) => None,
        SchemaKind::AllOf { all_of } => match all_of.as_slice() {
            [ReferenceOr::Reference { reference }] => Some(reference),
            [ReferenceOr::Item(inner)] => only_reference(inner),
            _ => None,
        },
        _ => None,
    }
}

/// Limits and the default, a sentence each.
fn constraints(schema: &Schema) -> Vec<String> {
    let mut said = Vec::new();
    match &schema.schema_kind {
        SchemaKind::Type(Type::String(string)) => {
            length(&mut said, "characters", string.min_length, string.max_length);
            pattern(&mut said, string.pattern.as_deref());
        }
        SchemaKind::Type(Type::Integer(integer)) => {
            let exclusive = (integer.exclusive_minimum, integer.exclusive_maximum);
            range(&mut said, integer.minimum, integer.maximum, exclusive);
        }
        SchemaKind::Type(Type::Number(number)) => {
            let exclusive = (number.exclusive_minimum, number.exclusive_maximum);
            range(&mut said, number.minimum, number.maximum, exclusive);
        }
        SchemaKind::Type(Type::Array(array)) => length(&mut said, "items", array.min_items, array.max_items),
        SchemaKind::Any(any) => {
            length(&mut said, "characters", any.min_length, any.max_length);
            length(&mut said, "items", any.min_items, any.max_items);
            pattern(&mut said, any.pattern.as_deref());
        }
        _ => {}
    }
    if let Some(default) = schema
        .schema_data
        .default
        .as_ref()
        .filter(|value| !value.is_object() && !value.is_null() && default_fits(schema))
    {
        said.push(format!("Default: `{default}`."));
    }
    said
}

/// Whether the default could be a value of the schema; one that could not is not worth telling.
pub(super) fn default_fits(schema: &Schema) -> bool {
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

fn length(said: &mut Vec<String>, what: &str, least: Option<usize>, most: Option<usize>) {
    match (least, most) {
        (Some(least), Some(most)) => said.push(format!("{least} to {most} {what}.")),
        (Some(least), None) if least > 0 => said.push(format!("At least {least} {}.", counted(least, what))),
        (None, Some(most)) => said.push(format!("At most {most} {}.", counted(most, what))),
        _ => {}
    }
}

/// `1 item`, `2 items`.
fn counted(number: usize, what: &str) -> &str {
    if number == 1 { what.trim_end_matches('s') } else { what }
}

fn pattern(said: &mut Vec<String>, pattern: Option<&str>) {
    if let Some(pattern) = pattern.filter(|pattern| !pattern.contains('`') && !pattern.contains('\n')) {
        said.push(format!("Pattern: `{pattern}`."));
    }
}

fn range<T: std::fmt::Display>(
    said: &mut Vec<String>,
    least: Option<T>,
    most: Option<T>,
    exclusive: (bool, bool),
) {
    if let Some(least) = least {
        said.push(format!("{} {least}.", if exclusive.0 { "More than" } else { "At least" }));
    }
    if let Some(most) = most {
        said.push(format!("{} {most}.", if exclusive.1 { "Less than" } else { "At most" }));
    }
}
