//! JSON of a component schema: every property down to a depth, with the examples that the document gives.

use std::path::Path;

use serde_json::{Map, Value};

use super::part::stem;

/// Down to here optional properties come.
const DEPTH: usize = 5;
/// Required ones end here at the latest.
const END: usize = 24;

/// A written file and the type that it is a list of.
pub struct Sample {
    /// Name of the Rust type's file.
    pub stem: String,
    /// File name beside the crates.
    pub file: String,
}

/// A file a root: an array of as many copies as make about 300 KB.
pub fn write(document: &Path, roots: &[&str], folder: &Path) -> Option<Vec<Sample>> {
    let text = std::fs::read_to_string(document).ok()?;
    let document: Value = serde_yaml::from_str(&text).or_else(|_| serde_json::from_str(&text)).ok()?;
    let one = |root: &&str| {
        let schema = document.pointer(&format!("/components/schemas/{root}"))?;
        let value = instance(&document, schema, 0);
        let copies = 300_000 / value.to_string().len().max(1) + 1;
        let sample = Sample { stem: stem(root), file: format!("{}.json", stem(root)) };
        std::fs::write(folder.join(&sample.file), Value::from(vec![value; copies]).to_string()).ok()?;
        Some(sample)
    };
    roots.iter().map(one).collect()
}

fn instance(document: &Value, schema: &Value, depth: usize) -> Value {
    if let Some(reference) = schema["$ref"].as_str() {
        let target = document.pointer(reference.trim_start_matches('#')).unwrap_or(&Value::Null);
        return instance(document, target, depth);
    }
    if depth > END {
        return Value::Null;
    }
    if let Some(first) = schema["enum"].get(0) {
        return first.clone();
    }
    if let Some(parts) = schema["allOf"].as_array() {
        let mut all = Map::new();
        for part in parts {
            if let Value::Object(members) = instance(document, part, depth) {
                all.extend(members);
            }
        }
        return Value::Object(all);
    }
    if let Some(several) = schema["anyOf"].as_array().or(schema["oneOf"].as_array()) {
        let object = several.iter().rev().find(|one| one.get("$ref").is_some()).filter(|_| depth < DEPTH);
        return object.or(several.first()).map_or(Value::Null, |one| instance(document, one, depth));
    }
    match schema["type"].as_str() {
        Some("object") | None if schema["properties"].is_object() => object(document, schema, depth),
        Some("object") => Value::Object(Map::new()),
        Some("array") if depth < DEPTH => items(document, &schema["items"], depth),
        Some("array") => Value::Array(Vec::new()),
        _ => scalar(schema),
    }
}

/// Two of the same, or of a union one of each alternative.
fn items(document: &Value, schema: &Value, depth: usize) -> Value {
    let target =
        schema["$ref"].as_str().and_then(|reference| document.pointer(reference.trim_start_matches('#')));
    let union = target.unwrap_or(schema);
    let several = union["oneOf"].as_array().or(union["anyOf"].as_array());
    let all = several.map_or(vec![schema, schema], |several| several.iter().collect());
    all.into_iter().map(|one| instance(document, one, depth + 1)).collect()
}

fn object(document: &Value, schema: &Value, depth: usize) -> Value {
    let required =
        |key: &String| schema["required"].as_array().is_some_and(|all| all.iter().any(|one| one == key));
    let properties = schema["properties"].as_object().into_iter().flatten();
    let wanted = properties.filter(|(key, _)| depth < DEPTH || required(key));
    wanted.map(|(key, property)| (key.clone(), instance(document, property, depth + 1))).collect()
}

fn scalar(schema: &Value) -> Value {
    let example = &schema["example"];
    match (schema["type"].as_str(), schema["format"].as_str()) {
        (Some("integer"), _) if example.is_i64() => example.clone(),
        (Some("integer"), _) => Value::from(1_700_000_123),
        (Some("number"), _) => Value::from(12.5),
        (Some("boolean"), _) => Value::from(true),
        (Some("string"), Some("date-time")) => Value::from("2011-01-26T19:01:12Z"),
        (Some("string"), Some("date")) => Value::from("2011-01-26"),
        (Some("string"), Some("uuid")) => Value::from("67e55044-10b1-426f-9247-bb680e5fe0c8"),
        (Some("string"), _) if example.is_string() => example.clone(),
        (Some("string"), _) => Value::from("a text of middling length"),
        _ => Value::Null,
    }
}
