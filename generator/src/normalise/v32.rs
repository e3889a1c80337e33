//! Additions of 3.2: streams of items, the query string as one parameter, shared media types.

use serde_json::{Value, json};

use super::context::{Context, Object};
use super::path::Path;
use super::shape::operation::set_aside;
use super::treatment;
use super::walk::take_elements;
use crate::base::pointer::Pointer;
use crate::diagnostic::code;
use crate::openapi::grammar;
use crate::openapi::normal;

/// Collects the entries of `components` that 3.0 does not have, to be copied to where they are used.
pub fn reusable(document: &mut Object, at: &Path<'_>, cx: &mut Context<'_>) {
    let Some(Value::Object(components)) = document.get_mut("components") else { return };
    if let Some(Value::Object(parameters)) = components.get_mut("parameters") {
        let (components_at, section) = (at.key("components"), "parameters");
        let here = components_at.key(section);
        let names =
            parameters.iter().filter(|(_, value)| is_querystring(value)).map(|(name, _)| name.clone());
        for name in names.collect::<Vec<_>>() {
            if let Some(Value::Object(shared)) = parameters.get(&name) {
                treatment::run_checks(shared, &grammar::QUERYSTRING, &here.key(&name), cx);
            }
            cx.reusable.querystrings.extend(parameters.shift_remove_entry(&name));
        }
    }
    if let Some(Value::Object(media_types)) = components.get("mediaTypes") {
        cx.reusable.media_types.clone_from(media_types);
    }
}

/// Returns true if a parameter is the whole query string.
pub fn is_querystring(parameter: &Value) -> bool {
    parameter.get("in").and_then(Value::as_str).is_some_and(|place| place.eq_ignore_ascii_case("querystring"))
}

/// Removes the parameter that is the whole query string from an operation or path item. Returns it with its old
/// pointer.
fn take(holder: &mut Object, at: &Path<'_>, cx: &mut Context<'_>) -> Option<(Value, Pointer)> {
    let Some(Value::Array(parameters)) = holder.get_mut("parameters") else { return None };
    let shared = |value: &Value| cx.reusable.querystring(value).cloned();
    let index = parameters.iter().position(|value| is_querystring(value) || shared(value).is_some())?;
    let shared = shared(&parameters[index]);
    let here = at.key("parameters");
    let mut taken = take_elements(parameters, |at| at == index, &here, cx);
    Some((shared.or_else(|| taken.pop())?, here.index(index).pointer()))
}

/// The media type of a whole query string that is described by a `schema`, or not at all.
const FORM: &str = "application/x-www-form-urlencoded";

/// Describes a whole query string by `content`, as the specification has it, where it has a `schema` or nothing.
fn describe_by_content(parameter: &mut Value, new: &Pointer, old: &Pointer, cx: &mut Context<'_>) {
    let Some(own) = parameter.as_object_mut() else { return };
    if own.get("content").and_then(Value::as_object).is_some_and(|content| !content.is_empty()) {
        return;
    }
    let mut form = json!({});
    if let Some(schema) = own.shift_remove("schema") {
        form["schema"] = schema;
        cx.record_copy(new.join_all(["content", FORM, "schema"]), &old.join("schema"));
    }
    own.insert("content".to_owned(), json!({FORM: form}));
}

/// Moves a parameter `in: querystring` to a key of the operation.
pub fn querystring(operation: &mut Object, at: &Path<'_>, cx: &mut Context<'_>) {
    if let Some((mut parameter, old)) = take(operation, at, cx) {
        let new = at.key(normal::QUERYSTRING).pointer();
        cx.record_move(new.clone(), old.clone());
        describe_by_content(&mut parameter, &new, &old, cx);
        operation.insert(normal::QUERYSTRING.to_owned(), parameter);
    }
}

/// Copies a parameter `in: querystring` of a path item to each of its operations.
pub fn shared_querystring(item: &mut Object, at: &Path<'_>, cx: &mut Context<'_>) {
    let Some((parameter, old)) = take(item, at, cx) else { return };
    let mut give = |operation: &mut Value, at: &Path<'_>| {
        let Some(operation) = operation.as_object_mut() else { return };
        if !operation.contains_key(normal::QUERYSTRING) {
            let new = at.key(normal::QUERYSTRING).pointer();
            cx.record_copy(new.clone(), &old);
            let mut own = parameter.clone();
            describe_by_content(&mut own, &new, &old, cx);
            operation.insert(normal::QUERYSTRING.to_owned(), own);
        }
    };
    for (key, value) in item.iter_mut().filter(|(key, _)| !key.starts_with("x-")) {
        let here = at.key(key);
        if key == "additionalOperations" {
            for (method, operation) in value.as_object_mut().into_iter().flatten() {
                give(operation, &here.key(method));
            }
        } else {
            give(value, &here);
        }
    }
}

/// Replaces a reference to a shared media type by a copy, because 3.0 has no such references.
pub fn media_type_reference(media_type: &mut Object, at: &Path<'_>, cx: &mut Context<'_>) {
    // At most one step for each shared media type; more would be a cycle.
    for _ in 0..=cx.reusable.media_types.len() {
        let Some(reference) = media_type.get("$ref").and_then(Value::as_str) else { return };
        let name = reference.strip_prefix("#/components/mediaTypes/").unwrap_or_default();
        let Some(Value::Object(shared)) = cx.reusable.media_types.get(name) else { break };
        let old = Path::ROOT.key("components").key("mediaTypes").key(name).pointer();
        *media_type = shared.clone();
        cx.record_copy(at.pointer(), &old);
    }
    if let Some(lost) = media_type.shift_remove("$ref") {
        cx.report(
            &code::REFERENCE_OUTSIDE,
            at,
            format!("{lost} is not a media type in this document; left out"),
        );
    }
}

/// Moves the schema of stream items to a key of the normal form.
pub fn item_schema(media_type: &mut Object, at: &Path<'_>, cx: &mut Context<'_>) {
    set_aside(media_type, "itemSchema", normal::ITEM_SCHEMA, at, cx);
}
