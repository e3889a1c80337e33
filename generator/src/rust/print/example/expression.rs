//! Rust expressions as people lay them out: on one line where they fit, else an argument a line.

/// The module that examples name types of the API by.
const API_TYPES: &str = "types::";

/// How wide the lines of an example are.
const WIDTH: usize = 88;

/// An expression, as far as it can be broken.
pub(super) enum Expression {
    /// Never broken.
    Leaf(String),
    /// Parts between what opens and what closes them: `types::NewTag::new(`, …, `)`.
    Group { open: String, parts: Vec<Expression>, close: &'static str },
}

impl Expression {
    pub(super) fn leaf(text: impl Into<String>) -> Self {
        Self::Leaf(text.into())
    }

    pub(super) fn group(open: impl Into<String>, parts: Vec<Self>, close: &'static str) -> Self {
        Self::Group { open: open.into(), parts, close }
    }

    /// Whether it names a type of the API: what begins with the module of these, not a text that holds its name.
    pub(super) fn names_types(&self) -> bool {
        match self {
            Self::Leaf(text) => text.starts_with(API_TYPES),
            Self::Group { open, parts, .. } => {
                open.starts_with(API_TYPES) || parts.iter().any(Self::names_types)
            }
        }
    }

    /// On one line.
    pub(super) fn flat(&self) -> String {
        match self {
            Self::Leaf(text) => text.clone(),
            Self::Group { open, parts, close } => {
                let parts: Vec<String> = parts.iter().map(Self::flat).collect();
                format!("{open}{}{close}", parts.join(", "))
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
                    return only.lines(indent, &format!("{before}{open}"), &format!("{close}{after}"));
                }
                let inside = parts.iter().flat_map(|part| part.lines(indent + 4, "", ","));
                // A tuple of one has its comma already.
                let close = close.trim_start_matches(',');
                let first = format!("{margin}{before}{open}");
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
