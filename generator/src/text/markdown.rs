//! Makes the Markdown of a document harmless where others render it: in documentation, which rustdoc renders and whose
//! code it runs as tests, in the texts beside an emitted crate, and in comments on pull requests. A document is
//! untrusted data: nothing of it is run, loaded or rendered as HTML, and no link leads to an item of the crate or to a
//! script.
//!
//! A text is parsed as rustdoc parses it and written again, close to its source. The result is parsed once more, and
//! used only if nothing in it can do harm. `code`, `text` and `inline` are for parts of our own lines.

mod check;
mod destination;
mod escape;
mod html;
mod inline;
mod plain;
mod write;

use std::borrow::Cow;

use pulldown_cmark::{Options, Parser};

use crate::text::visible::{escaped, is_hidden, is_plain};

/// The extensions of CommonMark that rustdoc enables.
const RUSTDOC: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_SMART_PUNCTUATION);

/// How often escaping HTML may reveal other HTML.
const MAX_ROUNDS: usize = 8;

/// Returns the lines of a text, made harmless: code is fenced and marked as text, HTML is shown, an image becomes a
/// link, and so on. Hidden characters are left out.
pub fn sanitize(text: &str) -> Vec<String> {
    let text = clean(text);
    let text = text.trim();
    if text.is_empty() {
        return Vec::new();
    }
    if let Some(lines) = plain::lines(text) {
        return lines;
    }
    let written = rewrite(text).filter(|lines| check::is_harmless(&lines.join("\n")));
    written.unwrap_or_else(|| text.lines().map(escape::escape_all).collect())
}

/// Writes the text again; `None` if it is nested too deeply, or escaping its HTML reveals more without end.
fn rewrite(text: &str) -> Option<Vec<String>> {
    let mut source = Cow::Borrowed(text);
    for _ in 0..MAX_ROUNDS {
        let events: Vec<_> = Parser::new_ext(&source, RUSTDOC).into_offset_iter().collect();
        let html = html::open_brackets(&source, &events);
        if html.is_empty() {
            return write::lines(&source, &events);
        }
        source = Cow::Owned(html::escape_at(&source, &html));
    }
    None
}

/// Returns the first line of a text, made harmless for use within a line; emphasis, code and links are kept.
pub fn inline(line: &str) -> String {
    let line = line.trim().lines().next().unwrap_or_default();
    let mut safe = sanitize(line);
    match safe.pop() {
        Some(only) if safe.is_empty() && !escape::opens_block(&only) => escape::close_backslash(only),
        _ => text(line),
    }
}

/// Returns a text for use within a line, escaped so that none of it is Markdown.
pub fn text(text: &str) -> String {
    escape::escape_inline(&one_line(&clean(text)))
}

/// Returns a text as inline code; hidden characters are shown as `\u{..}`.
pub fn code(text: &str) -> String {
    let text = escaped(text);
    let fence = "`".repeat(escape::longest_run(&text) + 1);
    let is_blank = text.trim().is_empty();
    let apart = text.starts_with('`')
        || text.ends_with('`')
        || (text.starts_with(' ') && text.ends_with(' ') && !is_blank);
    match (text.is_empty(), apart) {
        (true, _) => "`\"\"`".to_owned(),
        (_, true) => format!("{fence} {text} {fence}"),
        (_, false) => format!("{fence}{text}{fence}"),
    }
}

/// Formats harmless lines as a list item that begins with `about`; empty if there are no lines.
pub fn item(about: &str, lines: &[String]) -> Vec<String> {
    let Some((first, rest)) = lines.split_first() else { return Vec::new() };
    let inside = |line: &String| if line.is_empty() { String::new() } else { format!("  {line}") };
    // Lines that begin a block start on a new line, after a blank line if they would continue the line above.
    let (head, rest) = match (escape::opens_block(first), escape::interrupts_paragraph(first)) {
        (false, _) => (vec![format!("- {about}: {first}")], rest),
        (true, true) => (vec![format!("- {about}:")], lines),
        (true, false) => (vec![format!("- {about}:"), String::new()], lines),
    };
    head.into_iter().chain(rest.iter().map(inside)).collect()
}

/// Escapes a line of Markdown for the cell of a table.
pub fn cell(line: &str) -> String {
    line.replace('|', "\\|")
}

/// Joins the words of a text with single spaces, on one line.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Normalises line ends to line feeds and removes hidden characters.
fn clean(text: &str) -> Cow<'_, str> {
    if is_plain(text) {
        return Cow::Borrowed(text);
    }
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    Cow::Owned(text.chars().filter(|c| !is_hidden(*c) || matches!(c, '\n' | '\t')).collect())
}
