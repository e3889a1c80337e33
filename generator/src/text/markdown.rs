//! A document's Markdown, made harmless where others render it: in documentation, which rustdoc renders and whose code it
//! runs as tests, in the texts beside an emitted crate, and in comments on pull requests. A document is data: nothing of it
//! is run, loaded or taken for HTML, and no link leads to an item of the crate or to a script.
//!
//! A text is read as rustdoc reads it and written again, close to its source; what was written is read once more, and
//! stands only if nothing of it can do harm. `code`, `text` and `inline` are for a part of a line of our own.

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

/// What rustdoc reads beside CommonMark.
const RUSTDOC: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_SMART_PUNCTUATION);

/// How often HTML may come to light where other HTML was escaped.
const ROUNDS: usize = 8;

/// The lines of a text, harmless: code is fenced and marked as text, HTML is shown, an image is a link, and so on. Characters
/// that nobody sees are left out.
pub fn safe(text: &str) -> Vec<String> {
    let text = cleaned(text);
    let text = text.trim();
    if text.is_empty() {
        return Vec::new();
    }
    if let Some(lines) = plain::lines(text) {
        return lines;
    }
    let written = written(text).filter(|lines| check::is_harmless(&lines.join("\n")));
    written.unwrap_or_else(|| text.lines().map(escape::every).collect())
}

/// The text written again; none where it is nested too deep, or there is no end of the HTML in it.
fn written(text: &str) -> Option<Vec<String>> {
    let mut source = Cow::Borrowed(text);
    for _ in 0..ROUNDS {
        let events: Vec<_> = Parser::new_ext(&source, RUSTDOC).into_offset_iter().collect();
        let html = html::places(&source, &events);
        if html.is_empty() {
            return write::lines(&source, &events);
        }
        source = Cow::Owned(html::escaped(&source, &html));
    }
    None
}

/// The first line of a text, harmless, to stand within a line: emphasis, code and links are kept.
pub fn inline(line: &str) -> String {
    let line = line.trim().lines().next().unwrap_or_default();
    let mut safe = safe(line);
    match safe.pop() {
        Some(only) if safe.is_empty() && !escape::opens_block(&only) => escape::closed(only),
        _ => text(line),
    }
}

/// A text as it is, to stand within a line: nothing of it is Markdown.
pub fn text(text: &str) -> String {
    escape::text(&one_line(&cleaned(text)))
}

/// A text as code within a line; what nobody sees of it is shown as `\u{..}`.
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

/// Harmless lines about something of ours, as an item of a list; nothing where there are none.
pub fn item(about: &str, lines: &[String]) -> Vec<String> {
    let Some((first, rest)) = lines.split_first() else { return Vec::new() };
    let inside = |line: &String| if line.is_empty() { String::new() } else { format!("  {line}") };
    // What is no text begins a line of its own, and one apart where it would go on with the line above.
    let (head, rest) = match (escape::opens_block(first), escape::interrupts(first)) {
        (false, _) => (vec![format!("- {about}: {first}")], rest),
        (true, true) => (vec![format!("- {about}:")], lines),
        (true, false) => (vec![format!("- {about}:"), String::new()], lines),
    };
    head.into_iter().chain(rest.iter().map(inside)).collect()
}

/// Markdown of a line, as the cell of a table.
pub fn cell(line: &str) -> String {
    line.replace('|', "\\|")
}

/// On one line, with one space between two words.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text with line feeds alone between its lines, and without what nobody sees.
fn cleaned(text: &str) -> Cow<'_, str> {
    if is_plain(text) {
        return Cow::Borrowed(text);
    }
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    Cow::Owned(text.chars().filter(|c| !is_hidden(*c) || matches!(c, '\n' | '\t')).collect())
}
