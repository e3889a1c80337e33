//! Which characters a reader cannot see, and how they are shown. A hidden character can make a line say something else
//! than it seems to say: it turns the direction of the text, ends the line, or steers a terminal.

use std::fmt::Write;

/// The hidden characters beside the control characters, in order: general category `Cf`, the separators of lines and
/// paragraphs, what Unicode calls ignorable by default, and the blank braille pattern (U+2800). The selectors of text and
/// emoji (U+FE0E and U+FE0F) are not among them; the other variation selectors are, as they can carry data unseen.
/// The noncharacters from U+FDD0 on are among them, those at the end of each plane are told by [`ends_plane`].
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
    ('\u{2800}', '\u{2800}'),
    ('\u{3164}', '\u{3164}'),
    ('\u{fdd0}', '\u{fdef}'),
    ('\u{fe00}', '\u{fe0d}'),
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
/// format or without width, or a noncharacter.
pub fn is_hidden(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_control();
    }
    let listed = c >= HIDDEN[0].0 && HIDDEN.iter().any(|(first, last)| (*first..=*last).contains(&c));
    listed || c.is_control() || ends_plane(c)
}

/// Whether a character is one of the last two of its plane, which Unicode never assigns and YAML does not allow.
fn ends_plane(c: char) -> bool {
    u32::from(c) & 0xfffe == 0xfffe
}

/// The text with each hidden character as `\u{..}`, line feeds and tabs too.
pub fn escaped(text: &str) -> String {
    if is_printable(text) { text.to_owned() } else { escaped_except(text, &[]) }
}

/// Whether a text is printable ASCII on one line, as most are.
pub fn is_printable(text: &str) -> bool {
    text.bytes().fold(true, |printable, byte| printable & matches!(byte, b' '..=b'~'))
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
        let (piece, after) = rest.split_at(piece_end(rest));
        if is_plain(piece) {
            out.push_str(piece);
        } else {
            out.push_str(&escaped_except(piece, &['\n', '\t']));
        }
        rest = after;
    }
    out
}

/// Where the first piece of a text ends: between two characters, and not before a selector.
fn piece_end(text: &str) -> usize {
    let between = (PIECE.min(text.len())..=text.len()).find(|end| text.is_char_boundary(*end));
    let (before, after) = text.split_at(between.unwrap_or(text.len()));
    before.len() + (after.len() - after.trim_start_matches(is_selector).len())
}

/// The selectors of text and emoji.
fn is_selector(c: char) -> bool {
    matches!(c, '\u{fe0e}' | '\u{fe0f}')
}

/// The text with each hidden character but these as `\u{..}`, and so each selector that follows another one: only the first
/// one has an effect, and a run of them can carry data unseen.
pub fn escaped_except(text: &str, kept: &[char]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut selected = false;
    for c in text.chars() {
        let selects = is_selector(c);
        if (is_hidden(c) || selected && selects) && !kept.contains(&c) {
            // Writing to a `String` cannot fail.
            let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
        } else {
            out.push(c);
        }
        selected = selects;
    }
    out
}
