//! Chunks and their children.

use serde_json::{Value, json};

use super::super::{Incoming, Reply};
use super::documents::shown;
use super::reply::{Answer, body, done, failure, no_route, not_found, ok, text, texts};
use super::state::{Chunk, State};
use super::view;

/// All below the chunks of a document.
pub fn all(state: &mut State, at: (usize, &str), method: &str, rest: &[&str], incoming: &Incoming) -> Answer {
    state.document(at)?;
    match (method, rest) {
        ("POST", []) => create(state, at, incoming),
        ("GET", []) => list(state, at, incoming),
        (_, [id]) => one(state, at, id, method, incoming),
        (_, [id, "child_chunks", rest @ ..]) => children(state, at, id, method, rest, incoming),
        _ => Err(no_route()),
    }
}

/// What does not validate is refused in a shape of its own.
fn create(state: &mut State, at: (usize, &str), incoming: &Incoming) -> Answer {
    let body = body(incoming)?;
    let segments = body["segments"].as_array().cloned().unwrap_or_default();
    if segments.len() > 1000 {
        return Err(failure(400, "invalid_param", "Exceeded maximum segments limit of 1000."));
    }
    let empty =
        segments.iter().position(|segment| segment["content"].as_str().unwrap_or_default().is_empty());
    if let Some(place) = empty {
        let said = format!(
            "1 validation error for SegmentCreatePayload\nsegments.{place}.content\n  String should have at least 1 character"
        );
        return Err(Reply::json(400, &json!({ "error": said }).to_string()));
    }
    if !state.document(at)?.indexed() {
        return Err(not_found("Document is not completed."));
    }
    let mut new = Vec::new();
    for segment in &segments {
        let chunk = Chunk {
            id: state.id(),
            content: segment["content"].as_str().unwrap_or_default().to_owned(),
            answer: segment["answer"].as_str().map(str::to_owned),
            keywords: segment["keywords"].is_array().then(|| texts(&segment["keywords"])),
            children: Vec::new(),
        };
        new.push(chunk.id.clone());
        state.document(at)?.chunks.push(chunk);
    }
    let data: Vec<Value> = new.iter().map(|id| shown_chunk(state, at, id)).collect::<Result<_, _>>()?;
    ok(&json!({ "data": data, "doc_form": "text_model" }))
}

/// A chunk as it is shown.
fn shown_chunk(state: &mut State, at: (usize, &str), id: &str) -> Result<Value, Reply> {
    state.chunk(at, id)?;
    let documents = &state.bases[at.0].documents;
    let chunks =
        documents.iter().filter(|document| document.id == at.1).flat_map(|document| &document.chunks);
    let found = chunks.enumerate().find(|(_, chunk)| chunk.id == id);
    Ok(found.map(|(place, chunk)| view::chunk(state, at.1, place, chunk)).unwrap_or_default())
}

/// As with documents: at most 100 come, and `has_more` is a guess.
fn list(state: &mut State, at: (usize, &str), incoming: &Incoming) -> Answer {
    let (page, limit) = (incoming.number("page", 1), incoming.number("limit", 20));
    let keyword = incoming.param("keyword").unwrap_or_default();
    let statuses = incoming.params("status");
    let ids: Vec<String> = state.document(at)?.chunks.iter().map(|chunk| chunk.id.clone()).collect();
    let mut found = Vec::new();
    for id in ids {
        let chunk = shown_chunk(state, at, &id)?;
        let wanted = statuses.is_empty() || statuses.iter().any(|status| chunk["status"] == *status);
        if wanted && chunk["content"].as_str().is_some_and(|content| content.contains(keyword)) {
            found.push(chunk);
        }
    }
    let data = shown(&found, page, limit);
    ok(
        &json!({ "has_more": data.len() == limit, "data": data, "doc_form": "text_model", "total": found.len(),
        "limit": limit, "page": page }),
    )
}

fn one(state: &mut State, at: (usize, &str), id: &str, method: &str, incoming: &Incoming) -> Answer {
    match method {
        "GET" => {}
        "POST" => {
            let body = body(incoming)?;
            let chunk = state.chunk(at, id)?;
            if let Some(content) = body["segment"]["content"].as_str() {
                content.clone_into(&mut chunk.content);
            }
            if body["segment"]["keywords"].is_array() {
                chunk.keywords = Some(texts(&body["segment"]["keywords"]));
            }
        }
        "DELETE" => {
            state.chunk(at, id)?;
            state.document(at)?.chunks.retain(|chunk| chunk.id != id);
            return done(state);
        }
        _ => return Err(no_route()),
    }
    ok(&json!({ "data": shown_chunk(state, at, id)?, "doc_form": "text_model" }))
}

fn children(
    state: &mut State,
    at: (usize, &str),
    parent: &str,
    method: &str,
    rest: &[&str],
    incoming: &Incoming,
) -> Answer {
    match (method, rest) {
        ("GET", []) => list_children(state, at, parent, incoming),
        ("POST", []) => {
            let child =
                Chunk { content: text(&body(incoming)?, "content")?, id: state.id(), ..Chunk::default() };
            let id = child.id.clone();
            state.chunk(at, parent)?.children.push(child);
            shown_child(state, at, parent, &id)
        }
        ("PATCH", [id]) => {
            let content = text(&body(incoming)?, "content")?;
            let mut children = state.chunk(at, parent)?.children.iter_mut();
            let child = children.find(|child| child.id == *id);
            child.ok_or_else(|| not_found("Child chunk not found."))?.content = content;
            shown_child(state, at, parent, id)
        }
        ("DELETE", [id]) => {
            shown_child(state, at, parent, id)?;
            state.chunk(at, parent)?.children.retain(|child| child.id != *id);
            done(state)
        }
        _ => Err(no_route()),
    }
}

fn shown_child(state: &mut State, at: (usize, &str), parent: &str, id: &str) -> Answer {
    let shown = shown_chunk(state, at, parent)?;
    let mut children = shown["child_chunks"].as_array().into_iter().flatten();
    let child = children.find(|child| child["id"] == id);
    ok(&json!({ "data": child.ok_or_else(|| not_found("Child chunk not found."))? }))
}

/// Here pages are counted, and there is no `has_more`.
fn list_children(state: &mut State, at: (usize, &str), parent: &str, incoming: &Incoming) -> Answer {
    let (page, limit) = (incoming.number("page", 1), incoming.number("limit", 20).clamp(1, 100));
    let keyword = incoming.param("keyword").unwrap_or_default();
    let chunk = shown_chunk(state, at, parent)?;
    let children = chunk["child_chunks"].as_array().into_iter().flatten();
    let found: Vec<Value> = children
        .filter(|child| child["content"].as_str().is_some_and(|content| content.contains(keyword)))
        .cloned()
        .collect();
    ok(&json!({ "data": shown(&found, page, limit), "total": found.len(),
        "total_pages": found.len().div_ceil(limit), "page": page, "limit": limit }))
}
