//! Requests that the document does not describe, with the client's credentials, retries, limits and errors.

use super::super::client::shared::Core;
use super::super::error::body::Untyped;
use super::super::error::build::BuildError;
use super::super::parameter::path::is_dots;
use super::super::response::decode;
use super::super::secret::escape::Escaped;
use super::super::transport::origin::Origin;
use super::call::Call;
use super::operation::Operation;
use serde::Serialize;
use serde_json::Value;
use std::fmt::Display;
use std::marker::PhantomData;

/// Request builder of a request that the document does not describe; `.await` sends it and returns the JSON of a success.
pub type Custom = Call<Value, Untyped, Undescribed>;

/// Marker of [`Custom`]; it has no values.
#[derive(Debug)]
pub enum Undescribed {}

/// The operations of such requests, one per method, because operations are constants.
static OPERATIONS: [Operation; 7] = [
    Operation::new("GET request", "GET", "").with_every_credential(),
    Operation::new("HEAD request", "HEAD", "").with_every_credential(),
    Operation::new("OPTIONS request", "OPTIONS", "").with_every_credential(),
    Operation::new("POST request", "POST", "").with_every_credential(),
    Operation::new("PUT request", "PUT", "").with_every_credential(),
    Operation::new("PATCH request", "PATCH", "").with_every_credential(),
    Operation::new("DELETE request", "DELETE", "").with_every_credential(),
];

/// The operation of a request with another method, which is an error.
static UNKNOWN: Operation = Operation::new("request", "GET", "");

impl Core {
    /// Starts a request of any method to a path below the base URL.
    pub fn custom(&self, method: &str, path: &str) -> Custom {
        let known = OPERATIONS.iter().find(|known| known.method.eq_ignore_ascii_case(method));
        let mut request = self.call(known.unwrap_or(&UNKNOWN));
        if known.is_none() {
            request.fail(BuildError::new(format!("a request cannot have the method {:?}", Escaped(method))));
        }
        match url(self.base_url(), path) {
            Ok(url) => request.link = Some(url),
            Err(error) => request.fail(error),
        }
        request.accept.get_or_insert("application/json");
        Call { request, decoder: decode::plain_json, types: PhantomData }
    }
}

/// The URL of a path below the base URL, or a URL of the same origin.
fn url(base: &str, path: &str) -> Result<String, BuildError> {
    // A query may hold a URL: `/login?next=https://a.example`.
    let is_url = path.split_once("://").is_some_and(|(scheme, _)| !scheme.contains(['/', '?', '#']));
    let own = path.split(['?', '#']).next().unwrap_or_default();
    // What a server would remove would lead out of the path of the base URL.
    if own.split('/').any(is_dots) {
        return Err(BuildError::new("the path of a request must not have the segments \".\" and \"..\""));
    }
    // A fragment is never sent, and a query would stand behind it.
    let path = path.split('#').next().unwrap_or_default();
    if !is_url {
        return Ok(format!("{base}/{}", path.trim_start_matches('/')));
    }
    match Origin::parse(path) {
        Some(origin) if Origin::parse(base).is_some_and(|own| own == origin) => Ok(path.to_owned()),
        _ => Err(BuildError::new(
            "a request goes to a path below the base URL, or to a URL of the same server",
        )),
    }
}

impl Custom {
    /// Adds a parameter to the query. A name can be added several times.
    pub fn query(self, name: &str, value: impl Display) -> Self {
        self.extra_query(name, value)
    }

    /// Sets a JSON body, a value or a reference to one.
    pub fn json(mut self, body: impl Serialize) -> Self {
        match serde_json::to_vec(&body) {
            Ok(text) => self.request.set_bytes("application/json", text),
            Err(error) => self.request.fail(BuildError::new(format!("the body: {error}"))),
        }
        self
    }

    /// Sets a body of any media type.
    pub fn body(mut self, media_type: &str, body: impl Into<bytes::Bytes>) -> Self {
        self.request.set_bytes(media_type, body);
        self
    }
}
