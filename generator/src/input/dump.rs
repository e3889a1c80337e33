//! Writes a value as text, in the format of the original: the output of `truespec apply`.

use serde_json::Value;

use crate::input::load::looks_like_json;
use crate::text::print;
use crate::text::visible::is_hidden;

/// Writes a value as YAML, or as JSON with two spaces of indentation if `like` is JSON. The order of members is kept,
/// and the text ends with a newline. Hidden characters are escaped in the syntax of the format, so that the value stays
/// the same.
pub fn dump(value: &Value, like: &str) -> String {
    let yaml = if looks_like_json(like) { None } else { yaml(value) };
    // JSON is YAML as well, and a value always serialises.
    yaml.unwrap_or_else(|| print::escape_json(&format!("{value:#}\n")))
}

fn yaml(value: &Value) -> Option<String> {
    let text = serde_yaml::to_string(value).ok()?;
    if !text.contains(is_raw) {
        return Some(text);
    }
    let mark = marker_candidates().find(|mark| !text.contains(&mark.escape))?;
    let text = serde_yaml::to_string(&marked(value, &mark)).ok()?;
    Some(revealed(&text, &mark))
}

/// Returns true for characters that have to be escaped but that the YAML writer leaves as they are.
fn is_raw(c: char) -> bool {
    is_hidden(c) && c != '\n' && c != '\t'
}

/// A control character and its escape in YAML; the writer always escapes it.
struct Mark {
    character: char,
    escape: String,
}

/// Returns control characters that can mark a place in a text: one that does not occur in it is used.
fn marker_candidates() -> impl Iterator<Item = Mark> {
    (1_u8..7).map(|byte| Mark { character: char::from(byte), escape: format!("\\x{byte:02X}") })
}

/// Replaces each hidden character in a value by the mark and eight digits.
fn marked(value: &Value, mark: &Mark) -> Value {
    match value {
        Value::String(text) => Value::String(marked_text(text, mark)),
        Value::Array(items) => items.iter().map(|item| marked(item, mark)).collect(),
        Value::Object(members) => {
            members.iter().map(|(key, value)| (marked_text(key, mark), marked(value, mark))).collect()
        }
        other => other.clone(),
    }
}

fn marked_text(text: &str, mark: &Mark) -> String {
    let one = |c: char| match is_raw(c) {
        true => format!("{}{:08X}", mark.character, u32::from(c)),
        false => c.to_string(),
    };
    text.chars().map(one).collect()
}

/// Replaces each mark in YAML text, so that its digits become the escape of the character.
fn revealed(text: &str, mark: &Mark) -> String {
    text.replace(&mark.escape, "\\U")
}
