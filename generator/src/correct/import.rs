//! Merges documentation pages into one document. A page is an OpenAPI file, or what documentation tools make of one:
//! Markdown with OpenAPI in fenced code blocks (Mintlify, `llms-full.txt`), Docusaurus' `.api.mdx`, and the HTML and scripts
//! of Swagger UI, Redoc and Scalar. Equal parts are kept once. Where two pages contradict each other, one of them is used
//! and both locations are reported.

mod fence;
mod found;
mod front_matter;
mod html;
mod items;
mod merge;
mod script;
mod servers;

use serde_json::Value;

use crate::base::pointer::Pointer;
use crate::diagnostic::budget::Budget;
use crate::diagnostic::code::{IMPORT_MIXED, IMPORT_NO_DOCUMENT, IMPORT_NO_OPERATION, IMPORT_SERVERS};
use crate::diagnostic::{FileId, Files, Location, Report};
use crate::input::load;
use crate::openapi::method::is_method;

pub use merge::merge;

use found::{Found, Part};

/// A document, or a part of one, that was read from a page.
#[derive(Debug, Clone)]
pub struct PageDocument {
    /// The file that diagnostics point to.
    pub file: FileId,
    /// The parsed document.
    pub value: Value,
}

/// Merges pages, the oldest first, into one document; see [`merge()`]. Operations of pages with different servers or security
/// keep their own. Without an operation it is an error.
pub fn assemble(mut pages: Vec<PageDocument>, preferred: Option<usize>, report: &mut Report) -> Value {
    if let Some(page) = mixed(&pages) {
        let at = Location::Source(page.file, Pointer::root());
        let message = "the pages are of Swagger 2.0 and of OpenAPI 3, which are written differently";
        report.add(&IMPORT_MIXED, at, message);
        return Value::Null;
    }
    if let Some(page) = servers::keep(&mut pages, preferred).and_then(|page| pages.get(page)) {
        let at = Location::Source(page.file, Pointer::root().join("servers"));
        report.add(&IMPORT_SERVERS, at, "the pages have different servers");
    }
    if let Some(page) = items::keep_base_paths(&mut pages).and_then(|page| pages.get(page)) {
        let at = Location::Source(page.file, Pointer::root().join("basePath"));
        report.add(
            &IMPORT_SERVERS,
            at,
            "the pages have different base paths, which are written into their paths",
        );
    }
    items::keep_security(&mut pages, preferred);
    items::keep_items(&mut pages);
    let whole = merge(&pages, preferred, report);
    if let Some(page) = pages.first().filter(|_| operations(&whole) == 0) {
        let at = Location::Source(page.file, Pointer::root());
        report.add(&IMPORT_NO_OPERATION, at, "the pages describe no operation and no webhook");
    }
    whole
}

/// Returns the first page that is of another of the two grammars than the first.
fn mixed(pages: &[PageDocument]) -> Option<&PageDocument> {
    let is_swagger = |page: &PageDocument| page.value.get("swagger").is_some();
    let first = is_swagger(pages.first()?);
    pages.iter().find(|page| is_swagger(page) != first)
}

/// Returns the number of operations and webhooks of a document.
pub fn operations(document: &Value) -> usize {
    let items = ["paths", "x-ms-paths", "webhooks"].iter().filter_map(|key| document.get(*key)?.as_object());
    let items = items.flat_map(|items| items.values());
    let count = |item: &Value| match item.as_object() {
        // An item may stand elsewhere.
        Some(item) if item.contains_key("$ref") => 1,
        Some(item) => item.keys().filter(|key| is_method(key)).count(),
        None => 0,
    };
    items.map(count).sum()
}

/// Reads the documents of a page.
pub fn read_page(name: &str, text: &str, files: &mut Files, report: &mut Report) -> Vec<PageDocument> {
    let found = match search(text, report) {
        Ok(found) => found,
        Err(fences) => {
            let file = files.add(name, text);
            let at = Location::Text(file, fences.left_out.unwrap_or(1), 1);
            let message = format!("{name} has {}", fences.budget.message());
            report.add_with_hint(fences.budget.code(), at, message, "split the page into several files");
            return Vec::new();
        }
    };
    match found {
        Some(found) if found.documents.is_empty() => {
            let file = files.add(name, text);
            refuse(name, file, &found, report);
            Vec::new()
        }
        Some(found) => {
            let mut padding = Budget::new(&fence::PADDING_LINES, text.len() / 64);
            let parts = found.documents.into_iter().map(|part| match part.above {
                // Without lines above it, only the numbers of lines are those of the part alone.
                Some(above) if !padding.spend(above) => Part { above: None, ..part },
                _ => part,
            });
            parts.filter_map(|part| read_part(name, &part, files, report)).collect()
        }
        None if !mentions_version(text) => {
            let file = files.add(name, text);
            refuse(name, file, &Found::default(), report);
            Vec::new()
        }
        // A file of OpenAPI.
        None => {
            let whole = Part { text: text.to_owned(), above: Some(0) };
            read_part(name, &whole, files, report).into_iter().collect()
        }
    }
}

/// Searches a page by what it is; `None` if it is not known what it is.
fn search(text: &str, report: &mut Report) -> Result<Option<Found>, fence::FencedDocuments> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if html::is_html(text) {
        return Ok(Some(html::search(text)));
    }
    let fenced = fence::documents(text);
    fenced.budget.report_steps(report);
    if fenced.left_out.is_some() {
        return Err(fenced);
    }
    if !fenced.documents.is_empty() {
        // Each has the lines above it already.
        let part = |text: String| Part { text, above: Some(0) };
        return Ok(Some(Found {
            documents: fenced.documents.into_iter().map(part).collect(),
            ..Found::default()
        }));
    }
    if let Some((front, _)) = front_matter::split(text) {
        let found = front_matter::read(front);
        let is_page = !found.documents.is_empty() || found.operation.is_some() || !found.links.is_empty();
        return Ok(is_page.then_some(found));
    }
    let is_script = !load::looks_like_json(text) && SCRIPTS.iter().any(|word| text.contains(word));
    Ok(is_script.then(|| script::search(text)))
}

/// Returns true if a text has a member that names a version of OpenAPI. Any other text is prose, whose syntax is not worth
/// a diagnostic.
fn mentions_version(text: &str) -> bool {
    let names = ["openapi", "swagger"].into_iter();
    names.flat_map(|name| text.match_indices(name)).any(|(at, name)| {
        let after = text.get(at + name.len()..).unwrap_or_default();
        after.trim_start_matches(['"', '\'']).trim_start().starts_with(':')
    })
}

/// What only scripts of viewers hold.
const SCRIPTS: [&str; 5] =
    ["swaggerDoc", "SwaggerUIBundle", "Redoc.init", "createApiReference", "__redoc_state"];

fn read_part(name: &str, part: &Part, files: &mut Files, report: &mut Report) -> Option<PageDocument> {
    let file = files.add(name, format!("{}{}", "\n".repeat(part.above.unwrap_or(0)), part.text));
    let value = load::load(files, file, report)?;
    if is_document(&value) {
        return Some(PageDocument { file, value });
    }
    refuse(name, file, &Found::default(), report);
    None
}

/// Reports that a page holds no document, and where it is instead.
fn refuse(name: &str, file: FileId, found: &Found, report: &mut Report) {
    let at = Location::Text(file, 1, 1);
    let message = format!("{name} contains no OpenAPI document");
    match (found.links.first(), &found.operation) {
        (Some(link), _) => {
            let hint = format!("the page shows the document at `{link}`: save that, and import it instead");
            report.add_with_hint(&IMPORT_NO_DOCUMENT, at, message, hint);
        }
        (None, Some(operation)) => {
            let hint = format!(
                "the page is about `{operation}` of a document that is elsewhere: save the page as Markdown (`.md` after its address), or import the document"
            );
            report.add_with_hint(&IMPORT_NO_DOCUMENT, at, message, hint);
        }
        (None, None) => report.add(&IMPORT_NO_DOCUMENT, at, message),
    }
}

/// Returns true if a value names its version, as `openapi: GET /path` of a page does not.
fn is_document(value: &Value) -> bool {
    let version = value.get("openapi").or_else(|| value.get("swagger"));
    let starts = |text: &str| text.trim_start().starts_with(['1', '2', '3']);
    version.is_some_and(|version| version.is_number() || version.as_str().is_some_and(starts))
}
