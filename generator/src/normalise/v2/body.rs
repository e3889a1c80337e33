//! Bodies of 2.0: a `body` parameter, or form fields (`form.rs`), become a `requestBody`.

use serde_json::Value;

use super::form::form;
use super::parameter::{self, Destination};
use super::{Shared, put};
use crate::diagnostic::code;
use crate::normalise::context::{Context, Object, Source};
use crate::normalise::path::Path;
use crate::normalise::walk::take_elements;

/// A parameter that is a body or a form field.
#[derive(Clone)]
pub struct Entity {
    /// Body or form field.
    pub place: Destination,
    /// The parameter as published.
    pub value: Value,
    /// Its old location.
    pub from: Source,
    /// Its key in the global `parameters`, if it is one of them.
    shared: Option<String>,
}

impl Entity {
    /// Returns the name of the field.
    pub fn name(&self) -> &str {
        self.value.get("name").and_then(Value::as_str).unwrap_or_default()
    }
}

/// Removes bodies and form fields from the global `parameters`. Bodies become shared request bodies.
pub fn set_aside(
    parameters: &mut Object,
    at: &Path<'_>,
    components: &mut Object,
    shared: &mut Shared,
    cx: &mut Context<'_>,
) {
    let mut bodies = Object::new();
    let section = Path::from("/components/requestBodies");
    for (name, value) in std::mem::take(parameters) {
        match parameter::place(&value) {
            Destination::Elsewhere => drop(parameters.insert(name, value)),
            place => {
                if place == Destination::Body {
                    let entity = Entity {
                        place,
                        value: value.clone(),
                        from: Source::at(at.key(&name).pointer()),
                        shared: None,
                    };
                    let body = body(entity, &shared.consumes, &section.key(&name), cx);
                    bodies.insert(name.clone(), body);
                }
                shared.entities.insert(name, value);
            }
        }
    }
    put(components, "requestBodies", bodies);
}

/// Removes bodies and form fields from the parameters of an operation or path item and returns them.
pub fn take(holder: &mut Object, at: &Path<'_>, shared: &Shared, cx: &mut Context<'_>) -> Vec<Entity> {
    let Some(Value::Array(list)) = holder.get_mut("parameters") else { return Vec::new() };
    let here = at.key("parameters");
    let entities = list.iter().enumerate().map(|(index, value)| entity(value, &here.index(index), shared));
    let mut found: Vec<_> = entities.collect();
    if found.iter().all(Option::is_none) {
        return Vec::new();
    }
    // Other parameters move up to their pointers, so their origins are kept under another key for now.
    let aside = at.key("x-truespec-taken");
    for (index, entity) in found.iter_mut().enumerate() {
        if let Some(entity) = entity.as_mut().filter(|entity| entity.shared.is_none()) {
            entity.from.origin = aside.index(index).pointer();
            cx.made_from(entity.from.origin.clone(), &entity.from.place);
        }
    }
    take_elements(list, |index| found[index].is_some(), &here, cx);
    found.into_iter().flatten().collect()
}

/// Reads a parameter that is a body or form field, or refers to one.
fn entity(value: &Value, at: &Path<'_>, shared: &Shared) -> Option<Entity> {
    let reference = value.get("$ref").and_then(Value::as_str);
    let name = reference.and_then(|reference| reference.strip_prefix("#/parameters/"));
    if let Some((name, value)) = name.and_then(|name| shared.entities.get_key_value(name)) {
        let from = Source::at(Path::from("/parameters").key(name).pointer());
        let place = parameter::place(value);
        return Some(Entity { place, value: value.clone(), from, shared: Some(name.clone()) });
    }
    match parameter::place(value) {
        Destination::Elsewhere => None,
        place => Some(Entity { place, value: value.clone(), from: Source::at(at.pointer()), shared: None }),
    }
}

/// Adds a `requestBody` for the bodies and form fields of an operation.
pub fn request_body(
    operation: &mut Object,
    entities: Vec<Entity>,
    own: Option<&[String]>,
    shared: &Shared,
    at: &Path<'_>,
    cx: &mut Context<'_>,
) {
    let (mut bodies, fields): (Vec<_>, Vec<_>) =
        entities.into_iter().partition(|one| one.place == Destination::Body);
    if bodies.len() > 1 || !bodies.is_empty() && !fields.is_empty() {
        let message = "several request bodies; the first `body` parameter is used";
        cx.say(&code::SEVERAL_BODIES, at, message);
    }
    let consumes = own.unwrap_or(&shared.consumes);
    let here = at.key("requestBody");
    let value = match (bodies.is_empty(), fields.is_empty()) {
        (true, true) => return,
        (true, false) => form(fields, consumes, &here, cx),
        (false, _) => match bodies.swap_remove(0) {
            Entity { shared: Some(name), .. } if own.is_none_or(|own| own == shared.consumes) => {
                let to = format!("#/components/requestBodies/{name}");
                Value::Object([("$ref".to_owned(), Value::String(to))].into_iter().collect())
            }
            first => body(first, consumes, &here, cx),
        },
    };
    operation.insert("requestBody".to_owned(), value);
}

/// Converts a `body` parameter to a request body.
fn body(entity: Entity, consumes: &[String], at: &Path<'_>, cx: &mut Context<'_>) -> Value {
    let Value::Object(mut body) = entity.value else { return Value::Null };
    cx.put(at.pointer(), &entity.from);
    let schema = body.shift_remove("schema").unwrap_or_else(|| Value::Object(Object::new()));
    body.shift_remove("in");
    body.shift_remove("name");
    let from = entity.from.join("schema");
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
            cx.put(place, from);
        } else {
            cx.made_from(place, &from.origin);
        }
        let media_type = Object::from_iter([("schema".to_owned(), schema.clone())]);
        content.insert(name.to_owned(), Value::Object(media_type));
    }
    Value::Object(content)
}
