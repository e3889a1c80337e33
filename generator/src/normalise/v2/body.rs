//! Bodies of 2.0: a `body` parameter, or form fields (`form.rs`), become a `requestBody`.

use serde_json::Value;

use super::form::form;
use super::parameter::{self, Destination};
use super::{Shared, add_section};
use crate::diagnostic::code;
use crate::normalise::context::{Context, Object, Source};
use crate::normalise::path::Path;
use crate::normalise::walk::take_elements;

/// A parameter that is a body or a form field.
#[derive(Clone)]
pub struct BodyParameter {
    /// Body or form field.
    pub destination: Destination,
    /// The parameter as published.
    pub value: Value,
    /// Its old location.
    pub from: Source,
    /// Its key in the global `parameters`, if it is one of them.
    shared: Option<String>,
}

impl BodyParameter {
    /// Returns the name of the field.
    pub fn name(&self) -> &str {
        self.value.get("name").and_then(Value::as_str).unwrap_or_default()
    }
}

/// Removes bodies and form fields from the global `parameters`. Bodies become shared request bodies.
pub fn take_global(
    parameters: &mut Object,
    at: &Path<'_>,
    components: &mut Object,
    shared: &mut Shared,
    cx: &mut Context<'_>,
) {
    let mut bodies = Object::new();
    let section = Path::from("/components/requestBodies");
    for (name, value) in std::mem::take(parameters) {
        match parameter::destination(&value) {
            Destination::Parameter => drop(parameters.insert(name, value)),
            destination => {
                if destination == Destination::Body {
                    let body_parameter = BodyParameter {
                        destination,
                        value: value.clone(),
                        from: Source::at(at.key(&name).pointer()),
                        shared: None,
                    };
                    let body = body(body_parameter, &shared.consumes, &section.key(&name), cx);
                    bodies.insert(name.clone(), body);
                }
                shared.body_parameters.insert(name, value);
            }
        }
    }
    add_section(components, "requestBodies", bodies);
}

/// Removes bodies and form fields from the parameters of an operation or path item and returns them.
pub fn take_body_parameters(
    holder: &mut Object,
    at: &Path<'_>,
    shared: &Shared,
    cx: &mut Context<'_>,
) -> Vec<BodyParameter> {
    let Some(Value::Array(list)) = holder.get_mut("parameters") else { return Vec::new() };
    let here = at.key("parameters");
    let body_parameters =
        list.iter().enumerate().map(|(index, value)| body_parameter(value, &here.index(index), shared));
    let mut found: Vec<_> = body_parameters.collect();
    if found.iter().all(Option::is_none) {
        return Vec::new();
    }
    // Other parameters move up to their pointers, so their origins are kept under another key for now.
    let aside = at.key("x-truespec-taken");
    for (index, body_parameter) in found.iter_mut().enumerate() {
        if let Some(body_parameter) =
            body_parameter.as_mut().filter(|body_parameter| body_parameter.shared.is_none())
        {
            body_parameter.from.origin = aside.index(index).pointer();
            cx.record_copy(body_parameter.from.origin.clone(), &body_parameter.from.old);
        }
    }
    take_elements(list, |index| found[index].is_some(), &here, cx);
    found.into_iter().flatten().collect()
}

/// Reads a parameter that is a body or form field, or refers to one.
fn body_parameter(value: &Value, at: &Path<'_>, shared: &Shared) -> Option<BodyParameter> {
    let reference = value.get("$ref").and_then(Value::as_str);
    let name = reference.and_then(|reference| reference.strip_prefix("#/parameters/"));
    if let Some((name, value)) = name.and_then(|name| shared.body_parameters.get_key_value(name)) {
        let from = Source::at(Path::from("/parameters").key(name).pointer());
        let destination = parameter::destination(value);
        return Some(BodyParameter { destination, value: value.clone(), from, shared: Some(name.clone()) });
    }
    match parameter::destination(value) {
        Destination::Parameter => None,
        destination => Some(BodyParameter {
            destination,
            value: value.clone(),
            from: Source::at(at.pointer()),
            shared: None,
        }),
    }
}

/// Adds a `requestBody` for the bodies and form fields of an operation.
pub fn request_body(
    operation: &mut Object,
    body_parameters: Vec<BodyParameter>,
    own: Option<&[String]>,
    shared: &Shared,
    at: &Path<'_>,
    cx: &mut Context<'_>,
) {
    let (mut bodies, fields): (Vec<_>, Vec<_>) =
        body_parameters.into_iter().partition(|one| one.destination == Destination::Body);
    if bodies.len() > 1 || !bodies.is_empty() && !fields.is_empty() {
        let message = "several request bodies; the first `body` parameter is used";
        cx.report(&code::SEVERAL_BODIES, at, message);
    }
    let consumes = own.unwrap_or(&shared.consumes);
    let here = at.key("requestBody");
    let value = match (bodies.is_empty(), fields.is_empty()) {
        (true, true) => return,
        (true, false) => form(fields, consumes, &here, cx),
        (false, _) => match bodies.swap_remove(0) {
            BodyParameter { shared: Some(name), .. } if own.is_none_or(|own| own == shared.consumes) => {
                let to = format!("#/components/requestBodies/{name}");
                Value::Object([("$ref".to_owned(), Value::String(to))].into_iter().collect())
            }
            first => body(first, consumes, &here, cx),
        },
    };
    operation.insert("requestBody".to_owned(), value);
}

/// Converts a `body` parameter to a request body.
fn body(body_parameter: BodyParameter, consumes: &[String], at: &Path<'_>, cx: &mut Context<'_>) -> Value {
    let Value::Object(mut body) = body_parameter.value else { return Value::Null };
    cx.record_insert(at.pointer(), &body_parameter.from);
    let schema = body.shift_remove("schema").unwrap_or_else(|| Value::Object(Object::new()));
    body.shift_remove("in");
    body.shift_remove("name");
    let from = body_parameter.from.join("schema");
    let content = content(schema, consumes, &["application/json"], &from, at, cx);
    body.insert("content".to_owned(), content);
    Value::Object(body)
}

/// Returns `content` with the same schema under every media type.
pub fn content(
    schema: Value,
    media_types: &[String],
    otherwise: &[&str],
    from: &Source,
    at: &Path<'_>,
    cx: &mut Context<'_>,
) -> Value {
    let mut names: Vec<&str> = media_types.iter().map(String::as_str).collect();
    if names.is_empty() {
        names.extend(otherwise);
    }
    let mut content = Object::new();
    for (index, name) in names.into_iter().enumerate() {
        let place = at.key("content").key(name).key("schema").pointer();
        if index == 0 {
            cx.record_insert(place, from);
        } else {
            cx.record_copy(place, &from.origin);
        }
        let media_type = Object::from_iter([("schema".to_owned(), schema.clone())]);
        content.insert(name.to_owned(), Value::Object(media_type));
    }
    Value::Object(content)
}
