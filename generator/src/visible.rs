//! Which characters a reader cannot see, and how they are shown. A hidden character can make a line say something else
//! than it seems to say: it turns the direction of the text, ends the line, or steers a terminal.

use std::fmt::Write;

/// The hidden characters beside the control characters, in order: general category `Cf`, the separators of lines and
/// paragraphs, and what Unicode calls ignorable by default, but for the selectors of ordinary emoji (U+FE00 to U+FE0F).
const HIDDEN: &[(char, char)] = &[
    ('\u{ad}', '\u{ad}'),
    ('\u{34f}', '\u{34f}'),
    ('\u{600}', '\u{605}'),
    ('\u{61c}', '\u{61c}'),
    ('\u{6dd}', '\u{6dd}'),
    ('\u{70f}', '\u{70f}'),
    ('\u{890}', '\u{891}'),
    ('\u{8e2}', '\u{8e2}'),
    ('\u{115f}', '\u{1160}'),
    ('\u{17b4}', '\u{17b5}'),
    ('\u{180b}', '\u{180f}'),
    ('\u{200b}', '\u{200f}'),
    ('\u{2028}', '\u{202e}'),
    ('\u{2060}', '\u{206f}'),
    ('\u{3164}', '\u{3164}'),
    ('\u{feff}', '\u{feff}'),
    ('\u{ffa0}', '\u{ffa0}'),
    ('\u{fff0}', '\u{fffb}'),
    ('\u{110bd}', '\u{110bd}'),
    ('\u{110cd}', '\u{110cd}'),
    ('\u{13430}', '\u{1343f}'),
    ('\u{1bca0}', '\u{1bca3}'),
    ('\u{1d173}', '\u{1d17a}'),
    ('\u{e0000}', '\u{e0fff}'),
];

/// Whether a reader cannot see the character: a control character (line feed and tab too; who prints these keeps them
/// apart, as [`escaped_except`] does), a separator of lines, a control of text direction, or any other character of
/// format or without width.
pub fn is_hidden(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_control();
    }
    c.is_control() || (c >= HIDDEN[0].0 && HIDDEN.iter().any(|(first, last)| (*first..=*last).contains(&c)))
}

/// The text with each hidden character as `\u{..}`, line feeds and tabs too.
pub fn escaped(text: &str) -> String {
    escaped_except(text, &[])
}

/// Whether a text of several lines is printable ASCII: nothing in it is hidden. All bytes of a piece are looked at together,
/// which is many times as fast as one after the other.
pub fn is_plain(text: &str) -> bool {
    let is_plain = |byte: &u8| matches!(byte, b' '..=b'~' | b'\n' | b'\t');
    text.as_bytes().chunks(PIECE).all(|piece| piece.iter().fold(true, |plain, byte| plain & is_plain(byte)))
}

/// The bytes that are looked at together.
const PIECE: usize = 512;

/// A text of several lines with each hidden character but line feeds and tabs as `\u{..}`.
pub fn escaped_lines(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let end = (PIECE.min(rest.len())..=rest.len()).find(|end| rest.is_char_boundary(*end));
        let (piece, after) = rest.split_at(end.unwrap_or(rest.len()));
        if is_plain(piece) {
            out.push_str(piece);
        } else {
            out.push_str(&escaped_except(piece, &['\n', '\t']));
        }
        rest = after;
    }
    out
}

/// The text with each hidden character but these as `\\u{..}`.
pub fn escaped_except(text: &str, kept: &[char]) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if is_hidden(c) && !kept.contains(&c) {
            // Writing to a `String` cannot fail.
            let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}
