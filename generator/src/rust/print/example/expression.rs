//! Rust expressions as people lay them out: on one line where they fit, else an argument a line.

use crate::rust::model::{RustType, Within};

/// How wide the lines of an example are.
const WIDTH: usize = 88;

/// An expression, as far as it can be broken.
pub(super) enum Expression {
    /// Never broken.
    Leaf(Code),
    /// Parts between what opens and what closes them: `types::NewTag::new(`, …, `)`.
    Group { open: Code, parts: Vec<Expression>, close: &'static str },
}

/// A part of an expression, and whether it begins with a type of the API.
pub(super) struct Code {
    text: String,
    of_api: bool,
}

impl Code {
    /// What names no type of the API.
    fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), of_api: false }
    }

    /// What follows the name of a type of the API.
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

    /// What is made by a function of a type of the API.
    pub(super) fn made(open: Code, parts: Vec<Self>) -> Self {
        Self::Group { open, parts, close: ")" }
    }

    /// Whether it is made by a function of a type of the API.
    pub(super) fn is_made(&self) -> bool {
        matches!(self, Self::Group { open, .. } if open.of_api)
    }

    /// Whether it names a type of the API.
    pub(super) fn names_types(&self) -> bool {
        match self {
            Self::Leaf(code) => code.of_api,
            Self::Group { open, parts, .. } => open.of_api || parts.iter().any(Self::names_types),
        }
    }

    /// On one line.
    pub(super) fn flat(&self) -> String {
        match self {
            Self::Leaf(code) => code.text.clone(),
            Self::Group { open, parts, close } => {
                let parts: Vec<String> = parts.iter().map(Self::flat).collect();
                format!("{}{}{close}", open.text, parts.join(", "))
            }
        }
    }

    /// Its lines, with what stands before and after it.
    pub(super) fn lines(&self, indent: usize, before: &str, after: &str) -> Vec<String> {
        let margin = " ".repeat(indent);
        let flat = format!("{margin}{before}{}{after}", self.flat());
        match self {
            Self::Group { open, parts, close } if !fits(&flat) && !parts.is_empty() => {
                // What is alone in what holds it opens on the same line: `new([`.
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

/// Whether a line is no wider than it should be.
pub(super) fn fits(line: &str) -> bool {
    line.chars().count() <= WIDTH
}
