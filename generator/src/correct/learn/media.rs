//! The media types that a document declares for a body, and those of recorded bodies.

use serde_json::{Value, json};

use crate::base::pointer::Pointer;
use crate::correct::judge::resolve;
use crate::correct::recording::{Body, Message};
use crate::openapi::media_type::{essence, implied_without_schema, is_binary, is_json, is_text, sequence};

/// What bodies are read as; media types of one class are read alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Json,
    Text,
    Bytes,
    Form,
    Sequence,
}

impl Class {
    /// Returns the media type of a body whose recording names none.
    pub(super) fn default_name(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Text | Self::Sequence => "text/plain",
            Self::Bytes => "application/octet-stream",
            Self::Form => "application/x-www-form-urlencoded",
        }
    }

    fn of_name(media: &str) -> Self {
        match essence(media).as_str() {
            media if sequence(media).is_some() => Self::Sequence,
            media if is_json(media) => Self::Json,
            "application/x-www-form-urlencoded" | "multipart/form-data" => Self::Form,
            media if is_text(media) => Self::Text,
            _ => Self::Bytes,
        }
    }
}

/// A declared media type.
#[derive(Debug)]
pub(super) struct Declared {
    /// The Media Type Object, or the Response Object of Swagger 2.0.
    pub at: Pointer,
    /// The media type.
    pub name: String,
    /// The pointer of the schema, if there is one.
    pub schema: Option<Pointer>,
}

impl Declared {
    /// Returns true if it is JSON.
    pub(super) fn is_json(&self) -> bool {
        Class::of_name(&self.name) == Class::Json
    }
}

/// Returns the media types of a response.
pub(super) fn of_response(
    document: &Value,
    at: &Pointer,
    response: &Value,
    operation: &Pointer,
) -> Vec<Declared> {
    if document.get("swagger").is_none() {
        return of_content(document, at, response);
    }
    let own = document.pointer(operation.join("produces").as_str()).or_else(|| document.get("produces"));
    let schema = response.get("schema").map(|_| at.join("schema"));
    let names = own.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    let mut names: Vec<String> = names.map(str::to_owned).collect();
    if names.is_empty() {
        names.push("application/json".to_owned());
    }
    let declared = |name| Declared { at: at.clone(), name, schema: schema.clone() };
    let produces = own.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    if schema.is_none() && implied_without_schema(&at.last().unwrap_or_default(), produces).is_none() {
        return Vec::new();
    }
    names.into_iter().map(declared).collect()
}

/// Returns the pointer of the request body, or of the `body` parameter of Swagger 2.0, and its media types; `None` if
/// the operation declares none.
pub(super) fn of_request(document: &Value, operation: &Pointer) -> Option<(Pointer, Vec<Declared>)> {
    if document.get("swagger").is_none() {
        let (at, body) = resolve(document, &operation.join("requestBody"))?;
        return Some((at.clone(), of_content(document, &at, body)));
    }
    let list = operation.join("parameters");
    let count = document.pointer(list.as_str()).and_then(Value::as_array).map_or(0, Vec::len);
    let all = (0..count).filter_map(|index| resolve(document, &list.join(index)));
    let mut found = None;
    for (at, parameter) in all {
        match parameter.get("in").and_then(Value::as_str) {
            Some("body") => {
                let schema = parameter.get("schema").map(|_| at.join("schema"));
                let name = "application/json".to_owned();
                found = Some((at.clone(), vec![Declared { at, name, schema }]));
            }
            Some("formData") => {
                let declared =
                    Declared { at: at.clone(), name: Class::Form.default_name().to_owned(), schema: None };
                found = found.or_else(|| Some((at, vec![declared])));
            }
            _ => {}
        }
    }
    found
}

fn of_content(document: &Value, at: &Pointer, holder: &Value) -> Vec<Declared> {
    let content = holder.get("content").and_then(Value::as_object);
    let declared = |name: &String| {
        let (at, media) = resolve(document, &at.join("content").join(name))?;
        let has = |key: &str| media.get(key).is_some_and(Value::is_object);
        let is_sequence = Class::of_name(name) == Class::Sequence;
        let keys: &[&str] = if is_sequence { &["itemSchema", "schema"] } else { &["schema"] };
        let schema = keys.iter().find(|key| has(key)).map(|key| at.join(key));
        Some(Declared { at, name: name.clone(), schema })
    };
    content.into_iter().flat_map(|content| content.keys()).filter_map(declared).collect()
}

/// Returns the class of a recorded body; `None` if there is none, or nothing is known of it.
pub(super) fn class_of(message: &Message) -> Option<Class> {
    match &message.body {
        Body::Empty => None,
        // What was left out because it is no text is known by its media type.
        Body::Unknown => message.media_type.as_deref().is_some_and(is_binary).then_some(Class::Bytes),
        Body::Json(_) => Some(Class::Json),
        Body::Form(_) => Some(Class::Form),
        Body::Bytes(_) => Some(Class::Bytes),
        Body::Text(_) => Some(match message.media_type.as_deref().map(Class::of_name) {
            // Text that was sent as JSON and is none.
            None | Some(Class::Json | Class::Form) => Class::Text,
            Some(class) => class,
        }),
    }
}

/// Returns the declared media type that a body is read by.
pub(super) fn matching<'m>(
    document: &Value,
    declared: &'m [Declared],
    message: &Message,
    class: Class,
) -> Option<&'m Declared> {
    let own = message.media_type.as_deref().unwrap_or_else(|| class.default_name());
    let same = declared.iter().find(|one| essence(&one.name) == own && class == Class::of_name(&one.name));
    let alike = || declared.iter().find(|one| Class::of_name(&one.name) == class && class != Class::Sequence);
    let reads_any = |one: &&Declared| match Class::of_name(&one.name) {
        Class::Bytes => true,
        Class::Json => class == Class::Text && schema_is(document, one, "string") || is_bytes(document, one),
        _ => false,
    };
    same.or_else(alike).or_else(|| declared.iter().find(reads_any))
}

/// Returns true if the schema is bytes: `format: binary`, or `type: file` of Swagger 2.0.
pub(super) fn is_bytes(document: &Value, declared: &Declared) -> bool {
    let schema = declared.schema.as_ref().and_then(|at| resolve(document, at));
    schema.is_some_and(|(_, schema)| {
        let says = |key: &str, word: &str| schema.get(key).and_then(Value::as_str) == Some(word);
        says("format", "binary") || says("type", "file")
    })
}

fn schema_is(document: &Value, declared: &Declared, kind: &str) -> bool {
    let schema = declared.schema.as_ref().and_then(|at| resolve(document, at));
    schema.is_some_and(|(_, schema)| schema.get("type").and_then(Value::as_str) == Some(kind))
}

/// Returns the schema of responses that are no JSON, in the grammar of Swagger 2.0.
pub(in crate::correct::learn) fn swagger_schema(class: Class) -> Option<Value> {
    match class {
        Class::Text => Some(json!({"type": "string"})),
        Class::Bytes => Some(json!({"type": "file"})),
        Class::Json | Class::Form | Class::Sequence => None,
    }
}
