//! Prints documentation as attributes: texts of the document, made harmless by `markdown`, with our own words around
//! them, constraints, and quirks.

mod constraint;

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use crate::base::pointer::Pointer;
use crate::ir::Doc;
use crate::text::markdown;
use crate::text::visible::{is_hidden, is_printable};

pub(crate) use constraint::constraint_text;

pub(super) use crate::text::markdown::{code, inline, one_line, text};

/// Notes that overlays add, by pointer in the normalised document.
pub type Notes = BTreeMap<Pointer, Vec<String>>;

/// The path of the client from the file of a group.
pub const CLIENT_OF_GROUP: &str = "super::Client";
/// The path of the client from a file below `types`.
pub const CLIENT_OF_TYPE: &str = concat!("super::", "super::Client");

/// Returns the documentation of an item as lines; `otherwise` is used if the document has none.
pub(super) fn lines(doc: &Doc, notes: Option<&Vec<String>>, otherwise: &str) -> Vec<String> {
    lines_of(doc.summary.as_deref(), doc.description.as_deref(), (doc, notes), otherwise)
}

/// Returns the documentation of a member as lines. Texts that only repeat its name are left out, and so is its name on the
/// wire if it is that of the field: what remains may be nothing.
fn member_lines(doc: &Doc, notes: Option<&Vec<String>>, (wire, field): (&str, &str)) -> Vec<String> {
    let telling = |text: &Option<String>| text.clone().filter(|text| !repeats(text, wire));
    let (summary, description) = (telling(&doc.summary), telling(&doc.description));
    let otherwise = if wire == field { String::new() } else { format!("{}.", code(wire)) };
    lines_of(summary.as_deref(), description.as_deref(), (doc, notes), &otherwise)
}

/// Returns true if a text has no other words than a name: `The user ID.` of `userId`.
fn repeats(text: &str, name: &str) -> bool {
    const ARTICLES: [&str; 4] = ["a", "an", "the", "this"];
    let lower = |text: &str| {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
    };
    let words = text.split_whitespace().map(lower).filter(|word| !ARTICLES.contains(&word.as_str()));
    words.collect::<String>() == lower(name)
}

/// Returns lines of a summary and a description, with constraints and quirks.
fn lines_of(
    summary: Option<&str>,
    description: Option<&str>,
    (doc, notes): (&Doc, Option<&Vec<String>>),
    otherwise: &str,
) -> Vec<String> {
    let mut lines = Vec::new();
    let summary = summary.map(str::trim).filter(|text| !text.is_empty());
    let description = description.map(str::trim).filter(|text| !text.is_empty());
    paragraph(&mut lines, summary.unwrap_or_default());
    if description != summary {
        paragraph(&mut lines, description.unwrap_or_default());
    }
    if lines.is_empty() {
        own_paragraph(&mut lines, otherwise);
    }
    own_paragraph(&mut lines, &constraint::sentences(doc).join(" "));
    quirks(&mut lines, notes);
    lines
}

/// Adds the quirks that overlays record.
pub(super) fn quirks(lines: &mut Vec<String>, notes: Option<&Vec<String>>) {
    if let Some(notes) = notes {
        own_paragraph(lines, "# Quirks");
        own_paragraph(lines, &notes.join("\n"));
    }
}

/// Adds text of a document as a new paragraph.
pub(super) fn paragraph(lines: &mut Vec<String>, text: &str) {
    push_paragraph(lines, markdown::sanitize(text));
}

/// Adds our own Markdown as a new paragraph; parts from the document must be [`code`], [`inline`] or [`text`].
pub(super) fn own_paragraph(lines: &mut Vec<String>, text: &str) {
    push_paragraph(lines, text.lines().map(str::to_owned).collect());
}

fn push_paragraph(lines: &mut Vec<String>, more: Vec<String>) {
    if !lines.is_empty() && !more.is_empty() {
        lines.push(String::new());
    }
    lines.extend(more);
}

/// Returns the documentation of an argument as a list item; empty if there is none.
pub(super) fn item(name: &str, lines: &[String]) -> Vec<String> {
    markdown::item(&format!("`{name}`"), lines)
}

/// Prints documentation lines as attributes, which formatting turns into `///`.
pub(super) fn attributes(lines: &[String]) -> TokenStream {
    let lines = lines.iter().map(|line| without_hidden(line));
    let lines = lines.map(|line| if line.is_empty() { line } else { format!(" {line}") });
    quote!(#(#[doc = #lines])*)
}

/// Prints documentation lines as `///` comments; no text of a document can end the comment.
pub(super) fn comment(lines: &[String], indent: &str) -> String {
    let lines = lines.iter().map(|line| {
        let line = without_hidden(line);
        if line.is_empty() { format!("{indent}///\n") } else { format!("{indent}/// {line}\n") }
    });
    lines.collect()
}

/// Removes hidden characters from a line.
pub(super) fn without_hidden(line: &str) -> String {
    if is_printable(line) {
        return line.to_owned();
    }
    line.chars().filter(|c| !is_hidden(*c) || *c == '\t').collect()
}

/// Prints the documentation of a member of a struct, and its deprecation. `names` are its name on the wire and that of the
/// field.
pub(super) fn member_docs(
    doc: &Doc,
    notes: Option<&Vec<String>>,
    names: (&str, &str),
    indent: &str,
) -> String {
    docs_and_deprecation(doc, &member_lines(doc, notes, names), indent)
}

/// Prints documentation lines, and the deprecation.
pub(super) fn docs_and_deprecation(doc: &Doc, lines: &[String], indent: &str) -> String {
    comment(lines, indent) + &deprecated(doc, indent)
}

/// Prints `#[deprecated]` if the document deprecates the item.
pub(super) fn deprecated(doc: &Doc, indent: &str) -> String {
    if doc.deprecated { format!("{indent}#[deprecated]\n") } else { String::new() }
}
