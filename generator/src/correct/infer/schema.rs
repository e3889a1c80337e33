//! Writes a schema for evidence, in the words of a dialect.

use serde_json::{Map, Value, json};

use super::entries::entries_of_undeclared;
use super::key::is_plain_name;
use super::{Dialect, Evidence, Kind};

/// Returns the schema of merged evidence. Members are optional: that one was never absent proves nothing.
pub(crate) fn infer(evidence: &Evidence, dialect: Dialect) -> Value {
    let mut branches: Vec<Value> = Vec::new();
    if evidence.has(Kind::Object) {
        branches.push(object(evidence, dialect));
    }
    if evidence.has(Kind::Array) {
        let items = evidence.items.as_ref().map_or_else(|| json!({}), |items| infer(items, dialect));
        branches.push(json!({"type": "array", "items": items}));
    }
    for kind in [Kind::String, Kind::Boolean] {
        if evidence.has(kind) {
            branches.push(json!({"type": kind.name()}));
        }
    }
    match (evidence.has(Kind::Number), evidence.has(Kind::Integer)) {
        (true, _) => branches.push(json!({"type": "number"})),
        (false, true) => branches.push(json!({"type": "integer"})),
        (false, false) => {}
    }
    if branches.is_empty() {
        return json!({});
    }
    let schema = dialect.union(branches);
    if evidence.has(Kind::Null) { dialect.nullable(&schema) } else { schema }
}

fn object(evidence: &Evidence, dialect: Dialect) -> Value {
    let entries = entries_of_undeclared(evidence);
    let (mut values, mut properties) = (Evidence::default(), Map::new());
    for (name, member) in &evidence.members {
        match is_plain_name(name) && !entries.contains(name.as_str()) {
            true => _ = properties.insert(name.clone(), infer(member, dialect)),
            false => values.join(member),
        }
    }
    evidence.others.iter().for_each(|others| values.join(others));
    let mut schema = Map::new();
    schema.insert("type".to_owned(), json!("object"));
    if !properties.is_empty() {
        schema.insert("properties".to_owned(), Value::Object(properties));
    }
    if !entries.is_empty() {
        schema.insert("additionalProperties".to_owned(), infer(&values, dialect));
    }
    Value::Object(schema)
}
