//! Tags and what they are bound to.

use serde_json::{Value, json};

use super::super::Incoming;
use super::reply::{Answer, body, done, failure, invalid, no_route, not_found, ok, text, texts};
use super::state::{State, Tag};
use super::view;

/// All below the tags.
pub fn all(state: &mut State, method: &str, rest: &[&str], incoming: &Incoming) -> Answer {
    match (method, rest) {
        ("GET", []) => ok(&state.tags.iter().map(|tag| view::tag(state, tag)).collect()),
        ("POST", []) => create(state, incoming),
        ("PATCH", []) => rename(state, incoming),
        ("DELETE", []) => delete(state, incoming),
        ("POST", ["binding"]) => bind(state, incoming),
        ("POST", ["unbinding"]) => unbind(state, incoming),
        _ => Err(no_route()),
    }
}

/// Those of a knowledge base.
pub fn of_base(state: &State, at: usize) -> Answer {
    let tags = view::tags_of(state, &state.bases[at]);
    let data: Vec<Value> = tags.map(|tag| json!({ "id": tag.id, "name": tag.name })).collect();
    ok(&json!({ "total": data.len(), "data": data }))
}

fn create(state: &mut State, incoming: &Incoming) -> Answer {
    let name = text(&body(incoming)?, "name")?;
    if state.tags.iter().any(|tag| tag.name == name) {
        return Err(failure(400, "invalid_param", "Tag name already exists"));
    }
    let tag = Tag { id: state.id(), name };
    state.tags.push(tag.clone());
    ok(&view::tag(state, &tag))
}

fn rename(state: &mut State, incoming: &Incoming) -> Answer {
    let body = body(incoming)?;
    let (id, name) = (text(&body, "tag_id")?, text(&body, "name")?);
    let tag = state.tags.iter_mut().find(|tag| tag.id == id).ok_or_else(|| not_found("Tag not found"))?;
    tag.name = name;
    let tag = tag.clone();
    ok(&view::tag(state, &tag))
}

/// A DELETE with a body, which is read only if it says that it is JSON.
fn delete(state: &mut State, incoming: &Incoming) -> Answer {
    let id = text(&body(incoming)?, "tag_id")?;
    let at = state.tags.iter().position(|tag| tag.id == id).ok_or_else(|| not_found("Tag not found"))?;
    state.tags.remove(at);
    done(state)
}

fn bind(state: &mut State, incoming: &Incoming) -> Answer {
    let body = body(incoming)?;
    let at = state.base_index(&text(&body, "target_id")?)?;
    for tag in texts(&body["tag_ids"]) {
        let known = state.tags.iter().any(|other| other.id == tag);
        if known && !state.bases[at].tags.contains(&tag) {
            state.bases[at].tags.push(tag); // those that are not known are passed over
        }
    }
    done(state)
}

/// Newer servers take a list, and a single tag only where there is none; older ones know the single tag alone.
fn unbind(state: &mut State, incoming: &Incoming) -> Answer {
    let body = body(incoming)?;
    let list = if state.manner.old { Vec::new() } else { texts(&body["tag_ids"]) };
    let single = body["tag_id"].as_str().map(str::to_owned);
    let tags = if list.is_empty() { single.into_iter().collect() } else { list };
    if tags.is_empty() {
        return Err(invalid("Tag IDs is required.", "tag_ids"));
    }
    let at = state.base_index(&text(&body, "target_id")?)?;
    state.bases[at].tags.retain(|tag| !tags.contains(tag));
    done(state)
}
