//! Media types in the grammar of Swagger 2.0: `produces` and `consumes` of operations, `formData` parameters.

use serde_json::{Map, Value, json};

use super::content::{is_unanimous, messages};
use super::{Context, Hypothesis};
use crate::base::pointer::Pointer;
use crate::correct::draft::Reason;
use crate::correct::infer::is_plain_name;
use crate::correct::learn::group::Group;
use crate::correct::learn::media::{Class, class_of, swagger_schema};
use crate::correct::learn::trouble::Side;
use crate::correct::recording::{Body, FormValue, Message};

/// A media type that is not declared.
pub(super) fn media(context: &Context<'_, '_>, group: &Group<'_>, side: Side, name: &str) -> Vec<Hypothesis> {
    let all = messages(context, group, side);
    let Some(class) = all.first().and_then(|message| class_of(message)) else { return Vec::new() };
    let first = group.cases().first().and_then(|case| context.cases.get(*case));
    let Some(operation) = first.map(|case| case.operation.clone()) else { return Vec::new() };
    let reason = context.reason(group, format!("The server uses `{name}`, which is not declared."));
    match (side, class) {
        (Side::Response, class) if is_unanimous(context, group) => {
            response(context, group, &operation, class, name, &reason)
        }
        (Side::Request, Class::Form) => form(context, group, &operation, &all, name, &reason),
        _ => Vec::new(),
    }
}

/// The media type in place of the declared ones, else before them: errors may have those.
fn response(
    context: &Context<'_, '_>,
    group: &Group<'_>,
    operation: &Pointer,
    class: Class,
    name: &str,
    reason: &Reason,
) -> Vec<Hypothesis> {
    let Some(schema) = swagger_schema(class) else { return Vec::new() };
    let document = context.draft.document;
    let own = document.pointer(operation.join("produces").as_str()).or_else(|| document.get("produces"));
    let own = own.and_then(Value::as_array).cloned().unwrap_or_else(|| vec![json!("application/json")]);
    let both: Vec<Value> = std::iter::once(json!(name)).chain(own).collect();
    let with = |names: Vec<Value>| {
        let mut actions = list(context, operation, "produces", names, reason);
        actions.extend(context.draft.rewrite(&group.key.at.join("schema"), &schema, reason));
        actions
    };
    vec![with(vec![json!(name)]), with(both)]
}

/// Sets a list of an operation, which the document may have for all of them.
fn list(
    context: &Context<'_, '_>,
    operation: &Pointer,
    member: &str,
    names: Vec<Value>,
    reason: &Reason,
) -> Hypothesis {
    let Some(Value::Object(old)) = context.draft.document.pointer(operation.as_str()) else {
        return Vec::new();
    };
    let mut to = old.clone();
    to.insert(member.to_owned(), Value::Array(names));
    context.draft.rewrite(operation, &Value::Object(to), reason)
}

/// The fields of a form in place of the parameter of the body.
fn form(
    context: &Context<'_, '_>,
    group: &Group<'_>,
    operation: &Pointer,
    all: &[&Message],
    name: &str,
    reason: &Reason,
) -> Vec<Hypothesis> {
    let document = context.draft.document;
    let body = &group.key.at;
    let is_body = document.pointer(body.join("in").as_str()) == Some(&json!("body"));
    let fields = fields(all);
    if !is_body || body.strip_prefix(operation).is_none() || fields.is_empty() {
        return Vec::new();
    }
    let mut actions = list(context, operation, "consumes", vec![json!(name)], reason);
    actions.push(context.draft.remove(body, reason));
    let parameters = fields.iter().map(|field| context.draft.add_parameter(operation, field, reason));
    actions.extend(parameters);
    vec![actions]
}

/// Returns the parameters of the fields of forms.
fn fields(all: &[&Message]) -> Vec<Value> {
    let mut fields = Map::new();
    for message in all {
        let Body::Form(values) = &message.body else { continue };
        for (name, value) in values.iter().filter(|(name, _)| is_plain_name(name)) {
            let kind = match value {
                FormValue::Text(_) => "string",
                FormValue::File { .. } => "file",
            };
            fields.insert(name.clone(), json!({"name": name, "in": "formData", "type": kind}));
        }
    }
    fields.into_iter().map(|(_, field)| field).collect()
}
