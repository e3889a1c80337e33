//! Uploads: a form with one file, which has a file name, and settings, which have none.

use serde_json::{Value, json};

use super::super::{Incoming, Part, Reply};
use super::documents::{accepted, add, technique};
use super::reply::{Answer, created, failure};
use super::state::State;

/// Larger files are refused.
const LARGEST: usize = 64 * 1024;
/// What is read, by extension.
const READ: [&str; 3] = ["txt", "md", "pdf"];

/// A form as the framework reads it: what has a file name is a file, everything else a field.
struct Form {
    files: Vec<Part>,
    settings: Value,
}

fn form(incoming: &Incoming) -> Result<Form, Reply> {
    let parts = incoming.form().unwrap_or_default();
    let (files, fields): (Vec<Part>, Vec<Part>) =
        parts.into_iter().partition(|part| part.file_name.is_some());
    let data = fields.iter().find(|part| part.name == "data");
    let settings = match data {
        Some(data) => serde_json::from_slice(&data.content)
            .map_err(|_| failure(400, "invalid_param", "data is not JSON."))?,
        None => json!({}),
    };
    if files.len() > 1 {
        return Err(failure(400, "too_many_files", "Only one file is allowed."));
    }
    Ok(Form { files, settings })
}

/// The one file, which has to be there and to have a name.
fn only(files: &[Part]) -> Result<(&Part, &str), Reply> {
    let file = files.iter().find(|file| file.name == "file");
    let file = file.ok_or_else(|| failure(400, "no_file_uploaded", "Please upload your file."))?;
    match file.file_name.as_deref() {
        Some(name) if !name.is_empty() => Ok((file, name)),
        _ => Err(failure(400, "filename_not_exists_error", "The specified filename does not exist.")),
    }
}

/// Why a file is not taken, if it is not.
fn unfit(file: &Part, name: &str) -> Option<(u16, &'static str, &'static str)> {
    if file.content.len() > LARGEST {
        return Some((413, "file_too_large", "File size exceeded."));
    }
    let extension = name.rsplit('.').next().unwrap_or_default();
    (!READ.contains(&extension)).then_some((415, "unsupported_file_type", "File type not allowed."))
}

/// Creates a document. What is wrong with the file is said as `invalid_param` here.
pub fn create(state: &mut State, base: usize, incoming: &Incoming) -> Answer {
    let Form { files, settings } = form(incoming)?;
    let (file, name) = only(&files)?;
    if let Some((_, _, message)) = unfit(file, name) {
        return Err(failure(400, "invalid_param", message));
    }
    if settings["embedding_model_provider"].is_string() && !settings["embedding_model"].is_string() {
        return Err(Reply::new(500, &[("content-type", "text/html")], "<h1>Internal Server Error</h1>"));
    }
    technique(state, base, &settings)?;
    if state.bases[base].documents.is_empty() && settings["process_rule"].is_null() {
        return Err(failure(400, "invalid_param", "process_rule is required."));
    }
    let text = String::from_utf8_lossy(&file.content).into_owned();
    let id = add(state, base, name.to_owned(), text, true);
    accepted(state, base, &id)
}

/// Replaces what a document was made of, if there is a file.
pub fn update(state: &mut State, at: (usize, &str), incoming: &Incoming) -> Answer {
    let Form { files, .. } = form(incoming)?;
    let batch = state.batch();
    let document = state.document(at)?;
    if !document.indexed() {
        return Err(failure(400, "invalid_param", "Document is not available"));
    }
    if !files.is_empty() {
        let (file, name) = only(&files)?;
        if let Some((status, code, message)) = unfit(file, name) {
            return Err(failure(status, code, message));
        }
        document.text = String::from_utf8_lossy(&file.content).into_owned();
        name.clone_into(&mut document.name);
    }
    (document.stage, document.batch) = (0, batch);
    accepted(state, at.0, at.1)
}

/// Takes a file for a pipeline. Its time is a text without an offset.
pub fn pipeline_file(state: &mut State, incoming: &Incoming) -> Answer {
    let Form { files, .. } = form(incoming)?;
    let (file, name) = only(&files)?;
    if let Some((status, code, message)) = unfit(file, name) {
        return Err(failure(status, code, message));
    }
    let extension = name.rsplit('.').next();
    let id = state.id();
    created(&json!({
        "id": id, "name": name, "size": file.content.len(), "extension": extension, "mime_type": file.content_type,
        "created_by": "ad313dd6-ef04-4dd1-a5b0-c0f0b9e2e7e4", "created_at": "2025-03-06T12:00:00",
    }))
}
