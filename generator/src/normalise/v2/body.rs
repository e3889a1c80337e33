//! Bodies of 2.0: one `body` parameter or the fields of a form, which become a `requestBody`.

use serde_json::Value;

use super::parameter::{self, Place, collection, file};
use super::Shared;
use crate::diagnostic::code;
use crate::normalise::context::{Context, Object};
use crate::normalise::path::Path;
use crate::normalise::shape::lift::lift;
use crate::normalise::walk::take_elements;
use crate::pointer::Pointer;

/// The media types of forms: with the fields as text, and with files among them.
const FORMS: [&str; 2] = ["application/x-www-form-urlencoded", "multipart/form-data"];

/// A parameter that is a body or a field of one.
#[derive(Clone)]
pub struct Entity {
    /// Which of the two.
    pub place: Place,
    /// The parameter as published.
    value: Value,
    /// Where it stands.
    from: Pointer,
    /// Its name among the global `parameters`, if it is one of them.
    shared: Option<String>,
}

impl Entity {
    /// The name of the field.
    pub fn name(&self) -> &str {
        self.value.get("name").and_then(Value::as_str).unwrap_or_default()
    }
}

/// Takes bodies and form fields out of the global `parameters`; bodies become shared request bodies.
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
            Place::Elsewhere => drop(parameters.insert(name, value)),
            place => {
                if place == Place::Body {
                    let entity =
                        Entity { place, value: value.clone(), from: at.key(&name).pointer(), shared: None };
                    let body = body(entity, &shared.consumes, &section.key(&name), cx);
                    bodies.insert(name.clone(), body);
                }
                shared.entities.insert(name, value);
            }
        }
    }
    if !bodies.is_empty() {
        components.insert("requestBodies".to_owned(), Value::Object(bodies));
    }
}

/// Takes bodies and form fields out of the parameters of an operation or path item.
pub fn take(holder: &mut Object, at: &Path<'_>, shared: &Shared, cx: &mut Context<'_>) -> Vec<Entity> {
    let Some(Value::Array(list)) = holder.get_mut("parameters") else { return Vec::new() };
    let here = at.key("parameters");
    let found: Vec<_> =
        list.iter().enumerate().map(|(index, value)| entity(value, &here.index(index), shared)).collect();
    if found.iter().any(Option::is_some) {
        take_elements(list, |index| found.get(index).is_some_and(Option::is_some), &here, cx);
    }
    found.into_iter().flatten().collect()
}

/// Reads a parameter as a body or form field, if it is one or refers to one.
fn entity(value: &Value, at: &Path<'_>, shared: &Shared) -> Option<Entity> {
    let reference = value.get("$ref").and_then(Value::as_str);
    let name = reference.and_then(|reference| reference.strip_prefix("#/parameters/"));
    if let Some((name, value)) = name.and_then(|name| shared.entities.get_key_value(name)) {
        let from = Path::from("/parameters").key(name).pointer();
        let place = parameter::place(value);
        return Some(Entity { place, value: value.clone(), from, shared: Some(name.clone()) });
    }
    match parameter::place(value) {
        Place::Elsewhere => None,
        place => Some(Entity { place, value: value.clone(), from: at.pointer(), shared: None }),
    }
}

/// Gives an operation the body that its parameters described.
pub fn request_body(
    operation: &mut Object,
    entities: Vec<Entity>,
    own: Option<&[String]>,
    shared: &Shared,
    at: &Path<'_>,
    cx: &mut Context<'_>,
) {
    let (mut bodies, fields): (Vec<_>, Vec<_>) = entities.into_iter().partition(|one| one.place == Place::Body);
    if bodies.len() > 1 || !bodies.is_empty() && !fields.is_empty() {
        let message = "several bodies are described: the first `body` parameter is used";
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

/// A `body` parameter as a request body.
fn body(entity: Entity, consumes: &[String], at: &Path<'_>, cx: &mut Context<'_>) -> Value {
    let Value::Object(mut body) = entity.value else { return Value::Null };
    cx.moved(at.pointer(), entity.from.clone());
    let schema = body.shift_remove("schema").unwrap_or_else(|| Value::Object(Object::new()));
    body.shift_remove("in");
    body.shift_remove("name");
    let from = entity.from.join("schema");
    let content = content(schema, consumes, &["application/json"], &from, at, cx);
    body.insert("content".to_owned(), content);
    Value::Object(body)
}

/// The same schema under every media type.
pub fn content(
    schema: Value,
    media_types: &[String],
    otherwise: &[&str],
    from: &Pointer,
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
            cx.moved(place, from.clone());
        } else {
            cx.made_from(place, from);
        }
        let media_type = Object::from_iter([("schema".to_owned(), schema.clone())]);
        content.insert(name.to_owned(), Value::Object(media_type));
    }
    Value::Object(content)
}

/// Form fields as the properties of an object, with a file among them as `multipart/form-data`.
fn form(fields: Vec<Entity>, consumes: &[String], at: &Path<'_>, cx: &mut Context<'_>) -> Value {
    let has_file = fields.iter().any(|field| field.value.get("type").and_then(Value::as_str) == Some("file"));
    let listed = FORMS.into_iter().filter(|form| consumes.iter().any(|name| name.starts_with(form)));
    let mut names: Vec<&str> = listed.filter(|form| !has_file || *form == FORMS[1]).collect();
    if names.is_empty() {
        names.push(if has_file { FORMS[1] } else { FORMS[0] });
    }
    let (mut properties, mut required, mut encoding) = (Object::new(), Vec::new(), Object::new());
    for field in fields {
        let name = field.name().to_owned();
        for media_type in &names {
            let schema_at = at.key("content");
            let (media_at, properties_at) = (schema_at.key(media_type), "properties");
            let place = media_at.key("schema").pointer().join(properties_at).join(&name);
            cx.made_from(place, &field.from);
        }
        let Value::Object(mut map) = field.value else { continue };
        if map.get("required") == Some(&Value::Bool(true)) {
            required.push(Value::String(name.clone()));
        }
        if let Some(style) = collection(&mut map, at, cx) {
            let style = style.into_iter().map(|(key, value)| (key.to_owned(), value));
            encoding.insert(name.clone(), Value::Object(style.collect()));
        }
        properties.insert(name, property(map, at, cx));
    }
    let mut schema = Object::from_iter([("type".to_owned(), "object".into())]);
    schema.insert("properties".to_owned(), Value::Object(properties));
    if !required.is_empty() {
        schema.insert("required".to_owned(), Value::Array(required));
    }
    let mut media_type = Object::from_iter([("schema".to_owned(), Value::Object(schema))]);
    if !encoding.is_empty() {
        media_type.insert("encoding".to_owned(), Value::Object(encoding));
    }
    let content = names.into_iter().map(|name| (name.to_owned(), Value::Object(media_type.clone())));
    let content = ("content".to_owned(), Value::Object(content.collect()));
    Value::Object(Object::from_iter([content]))
}

/// The schema of a form field.
fn property(mut field: Object, at: &Path<'_>, cx: &mut Context<'_>) -> Value {
    lift(&mut field, at, cx);
    file(&mut field);
    let mut schema = match field.shift_remove("schema") {
        Some(Value::Object(schema)) => schema,
        _ => Object::new(),
    };
    for (key, value) in field.into_iter().filter(|(key, _)| key == "description" || key.starts_with("x-")) {
        schema.entry(key).or_insert(value);
    }
    Value::Object(schema)
}
