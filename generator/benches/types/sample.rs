//! JSON of a component schema: every property down to a depth, with the examples that the document gives, and of a
//! union one alternative after the other.

use std::path::Path;

use serde_json::{Map, Value};

use super::part::stem;

/// Down to here optional properties come.
const DEPTH: usize = 5;
/// Required ones end here at the latest.
const END: usize = 24;
/// As large is a file at least.
const BYTES: usize = 300_000;

/// A written file and the type that it is a list of.
pub struct Sample {
    /// Name of the Rust type's file.
    pub stem: String,
    /// File name beside the crates.
    pub file: String,
}

/// A file a root: an array of as many as make its size.
pub fn write(document: &Path, roots: &[&str], folder: &Path) -> Option<Vec<Sample>> {
    let text = std::fs::read_to_string(document).ok()?;
    let document: Value = serde_yaml::from_str(&text).or_else(|_| serde_json::from_str(&text)).ok()?;
    let one = |root: &&str| {
        let schema = document.pointer(&format!("/components/schemas/{root}"))?;
        let mut copies = Vec::new();
        let mut bytes = 0;
        while bytes < BYTES {
            let copy = Instances { document: &document, turn: copies.len() }.instance(schema, 0);
            bytes += copy.to_string().len();
            copies.push(copy);
        }
        let sample = Sample { stem: stem(root), file: format!("{}.json", stem(root)) };
        std::fs::write(folder.join(&sample.file), Value::from(copies).to_string()).ok()?;
        Some(sample)
    };
    roots.iter().map(one).collect()
}

/// What values a document's schemas have; whose turn it is of a union's objects.
struct Instances<'a> {
    document: &'a Value,
    turn: usize,
}

impl Instances<'_> {
    fn target(&self, reference: &str) -> &Value {
        self.document.pointer(reference.trim_start_matches('#')).unwrap_or(&Value::Null)
    }

    fn instance(&self, schema: &Value, depth: usize) -> Value {
        if let Some(reference) = schema["$ref"].as_str() {
            return self.instance(self.target(reference), depth);
        }
        if depth > END {
            return Value::Null;
        }
        if let Some(first) = schema["enum"].get(0) {
            return first.clone();
        }
        if let Some(parts) = schema["allOf"].as_array() {
            return self.all(parts, depth);
        }
        if let Some(several) = alternatives(schema) {
            return self.one(several, depth);
        }
        match schema["type"].as_str() {
            Some("object") | None if schema["properties"].is_object() => self.object(schema, depth),
            Some("object") => Value::Object(Map::new()),
            Some("array") if depth < DEPTH => self.items(&schema["items"], depth),
            Some("array") => Value::Array(Vec::new()),
            _ => scalar(schema),
        }
    }

    fn all(&self, parts: &[Value], depth: usize) -> Value {
        let objects = parts.iter().filter_map(|part| match self.instance(part, depth) {
            Value::Object(members) => Some(members),
            _ => None,
        });
        objects.flatten().collect()
    }

    /// The component whose turn it is; what is deep, or has none, is the first alternative.
    fn one(&self, several: &[Value], depth: usize) -> Value {
        let components: Vec<&Value> = several.iter().filter(|one| one.get("$ref").is_some()).collect();
        let component =
            (depth < DEPTH && !components.is_empty()).then(|| components[self.turn % components.len()]);
        component.or(several.first()).map_or(Value::Null, |one| self.instance(one, depth))
    }

    /// Two of the same, or of a union one of each alternative.
    fn items(&self, schema: &Value, depth: usize) -> Value {
        let union = schema["$ref"].as_str().map_or(schema, |reference| self.target(reference));
        let all = alternatives(union).map_or(vec![schema, schema], |several| several.iter().collect());
        all.into_iter().map(|one| self.instance(one, depth + 1)).collect()
    }

    fn object(&self, schema: &Value, depth: usize) -> Value {
        let required =
            |key: &String| schema["required"].as_array().is_some_and(|all| all.iter().any(|one| one == key));
        let properties = schema["properties"].as_object().into_iter().flatten();
        let wanted = properties.filter(|(key, _)| depth < DEPTH || required(key));
        wanted.map(|(key, property)| (key.clone(), self.instance(property, depth + 1))).collect()
    }
}

fn alternatives(schema: &Value) -> Option<&Vec<Value>> {
    schema["anyOf"].as_array().or(schema["oneOf"].as_array())
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
