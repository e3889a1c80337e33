//! Lines of YAML and Rust, with marks where they differ and the colours of their words.

use super::html::Html;
use crate::review::report::lines::{Line, Mark};

/// The language of lines.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Language {
    Yaml,
    Rust,
}

/// The words of Rust that items are written with.
const KEYWORDS: [&str; 8] = ["enum", "fn", "for", "impl", "pub", "self", "struct", "type"];

/// Adds lines.
pub(super) fn print(html: &mut Html, lines: &[Line], language: Language) {
    html.raw("<pre><code>");
    for line in lines {
        match line {
            Line::Gap(1) => _ = html.raw("<small>1 more line</small>"),
            Line::Gap(number) => _ = html.raw("<small>").number(*number).raw(" more lines</small>"),
            Line::Text(mark, text) => {
                let (open, close) = match mark {
                    Mark::Same => ("", "\n"),
                    Mark::Removed => ("<del>", "\n</del>"),
                    Mark::Added => ("<ins>", "\n</ins>"),
                };
                html.raw(open);
                match language {
                    Language::Yaml => yaml(html, text),
                    Language::Rust => rust(html, text),
                }
                html.raw(close);
            }
        }
    }
    html.raw("</code></pre>\n");
}

/// Adds a line of YAML: keys, and values that are no texts.
fn yaml(html: &mut Html, line: &str) {
    let mut rest = line.trim_start();
    html.text(line.get(..line.len() - rest.len()).unwrap_or_default());
    while let Some(element) = rest.strip_prefix("- ") {
        html.raw("- ");
        rest = element;
    }
    let end = rest.find(": ").or_else(|| rest.len().checked_sub(1).filter(|_| rest.ends_with(':')));
    let (key, value) = end.and_then(|end| rest.split_at_checked(end)).unwrap_or(("", rest));
    if !key.is_empty() {
        html.raw("<b>").text(key).raw("</b>");
    }
    let text = value.strip_prefix(": ").unwrap_or_default();
    let bare = if key.is_empty() { value } else { text };
    let is_literal = matches!(bare, "true" | "false" | "null") || bare.parse::<f64>().is_ok();
    match bare.strip_prefix("").filter(|_| is_literal) {
        Some(literal) => {
            html.text(value.strip_suffix(literal).unwrap_or_default());
            html.raw("<i>").text(literal).raw("</i>");
        }
        None => _ = html.text(value),
    }
}

/// Adds a line of Rust: keywords, types and comments.
fn rust(html: &mut Html, line: &str) {
    let (code, comment) = match line.find("//") {
        Some(at) => line.split_at(at),
        None => (line, ""),
    };
    let mut rest = code;
    while !rest.is_empty() {
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        let end = if end == 0 { rest.find(is_word).unwrap_or(rest.len()) } else { end };
        let (word, after) = rest.split_at(end);
        match word {
            word if KEYWORDS.contains(&word) => _ = html.raw("<b>").text(word).raw("</b>"),
            word if word.starts_with(char::is_uppercase) => _ = html.raw("<i>").text(word).raw("</i>"),
            word => _ = html.text(word),
        }
        rest = after;
    }
    if !comment.is_empty() {
        html.raw("<span>").text(comment).raw("</span>");
    }
}
