//! Metadata fields, and the values that documents have for them.

use serde_json::{Value, json};

use super::super::{Incoming, Reply};
use super::reply::{Answer, body, created, done, failure, no_route, not_found, ok, text};
use super::state::{Field, State};

/// The fields of a knowledge base.
pub fn fields(state: &mut State, at: usize, method: &str, rest: &[&str], incoming: &Incoming) -> Answer {
    match (method, rest) {
        ("GET", []) => list(state, at),
        ("POST", []) => create(state, at, incoming),
        ("GET", ["built-in"]) => built_in(),
        ("POST", ["built-in", action @ ("enable" | "disable")]) => {
            state.bases[at].built_in = *action == "enable";
            ok(&json!({ "result": "success" }))
        }
        ("PATCH", [id]) => {
            let name = text(&body(incoming)?, "name")?;
            let field = field(state, at, id)?;
            field.name = name;
            ok(&shown(field))
        }
        ("DELETE", [id]) => {
            field(state, at, id)?;
            state.bases[at].fields.retain(|field| field.id != *id);
            done(state)
        }
        _ => Err(no_route()),
    }
}

fn shown(field: &Field) -> Value {
    json!({ "id": field.id, "name": field.name, "type": field.kind })
}

fn field<'s>(state: &'s mut State, at: usize, id: &str) -> Result<&'s mut Field, Reply> {
    let mut fields = state.bases[at].fields.iter_mut();
    fields.find(|field| field.id == id).ok_or_else(|| not_found("Metadata not found."))
}

fn list(state: &State, at: usize) -> Answer {
    let base = &state.bases[at];
    let counted = base.fields.iter().map(|field| {
        let mut view = shown(field);
        let count =
            base.documents.iter().filter(|document| document.metadata.contains_key(&field.id)).count();
        view["count"] = json!(count);
        view
    });
    let fields: Vec<Value> = counted.collect();
    ok(&json!({ "doc_metadata": fields, "built_in_field_enabled": base.built_in }))
}

fn create(state: &mut State, at: usize, incoming: &Incoming) -> Answer {
    let body = body(incoming)?;
    let (name, kind) = (text(&body, "name")?, text(&body, "type")?);
    if state.bases[at].fields.iter().any(|field| field.name == name) {
        return Err(failure(400, "invalid_param", "Metadata name already exists."));
    }
    let field = Field { id: state.id(), name, kind };
    state.bases[at].fields.push(field.clone());
    created(&shown(&field))
}

fn built_in() -> Answer {
    let fields = [
        ("document_name", "string"),
        ("uploader", "string"),
        ("upload_date", "time"),
        ("last_update_date", "time"),
        ("source", "string"),
    ];
    let fields: Vec<Value> =
        fields.iter().map(|(name, kind)| json!({ "name": name, "type": kind })).collect();
    ok(&json!({ "fields": fields }))
}

/// Sets values of several documents.
pub fn values(state: &mut State, at: usize, incoming: &Incoming) -> Answer {
    let body = body(incoming)?;
    for operation in body["operation_data"].as_array().into_iter().flatten() {
        let id = text(operation, "document_id")?;
        let document = state.document((at, &id));
        let document = document.map_err(|_| failure(400, "invalid_param", "Document not found."))?;
        if operation["partial_update"] != json!(true) {
            document.metadata.clear();
        }
        for value in operation["metadata_list"].as_array().into_iter().flatten() {
            document.metadata.insert(text(value, "id")?, value["value"].clone());
        }
    }
    ok(&json!({ "result": "success" }))
}
