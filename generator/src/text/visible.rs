//! Hidden characters, and how they are shown. A hidden character can make a line mean something else than it seems to:
//! it changes the direction of the text, ends the line, or controls a terminal.

use std::fmt::Write;

/// The hidden characters besides the control characters, in order: general category `Cf`, line and paragraph
/// separators, the characters that Unicode ignores by default, and the blank braille pattern (U+2800). The text and
/// emoji selectors (U+FE0E and U+FE0F) are not among them; the other variation selectors are, because they can carry
/// invisible data. The noncharacters from U+FDD0 on are among them; [`ends_plane`] recognises those at the end of each
/// plane.
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

/// Returns true if a reader cannot see the character: a control character (including line feed and tab; callers that
/// print these exclude them, as [`escaped_except`] does), a line separator, a control of text direction, any other
/// format or zero-width character, or a noncharacter.
pub fn is_hidden(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_control();
    }
    let listed = c >= HIDDEN[0].0 && HIDDEN.iter().any(|(first, last)| (*first..=*last).contains(&c));
    listed || c.is_control() || ends_plane(c)
}

/// Returns true for the last two characters of a plane, which Unicode never assigns and YAML does not allow.
fn ends_plane(c: char) -> bool {
    u32::from(c) & 0xfffe == 0xfffe
}

/// Replaces each hidden character by `\u{..}`, including line feeds and tabs.
pub fn escaped(text: &str) -> String {
    if is_printable(text) { text.to_owned() } else { escaped_except(text, &[]) }
}

/// Returns true if a text is printable ASCII on one line, as most are.
pub fn is_printable(text: &str) -> bool {
    text.bytes().fold(true, |printable, byte| printable & matches!(byte, b' '..=b'~'))
}

/// Returns true if a text of several lines is printable ASCII, so that nothing in it is hidden. All bytes of a chunk
/// are tested together, which is many times faster than one by one.
pub fn is_plain(text: &str) -> bool {
    let is_plain = |byte: &u8| matches!(byte, b' '..=b'~' | b'\n' | b'\t');
    text.as_bytes().chunks(CHUNK).all(|chunk| chunk.iter().fold(true, |plain, byte| plain & is_plain(byte)))
}

/// The number of bytes tested together.
const CHUNK: usize = 512;

/// Replaces each hidden character except line feeds and tabs by `\u{..}`.
pub fn escaped_lines(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let (chunk, after) = rest.split_at(chunk_end(rest));
        if is_plain(chunk) {
            out.push_str(chunk);
        } else {
            out.push_str(&escaped_except(chunk, &['\n', '\t']));
        }
        rest = after;
    }
    out
}

/// Returns the end of the first chunk of a text: between two characters, and not before a selector.
fn chunk_end(text: &str) -> usize {
    let between = (CHUNK.min(text.len())..=text.len()).find(|end| text.is_char_boundary(*end));
    let (before, after) = text.split_at(between.unwrap_or(text.len()));
    before.len() + (after.len() - after.trim_start_matches(is_selector).len())
}

/// Returns true for the text and emoji selectors.
fn is_selector(c: char) -> bool {
    matches!(c, '\u{fe0e}' | '\u{fe0f}')
}

/// Replaces each hidden character except those in `kept` by `\u{..}`, and also each selector that follows another one:
/// only the first has an effect, and a run of them can carry invisible data.
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
