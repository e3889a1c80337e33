//! What the server says, and how.

use serde_json::{Value, json};

use super::super::{Incoming, Reply};
use super::{Done, State};

/// An answer, or why there is none.
pub type Answer = Result<Reply, Reply>;

/// The common envelope of errors.
pub fn failure(status: u16, code: &str, message: &str) -> Reply {
    Reply::json(status, &json!({ "code": code, "message": message, "status": status }).to_string())
}

/// A parameter that is at fault, and which.
pub fn invalid(message: &str, params: &str) -> Reply {
    let body = json!({ "code": "invalid_param", "message": message, "status": 400, "params": params });
    Reply::json(400, &body.to_string())
}

/// What is not there.
pub fn not_found(message: &str) -> Reply {
    failure(404, "not_found", message)
}

/// A path or a method that is not served.
pub fn no_route() -> Reply {
    not_found("The requested URL was not found on the server.")
}

/// A 200 with a body.
pub fn ok(body: &Value) -> Answer {
    Ok(Reply::json(200, &body.to_string()))
}

/// A 201 with a body.
pub fn created(body: &Value) -> Answer {
    Ok(Reply::json(201, &body.to_string()))
}

/// That something without content worked, as this version of the server says it.
pub fn done(state: &State) -> Answer {
    Ok(match state.manner.done {
        Done::NoContent => Reply::empty(204),
        Done::Number => Reply::json(200, "204\n"),
        Done::Success => Reply::json(200, r#"{"result":"success"}"#),
    })
}

/// The body, which has to be a JSON object.
pub fn body(incoming: &Incoming) -> Result<Value, Reply> {
    if !incoming.says_json() {
        return Err(failure(415, "unsupported_media_type", "Did not attempt to load JSON data."));
    }
    let body = incoming.json().filter(Value::is_object);
    body.ok_or_else(|| failure(400, "bad_request", "Failed to decode JSON object"))
}

/// A text that has to be in a body.
pub fn text(body: &Value, name: &str) -> Result<String, Reply> {
    let text = body[name].as_str().map(str::to_owned);
    text.ok_or_else(|| invalid(&format!("{name} is required."), name))
}

/// The texts of a list; none where there is no list.
pub fn texts(list: &Value) -> Vec<String> {
    let items = list.as_array().into_iter().flatten();
    items.filter_map(Value::as_str).map(str::to_owned).collect()
}
