//! Documentation as attributes: what a document says, made harmless by `markdown`, our own words around it, limits, and the
//! quirks of the place.

mod constraint;

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use crate::base::pointer::Pointer;
use crate::ir::Doc;
use crate::text::markdown;
use crate::text::visible::{is_hidden, is_printable};

pub(crate) use constraint::limits;

pub(super) use crate::text::markdown::{code, inline, one_line, text};

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
        own(&mut lines, otherwise);
    }
    own(&mut lines, &constraint::sentences(doc).join(" "));
    quirks(&mut lines, notes);
    lines
}

/// Adds what overlays say of the place.
pub(super) fn quirks(lines: &mut Vec<String>, notes: Option<&Vec<String>>) {
    if let Some(notes) = notes {
        own(lines, "# Quirks");
        own(lines, &notes.join("\n"));
    }
}

/// Adds what a document says, a blank line before it.
pub(super) fn paragraph(lines: &mut Vec<String>, text: &str) {
    apart(lines, markdown::sanitize(text));
}

/// Adds Markdown of our own, a blank line before it; what it holds of the document's is [`code`], [`inline`] or [`text`].
pub(super) fn own(lines: &mut Vec<String>, text: &str) {
    apart(lines, text.lines().map(str::to_owned).collect());
}

fn apart(lines: &mut Vec<String>, more: Vec<String>) {
    if !lines.is_empty() && !more.is_empty() {
        lines.push(String::new());
    }
    lines.extend(more);
}

/// What is said of an argument, as an item of a list; nothing where nothing is.
pub(super) fn item(name: &str, lines: &[String]) -> Vec<String> {
    markdown::item(&format!("`{name}`"), lines)
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

/// What of a text can stand in a line.
pub(super) fn visible(line: &str) -> String {
    if is_printable(line) {
        return line.to_owned();
    }
    line.chars().filter(|c| !is_hidden(*c) || *c == '\t').collect()
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
