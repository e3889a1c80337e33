//! The location of a decode error: a JSON pointer (RFC 6901), which the error collects while it leaves members and
//! elements, and a short excerpt. This code runs only after a failure.

use serde::de::Error;
use std::fmt::Display;
use std::ops::Range;

/// The location of an error in a JSON text, with its message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    /// The JSON pointer of the value that did not decode; empty for the whole text.
    pub pointer: String,
    /// The error message.
    pub message: String,
    /// The text around the location, at most about 60 characters.
    pub excerpt: String,
}

/// Adds the key of a member to the pointer of the error.
#[cold]
pub fn in_member<E: Error>(key: &str, error: &E) -> E {
    prepend_step(&key.replace('~', "~0").replace('/', "~1"), error)
}

/// Adds the index of an element to the pointer of the error.
#[cold]
pub fn in_element<E: Error>(index: usize, error: &E) -> E {
    prepend_step(&index, error)
}

/// Adds a step to the pointer. The pointer is kept at the start of the message, because serde's errors hold only a
/// message.
fn prepend_step<E: Error>(step: &dyn Display, error: &E) -> E {
    let message = error.to_string();
    let between = if message.starts_with('/') { "" } else { ": " };
    E::custom(format_args!("/{step}{between}{message}"))
}

/// Splits a message into its leading pointer and the rest.
pub fn split_pointer(message: &str) -> (&str, &str) {
    match message.split_once(": ") {
        Some((pointer, rest)) if pointer.starts_with('/') => (pointer, rest),
        _ => ("", message),
    }
}

/// Removes the value that serde quotes and keeps its kind: `invalid type: string, expected …`.
pub fn without_value(message: &str) -> String {
    let begun = ["invalid type: ", "invalid value: "].into_iter().find_map(|start| message.split_once(start));
    // A value may contain the separator, so the last one counts.
    let Some((_, rest)) = begun else { return "invalid value".to_owned() };
    let (found, expected) = rest.rsplit_once(", expected ").unwrap_or((rest, "another"));
    let kind = found.split(['"', '`']).next().unwrap_or_default().trim_end();
    let kind = if kind.is_empty() { "a value" } else { kind };
    format!("invalid value: {kind}, expected {expected}")
}

/// Returns true if the message quotes a value of the body. Messages about JSON syntax or keys quote none.
pub fn quotes_value(message: &str) -> bool {
    let plain = ["missing field ", "duplicate field "];
    message.contains(['"', '`']) && !plain.iter().any(|start| message.starts_with(start))
}

/// Finds the location of an error in the text.
pub fn find(text: &[u8], error: &serde_json::Error) -> Location {
    let whole = error.to_string();
    let position = format!(" at line {} column {}", error.line(), error.column());
    let (pointer, message) = split_pointer(whole.strip_suffix(&position).unwrap_or(&whole));
    let value = locate(text, pointer).unwrap_or(0..text.len());
    let end = offset(text, error.line(), error.column());
    // A missing member is located at the start of its object. An error that passed through a JSON tree has no position.
    let known = error.line() > 0 && value.start < end && end <= value.end;
    let end = if known && !message.starts_with("missing field") { end } else { value.start + 20 };
    Location { pointer: pointer.to_owned(), message: message.to_owned(), excerpt: excerpt(text, end) }
}

/// The byte offset of line and column, which both count from 1.
fn offset(text: &[u8], line: usize, column: usize) -> usize {
    let lines = text.split_inclusive(|byte| *byte == b'\n');
    let before: usize = lines.take(line.saturating_sub(1)).map(<[u8]>::len).sum();
    (before + column).min(text.len())
}

/// About 60 characters of text that end shortly after `end`, on one line.
pub fn excerpt(text: &[u8], end: usize) -> String {
    let start = end.min(text.len()).saturating_sub(40);
    let stop = (start + 60).min(text.len());
    let piece = String::from_utf8_lossy(text.get(start..stop).unwrap_or_default());
    let piece = piece.trim_matches(char::REPLACEMENT_CHARACTER);
    let flat: String = piece.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let (before, after) = (if start > 0 { "…" } else { "" }, if stop < text.len() { "…" } else { "" });
    format!("{before}{flat}{after}")
}

/// The range of the value at a pointer; `None` if the text has no such value.
fn locate(text: &[u8], pointer: &str) -> Option<Range<usize>> {
    let mut at = skip_whitespace(text, 0);
    for step in pointer.split('/').skip(1) {
        let step = step.replace("~1", "/").replace("~0", "~");
        at = child(text, at, &step)?;
    }
    Some(at..value_end(text, at))
}

/// The start of the member or element named `step`, in the object or array that starts at `at`.
fn child(text: &[u8], at: usize, step: &str) -> Option<usize> {
    let is_object = *text.get(at)? == b'{';
    let mut at = skip_whitespace(text, at + 1);
    let mut index = 0;
    loop {
        if matches!(text.get(at)?, b']' | b'}') {
            return None;
        }
        let found = if is_object {
            let end = value_end(text, at);
            let key: Option<String> = serde_json::from_slice(text.get(at..end)?).ok();
            at = skip_whitespace(text, skip_whitespace(text, end) + 1); // past the colon
            key.as_deref() == Some(step)
        } else {
            step.parse() == Ok(index)
        };
        if found {
            return Some(at);
        }
        at = skip_whitespace(text, skip_whitespace(text, value_end(text, at)) + 1); // past the comma
        index += 1;
    }
}

fn skip_whitespace(text: &[u8], at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at + rest.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or(rest.len())
}

/// The end of the value that starts at `at`, or the end of the text.
fn value_end(text: &[u8], at: usize) -> usize {
    let mut depth = 0_usize;
    let mut at = at;
    while let Some(byte) = text.get(at) {
        match byte {
            b'"' => at = string_end(text, at),
            b'{' | b'[' => {
                depth += 1;
                at += 1;
            }
            b'}' | b']' | b',' | b':' if depth == 0 => return at,
            b'}' | b']' => {
                depth -= 1;
                at += 1;
            }
            _ => at += 1,
        }
        let scalar_goes_on = text.get(at).is_some_and(|next| !b"}],: \t\r\n".contains(next));
        if depth == 0 && (!scalar_goes_on || matches!(byte, b'"' | b'}' | b']')) {
            return at;
        }
    }
    text.len()
}

/// The end of the string whose opening quote is at `at`.
fn string_end(text: &[u8], at: usize) -> usize {
    let mut escaped = false;
    for (index, byte) in text.iter().enumerate().skip(at + 1) {
        match byte {
            b'"' if !escaped => return index + 1,
            b'\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    text.len()
}
