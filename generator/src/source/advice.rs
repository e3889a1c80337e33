//! Hints for invalid settings, from the text at the location of the error.

use std::ops::Range;

use toml::{Table, Value};

use super::setting::{Kind, SETTINGS, Table as Place};
use crate::diagnostic::near::nearest;

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
    let kind = SETTINGS.iter().find(|setting| setting.name == key).map_or(Kind::Text, |setting| setting.kind);
    if found.len() > MAX_SHOWN || found.contains('\n') {
        return None;
    }
    let read = format!("value = {found}").parse::<Table>().ok().and_then(|mut table| table.remove("value"));
    let text = |read: &Value| Value::from(read.as_str().unwrap_or(found)).to_string();
    match (kind, read) {
        (Kind::Word(words), Some(Value::String(word))) => {
            nearest(&word, words.iter().copied()).map(|meant| format!("did you mean `{key} = \"{meant}\"`?"))
        }
        // Unknown words, and text that is not TOML.
        (Kind::Text | Kind::Word(_) | Kind::TextOrList, None) => {
            Some(format!("quote the value: `{key} = {}`", Value::from(found)))
        }
        (Kind::Text | Kind::Word(_) | Kind::TextOrList, Some(read)) if is_scalar(&read) => {
            Some(format!("quote the value: `{key} = {}`", text(&read)))
        }
        (Kind::Flag, _) => Some(format!("write `{key} = true` or `{key} = false`, without quotes")),
        (Kind::List, Some(read)) if before.is_empty() => {
            Some(format!("write a list: `{key} = [{}]`", text(&read)))
        }
        (Kind::List, Some(read)) => Some(format!("quote the value: `{}`", text(&read))),
        _ => None,
    }
}

fn is_scalar(value: &Value) -> bool {
    !matches!(value, Value::String(_) | Value::Array(_) | Value::Table(_))
}

/// Returns a hint for a key that is unknown in its table.
fn key_hint(found: &str) -> Option<String> {
    let found = found.trim_matches(['[', ']']);
    if let Some(setting) = SETTINGS.iter().find(|setting| setting.name == found) {
        return (setting.table != Place::Root)
            .then(|| format!("`{found}` belongs to `{}`", setting.table.header()));
    }
    let meant = nearest(found, SETTINGS.iter().map(|setting| setting.name))?;
    Some(format!("did you mean `{meant}`?"))
}
