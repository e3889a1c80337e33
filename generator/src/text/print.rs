//! What is printed: to a terminal, into a log, to cargo. Every text that a command or a build script prints passes through
//! here, so that nothing of a document, an overlay, a path or a setting steers whoever reads it.

use std::fmt;
use std::io::Write;

use crate::text::visible::{escaped, escaped_lines, is_hidden};

/// A line of a diagnostic is cut after this many characters: a document's name for a thing can be as long as the document.
const LONGEST: usize = 1_000;

/// A text of several lines: line feeds and tabs stay, any other hidden character is shown as `\u{..}`.
pub fn shown(text: &str) -> String {
    escaped_lines(text)
}

/// The same of a text that this tool coloured, and whose parts it showed before: sequences that set a colour stay too.
pub fn coloured(text: &str) -> String {
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

/// The length of a sequence that sets a colour: `ESC [ 1 ; 31 m`.
fn colour(text: &str) -> Option<usize> {
    let parameters = text.strip_prefix("\u{1b}[")?;
    let end = parameters.find(|c: char| !c.is_ascii_digit() && c != ';')?;
    parameters[end..].starts_with('m').then_some("\u{1b}[".len() + end + 1)
}

/// A text that has to stay on one line: every hidden character is shown, line feeds too, and what is very long is cut.
pub fn line(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => {
            let (head, rest) = text.split_at(end);
            format!("{}… ({} more characters)", escaped(head), rest.chars().count())
        }
        None => escaped(text),
    }
}

/// JSON text, with hidden characters as JSON escapes: they can only stand within its strings. Line feeds are its layout.
pub fn json(text: &str) -> String {
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

/// A line of a build script to cargo. Text that cargo would take for another directive cannot stand in one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Directive {
    /// The script runs again when this file or folder changes.
    RerunIfChanged(String),
    /// The crate may ask for this feature although it does not declare it.
    KnownFeature(String),
    /// Cargo shows this text and goes on.
    Warning(String),
    /// Cargo shows this text and the build fails.
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

/// Prints to standard output, without colours; for those who have no command line.
pub fn out(text: &str) {
    write(std::io::stdout().lock(), text);
}

/// Prints to standard error, without colours; for those who have no command line.
pub fn err(text: &str) {
    write(std::io::stderr().lock(), text);
}

/// Nobody is left to be told where this fails.
fn write(mut to: impl Write, text: &str) {
    let _ = to.write_all(shown(text).as_bytes()).and_then(|()| to.flush());
}
