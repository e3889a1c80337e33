//! Knowledge bases: creating, listing, changing, deleting, searching.

use serde_json::{Value, json};

use super::super::Incoming;
use super::reply::{Answer, body, done, failure, invalid, no_route, ok, text};
use super::state::State;
use super::view;

/// All of them.
pub fn all(state: &mut State, method: &str, incoming: &Incoming) -> Answer {
    match method {
        "GET" => list(state, incoming),
        "POST" => create(state, incoming),
        _ => Err(no_route()),
    }
}

fn create(state: &mut State, incoming: &Incoming) -> Answer {
    let body = body(incoming)?;
    let name = text(&body, "name")?;
    if name.is_empty() || name.chars().count() > 40 {
        return Err(invalid("Name must be between 1 to 40 characters.", "name"));
    }
    if state.bases.iter().any(|base| base.name == name) {
        let message = "The dataset name already exists. Please modify your dataset name.";
        return Err(failure(409, "dataset_name_duplicate", message));
    }
    let base = state.add_base(&name);
    base.description = body["description"].as_str().map(str::to_owned);
    base.external = body["provider"] == "external";
    base.technique = body["indexing_technique"].as_str().map(str::to_owned);
    if let Some(permission) = body["permission"].as_str() {
        permission.clone_into(&mut base.permission);
    }
    let at = state.bases.len() - 1;
    ok(&view::base(state, &state.bases[at]))
}

/// The limit is cut to 100, and what is repeated is what it was cut to; `has_more` is exact.
fn list(state: &State, incoming: &Incoming) -> Answer {
    let (page, limit) = (incoming.number("page", 1), incoming.number("limit", 20).min(100));
    let keyword = incoming.param("keyword").unwrap_or_default();
    let tags = incoming.params("tag_ids");
    let found: Vec<_> = state
        .bases
        .iter()
        .filter(|base| base.name.contains(keyword))
        .filter(|base| tags.is_empty() || base.tags.iter().any(|tag| tags.contains(&tag.as_str())))
        .collect();
    let shown = found.iter().skip((page - 1) * limit).take(limit);
    let data: Vec<Value> = shown.map(|base| view::base(state, base)).collect();
    let has_more = page * limit < found.len();
    ok(&json!({ "data": data, "has_more": has_more, "limit": limit, "total": found.len(), "page": page }))
}

/// One of them.
pub fn one(state: &mut State, at: usize, method: &str, incoming: &Incoming) -> Answer {
    match method {
        "GET" => ok(&with_members(state, at, false)),
        "PATCH" => update(state, at, incoming),
        "DELETE" => delete(state, at),
        _ => Err(no_route()),
    }
}

/// Who can see it stands in the answer to a change; else only if that is what the permission says.
fn with_members(state: &State, at: usize, changed: bool) -> Value {
    let base = &state.bases[at];
    let mut view = view::base(state, base);
    if changed || base.permission == "partial_members" {
        view["partial_member_list"] = json!(base.members);
    }
    view
}

fn update(state: &mut State, at: usize, incoming: &Incoming) -> Answer {
    let body = body(incoming)?;
    let base = &mut state.bases[at];
    if let Some(name) = body["name"].as_str() {
        name.clone_into(&mut base.name);
    }
    if let Some(permission) = body["permission"].as_str() {
        permission.clone_into(&mut base.permission);
    }
    // Asked for as objects, answered as ids.
    if let Some(members) = body["partial_member_list"].as_array() {
        base.members =
            members.iter().filter_map(|member| member["user_id"].as_str()).map(str::to_owned).collect();
    }
    ok(&with_members(state, at, true))
}

fn delete(state: &mut State, at: usize) -> Answer {
    let base = &state.bases[at];
    if base.apps > 0 {
        let message = "The dataset is being used by some apps. Please remove the dataset from the apps before deleting it.";
        return Err(failure(409, "dataset_in_use", message));
    }
    if base.documents.iter().any(|document| !document.indexed()) {
        return Err(failure(409, "dataset_indexing_in_progress", "Documents are being indexed."));
    }
    state.bases.remove(at);
    done(state)
}

/// Chunks with the text in them, or what an external service says, which has no chunks.
pub fn retrieve(state: &State, at: usize, incoming: &Incoming) -> Answer {
    let body = body(incoming)?;
    let query = text(&body, "query")?;
    if query.chars().count() > 250 {
        return Err(invalid("Query is too long.", "query"));
    }
    let base = &state.bases[at];
    let records: Vec<Value> = if base.external {
        vec![json!({ "content": query, "title": "elsewhere.md", "score": 0.5, "metadata": { "page": 3 } })]
    } else {
        let places = base.documents.iter().flat_map(|document| {
            document.chunks.iter().enumerate().map(move |(place, chunk)| (document, place, chunk))
        });
        places
            .filter(|(_, _, chunk)| chunk.content.contains(&query))
            .map(|(document, place, chunk)| {
                let mut segment = view::chunk(state, &document.id, place, chunk);
                if let Some(segment) = segment.as_object_mut() {
                    let absent = ["updated_at", "updated_by", "child_chunks", "attachments", "summary"];
                    segment.retain(|name, _| !absent.contains(&name.as_str()));
                }
                segment["keywords"] = json!([]);
                segment["document"] = json!({ "id": document.id, "data_source_type": "upload_file",
                    "name": document.name, "doc_type": null, "doc_metadata": null });
                json!({ "segment": segment, "child_chunks": [], "score": null, "tsne_position": null, "files": [],
                    "summary": null })
            })
            .collect()
    };
    ok(&json!({ "query": { "content": query }, "records": records }))
}
