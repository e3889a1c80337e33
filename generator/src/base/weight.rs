//! The size of values, for passes that copy them.

use serde_json::Value;

/// This many bytes of text count as one value.
pub const BYTES_PER_VALUE: usize = 64;

/// Returns the number of values in a value, itself included; long strings and keys count as several.
pub fn weight(value: &Value) -> usize {
    let text = |text: &str| 1 + text.len() / BYTES_PER_VALUE;
    match value {
        Value::Array(items) => 1 + items.iter().map(weight).sum::<usize>(),
        Value::Object(members) => {
            1 + members.iter().map(|(key, value)| key.len() / BYTES_PER_VALUE + weight(value)).sum::<usize>()
        }
        Value::String(string) => text(string),
        _ => text(""),
    }
}
