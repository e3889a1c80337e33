//! Members of recordings, in the forms that tools write them in.

use serde_json::Value;

use super::header::Headers;

/// Takes a member out of an object.
pub(super) fn take(object: &mut Value, key: &str) -> Option<Value> {
    object.get_mut(key).map(Value::take).filter(|value| !value.is_null())
}

/// Takes a text out of an object, which may be large.
pub(super) fn take_text(object: &mut Value, key: &str) -> Option<String> {
    match take(object, key) {
        Some(Value::String(text)) => Some(text),
        _ => None,
    }
}

/// Returns a text.
pub(super) fn text<'v>(object: &'v Value, key: &str) -> Option<&'v str> {
    object.get(key)?.as_str()
}

/// Returns the first of several members that is a text.
pub(super) fn any_text<'v>(object: &'v Value, keys: &[&str]) -> Option<&'v str> {
    keys.iter().find_map(|key| text(object, key))
}

/// Returns an integer, which may be written as a text or with a fraction of zero.
pub(super) fn integer(object: &Value, key: &str) -> Option<i64> {
    number(object.get(key)?)
}

/// Returns the integer that a value is.
pub(super) fn number(value: &Value) -> Option<i64> {
    match value {
        Value::String(text) => text.split_whitespace().next()?.parse().ok(),
        other => other.as_i64().or_else(|| {
            let float = other.as_f64().filter(|float| float.fract() == 0.0 && float.abs() < 1e9)?;
            format!("{float:.0}").parse().ok()
        }),
    }
}

/// Returns names with values: a list of `{name, value}` or `{key, value}`, or an object, whose values may be lists.
pub(super) fn named_values(object: &Value, key: &str) -> Headers {
    match object.get(key) {
        Some(Value::Array(list)) => list.iter().filter_map(named).collect(),
        Some(Value::Object(map)) => {
            map.iter().flat_map(|(name, value)| values(value).map(|value| (name.clone(), value))).collect()
        }
        _ => Headers::new(),
    }
}

fn named(pair: &Value) -> Option<(String, String)> {
    if let Some([name, value]) = pair.as_array().map(Vec::as_slice) {
        return Some((name.as_str()?.to_owned(), shown(value)?));
    }
    let is_disabled = pair.get("disabled") == Some(&Value::Bool(true));
    let name = any_text(pair, &["name", "key"]).filter(|_| !is_disabled)?;
    Some((name.to_owned(), pair.get("value").and_then(shown).unwrap_or_default()))
}

fn values(value: &Value) -> impl Iterator<Item = String> {
    let list = match value {
        Value::Array(list) => list.iter().filter_map(shown).collect(),
        // Matchers of stubs: `{"equalTo": "…"}`.
        Value::Object(map) => map.get("equalTo").and_then(shown).into_iter().collect(),
        other => shown(other).into_iter().collect::<Vec<_>>(),
    };
    list.into_iter()
}

fn shown(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        _ => None,
    }
}
