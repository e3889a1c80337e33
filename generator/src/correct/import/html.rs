//! Finds documents in the HTML of Redoc, Swagger UI, Scalar and other viewers: in their scripts and attributes.

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Token, Tokenizer};

use super::found::{Found, Lines, Part};
use super::script;

/// Attributes whose value is the URL of a document, of `<redoc>`, `<rapi-doc>`, `<elements-api>` and Scalar's `<script>`.
const URLS: [&str; 5] = ["spec-url", "apidescriptionurl", "data-spec-url", "document-uri", "specurl"];

/// Returns true if a text is HTML.
pub(super) fn is_html(text: &str) -> bool {
    let text = text.trim_start();
    let start = text.get(..64).unwrap_or(text).to_ascii_lowercase();
    start.starts_with("<!doctype")
        || start.starts_with("<html")
        || start.starts_with("<head")
        || start.starts_with("<!--")
        || start.starts_with("<redoc")
        || start.starts_with("<script")
        || start.starts_with("<body")
}

/// Searches a page.
pub(super) fn search(page: &str) -> Found {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let (mut found, mut lines, mut script) = (Found::default(), Lines::new(page), None);
    for token in Tokenizer::new_with_emitter(page, emitter).flatten() {
        match token {
            Token::StartTag(tag) => {
                let attributes: Vec<(String, String)> =
                    tag.attributes.iter().map(|(name, value)| (lossy(name), lossy(value))).collect();
                attributes.iter().for_each(|(name, value)| attribute(&attributes, name, value, &mut found));
                script = (lossy(&tag.name) == "script").then_some(tag.span.end);
            }
            Token::EndTag(tag) => {
                if let Some(start) = script.take() {
                    let text = page.get(start..tag.span.start).unwrap_or_default();
                    found.add(script_or_document(text), lines.above(start));
                }
            }
            _ => {}
        }
    }
    found
}

/// A script may be a document itself: Scalar's `<script type="application/json">` and `text/yaml`.
fn script_or_document(text: &str) -> Found {
    let start = text.trim_start();
    let above = text.get(..text.len() - start.len()).unwrap_or_default().matches('\n').count();
    match start.starts_with("openapi:") || start.starts_with("swagger:") {
        true => {
            Found { documents: vec![Part { text: start.to_owned(), above: Some(above) }], ..Found::default() }
        }
        false => script::search(text),
    }
}

/// Reads an attribute: the URL of a document, or settings of a viewer in JSON.
fn attribute(all: &[(String, String)], name: &str, value: &str, found: &mut Found) {
    let is_scalar = all.iter().any(|(name, value)| name == "id" && value == "api-reference");
    let is_url = URLS.contains(&name) || (name == "data-url" && is_scalar);
    if is_url && !value.trim().is_empty() {
        found.links.push(value.trim().to_owned());
    } else if value.contains("openapi") || value.contains("swagger") || name == "data-configuration" {
        let held = match value.trim_start().starts_with(['{', '[']) {
            true => script::search(value),
            false => Found::default(),
        };
        // Entities stand for the quotes, so that lines of the page are none of the document.
        let documents = held.documents.into_iter().map(|part| Part { above: None, ..part });
        found.documents.extend(documents);
        found.links.extend(if name == "data-configuration" { url_of(value) } else { held.links });
    }
}

/// Returns the `url` of Scalar's settings.
fn url_of(settings: &str) -> Vec<String> {
    let settings: serde_json::Value = serde_json::from_str(settings).unwrap_or_default();
    let urls = ["/url", "/spec/url"].iter().filter_map(|at| settings.pointer(at)?.as_str());
    urls.map(str::to_owned).collect()
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
