//! Schemas that allow more than they did: what is declared stays, and what was seen is added to it.

use serde_json::{Map, Value, json};

use crate::base::pointer::Pointer;
use crate::correct::infer::{ANNOTATIONS, Dialect, Evidence, Kind, infer};
use crate::correct::judge::resolve;

/// Adds the kinds that were seen to a schema.
pub(crate) fn with_kinds(schema: &Map<String, Value>, seen: &Evidence, dialect: Dialect) -> Value {
    let more = infer(seen, dialect);
    match dialect {
        Dialect::Swagger => untyped(schema),
        Dialect::TypeLists => type_list(schema, seen).unwrap_or_else(|| union(schema, more)),
        Dialect::Nullable => union(schema, more),
    }
}

/// Returns the schema with `number` for `integer`, which numbers are as well; `None` if it has no integers.
pub(crate) fn with_fractions(schema: &Map<String, Value>) -> Option<Value> {
    let mut to = schema.clone();
    match schema.get("type") {
        Some(Value::String(one)) if one == "integer" => _ = to.insert("type".to_owned(), json!("number")),
        Some(Value::Array(list)) if list.contains(&json!("integer")) => {
            let number = |one: &Value| if one == "integer" { json!("number") } else { one.clone() };
            to.insert("type".to_owned(), list.iter().map(number).collect());
        }
        _ => return None,
    }
    to.shift_remove("format");
    Some(Value::Object(to))
}

/// Returns the schema with further literals; `None` if it has none. Lists of names and descriptions that go along with the
/// literals grow with them: with another length, none of them would count.
pub(crate) fn with_literals(schema: &Map<String, Value>, new: Vec<Value>) -> Option<Value> {
    let mut to = schema.clone();
    let known = match (to.shift_remove("const"), schema.get("enum")) {
        (Some(constant), _) => vec![constant],
        (None, Some(Value::Array(list))) => list.clone(),
        _ => return None,
    };
    for (key, list) in to.iter_mut().filter(|(key, _)| key.starts_with("x-enum")) {
        let Some(list) = list.as_array_mut().filter(|list| list.len() == known.len()) else { continue };
        let is_of_texts = key.contains("desc");
        let beside = |literal: &Value| match literal {
            _ if is_of_texts => String::new(),
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        list.extend(new.iter().map(|literal| Value::String(beside(literal))));
    }
    to.insert("enum".to_owned(), known.into_iter().chain(new).collect());
    Some(Value::Object(to))
}

/// Names what a schema declares, in backticks.
pub(crate) fn described(document: &Value, at: &Pointer) -> String {
    let kind = resolve(document, at).and_then(|(_, schema)| match schema.get("type")? {
        Value::String(one) => Some(one.clone()),
        Value::Array(list) => Some(list.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("` or `")),
        _ => None,
    });
    kind.map_or_else(|| "another kind".to_owned(), |kind| format!("`{kind}`"))
}

/// Swagger 2.0 has no unions: any value, with the documentation.
fn untyped(schema: &Map<String, Value>) -> Value {
    schema.iter().filter(|(key, _)| ANNOTATIONS.contains(&key.as_str())).map(own).collect()
}

fn own((key, value): (&String, &Value)) -> (String, Value) {
    (key.clone(), value.clone())
}

/// Adds scalar kinds to the `type` of 3.1; `None` if the schema says more than that, or the kinds need more.
fn type_list(schema: &Map<String, Value>, seen: &Evidence) -> Option<Value> {
    let bare = |key: &str| key == "type" || ANNOTATIONS.contains(&key) || key == "format";
    let scalar = !seen.has(Kind::Array) && !seen.has(Kind::Object);
    if !scalar || !schema.keys().all(|key| bare(key)) {
        return None;
    }
    let mut kinds: Vec<Value> = match schema.get("type")? {
        Value::String(one) => vec![json!(one)],
        Value::Array(list) => list.clone(),
        _ => return None,
    };
    kinds.extend(seen.kinds.keys().map(|kind| json!(kind)).filter(|kind| *kind != "null"));
    let mut to = schema.clone();
    if kinds.contains(&json!("number")) && kinds.contains(&json!("integer")) {
        kinds.retain(|kind| kind != "integer");
        to.shift_remove("format");
    }
    to.insert("type".to_owned(), Value::Array(kinds));
    Some(Value::Object(to))
}

/// Returns a union of a schema and another, with the documentation outside.
pub(crate) fn union(schema: &Map<String, Value>, more: Value) -> Value {
    for word in ["anyOf", "oneOf"] {
        if let Some(Value::Array(list)) = schema.get(word) {
            let mut to = schema.clone();
            to.insert(word.to_owned(), Value::Array(joined(list.clone(), more)));
            return Value::Object(to);
        }
    }
    let (outside, inside): (Map<String, Value>, Map<String, Value>) =
        schema.iter().map(own).partition(|(key, _)| ANNOTATIONS.contains(&key.as_str()));
    let mut to = outside;
    match <[Value; 1]>::try_from(joined(vec![Value::Object(inside)], more)) {
        Ok([Value::Object(only)]) => to.extend(only),
        Ok([only]) => _ = to.insert("anyOf".to_owned(), json!([only])),
        Err(all) => _ = to.insert("anyOf".to_owned(), Value::Array(all)),
    }
    Value::Object(to)
}

/// Returns alternatives and more of them, without integers where any number is one of them.
fn joined(mut list: Vec<Value>, more: Value) -> Vec<Value> {
    list.extend(alternatives(more));
    let kinds = |schema: &Value| match schema.get("type") {
        Some(Value::Array(all)) => all.clone(),
        Some(one) => vec![one.clone()],
        None => Vec::new(),
    };
    let is_bare = |schema: &Value| {
        schema.as_object().is_some_and(|all| all.keys().all(|key| ["type", "format"].contains(&key.as_str())))
    };
    if list.iter().any(|schema| is_bare(schema) && kinds(schema).contains(&json!("number"))) {
        list.retain(|schema| !(is_bare(schema) && kinds(schema) == [json!("integer")]));
    }
    list
}

fn alternatives(more: Value) -> Vec<Value> {
    match more.get("anyOf").and_then(Value::as_array) {
        Some(list) => list.clone(),
        None => vec![more],
    }
}

/// Makes the integers among alternatives numbers; `None` if there are none.
pub(crate) fn with_fractional_alternatives(schema: &Map<String, Value>) -> Option<Value> {
    let word = ["anyOf", "oneOf"].into_iter().find(|word| schema.contains_key(*word))?;
    let integer = json!({"type": "integer"});
    let list = schema.get(word)?.as_array().filter(|list| list.contains(&integer))?;
    let number = |one: &Value| if *one == integer { json!({"type": "number"}) } else { one.clone() };
    let mut to = schema.clone();
    to.insert(word.to_owned(), list.iter().map(number).collect());
    Some(Value::Object(to))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::correct::widen::with_literals;

    #[test]
    fn names_grow_with_literals() {
        let schema = json!({
            "enum": ["a", 2], "x-enum-varnames": ["First", "Second"], "x-enum-descriptions": ["One.", "Two."],
            "x-enumNames": ["Only"],
        });
        let to = with_literals(schema.as_object().expect("an object"), vec![json!("c"), json!(4)]);
        let expected = json!({
            "enum": ["a", 2, "c", 4], "x-enum-varnames": ["First", "Second", "c", "4"],
            "x-enum-descriptions": ["One.", "Two.", "", ""], "x-enumNames": ["Only"],
        });
        assert_eq!(to, Some(expected));
    }
}
