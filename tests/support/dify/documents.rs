//! Documents: creating from text, listing, changing, deleting, following how they are indexed.

use serde_json::{Value, json};

use super::super::{Incoming, Reply};
use super::reply::{Answer, body, done, failure, invalid, no_route, not_found, ok, text, texts};
use super::state::{Chunk, Document, STAGES, State};
use super::{upload, view};

/// Creates one from text.
pub fn create(state: &mut State, base: usize, incoming: &Incoming) -> Answer {
    let body = body(incoming)?;
    let (name, text) = (text(&body, "name")?, text(&body, "text")?);
    technique(state, base, &body)?;
    let id = add(state, base, name, text, false);
    accepted(state, base, &id)
}

/// A knowledge base takes its technique from the first document, which has to name one.
pub fn technique(state: &mut State, base: usize, settings: &Value) -> Result<(), Reply> {
    let base = &mut state.bases[base];
    if base.external {
        return Err(invalid("External datasets are not supported.", ""));
    }
    if base.technique.is_none() {
        base.technique = settings["indexing_technique"].as_str().map(str::to_owned);
    }
    match base.technique {
        Some(_) => Ok(()),
        None => Err(failure(400, "invalid_param", "indexing_technique is required.")),
    }
}

/// Adds a document, one chunk a line.
pub fn add(state: &mut State, base: usize, name: String, text: String, file: bool) -> String {
    let (id, batch) = (state.id(), state.batch());
    let chunks = text
        .lines()
        .map(|line| Chunk { id: state.id(), content: line.to_owned(), ..Chunk::default() })
        .collect();
    state.bases[base].documents.push(Document {
        id: id.clone(),
        name,
        text,
        batch,
        file,
        chunks,
        ..Document::default()
    });
    id
}

/// The answer to a document that is now being indexed.
pub fn accepted(state: &State, base: usize, id: &str) -> Answer {
    let base = &state.bases[base];
    let document = base.documents.iter().find(|document| document.id == id);
    let document = document.ok_or_else(|| not_found("Document not found."))?;
    ok(&json!({ "document": view::document(state, base, document), "batch": document.batch }))
}

/// At most 100 come, whatever is asked for; the number asked for is repeated, and `has_more` is a guess.
pub fn list(state: &State, base: usize, incoming: &Incoming) -> Answer {
    let (page, limit) = (incoming.number("page", 1), incoming.number("limit", 20));
    let keyword = incoming.param("keyword").unwrap_or_default();
    let base = &state.bases[base];
    let views = base.documents.iter().filter(|document| document.name.contains(keyword));
    let views = views.map(|document| view::document(state, base, document));
    let status = incoming.param("status");
    let found: Vec<Value> =
        views.filter(|view| status.is_none_or(|status| view["display_status"] == status)).collect();
    ok(&json!({ "data": shown(&found, page, limit), "has_more": shown(&found, page, limit).len() == limit,
        "limit": limit, "total": found.len(), "page": page }))
}

/// A page as the database cuts it.
pub fn shown(found: &[Value], page: usize, limit: usize) -> Vec<Value> {
    let held = limit.min(100);
    found.iter().skip(page.saturating_sub(1) * held).take(held).cloned().collect()
}

/// One of them.
pub fn one(state: &mut State, at: (usize, &str), method: &str, rest: &[&str], incoming: &Incoming) -> Answer {
    state.document(at)?;
    match (method, rest) {
        ("GET", []) => detail(state, at, incoming),
        ("DELETE", []) => delete(state, at),
        ("PATCH", []) | ("POST", ["update-by-file" | "update_by_file"]) => {
            upload::update(state, at, incoming)
        }
        ("POST", ["update-by-text" | "update_by_text"]) => update(state, at, incoming),
        ("GET", ["download"]) => download(state, at),
        _ => Err(no_route()),
    }
}

fn detail(state: &mut State, at: (usize, &str), incoming: &Incoming) -> Answer {
    let which = incoming.param("metadata").unwrap_or("all");
    if !["all", "only", "without"].contains(&which) {
        return Err(failure(400, "invalid_metadata", &format!("Invalid metadata value: {which}")));
    }
    state.document(at)?;
    let base = &state.bases[at.0];
    let document = base.documents.iter().find(|document| document.id == at.1);
    ok(&document.map(|document| view::detail(state, base, document, which)).unwrap_or_default())
}

fn delete(state: &mut State, at: (usize, &str)) -> Answer {
    if state.document(at)?.archived {
        return Err(failure(403, "archived_document_immutable", "The archived document is not editable."));
    }
    state.bases[at.0].documents.retain(|document| document.id != at.1);
    done(state)
}

fn update(state: &mut State, at: (usize, &str), incoming: &Incoming) -> Answer {
    let body = body(incoming)?;
    let batch = state.batch();
    let document = state.document(at)?;
    if !document.indexed() {
        return Err(failure(400, "invalid_param", "Document is not available"));
    }
    if let Some(text) = body["text"].as_str() {
        if body["name"].as_str().is_none() {
            return Err(failure(400, "invalid_param", "name is required when text is provided."));
        }
        (document.text, document.stage, document.batch) = (text.to_owned(), 0, batch);
    }
    if let Some(name) = body["name"].as_str() {
        name.clone_into(&mut document.name);
    }
    accepted(state, at.0, at.1)
}

fn download(state: &mut State, at: (usize, &str)) -> Answer {
    let document = state.document(at)?;
    if !document.file {
        return Err(not_found("Document does not have an uploaded file to download."));
    }
    ok(&json!({ "url": format!("https://storage.example.org/{}?sign=x%2Fy", document.name) }))
}

/// An archive of several.
pub fn zip(state: &mut State, base: usize, incoming: &Incoming) -> Answer {
    let ids = texts(&body(incoming)?["document_ids"]);
    if ids.is_empty() || ids.len() > 100 {
        return Err(invalid("Between 1 and 100 documents.", "document_ids"));
    }
    for id in &ids {
        if !state.document((base, id))?.file {
            return Err(not_found("Only uploaded-file documents can be downloaded as ZIP."));
        }
    }
    // The end record of an archive without entries.
    let bytes = format!("PK\u{5}\u{6}{}", "\0".repeat(18));
    Ok(Reply::new(200, &[("content-type", "application/zip")], &bytes))
}

/// Enables, disables, puts away or brings back.
pub fn status(state: &mut State, base: usize, action: &str, incoming: &Incoming) -> Answer {
    for id in texts(&body(incoming)?["document_ids"]) {
        let document = state.document((base, &id))?;
        match action {
            "enable" => document.disabled = false,
            "disable" if document.indexed() => document.disabled = true,
            "archive" => document.archived = true,
            "un_archive" => document.archived = false,
            _ => return Err(failure(400, "invalid_action", "Invalid action.")),
        }
    }
    ok(&json!({ "result": "success" }))
}

/// How far the documents of a batch are. A look takes each one further.
pub fn progress(state: &mut State, base: usize, batch: &str) -> Answer {
    let time = view::time(state);
    let ahead = state.manner.ahead;
    let documents = state.bases[base].documents.iter_mut().filter(|document| document.batch == batch);
    let data: Vec<Value> = documents
        .map(|document| {
            let since = |stage: usize| if document.stage > stage { time.clone() } else { Value::Null };
            let counted = document.stage > 3;
            let view = json!({
                "id": document.id, "indexing_status": if ahead { "dreaming" } else { STAGES[document.stage] },
                "processing_started_at": since(0), "parsing_completed_at": since(1),
                "cleaning_completed_at": since(2), "splitting_completed_at": since(3), "completed_at": since(4),
                "paused_at": null, "error": null, "stopped_at": null,
                "completed_segments": counted.then_some(document.chunks.len()),
                "total_segments": counted.then_some(document.chunks.len()),
            });
            document.stage = (document.stage + 1).min(STAGES.len() - 1);
            view
        })
        .collect();
    if data.is_empty() { Err(not_found("Documents not found.")) } else { ok(&json!({ "data": data })) }
}
