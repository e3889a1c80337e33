//! Statuses, media types and bodies that are not declared, or declared and not sent.

use indexmap::IndexMap;
use serde_json::{Map, Value, json};

use super::fit::documented;
use super::{Context, Hypothesis};
use crate::base::pointer::Pointer;
use crate::correct::infer::{Dialect, Evidence, infer, is_plain_name};
use crate::correct::learn::case::Case;
use crate::correct::learn::events;
use crate::correct::learn::group::Group;
use crate::correct::learn::media::{Class, class_of, swagger_schema};
use crate::correct::learn::trouble::{KeyKind, Side};
use crate::correct::recording::{Body, FormValue, Message};

/// The messages of a side of the exchanges of a group.
pub(super) fn messages<'e>(context: &Context<'_, 'e>, group: &Group<'e>, side: Side) -> Vec<&'e Message> {
    let cases = group.cases().into_iter().filter_map(|case| context.cases.get(case));
    let of = |case: &Case<'e>| match side {
        Side::Request => &case.exchange.request,
        Side::Response => &case.exchange.response,
    };
    cases.map(of).collect()
}

fn json_of<'m>(messages: &[&'m Message]) -> Vec<&'m Value> {
    let json = messages.iter().filter_map(|message| match &message.body {
        Body::Json(value) => Some(value),
        _ => None,
    });
    json.collect()
}

/// A status that is not declared: with the documented schema that its bodies fit, else one made from all of them.
pub(super) fn status(context: &Context<'_, '_>, group: &Group<'_>, status: u16) -> Vec<Hypothesis> {
    let all = messages(context, group, Side::Response);
    let Some(operation) = group.key.at.parent() else { return Vec::new() };
    let mut response = Map::new();
    response.insert("description".to_owned(), json!(format!("Recorded response with status {status}.")));
    describe(context, &mut response, &all, Some(&operation));
    let reason = context.reason(group, format!("The server returns {status}, which is not declared."));
    let at = &group.key.at;
    vec![vec![context.draft.insert(at, &status.to_string(), Value::Object(response), &reason)]]
}

/// Adds the content of recorded bodies to a Response Object or a Request Body Object: of each media type what was recorded
/// of it. JSON may be what another response of an operation is.
fn describe(
    context: &Context<'_, '_>,
    holder: &mut Map<String, Value>,
    all: &[&Message],
    operation: Option<&Pointer>,
) {
    let mut by_name: IndexMap<String, (Class, Vec<&Message>)> = IndexMap::new();
    for message in all {
        let Some(class) = class_of(message) else { continue };
        let name = message.media_type.clone().unwrap_or_else(|| class.default_name().to_owned());
        by_name.entry(name).or_insert_with(|| (class, Vec::new())).1.push(message);
    }
    let schema = |class: Class, own: &[&Message]| {
        let reused = (class == Class::Json).then_some(operation).flatten();
        let reused = reused.and_then(|operation| documented(context, operation, &json_of(own)));
        reused.unwrap_or_else(|| of_class(context, class, own))
    };
    if context.dialect == Dialect::Swagger {
        // There is one schema for all media types.
        let json = by_name.values().find(|(class, _)| *class == Class::Json);
        if let Some((class, _)) = json.or_else(|| by_name.values().next()) {
            let own: Vec<&Message> =
                all.iter().copied().filter(|one| class_of(one) == Some(*class)).collect();
            holder
                .insert("schema".to_owned(), swagger_schema(*class).unwrap_or_else(|| schema(*class, &own)));
        }
        return;
    }
    let content =
        by_name.into_iter().map(|(name, (class, own))| (name, json!({"schema": schema(class, &own)})));
    let content: Map<String, Value> = content.collect();
    if !content.is_empty() {
        holder.insert("content".to_owned(), Value::Object(content));
    }
}

/// Returns the schema of a class of media types.
fn of_class(context: &Context<'_, '_>, class: Class, all: &[&Message]) -> Value {
    match class {
        Class::Json => infer(&Evidence::merged(json_of(all)), context.dialect),
        Class::Text => json!({"type": "string"}),
        Class::Bytes => json!({"type": "string", "format": "binary"}),
        Class::Form => form(all),
        Class::Sequence => {
            let items: Vec<Value> = all.iter().flat_map(|message| events::items(message)).collect();
            infer(&Evidence::merged(&items), context.dialect)
        }
    }
}

fn form(all: &[&Message]) -> Value {
    let mut properties = Map::new();
    for message in all {
        let Body::Form(values) = &message.body else { continue };
        for (name, value) in values.iter().filter(|(name, _)| is_plain_name(name)) {
            let schema = match value {
                FormValue::Text(_) => json!({"type": "string"}),
                FormValue::File { .. } => json!({"type": "string", "format": "binary"}),
            };
            properties.entry(name.clone()).or_insert(schema);
        }
    }
    json!({"type": "object", "properties": properties})
}

/// A body where none is declared.
pub(super) fn content(context: &Context<'_, '_>, group: &Group<'_>, side: Side) -> Vec<Hypothesis> {
    let all = messages(context, group, side);
    let mut holder = Map::new();
    describe(context, &mut holder, &all, None);
    let at = &group.key.at;
    let reason = context.reason(group, "A body was recorded, and none is declared.".to_owned());
    let is_swagger = context.dialect == Dialect::Swagger;
    let undeclared = side == Side::Request
        && context.draft.document.pointer(at.as_str()).is_some_and(|operation| {
            operation.get("responses").is_some() || operation.get("operationId").is_some()
        });
    if undeclared && is_swagger {
        let Some(schema) = holder.get("schema") else { return Vec::new() };
        let parameter = json!([{"name": "body", "in": "body", "schema": schema}]);
        return vec![vec![context.draft.insert(at, "parameters", parameter, &reason)]];
    }
    if undeclared {
        return vec![vec![context.draft.insert(at, "requestBody", Value::Object(holder), &reason)]];
    }
    let own = holder.into_iter().next();
    own.map(|(member, value)| {
        let Some(Value::Object(old)) = context.draft.document.pointer(at.as_str()) else { return Vec::new() };
        let mut to = old.clone();
        to.insert(member, value);
        context.draft.rewrite(at, &Value::Object(to), &reason)
    })
    .into_iter()
    .collect()
}

/// A media type that is not declared: in place of those that never occur, else beside them.
pub(super) fn media(context: &Context<'_, '_>, group: &Group<'_>, side: Side, name: &str) -> Vec<Hypothesis> {
    let all = messages(context, group, side);
    let Some(class) = all.first().and_then(|message| class_of(message)) else { return Vec::new() };
    let at = group.key.at.join("content");
    let Some(Value::Object(old)) = context.draft.document.pointer(at.as_str()) else { return Vec::new() };
    let new = json!({"schema": of_class(context, class, &all)});
    let reason = context.reason(group, format!("The server uses `{name}`, which is not declared."));
    let mut beside = old.clone();
    beside.insert(name.to_owned(), new.clone());
    let instead: Map<String, Value> = std::iter::once((name.to_owned(), new)).collect();
    let mut tried = Vec::new();
    if side == Side::Response && is_unanimous(context, group) && !is_switched(context, group, class) {
        tried.push(context.draft.rewrite(&at, &Value::Object(instead), &reason));
    }
    tried.push(context.draft.rewrite(&at, &Value::Object(beside), &reason));
    tried
}

/// Returns true for a stream that requests ask for by a boolean of their body: without it, the answer is a whole one,
/// which may not have been recorded.
fn is_switched(context: &Context<'_, '_>, group: &Group<'_>, class: Class) -> bool {
    let all = messages(context, group, Side::Request);
    let asks = |message: &&Message| {
        let body = message.body.json().and_then(Value::as_object);
        body.is_some_and(|body| {
            body.iter().any(|(name, value)| name.contains("stream") && *value == json!(true))
        })
    };
    class == Class::Sequence && all.iter().all(asks)
}

/// Returns true if every exchange of the operation with such a status shows the same trouble.
pub(super) fn is_unanimous(context: &Context<'_, '_>, group: &Group<'_>) -> bool {
    let own = group.cases();
    let Some(first) = own.first().and_then(|case| context.cases.get(*case)) else { return false };
    context.cases.beside(first).all(|(index, case)| {
        let same = || case.response(context.draft.document).is_some_and(|(at, _)| at == group.key.at);
        own.contains(&index) || class_of(&case.exchange.response).is_none() || !same()
    })
}

/// No body where one is declared: if there never is one, none is declared.
pub(super) fn empty(context: &Context<'_, '_>, group: &Group<'_>) -> Vec<Hypothesis> {
    let member = if context.dialect == Dialect::Swagger { "schema" } else { "content" };
    let reason = context.reason(group, "The server sends no body, though one is declared.".to_owned());
    match is_unanimous(context, group) {
        true => vec![vec![context.draft.remove(&group.key.at.join(member), &reason)]],
        false => Vec::new(),
    }
}

/// A media type without a schema.
pub(super) fn schema(context: &Context<'_, '_>, group: &Group<'_>) -> Vec<Hypothesis> {
    let sides = [Side::Request, Side::Response].into_iter();
    let json: Vec<&Value> = sides
        .filter(|side| group.key.kind == KeyKind::NoSchema(*side))
        .flat_map(|side| json_of(&messages(context, group, side)))
        .collect();
    let schema = infer(&Evidence::merged(json), context.dialect);
    let why = "Published without a schema; this one is made from all recorded bodies.".to_owned();
    vec![vec![context.draft.insert(&group.key.at, "schema", schema, &context.reason(group, why))]]
}
