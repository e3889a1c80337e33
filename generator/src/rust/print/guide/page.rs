//! Sections of front pages, as Markdown.

use super::medium::Medium;
use super::snippet::Snippet;
use crate::rust::print::doc;

/// A section: its title, then paragraphs, lists and code.
pub(super) struct Section {
    title: &'static str,
    lines: Vec<String>,
}

impl Section {
    pub(super) fn new(title: &'static str) -> Self {
        Self { title, lines: Vec::new() }
    }

    /// Adds a paragraph, a list or a table of our own words. What is in it of the document is `code`, `inline` or `text`.
    #[must_use]
    pub(super) fn text(mut self, text: &str) -> Self {
        doc::own_paragraph(&mut self.lines, text);
        self
    }

    /// Adds code.
    #[must_use]
    pub(super) fn code(mut self, snippet: Snippet) -> Self {
        doc::own_paragraph(&mut self.lines, &snippet.lines().join("\n"));
        self
    }

    /// Its lines, after a blank one.
    pub(super) fn lines(self, medium: Medium) -> Vec<String> {
        let level = if medium == Medium::Rustdoc { "#" } else { "##" };
        let head = [String::new(), format!("{level} {}", self.title), String::new()];
        head.into_iter().chain(self.lines).collect()
    }
}

/// Prints lines as the documentation of the module that they stand in.
pub fn inner_docs(lines: &[String]) -> String {
    let lines = lines.iter().map(|line| {
        let line = doc::without_hidden(line);
        format!("//! {line}").trim_end().to_owned()
    });
    lines.collect::<Vec<_>>().join("\n")
}
