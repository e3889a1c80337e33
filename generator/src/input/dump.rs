//! A value back to text, in the format that its original had: what `truespec apply` prints.

use serde_json::Value;

use crate::input::load::looks_like_json;
use crate::text::print;
use crate::text::visible::is_hidden;

/// The value as YAML, or as JSON with two spaces of indentation where `like` is JSON; order is kept and the text
/// ends with a newline. Hidden characters are escaped as the format has it, so that the value stays what it is.
pub fn dump(value: &Value, like: &str) -> String {
    let yaml = if looks_like_json(like) { None } else { yaml(value) };
    // JSON is YAML as well, and a value always serialises.
    yaml.unwrap_or_else(|| print::json(&format!("{value:#}\n")))
}

fn yaml(value: &Value) -> Option<String> {
    let text = serde_yaml::to_string(value).ok()?;
    if !text.contains(is_raw) {
        return Some(text);
    }
    let mark = marks().find(|mark| !text.contains(&mark.escape))?;
    let text = serde_yaml::to_string(&marked(value, &mark)).ok()?;
    Some(revealed(&text, &mark))
}

/// Whether YAML text has to escape a character that its writer leaves as it is.
fn is_raw(c: char) -> bool {
    is_hidden(c) && c != '\n' && c != '\t'
}

/// A control character, which the writer of YAML can only escape, as it escapes it.
struct Mark {
    character: char,
    escape: String,
}

/// Those that have an escape by number; one that the text does not hold cannot be mistaken.
fn marks() -> impl Iterator<Item = Mark> {
    (1_u8..7).map(|byte| Mark { character: char::from(byte), escape: format!("\\x{byte:02X}") })
}

/// The value with the mark and eight digits in place of each hidden character.
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

/// YAML text with each mark and its digits as the escape of the character.
fn revealed(text: &str, mark: &Mark) -> String {
    text.replace(&mark.escape, "\\U")
}
