//! Escapes what is printed to a terminal, to a log or to cargo. Every text that a command or a build script prints
//! passes through here, so that no text of a document, an overlay, a path or a setting can control the reader's
//! terminal.

use std::fmt;
use std::io::Write;

use crate::text::visible::{escaped, escaped_lines, is_hidden};

/// The longest line of a diagnostic, in characters: a name in a document can be as long as the document.
const MAX_LINE_CHARACTERS: usize = 1_000;

/// Escapes a text of several lines: line feeds and tabs stay, any other hidden character becomes `\u{..}`.
pub fn escape_text(text: &str) -> String {
    escaped_lines(text)
}

/// Like [`escape_text`], for a text that this tool coloured and whose parts are already escaped: sequences that set a colour
/// also stay.
pub fn escape_coloured(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(|c| is_hidden(c) && !matches!(c, '\n' | '\t')) {
        let (before, hidden) = rest.split_at(at);
        out.push_str(before);
        let length = colour(hidden).unwrap_or_else(|| hidden.chars().next().map_or(0, char::len_utf8));
        let (hidden, after) = hidden.split_at(length);
        if length > 1 && hidden.starts_with('\u{1b}') {
            out.push_str(hidden);
        } else {
            out.push_str(&escaped(hidden));
        }
        rest = after;
    }
    out + rest
}

/// Returns the length of a sequence that sets a colour: `ESC [ 1 ; 31 m`.
fn colour(text: &str) -> Option<usize> {
    let parameters = text.strip_prefix("\u{1b}[")?;
    let end = parameters.find(|c: char| !c.is_ascii_digit() && c != ';')?;
    parameters[end..].starts_with('m').then_some("\u{1b}[".len() + end + 1)
}

/// Escapes a text that has to stay on one line: every hidden character is shown, including line feeds, and very long
/// texts are cut.
pub fn escape_line(text: &str) -> String {
    match text.char_indices().nth(MAX_LINE_CHARACTERS) {
        Some((end, _)) => {
            let (head, rest) = text.split_at(end);
            format!("{}… ({} more characters)", escaped(head), rest.chars().count())
        }
        None => escaped(text),
    }
}

/// Replaces hidden characters in JSON text by JSON escapes: they can only be within strings. Line feeds are kept as
/// layout.
pub fn escape_json(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if is_hidden(c) && c != '\n' {
            let units =
                c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")).collect::<String>();
            out.push_str(&units);
        } else {
            out.push(c);
        }
    }
    out
}

/// A directive of a build script to cargo. Its text is escaped, so that cargo cannot read another directive in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Directive {
    /// Run the script again when this file or folder changes.
    RerunIfChanged(String),
    /// Allow the crate to check for this feature although it does not declare it.
    KnownFeature(String),
    /// Show this text and continue.
    Warning(String),
    /// Show this text and fail the build.
    Error(String),
}

impl fmt::Display for Directive {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (key, text) = match self {
            Self::KnownFeature(feature) => {
                return write!(f, "cargo::rustc-check-cfg=cfg(feature, values(\"{}\"))", escaped(feature));
            }
            Self::RerunIfChanged(path) => ("rerun-if-changed", path),
            Self::Warning(text) => ("warning", text),
            Self::Error(text) => ("error", text),
        };
        write!(f, "cargo::{key}={}", escaped(text))
    }
}

/// Prints to standard output, without colours; for callers other than the command line.
pub fn out(text: &str) {
    write(std::io::stdout().lock(), text);
}

/// Prints to standard error, without colours; for callers other than the command line.
pub fn err(text: &str) {
    write(std::io::stderr().lock(), text);
}

/// Errors are ignored, because there is nowhere left to report them.
fn write(mut to: impl Write, text: &str) {
    let _ = to.write_all(escape_text(text).as_bytes()).and_then(|()| to.flush());
}
