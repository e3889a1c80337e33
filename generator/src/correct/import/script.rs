//! Finds documents in scripts: object literals with a member `openapi` or `swagger`, texts that are documents, and the URLs
//! that Swagger UI, Redoc, Scalar and others are given.

use serde::de::IgnoredAny;

use super::found::{Found, Lines, Part};

/// What a script has to mention before its URLs are believed to lead to documents.
const VIEWERS: [&str; 8] = [
    "SwaggerUIBundle",
    "SwaggerUi",
    "swaggerUrl",
    "Redoc.init",
    "createApiReference",
    "initRedoc",
    "customOptions",
    "elements-api",
];

/// Members whose text is the URL of a document.
const URLS: [&str; 5] = ["url", "specUrl", "swaggerUrl", "spec-url", "definitionUrl"];

/// Searches a script, or a text that holds JSON.
pub(super) fn search(script: &str) -> Found {
    let mut scanner = Scanner { script, at: 0, open: Vec::new(), found: Vec::new(), links: Vec::new() };
    scanner.run();
    let has_viewer = VIEWERS.iter().any(|viewer| script.contains(viewer));
    let links = if has_viewer { scanner.links } else { Vec::new() };
    let mut lines = Lines::new(script);
    let part = |(start, text)| match text {
        Text::Object(text) => {
            let above = lines.above(start);
            literal(text)
                .map_or(Part { text: text.to_owned(), above: Some(above) }, |text| Part { text, above: None })
        }
        Text::Literal(text) => Part { text, above: None },
    };
    Found { documents: scanner.found.into_iter().map(part).collect(), links, operation: None }
}

/// The text of a document in a script.
enum Text<'s> {
    /// As it stands there.
    Object(&'s str),
    /// What a literal means.
    Literal(String),
}

/// The most documents of a script.
const MAX_DOCUMENTS: usize = 1_000;

struct Scanner<'s> {
    script: &'s str,
    at: usize,
    /// Where the open braces stand, and whether a member of theirs names a version of OpenAPI.
    open: Vec<(usize, bool)>,
    /// The documents with where they begin.
    found: Vec<(usize, Text<'s>)>,
    links: Vec<String>,
}

impl<'s> Scanner<'s> {
    fn run(&mut self) {
        while let Some(byte) = self.rest().bytes().next() {
            match byte {
                b'{' => {
                    self.open.push((self.at, false));
                    self.at += 1;
                }
                b'}' => self.close(),
                b'"' | b'\'' | b'`' => self.text(byte),
                b'/' if self.rest().starts_with("//") => self.skip_to("\n"),
                b'/' if self.rest().starts_with("/*") => self.skip_to("*/"),
                byte if byte.is_ascii_alphabetic() || byte == b'_' => self.word(),
                _ => self.at += self.rest().chars().next().map_or(1, char::len_utf8),
            }
        }
    }

    fn rest(&self) -> &'s str {
        self.script.get(self.at..).unwrap_or_default()
    }

    fn skip_to(&mut self, end: &str) {
        let rest = self.rest();
        self.at += rest.find(end).map_or(rest.len(), |at| at + end.len());
    }

    /// Ends an object. If it is a document, those within it are parts of it.
    fn close(&mut self) {
        self.at += 1;
        let Some((start, true)) = self.open.pop() else { return };
        let Some(text) = self.script.get(start..self.at) else { return };
        while self.found.last().is_some_and(|(at, _)| *at > start) {
            self.found.pop();
        }
        self.add(start, Text::Object(text));
    }

    fn add(&mut self, start: usize, text: Text<'s>) {
        if self.found.len() < MAX_DOCUMENTS {
            self.found.push((start, text));
        }
    }

    /// Reads a text, which may be a member's name, a URL or a document.
    fn text(&mut self, quote: u8) {
        let rest = self.rest().get(1..).unwrap_or_default();
        let mut escaped = false;
        let end = rest.bytes().position(|byte| {
            let ends = byte == quote && !escaped;
            escaped = byte == b'\\' && !escaped;
            ends
        });
        // A quote that is not closed on its line belongs to a comment or a pattern.
        let content =
            end.and_then(|end| rest.get(..end)).filter(|text| quote == b'`' || !text.contains('\n'));
        let Some(content) = content else {
            self.at += 1;
            return;
        };
        let start = self.at;
        self.at += content.len() + 2;
        if self.is_name() {
            return self.name(content);
        }
        if let Some(text) = document(content, quote) {
            self.add(start, Text::Literal(text));
        }
    }

    fn word(&mut self) {
        let rest = self.rest();
        let is_part = |sign: char| sign.is_alphanumeric() || "_$.".contains(sign);
        let end = rest.find(|sign| !is_part(sign)).unwrap_or(rest.len());
        let word = rest.get(..end).unwrap_or_default();
        self.at += end.max(1);
        if word == "Redoc.init" || word == "initRedoc" {
            let argument = self.rest().trim_start().strip_prefix('(').map(str::trim_start);
            self.links.extend(argument.and_then(quoted).map(str::to_owned));
        } else if self.is_name() {
            self.name(word);
        }
    }

    /// Returns true if a colon follows.
    fn is_name(&self) -> bool {
        self.rest().trim_start().starts_with(':')
    }

    /// Reads a member by its name, before its colon.
    fn name(&mut self, name: &str) {
        let value = self.rest().trim_start().strip_prefix(':').unwrap_or_default().trim_start();
        if ["openapi", "swagger"].contains(&name) {
            let version = value.trim_start_matches(['"', '\'']);
            if let Some((_, is_document)) = self.open.last_mut().filter(|_| version.starts_with(['2', '3'])) {
                *is_document = true;
            }
        } else if URLS.contains(&name) {
            self.links.extend(quoted(value).filter(|url| !url.is_empty()).map(str::to_owned));
        }
    }
}

/// The deepest literal that is read, as deep as a document may be.
const MAX_DEPTH: usize = 120;

/// Returns an object of JavaScript as JSON; `None` if it is JSON already, or more than values.
fn literal(text: &str) -> Option<String> {
    let is_json = serde_json::from_str::<IgnoredAny>(text).is_ok();
    let mut depth = 0_usize;
    let deepest = text.bytes().map(|byte| {
        match byte {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth
    });
    if is_json || deepest.max().unwrap_or(0) > MAX_DEPTH {
        return None;
    }
    let value: serde_json::Value = json5::from_str(text).ok()?;
    serde_json::to_string_pretty(&value).ok()
}

/// Returns the text in quotes that another text begins with.
fn quoted(text: &str) -> Option<&str> {
    let quote = text.chars().next().filter(|quote| "\"'`".contains(*quote))?;
    text.get(1..)?.split(quote).next()
}

/// Returns the document that the text of a literal is.
fn document(content: &str, quote: u8) -> Option<String> {
    let start = content.trim_start_matches(|sign: char| sign.is_whitespace() || sign == '\\' || sign == 'n');
    let start = start.trim_start_matches(['{', ' ', '\\', '"', 'n']);
    if !start.starts_with("openapi") && !start.starts_with("swagger") {
        return None;
    }
    let rest = start.get(7..)?.trim_start_matches(['\\', '"']);
    if !rest.trim_start().starts_with(':') {
        return None;
    }
    unescaped(content, quote)
}

/// Returns the text of a literal of JavaScript.
fn unescaped(content: &str, quote: u8) -> Option<String> {
    if quote == b'`' {
        return Some(content.replace("\\`", "`").replace("\\\\", "\\"));
    }
    let json = match quote {
        b'\'' => content.replace("\\'", "'").replace('"', "\\\""),
        _ => content.to_owned(),
    };
    serde_json::from_str(&format!("\"{json}\"")).ok()
}
