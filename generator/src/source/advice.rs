//! Hints for invalid settings, from the text at the location of the error.

use std::ops::Range;

use toml::{Table, Value};

use crate::diagnostic::near::nearest;

/// The type of value that a key takes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Expects {
    Text,
    Flag,
    Paths,
    Table,
}

/// The keys, the table that each belongs to, and what it takes.
const KEYS: [(&str, &str, Expects); 25] = [
    ("crate", "", Expects::Table),
    ("api", "", Expects::Table),
    ("map", "", Expects::Table),
    ("name", "[crate]", Expects::Text),
    ("version", "[crate]", Expects::Text),
    ("date-time", "[crate]", Expects::Text),
    ("assumed-offset", "[crate]", Expects::Text),
    ("decimal", "[crate]", Expects::Text),
    ("formats", "[crate]", Expects::Table),
    ("strict", "[crate]", Expects::Flag),
    ("mock", "[crate]", Expects::Flag),
    ("group-features", "[crate]", Expects::Flag),
    ("validate", "[crate]", Expects::Flag),
    ("examples", "[crate]", Expects::Flag),
    ("standalone", "[crate]", Expects::Flag),
    ("module", "[[api]]", Expects::Text),
    ("document", "[[api]]", Expects::Text),
    ("overlays", "[[api]]", Expects::Paths),
    ("security", "[[api]]", Expects::Paths),
    ("source", "[[api]]", Expects::Text),
    ("lenient", "[[api]]", Expects::Flag),
    ("methods", "[[api]]", Expects::Text),
    ("optional-bodies", "[[api]]", Expects::Flag),
    ("only", "[[api]]", Expects::Paths),
    ("except", "[[api]]", Expects::Paths),
];

/// The longest value that a hint repeats.
const MAX_SHOWN: usize = 60;

/// Returns a hint for an error at a span of the settings, if there is one.
pub(super) fn hint(text: &str, span: &Range<usize>) -> Option<String> {
    let found = text.get(span.clone())?.trim();
    if found == "[api]" {
        return Some("write `[[api]]`: there can be several".to_owned());
    }
    let line = text.get(..span.start)?.rsplit('\n').next()?;
    match line.split_once('=') {
        Some((key, before)) => value_hint(key.trim(), before.trim(), found),
        None => key_hint(found),
    }
}

/// Returns a hint for a value that the key does not take.
fn value_hint(key: &str, before: &str, found: &str) -> Option<String> {
    let expects = KEYS.iter().find(|(name, ..)| *name == key).map_or(Expects::Text, |(.., expects)| *expects);
    if found.len() > MAX_SHOWN || found.contains('\n') {
        return None;
    }
    let read = format!("value = {found}").parse::<Table>().ok().and_then(|mut table| table.remove("value"));
    let text = |read: &Value| Value::from(read.as_str().unwrap_or(found)).to_string();
    match (expects, read) {
        // Unknown words, and text that is not TOML.
        (Expects::Text, None) => Some(format!("quote the value: `{key} = {}`", Value::from(found))),
        (Expects::Text, Some(read)) if is_scalar(&read) => {
            Some(format!("quote the value: `{key} = {}`", text(&read)))
        }
        (Expects::Flag, _) => Some(format!("write `{key} = true` or `{key} = false`, without quotes")),
        (Expects::Paths, Some(read)) if before.is_empty() => {
            Some(format!("write a list: `{key} = [{}]`", text(&read)))
        }
        (Expects::Paths, Some(read)) => Some(format!("quote the value: `{}`", text(&read))),
        _ => None,
    }
}

fn is_scalar(value: &Value) -> bool {
    !matches!(value, Value::String(_) | Value::Array(_) | Value::Table(_))
}

/// Returns a hint for a key that is unknown in its table.
fn key_hint(found: &str) -> Option<String> {
    let found = found.trim_matches(['[', ']']);
    if let Some((_, table, _)) = KEYS.iter().find(|(name, ..)| *name == found) {
        return Some(format!("`{found}` belongs to `{table}`")).filter(|_| !table.is_empty());
    }
    let meant = nearest(found, KEYS.iter().map(|(name, ..)| *name))?;
    Some(format!("did you mean `{meant}`?"))
}
