//! A value back to text, in the format that its original had: what `truespec apply` prints.

use serde_json::Value;

use crate::load::looks_like_json;

/// The value as YAML, or as JSON with two spaces of indentation where `like` is JSON; order is kept and the text
/// ends with a newline.
pub fn dump(value: &Value, like: &str) -> String {
    let yaml = if looks_like_json(like) { None } else { serde_yaml::to_string(value).ok() };
    // JSON is YAML as well, and a value always serialises.
    yaml.unwrap_or_else(|| format!("{value:#}\n"))
}
