//! Formats Rust expressions as people do: on one line if they fit, else one argument per line.

use crate::rust::model::{RustType, Within};

/// The maximum width of the lines of an example.
const MAX_WIDTH: usize = 88;

/// An expression that can be broken into lines.
pub(super) enum Expression {
    /// Code that is never broken.
    Leaf(Code),
    /// Parts between an opening and a closing text: `types::NewTag::new(`, …, `)`.
    Group { open: Code, parts: Vec<Expression>, close: &'static str },
}

/// A part of an expression; `of_api` is true if it begins with a type of the API.
pub(super) struct Code {
    text: String,
    of_api: bool,
}

impl Code {
    /// Code that names no type of the API.
    fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), of_api: false }
    }

    /// A type of the API, followed by `rest`.
    pub(super) fn of_api(ty: &RustType, rest: &str) -> Self {
        Self { text: ty.written(Within::Api) + rest, of_api: true }
    }
}

impl Expression {
    pub(super) fn leaf(text: impl Into<String>) -> Self {
        Self::Leaf(Code::plain(text))
    }

    pub(super) fn group(open: impl Into<String>, parts: Vec<Self>, close: &'static str) -> Self {
        Self::Group { open: Code::plain(open), parts, close }
    }

    /// A call of a function of a type of the API.
    pub(super) fn made(open: Code, parts: Vec<Self>) -> Self {
        Self::Group { open, parts, close: ")" }
    }

    /// Returns true if it is a call of a function of a type of the API.
    pub(super) fn is_made(&self) -> bool {
        matches!(self, Self::Group { open, .. } if open.of_api)
    }

    /// Returns true if it names a type of the API.
    pub(super) fn names_types(&self) -> bool {
        match self {
            Self::Leaf(code) => code.of_api,
            Self::Group { open, parts, .. } => open.of_api || parts.iter().any(Self::names_types),
        }
    }

    /// Formats it on one line.
    pub(super) fn flat(&self) -> String {
        match self {
            Self::Leaf(code) => code.text.clone(),
            Self::Group { open, parts, close } => {
                let parts: Vec<String> = parts.iter().map(Self::flat).collect();
                // The fields of a struct have a space on both sides.
                let space = if close.starts_with('}') && !parts.is_empty() { " " } else { "" };
                format!("{}{space}{}{space}{close}", open.text, parts.join(", "))
            }
        }
    }

    /// Formats it as lines, with a prefix and a suffix.
    pub(super) fn lines(&self, indent: usize, before: &str, after: &str) -> Vec<String> {
        let margin = " ".repeat(indent);
        let flat = format!("{margin}{before}{}{after}", self.flat());
        match self {
            Self::Group { open, parts, close } if !fits(&flat) && !parts.is_empty() => {
                // A single nested group opens on the same line: `new([`.
                if let [only @ Self::Group { parts: inner, .. }] = parts.as_slice()
                    && !inner.is_empty()
                {
                    return only.lines(indent, &format!("{before}{}", open.text), &format!("{close}{after}"));
                }
                let inside = parts.iter().flat_map(|part| part.lines(indent + 4, "", ","));
                // A tuple of one has its comma already.
                let close = close.trim_start_matches(',');
                let first = format!("{margin}{before}{}", open.text);
                [first].into_iter().chain(inside).chain([format!("{margin}{close}{after}")]).collect()
            }
            _ => vec![flat],
        }
    }
}

/// Returns true if a line is not too wide.
pub(super) fn fits(line: &str) -> bool {
    line.chars().count() <= MAX_WIDTH
}
