//! Escapes foreign texts for messages: on one line, with a bounded length, and without characters that control a
//! terminal or a log viewer.

use std::fmt::{self, Write};

/// The maximum length of a text in a message, in characters.
pub const MOST: usize = 200;

/// A foreign text. `Display` and `Debug` escape unprintable characters (`\u{1b}`) and cut the text at [`MOST`]; `Debug`
/// adds quotes.
#[derive(Clone, Copy)]
pub struct Shown<'a>(pub &'a str);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&shown_within(self.0, MOST))
    }
}

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\"", written(self.0, MOST, write_quoted))
    }
}

/// The text as [`Shown`] shows it.
pub fn shown(text: &str) -> String {
    Shown(text).to_string()
}

/// Escapes a text with another maximum length, for texts that are composed of several.
pub fn shown_within(text: &str, most: usize) -> String {
    written(text, most, write_char)
}

/// The start of a text, with each character written by `write`.
fn written(text: &str, most: usize, write: fn(&mut String, char) -> fmt::Result) -> String {
    let end = text.char_indices().nth(most).map_or(text.len(), |(at, _)| at);
    let (start, rest) = text.split_at(end);
    let mut shown = String::with_capacity(start.len());
    // Writing to a `String` cannot fail.
    _ = start.chars().try_for_each(|c| write(&mut shown, c));
    if rest.is_empty() { shown } else { shown + "…" }
}

/// Writes a character within quotes, so that the text cannot end the quotes.
fn write_quoted(text: &mut String, c: char) -> fmt::Result {
    match c {
        '"' | '\\' => write!(text, "\\{c}"),
        c => write_char(text, c),
    }
}

fn write_char(text: &mut String, c: char) -> fmt::Result {
    match c {
        '\n' | '\r' | '\t' => write!(text, "{}", c.escape_default()),
        c if is_hidden(c) => write!(text, "\\u{{{:x}}}", u32::from(c)),
        c => text.write_char(c),
    }
}

/// Returns true if a character moves, hides or reorders the text around it: C0, DEL and C1, line and paragraph
/// separators, marks and overrides of direction, and characters without width.
pub(crate) fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}
