//! Writes a value as text, in the format of the original: the output of `truespec apply`.

mod ambiguous;

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
    if !text.contains(is_raw) && !has_ambiguous(value) {
        return Some(text);
    }
    let mut free = marker_candidates().filter(|mark| !text.contains(&mark.escape));
    let marks = Marks { hidden: free.next()?, quoted: free.next()? };
    let text = serde_yaml::to_string(&marks.marked(value)).ok()?;
    Some(marks.revealed(&text))
}

/// Returns true for a text that the YAML writer leaves without quotes, though readers of YAML 1.1 take it for another value.
fn is_misread(text: &str) -> bool {
    let is_bare = || serde_yaml::to_string(text).is_ok_and(|written| !written.starts_with(['\'', '"']));
    ambiguous::is_ambiguous(text) && is_bare()
}

/// Returns true if some text in a value is another value to readers of YAML 1.1.
fn has_ambiguous(value: &Value) -> bool {
    match value {
        Value::String(text) => is_misread(text),
        Value::Array(items) => items.iter().any(has_ambiguous),
        Value::Object(members) => members.iter().any(|(key, value)| is_misread(key) || has_ambiguous(value)),
        _ => false,
    }
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

/// What stands for what the YAML writer does not write as it should.
struct Marks {
    /// Before the eight digits of a hidden character.
    hidden: Mark,
    /// At the beginning of a text that has to be quoted: texts with control characters are.
    quoted: Mark,
}

impl Marks {
    /// Puts marks into a value.
    fn marked(&self, value: &Value) -> Value {
        match value {
            Value::String(text) => Value::String(self.text(text)),
            Value::Array(items) => items.iter().map(|item| self.marked(item)).collect(),
            Value::Object(members) => {
                members.iter().map(|(key, value)| (self.text(key), self.marked(value))).collect()
            }
            other => other.clone(),
        }
    }

    fn text(&self, text: &str) -> String {
        if is_misread(text) {
            return format!("{}{text}", self.quoted.character);
        }
        let one = |c: char| match is_raw(c) {
            true => format!("{}{:08X}", self.hidden.character, u32::from(c)),
            false => c.to_string(),
        };
        text.chars().map(one).collect()
    }

    /// Takes the marks out of YAML text: what they stand for is left.
    fn revealed(&self, text: &str) -> String {
        text.replace(&self.hidden.escape, "\\U").replace(&self.quoted.escape, "")
    }
}
