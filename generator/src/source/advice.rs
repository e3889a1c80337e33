//! What to do about settings that have the wrong form: told from what stands at the place of the error.

use std::ops::Range;

use toml::{Table, Value};

use crate::diagnostic::near::nearest;

/// What a key takes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Takes {
    Text,
    Flag,
    Paths,
    Table,
}

/// The keys, the table that each belongs to, and what it takes.
const KEYS: [(&str, &str, Takes); 17] = [
    ("crate", "", Takes::Table),
    ("api", "", Takes::Table),
    ("map", "", Takes::Table),
    ("name", "[crate]", Takes::Text),
    ("version", "[crate]", Takes::Text),
    ("date-time", "[crate]", Takes::Text),
    ("assumed-offset", "[crate]", Takes::Text),
    ("decimal", "[crate]", Takes::Text),
    ("formats", "[crate]", Takes::Table),
    ("strict", "[crate]", Takes::Flag),
    ("mock", "[crate]", Takes::Flag),
    ("validate", "[crate]", Takes::Flag),
    ("examples", "[crate]", Takes::Flag),
    ("standalone", "[crate]", Takes::Flag),
    ("module", "[[api]]", Takes::Text),
    ("document", "[[api]]", Takes::Text),
    ("overlays", "[[api]]", Takes::Paths),
];

/// Longer values are not repeated.
const SHOWN: usize = 60;

/// What to do about an error at a place of the settings, where that can be told.
pub(super) fn advice(text: &str, span: &Range<usize>) -> Option<String> {
    let found = text.get(span.clone())?.trim();
    if found == "[api]" {
        return Some("write `[[api]]`: there can be several".to_owned());
    }
    let line = text.get(..span.start)?.rsplit('\n').next()?;
    match line.split_once('=') {
        Some((key, before)) => value(key.trim(), before.trim(), found),
        None => key(found),
    }
}

/// A value that the key does not take.
fn value(key: &str, before: &str, found: &str) -> Option<String> {
    let takes = KEYS.iter().find(|(name, ..)| *name == key).map_or(Takes::Text, |(.., takes)| *takes);
    if found.len() > SHOWN || found.contains('\n') {
        return None;
    }
    let read = format!("value = {found}").parse::<Table>().ok().and_then(|mut table| table.remove("value"));
    let text = |read: &Value| Value::from(read.as_str().unwrap_or(found)).to_string();
    match (takes, read) {
        // Words that are not known, and what is no TOML at all.
        (Takes::Text, None) => Some(format!("quote the value: `{key} = {}`", Value::from(found))),
        (Takes::Text, Some(read)) if is_scalar(&read) => {
            Some(format!("quote the value: `{key} = {}`", text(&read)))
        }
        (Takes::Flag, _) => Some(format!("write `{key} = true` or `{key} = false`, without quotes")),
        (Takes::Paths, Some(read)) if before.is_empty() => {
            Some(format!("write a list: `{key} = [{}]`", text(&read)))
        }
        (Takes::Paths, Some(read)) => Some(format!("quote the value: `{}`", text(&read))),
        _ => None,
    }
}

fn is_scalar(value: &Value) -> bool {
    !matches!(value, Value::String(_) | Value::Array(_) | Value::Table(_))
}

/// A key that is not known where it stands.
fn key(found: &str) -> Option<String> {
    let found = found.trim_matches(['[', ']']);
    if let Some((_, table, _)) = KEYS.iter().find(|(name, ..)| *name == found) {
        return Some(format!("`{found}` belongs to `{table}`")).filter(|_| !table.is_empty());
    }
    let meant = nearest(found, KEYS.iter().map(|(name, ..)| *name))?;
    Some(format!("did you mean `{meant}`?"))
}
