//! Names and descriptions of the values of `enum` from extensions, in the order of the values.

use serde_json::Value;

use crate::document::value::{elements, text};
use crate::document::vocabulary::{ENUM_DESCRIPTIONS, ENUM_NAMES, MS_ENUM};
use crate::openapi::naming::{ENUM_BY_NAME, ENUMS_BY_VALUE};

/// The names of the values, from the first extension that is present.
pub(super) fn names(schema: &Value, values: &[Value]) -> Option<Vec<String>> {
    if let Some(names) = ENUM_NAMES.iter().find_map(|key| schema.get(*key)) {
        return names.is_array().then(|| in_order(names, values));
    }
    if let Some(named) = ENUMS_BY_VALUE.iter().find_map(|key| schema.get(*key)) {
        return names_by_value(named, values);
    }
    if let Some(Value::Object(named)) = schema.get(ENUM_BY_NAME) {
        let name = |value: &Value| named.iter().find(|(_, own)| *own == value).map(|(name, _)| name.clone());
        return Some(values.iter().map(|value| name(value).unwrap_or_else(|| key_of(value))).collect());
    }
    let listed = elements(schema.get(MS_ENUM)?.get("values"));
    let listed: Vec<&Value> =
        listed.filter(|listed| listed.get("name").is_some_and(Value::is_string)).collect();
    let name = |value: &Value| {
        let named = listed.iter().find(|listed| listed.get("value") == Some(value))?;
        text(named.get("name"))
    };
    // A value that is not listed has an empty name: it takes none from the others.
    let names: Vec<Option<String>> = values.iter().map(name).collect();
    let is_named = names.iter().any(Option::is_some);
    is_named.then(|| names.into_iter().map(Option::unwrap_or_default).collect())
}

/// The names of a list, in the order of the values. A correction may add values and no names: those without a name have an
/// empty one.
fn in_order(names: &Value, values: &[Value]) -> Vec<String> {
    let mut names: Vec<String> =
        elements(Some(names)).map(|name| name.as_str().unwrap_or_default().to_owned()).collect();
    if !names.is_empty() && names.len() < values.len() {
        names.resize(values.len(), String::new());
    }
    names
}

/// The names of the values from a list in their order, or from an object by value; a value without a name is its own.
fn names_by_value(named: &Value, values: &[Value]) -> Option<Vec<String>> {
    let named = match named {
        Value::Array(_) => return Some(in_order(named, values)),
        Value::Object(named) => named,
        _ => return None,
    };
    let name = |value: &Value| {
        let key = key_of(value);
        let given = named.get(key.as_str());
        text(given.map(|given| given.get("name").unwrap_or(given))).unwrap_or_else(|| key.clone())
    };
    Some(values.iter().map(name).collect())
}

/// The descriptions of the values, from the first extension that is present: a list in their order, or an object by
/// value.
pub(super) fn descriptions(schema: &Value, values: &[Value]) -> Option<Vec<String>> {
    match ENUM_DESCRIPTIONS.iter().find_map(|key| schema.get(*key)) {
        Some(Value::Array(listed)) => {
            let of = |index: usize| listed.get(index).and_then(Value::as_str).unwrap_or_default().to_owned();
            Some((0..values.len()).map(of).collect())
        }
        Some(Value::Object(by_value)) => {
            let description = |value: &Value| by_value.get(key_of(value).as_str()).and_then(Value::as_str);
            Some(values.iter().map(|value| description(value).unwrap_or_default().to_owned()).collect())
        }
        _ => {
            let listed: Vec<&Value> = elements(schema.get(MS_ENUM)?.get("values")).collect();
            let description = |value: &Value| {
                listed.iter().find(|listed| listed.get("value") == Some(value))?.get("description")?.as_str()
            };
            Some(values.iter().map(|value| description(value).unwrap_or_default().to_owned()).collect())
        }
    }
}

/// A value as the key of an object.
fn key_of(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
