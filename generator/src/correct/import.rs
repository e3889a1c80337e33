//! Merges documentation pages into one document. A page is an OpenAPI file, or a Markdown text with OpenAPI documents
//! in fenced code blocks, as vendors publish them, one endpoint per page. Equal parts are kept once. Where two pages
//! contradict each other, one of them is used and both locations are reported.

mod fence;
mod merge;

use serde_json::Value;

use crate::diagnostic::code::IMPORT_NO_DOCUMENT;
use crate::diagnostic::{FileId, Files, Location, Report};
use crate::input::load;

pub use merge::merge;

/// A document, or a part of one, that was read from a page.
#[derive(Debug, Clone)]
pub struct PageDocument {
    /// The file that diagnostics point to.
    pub file: FileId,
    /// The parsed document.
    pub value: Value,
}

/// Reads the documents of a page: those in its fenced code blocks or, if there are none, the whole text.
pub fn read_page(name: &str, text: &str, files: &mut Files, report: &mut Report) -> Vec<PageDocument> {
    let found = fence::documents(text);
    found.budget.report_steps(report);
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
            Some(value) if is_document(&value) => pages.push(PageDocument { file, value }),
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
