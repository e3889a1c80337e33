//! HTML in which the text of documents is inert.

use crate::text::visible::escaped_lines;

/// HTML under construction. Markup is part of the program; any other text is escaped, and its hidden characters are
/// shown.
#[derive(Debug, Default)]
pub(super) struct Html(String);

impl Html {
    /// Adds markup.
    pub(super) fn raw(&mut self, markup: &'static str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// Adds text.
    pub(super) fn text(&mut self, text: &str) -> &mut Self {
        self.escape(&escaped_lines(text));
        self
    }

    /// Adds a number.
    pub(super) fn number(&mut self, number: usize) -> &mut Self {
        self.0.push_str(&number.to_string());
        self
    }

    /// Adds an attribute to the tag that is open.
    pub(super) fn attribute(&mut self, name: &'static str, value: &str) -> &mut Self {
        self.raw(" ").raw(name).raw("=\"").text(value).raw("\"")
    }

    /// Adds a path of Rust, which may break after `::`.
    pub(super) fn path(&mut self, path: &str) -> &mut Self {
        let mut parts = path.split("::");
        self.text(parts.next().unwrap_or_default());
        for part in parts {
            self.raw("::<wbr>").text(part);
        }
        self
    }

    /// Returns the whole text.
    pub(super) fn finish(self) -> String {
        self.0
    }

    fn escape(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                c => self.0.push(c),
            }
        }
    }
}
