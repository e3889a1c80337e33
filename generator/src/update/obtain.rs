//! Obtains the document of an API from where it is published.

use crate::correct::import;
use crate::diagnostic::code::{FETCH_NO_DOCUMENT, UPDATE_EDITED};
use crate::diagnostic::{Files, Location, Report};
use crate::fetch::{self, Answer, Fault, Validators, not_a_document, utf8};
use crate::input::dump;
use crate::input::file::{self, Refusal};
use crate::input::load;
use crate::source::{self, ApiSource, Origin, Published};
use crate::write::with_unix_line_ends;

use super::Request;
use super::lock::{Entry, Part, digest};

/// What was found at the source of an API.
pub(super) enum Found {
    /// It was not looked at.
    Skipped,
    /// The document of before, and what is to be remembered of it if that is new.
    Unchanged(Option<Entry>),
    /// Another document.
    New(Obtained),
}

/// A document that is not the one on disk.
#[derive(Clone)]
pub(super) struct Obtained {
    /// The text, as published or as imported from pages.
    pub text: String,
    /// The name that diagnostics show.
    pub name: String,
    /// What is to be remembered; `None` if all of it is read from a file each time.
    pub entry: Option<Entry>,
    /// The bytes of the document on disk, if there is one.
    pub was: Option<usize>,
}

/// A source that was read: its text, unless it is still the one that is known.
struct Read {
    part: Part,
    text: Option<String>,
}

/// Obtains the document of an API; `None` if that fails, which is reported.
pub(super) fn obtain(
    request: &Request,
    api: &ApiSource,
    published: &Published,
    known: Option<&Entry>,
    texts: &mut Files,
    report: &mut Report,
) -> Option<Found> {
    let disk = on_disk(request, api, report)?;
    let remembered = known.filter(|known| known.is_from(published));
    let known = remembered.filter(|known| disk.as_ref().is_some_and(|disk| known.is_of(disk)));
    let mut parts = Vec::new();
    for (index, origin) in published.origins().iter().enumerate() {
        parts.push(read(request, origin, known.and_then(|known| known.source.get(index)), report)?);
    }
    if known.is_some() && parts.iter().all(|read| read.text.is_none()) {
        return Some(Found::Unchanged(None));
    }
    for (read, origin) in parts.iter_mut().zip(published.origins()) {
        if read.text.is_none() {
            *read = self::read(request, origin, None, report)?;
        }
    }
    let (text, name) = document(api, published, &parts, texts, report)?;
    let is_remembered = !matches!(published, Published::Document(Origin::File(..)));
    let source = parts.into_iter().map(|read| read.part).collect();
    let entry = is_remembered.then(|| Entry { sha256: digest(text.as_bytes()), source });
    if remembered.is_some()
        && known.is_none()
        && disk.as_ref().is_some_and(|disk| !is_same(disk, text.as_bytes()))
    {
        let shown = source::display_path(&api.document, &request.root);
        report.add(&UPDATE_EDITED, Location::Nowhere, format!("`{shown}` is not what the last update wrote"));
    }
    Some(match disk {
        Some(disk) if is_same(&disk, text.as_bytes()) => Found::Unchanged(entry),
        disk => Found::New(Obtained { text, name, entry, was: disk.map(|disk| disk.len()) }),
    })
}

/// Returns true if two texts are the same but for line ends.
fn is_same(one: &[u8], other: &[u8]) -> bool {
    one == other || with_unix_line_ends(one) == with_unix_line_ends(other)
}

/// Returns the document of an API as published, whatever is on disk.
pub(super) fn published_text(
    request: &Request,
    api: &ApiSource,
    published: &Published,
    texts: &mut Files,
    report: &mut Report,
) -> Option<String> {
    let mut parts = Vec::new();
    for origin in published.origins() {
        parts.push(read(request, origin, None, report)?);
    }
    match published {
        // Whatever it is: it is saved to be looked at.
        Published::Document(_) => parts.into_iter().next()?.text,
        Published::Pages(_) => document(api, published, &parts, texts, report).map(|(text, _)| text),
    }
}

/// Reads the document on disk. The outer `None` is an error, the inner one says that there is none.
fn on_disk(request: &Request, api: &ApiSource, report: &mut Report) -> Option<Option<Vec<u8>>> {
    match file::bytes(&api.document) {
        Ok(bytes) => Some(Some(bytes)),
        Err(refusal) if refusal.is_not_found() => Some(None),
        Err(refusal) => {
            let name = source::display_path(&api.document, &request.root);
            source::report_refusal(&name, &refusal, Location::Nowhere, report);
            None
        }
    }
}

/// Reads a source, unless it is the one that is known.
fn read(request: &Request, origin: &Origin, known: Option<&Part>, report: &mut Report) -> Option<Read> {
    let (bytes, validators) = match origin {
        Origin::File(..) => (read_file(request, origin, report)?, Validators::default()),
        Origin::Address(address) => {
            let validators = known.map(Part::validators).unwrap_or_default();
            match (fetch::get(address, &validators, &request.limits), known) {
                (Ok(Answer::Document { bytes, validators }), _) => (bytes, validators),
                (Ok(Answer::NotModified), Some(known)) => {
                    return Some(Read { part: known.clone(), text: None });
                }
                // Nothing was known that could be unmodified.
                (Ok(Answer::NotModified), None) => return None,
                (Err(fault), _) => {
                    let mut found = fault.diagnostic(&origin.name(), Location::Nowhere);
                    if matches!(fault, Fault::TooSlow(_)) {
                        found.hint = Some("run it again, or allow more time with `--timeout`".to_owned());
                    }
                    report.diagnostics.push(found);
                    return None;
                }
            }
        }
    };
    let part = Part::new(origin, &bytes, validators);
    if let Some(known) = known.filter(|known| known.sha256 == part.sha256) {
        return Some(Read { part: known.clone(), text: None });
    }
    let text = utf8(&origin.name(), bytes).map_err(|fault| report.diagnostics.push(fault)).ok()?;
    Some(Read { part, text: Some(text) })
}

fn read_file(request: &Request, origin: &Origin, report: &mut Report) -> Option<Vec<u8>> {
    let Origin::File(path, _) = origin else { return None };
    let read = file::within(&request.root, path).and_then(|path| file::bytes(&path));
    let name = source::display_path(path, &request.root);
    read.map_err(|refusal: Refusal| source::report_refusal(&name, &refusal, Location::Nowhere, report)).ok()
}

/// Returns the document that sources hold, and its name in diagnostics.
fn document(
    api: &ApiSource,
    published: &Published,
    parts: &[Read],
    texts: &mut Files,
    report: &mut Report,
) -> Option<(String, String)> {
    let all = parts.iter().map(|read| (read.part.from.as_str(), read.text.as_deref().unwrap_or_default()));
    match published {
        Published::Document(_) => {
            let (name, text) = all.into_iter().next()?;
            check_document(name, text, report).then(|| (text.to_owned(), name.to_owned()))
        }
        Published::Pages(_) => {
            let before = report.error_count();
            let mut pages = Vec::new();
            for (name, text) in all {
                pages.extend(import::read_page(name, text, texts, report));
            }
            if report.error_count() > before {
                return None;
            }
            let whole = import::assemble(pages, None, report);
            let is_json = api.document.extension().is_some_and(|extension| extension == "json");
            let shown = source::display_path(&api.document, &api.shown_from);
            let text = dump::dump(&whole, if is_json { "{" } else { "" });
            (report.error_count() == before).then(|| (text, format!("{shown} (imported)")))
        }
    }
}

/// Reports a text that is no OpenAPI document: the corrections would all seem to be stale.
fn check_document(name: &str, text: &str, report: &mut Report) -> bool {
    if let Some(fault) = not_a_document(name, text, Location::Nowhere) {
        report.diagnostics.push(fault);
        return false;
    }
    let mut files = Files::default();
    let id = files.add(name, text);
    let Some(value) = load::load(&files, id, &mut Report::default()) else {
        // What is wrong with its syntax is shown with its line.
        return true;
    };
    let is_openapi = value.get("openapi").or_else(|| value.get("swagger")).is_some();
    if !is_openapi {
        let message = format!("{name} has neither `openapi` nor `swagger` at its top");
        report.add(&FETCH_NO_DOCUMENT, Location::Nowhere, message);
    }
    is_openapi
}
