//! Limits of values: no response is refused for them, but a document that states them wrongly misleads.

use serde_json::{Map, Value};

use crate::base::pattern;

/// Texts longer than this are not matched against patterns.
const MAX_MATCHED: usize = 4_096;

/// Returns the keyword of the first limit that a value violates.
pub(super) fn violated(schema: &Map<String, Value>, value: &Value) -> Option<&'static str> {
    let number = |word: &str| schema.get(word).and_then(Value::as_f64);
    match value {
        Value::Number(own) => {
            let own = own.as_f64()?;
            let exclusive = |word: &str| schema.get(word) == Some(&Value::Bool(true));
            let below = |least: f64| own < least || own == least && exclusive("exclusiveMinimum");
            let above = |most: f64| own > most || own == most && exclusive("exclusiveMaximum");
            [
                ("minimum", number("minimum").is_some_and(below)),
                ("maximum", number("maximum").is_some_and(above)),
                ("exclusiveMinimum", number("exclusiveMinimum").is_some_and(|least| own <= least)),
                ("exclusiveMaximum", number("exclusiveMaximum").is_some_and(|most| own >= most)),
            ]
            .into_iter()
            .find_map(|(word, violated)| violated.then_some(word))
        }
        Value::String(text) => {
            sizes(schema, text.chars().count(), ["minLength", "maxLength"]).or_else(|| violates(schema, text))
        }
        Value::Array(list) => sizes(schema, list.len(), ["minItems", "maxItems"]),
        Value::Object(object) => sizes(schema, object.len(), ["minProperties", "maxProperties"]),
        _ => None,
    }
}

fn sizes(schema: &Map<String, Value>, size: usize, words: [&'static str; 2]) -> Option<&'static str> {
    let limit = |word: &str| schema.get(word).and_then(Value::as_u64);
    let size = u64::try_from(size).unwrap_or(u64::MAX);
    let [least, most] = words;
    if limit(least).is_some_and(|least| size < least) {
        return Some(least);
    }
    limit(most).is_some_and(|most| size > most).then_some(most)
}

fn violates(schema: &Map<String, Value>, text: &str) -> Option<&'static str> {
    let pattern = schema.get("pattern")?.as_str()?;
    (text.len() <= MAX_MATCHED && pattern::matches(pattern, text) == Some(false)).then_some("pattern")
}
