//! Security schemes of 2.0.

use serde_json::Value;

use super::Shared;
use crate::normalise::context::{Context, Object};
use crate::normalise::path::Path;

/// The names of OAuth 2 flows in 2.0 and 3.0.
const FLOWS: [(&str, &str); 4] = [
    ("implicit", "implicit"),
    ("password", "password"),
    ("application", "clientCredentials"),
    ("accessCode", "authorizationCode"),
];

/// The fields of a scheme of 2.0 that belong to its flow.
const MEMBERS: [&str; 4] = ["authorizationUrl", "tokenUrl", "refreshUrl", "scopes"];

/// Moves the flow of an OAuth 2 scheme into `flows`. (`basic` is read in every dialect, by `shape/security.rs`.)
pub fn scheme(scheme: &mut Value, at: &Path<'_>, _: &Shared, cx: &mut Context<'_>) {
    let Some(map) = scheme.as_object_mut() else { return };
    if map.get("type").and_then(Value::as_str) != Some("oauth2") || map.contains_key("flows") {
        return;
    }
    let found = map.shift_remove("flow");
    let found = found.as_ref().and_then(Value::as_str).unwrap_or_default();
    let Some((_, name)) = FLOWS.iter().find(|(old, new)| *old == found || *new == found) else { return };
    let flow: Object =
        MEMBERS.iter().filter_map(|key| Some(((*key).to_owned(), map.shift_remove(*key)?))).collect();
    cx.record_copy(at.key("flows").key(name).pointer(), &at.pointer());
    let flows = Object::from_iter([((*name).to_owned(), Value::Object(flow))]);
    map.insert("flows".to_owned(), Value::Object(flows));
}
