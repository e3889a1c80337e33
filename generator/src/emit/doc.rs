//! Documentation as attributes: a document's Markdown made safe for rustdoc, limits, and the quirks of the place.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use super::constraint;
use crate::ir::Doc;
use crate::pointer::Pointer;

/// Sentences that overlays add, by place in the normalised document.
pub type Notes = BTreeMap<Pointer, Vec<String>>;

/// The client, from the file of a group.
pub const CLIENT_OF_GROUP: &str = "super::Client";
/// The client, from a file below `types`.
pub const CLIENT_OF_TYPE: &str = concat!("super::", "super::Client");

/// The paragraphs of a thing's documentation; `otherwise` stands where the document says nothing.
pub(super) fn lines(doc: &Doc, notes: Option<&Vec<String>>, otherwise: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let summary = doc.summary.as_deref().map(str::trim).filter(|text| !text.is_empty());
    let description = doc.description.as_deref().map(str::trim).filter(|text| !text.is_empty());
    paragraph(&mut lines, summary.unwrap_or_default());
    if description != summary {
        paragraph(&mut lines, description.unwrap_or_default());
    }
    if lines.is_empty() {
        paragraph(&mut lines, otherwise);
    }
    paragraph(&mut lines, &constraint::sentences(doc).join(" "));
    quirks(&mut lines, notes);
    lines
}

/// Adds what overlays say of the place.
pub(super) fn quirks(lines: &mut Vec<String>, notes: Option<&Vec<String>>) {
    if let Some(notes) = notes {
        paragraph(lines, "# Quirks");
        paragraph(lines, &notes.join("\n"));
    }
}

/// Adds a paragraph, a blank line before it.
pub(super) fn paragraph(lines: &mut Vec<String>, text: &str) {
    let text = safe(text);
    if text.is_empty() {
        return;
    }
    if !lines.is_empty() {
        lines.push(String::new());
    }
    lines.extend(text);
}

/// What is said of an argument, as an item of a list; nothing where nothing is.
pub(super) fn item(name: &str, lines: &[String]) -> Vec<String> {
    let Some((first, rest)) = lines.split_first() else { return Vec::new() };
    // What is no text begins a line of its own.
    let (head, rest) = match first.starts_with("```") || first.starts_with(['#', '-', '*', '+', '|', '>']) {
        true => (format!("- `{name}`:"), lines),
        false => (format!("- `{name}`: {first}"), rest),
    };
    let rest = rest.iter().map(|line| if line.is_empty() { String::new() } else { format!("  {line}") });
    [head].into_iter().chain(rest).collect()
}

/// Adds a paragraph that is not the document's, and may have links.
pub(super) fn own(lines: &mut Vec<String>, text: String) {
    if !lines.is_empty() {
        lines.push(String::new());
    }
    lines.push(text);
}

/// Attributes of documentation lines; `///` once they are laid out.
pub(super) fn attributes(lines: &[String]) -> TokenStream {
    let lines = lines.iter().map(|line| visible(line));
    let lines = lines.map(|line| if line.is_empty() { line } else { format!(" {line}") });
    quote!(#(#[doc = #lines])*)
}

/// Documentation lines as they stand in code; whatever a document says, none ends its comment.
pub(super) fn comment(lines: &[String], indent: &str) -> String {
    let lines = lines.iter().map(|line| {
        let line = visible(line);
        if line.is_empty() { format!("{indent}///\n") } else { format!("{indent}/// {line}\n") }
    });
    lines.collect()
}

/// A text of the document as code within a line.
pub(super) fn code(text: &str) -> String {
    let text = visible(text);
    if text.contains('`') { format!("`` {text} ``") } else { format!("`{text}`") }
}

/// What of a text can stand in a line.
pub(super) fn visible(line: &str) -> String {
    line.chars().filter(|c| !c.is_control() || *c == '\t').collect()
}

/// What stands before a thing: its documentation, and its deprecation.
pub(super) fn before(doc: &Doc, notes: Option<&Vec<String>>, otherwise: &str, indent: &str) -> String {
    marked(doc, &lines(doc, notes, otherwise), indent)
}

/// These lines, and the mark of what is deprecated.
pub(super) fn marked(doc: &Doc, lines: &[String], indent: &str) -> String {
    comment(lines, indent) + &deprecated(doc, indent)
}

/// The mark of what is deprecated.
pub(super) fn deprecated(doc: &Doc, indent: &str) -> String {
    if doc.deprecated { format!("{indent}#[deprecated]\n") } else { String::new() }
}

/// The lines of a text: nothing that rustdoc would run, no markup that could break a page, no stray characters.
fn safe(text: &str) -> Vec<String> {
    let mut fenced = false;
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines() {
        let line = visible(line);
        let trimmed = line.trim();
        if trimmed.starts_with("```") || trimmed.starts_with("~~~") {
            // A fence without a language would be compiled as a test of the client.
            lines.push(if fenced { "```".to_owned() } else { "```text".to_owned() });
            fenced = !fenced;
        } else if fenced {
            lines.push(line.trim_end().to_owned());
        } else if trimmed.is_empty() {
            if lines.last().is_some_and(|last| !last.is_empty()) {
                lines.push(String::new());
            }
        } else {
            // Four spaces would make it code, and code a test.
            let indent = line.len() - line.trim_start().len();
            lines.push(format!("{}{}", " ".repeat(indent.min(3)), escaped(trimmed)));
        }
    }
    if fenced {
        lines.push("```".to_owned());
    }
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
}

/// Escapes what rustdoc would take for HTML or for a link to an item.
fn escaped(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut code = false;
    let mut rest = line.chars().peekable();
    let mut before = ' ';
    while let Some(c) = rest.next() {
        match c {
            '`' => {
                code = !code;
                out.push(c);
            }
            '<' if !code && !line.contains("<http") => out.push_str("\\<"),
            '[' if !code && before != '\\' && !has_link(line) => out.push_str("\\["),
            ']' if !code && before != '\\' && rest.peek() != Some(&'(') => out.push_str("\\]"),
            _ => out.push(c),
        }
        before = c;
    }
    if code { out.replace('`', "'") } else { out }
}

/// Whether a line has links of its own: then its brackets are left to them.
fn has_link(line: &str) -> bool {
    line.contains("](")
}
