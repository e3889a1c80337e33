//! Escapes foreign texts for messages: on one line, with a bounded length, and without characters that control a
//! terminal or a log viewer.

use std::fmt::{self, Write};

/// The maximum length of a text in a message, in characters.
pub const MAX_CHARS: usize = 200;

/// A foreign text. `Display` and `Debug` escape unprintable characters (`\u{1b}`) and cut the text at [`MAX_CHARS`]; `Debug`
/// adds quotes.
#[derive(Clone, Copy)]
pub struct Escaped<'a>(pub &'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&escaped_within(self.0, MAX_CHARS))
    }
}

impl fmt::Debug for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\"", escape_with(self.0, MAX_CHARS, write_quoted))
    }
}

/// The text as [`Escaped`] shows it.
pub fn escaped(text: &str) -> String {
    Escaped(text).to_string()
}

/// Escapes a text with another maximum length, for texts that are composed of several.
pub fn escaped_within(text: &str, most: usize) -> String {
    escape_with(text, most, write_char)
}

/// The start of a text, with each character written by `write`.
fn escape_with(text: &str, most: usize, write: fn(&mut String, char) -> fmt::Result) -> String {
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
