//! What differs between a request and what the script expects.

use crate::multipart;
use crate::request::Request;
use crate::script::{Body, Exchange};
use serde_json::Value;

/// Whether this is the operation that the exchange expects, whatever else it holds.
pub fn same_operation(expected: &Exchange, request: &Request) -> bool {
    expected.method == request.method && expected.path == request.path
}

/// Every difference in words.
pub fn differences(auth: (&str, &str), expected: &Exchange, request: &Request) -> Vec<String> {
    let own = expected.public || expected.headers.iter().any(|(name, _)| *name == auth.0);
    let shared = (!own).then_some(auth);
    let headers = shared.into_iter().chain(expected.headers.iter().copied());
    let mut found: Vec<String> = headers.filter_map(|(name, value)| header(name, value, request)).collect();
    found.extend(query(expected, request));
    found.extend(body(expected, request));
    found
}

fn header(name: &str, expected: &str, request: &Request) -> Option<String> {
    let came = request.header(name);
    (came != Some(expected)).then(|| format!("header {name}: expected {expected:?}, came {came:?}"))
}

fn query(expected: &Exchange, request: &Request) -> Option<String> {
    let mut wanted: Vec<_> = expected.query.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
    let default = |pair: &(String, String)| {
        let mut defaults = expected.defaults.iter();
        defaults.any(|(name, value)| *name == pair.0 && value.as_str() == Some(&pair.1))
    };
    let mut came = request.query.clone();
    came.retain(|pair| wanted.contains(pair) || !default(pair));
    wanted.sort();
    came.sort();
    (wanted != came).then(|| format!("query: expected {wanted:?}, came {came:?}"))
}

fn body(expected: &Exchange, request: &Request) -> Option<String> {
    let content_type = request.header("content-type").unwrap_or_default();
    let text = || String::from_utf8_lossy(&request.body);
    match &expected.body {
        Body::Empty => (!request.body.is_empty()).then(|| format!("body: expected none, came {}", text())),
        Body::Json(_) if !content_type.starts_with("application/json") => {
            Some(format!("body: expected JSON, came {content_type:?}: {}", text()))
        }
        Body::Json(wanted) => {
            let came = serde_json::from_slice(&request.body).ok();
            let came = came.map(|came| without_defaults(came, wanted, &expected.defaults));
            (came.as_ref() != Some(wanted)).then(|| format!("body: expected {wanted}, came {}", text()))
        }
        Body::Form(wanted) => {
            let mut wanted = wanted.clone();
            let mut came = multipart::parts(content_type, &request.body);
            wanted.sort();
            came.iter_mut().for_each(|parts| parts.sort());
            (came.as_ref() != Some(&wanted))
                .then(|| format!("form: expected {wanted:?}, came {came:?}: {}", text()))
        }
    }
}

/// The body without members that only say a default, unless they are expected.
fn without_defaults(mut came: Value, wanted: &Value, defaults: &[(&str, Value)]) -> Value {
    if let Some(members) = came.as_object_mut() {
        for (name, default) in defaults.iter().filter(|(name, _)| wanted.get(name).is_none()) {
            if members.get(*name) == Some(default) {
                members.remove(*name);
            }
        }
    }
    came
}
