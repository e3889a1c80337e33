//! Documentation pages → one document. A page is an OpenAPI file, or a text that holds one in a fence, as vendors publish
//! them an endpoint a page. What pages agree on stands once; where two contradict each other one is taken, and both
//! places are told.

mod fence;
mod merge;

use serde_json::Value;

use crate::diagnostic::code::IMPORT_NO_DOCUMENT;
use crate::diagnostic::{FileId, Files, Location, Report};
use crate::input::load;

pub use merge::merge;

/// A page that has been read.
#[derive(Debug, Clone)]
pub struct Page {
    /// Where its places are shown.
    pub file: FileId,
    /// The document, or the part of one, that it holds.
    pub value: Value,
}

/// Reads the documents of a text: the text itself, or each fence of it that holds one.
pub fn pages(name: &str, text: &str, files: &mut Files, report: &mut Report) -> Vec<Page> {
    let found = fence::documents(text);
    found.budget.record(report);
    if let Some(line) = found.left_out {
        let file = files.add(name, text);
        let message = format!("{name} has {}", found.budget.message());
        let hint = "split the page into several files";
        report.add_with_hint(found.budget.code(), Location::Text(file, line, 1), message, hint);
        return Vec::new();
    }
    let parts = found.documents;
    let texts = if parts.is_empty() { vec![text.to_owned()] } else { parts };
    let mut pages = Vec::new();
    for text in texts {
        let file = files.add(name, text);
        match load::load(files, file, report) {
            Some(value) if is_document(&value) => pages.push(Page { file, value }),
            Some(_) => report.add(
                &IMPORT_NO_DOCUMENT,
                Location::Text(file, 1, 1),
                format!("{name} contains no OpenAPI document"),
            ),
            None => {}
        }
    }
    pages
}

fn is_document(value: &Value) -> bool {
    (value.get("openapi").is_some() || value.get("swagger").is_some()) && value.is_object()
}
