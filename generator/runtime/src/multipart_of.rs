//! A form made from a typed body: each member a part, texts as they are, lists a part an element, objects as JSON.

use super::multipart::{Form, Part};
use super::wire::{Wire, to_value};
use serde_json::Value;

/// The form that a body's members make; a body that is no object makes an empty one.
pub fn of<T: Wire>(body: &T) -> Form {
    let mut form = Form::new();
    if let Ok(Value::Object(members)) = to_value(body) {
        for (name, value) in members {
            add(&mut form, &name, value);
        }
    }
    form
}

fn add(form: &mut Form, name: &str, value: Value) {
    match value {
        Value::Null => {}
        Value::String(text) => form.push(name, Part::text(text)),
        Value::Array(elements) => elements.into_iter().for_each(|element| add(form, name, element)),
        object @ Value::Object(_) => {
            form.push(name, Part::text(object.to_string()).content_type("application/json"))
        }
        scalar => form.push(name, Part::text(scalar.to_string())),
    }
}
