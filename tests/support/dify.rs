//! A server that behaves as Dify's Knowledge API is known to: the facts are those of the vendor's documents and of the
//! server's public source, and none is taken from the overlay, so that a test against it can fail.

mod bases;
mod chunks;
mod documents;
mod metadata;
mod pipeline;
mod reply;
mod state;
mod tags;
mod upload;
mod view;

use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{Incoming, Reply, Request, Server};
use reply::{Answer, failure};
pub use state::{Base, Chunk, Document, Field, STAGES, State, Tag};

/// The key that the server takes.
pub const KEY: &str = "dataset-mock-key";

/// How a server of some version behaves where versions differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Manner {
    /// How it says that something without content worked.
    pub done: Done,
    /// Whether it is old: times as `N.0`, counts of tags as integers, only `tag_id` known where tags are unbound.
    pub old: bool,
    /// Whether it is newer than any document: values that nobody has heard of, and fields gone.
    pub ahead: bool,
}

/// The three ways to say that something without content worked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Done {
    /// An empty 204.
    #[default]
    NoContent,
    /// A 200 whose JSON body is the number 204: what the framework makes of `return 204`.
    Number,
    /// A 200 with `{"result": "success"}`.
    Success,
}

/// A running server and what it holds.
pub struct Mock {
    /// The server, which records what comes in.
    pub server: Server,
    state: Arc<Mutex<State>>,
}

impl Mock {
    /// Starts one without content.
    pub fn start(manner: Manner) -> io::Result<Mock> {
        let state = Arc::new(Mutex::new(State::new(manner)));
        let shared = Arc::clone(&state);
        let server = Server::answering(move |request| answer(&mut lock(&shared), request))?;
        Ok(Mock { server, state })
    }

    /// The base URL of the API.
    pub fn url(&self) -> String {
        format!("{}/v1", self.server.url())
    }

    /// Looks at what it holds, or changes it behind the back of the API.
    pub fn state(&self) -> MutexGuard<'_, State> {
        lock(&self.state)
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What the server answers.
fn answer(state: &mut State, request: &Request) -> Reply {
    let incoming = Incoming::new(request, "/v1");
    if let Some(refused) = unauthorized(request) {
        return refused;
    }
    // Flask reads JSON only from a body that says so, that of a DELETE included.
    let form = request.header("content-type").first().is_some_and(|media| media.starts_with("multipart/"));
    if !request.body.is_empty() && !form && !incoming.says_json() {
        return failure(415, "unsupported_media_type", "Did not attempt to load JSON data.");
    }
    route(state, &incoming).unwrap_or_else(|refused| refused)
}

fn unauthorized(request: &Request) -> Option<Reply> {
    let header = request.header("authorization").first().copied().unwrap_or_default();
    let (scheme, key) = header.split_once(' ').unwrap_or_default();
    if scheme.eq_ignore_ascii_case("bearer") && key == KEY {
        return None;
    }
    let body = r#"{"code":"unauthorized","message":"Access token is invalid","status":401}"#;
    let headers = [("content-type", "application/json"), ("www-authenticate", r#"Bearer realm="api""#)];
    Some(Reply::new(401, &headers, body))
}

/// Literal segments before those that are ids: `/documents/metadata` is no document.
fn route(state: &mut State, incoming: &Incoming) -> Answer {
    let path: Vec<&str> = incoming.path.iter().map(String::as_str).collect();
    match (incoming.request.method.as_str(), path.as_slice()) {
        (method, ["datasets"]) => bases::all(state, method, incoming),
        (method, ["datasets", "tags", rest @ ..]) => tags::all(state, method, rest, incoming),
        ("POST", ["datasets", "pipeline", "file-upload"]) => upload::pipeline_file(state, incoming),
        ("GET", ["workspaces", "current", "models", "model-types", kind]) => pipeline::models(state, kind),
        (method, ["datasets", base, rest @ ..]) => of_base(state, method, base, rest, incoming),
        _ => Err(reply::no_route()),
    }
}

/// What stands below a knowledge base.
fn of_base(state: &mut State, method: &str, base: &str, rest: &[&str], incoming: &Incoming) -> Answer {
    let at = state.base_index(base)?;
    match (method, rest) {
        (_, []) => bases::one(state, at, method, incoming),
        ("POST", ["retrieve" | "hit-testing"]) => bases::retrieve(state, at, incoming),
        ("GET", ["tags"]) => tags::of_base(state, at),
        (_, ["metadata", rest @ ..]) => metadata::fields(state, at, method, rest, incoming),
        ("POST", ["documents", "metadata"]) => metadata::values(state, at, incoming),
        (_, ["pipeline", rest @ ..]) => pipeline::of_base(state, at, method, rest, incoming),
        ("POST", ["document", "create-by-text" | "create_by_text"]) => documents::create(state, at, incoming),
        ("POST", ["document", "create-by-file" | "create_by_file"]) => upload::create(state, at, incoming),
        ("GET", ["documents"]) => documents::list(state, at, incoming),
        ("POST", ["documents", "download-zip"]) => documents::zip(state, at, incoming),
        ("PATCH", ["documents", "status", action]) => documents::status(state, at, action, incoming),
        ("GET", ["documents", batch, "indexing-status"]) => documents::progress(state, at, batch),
        (_, ["documents", id, "segments", rest @ ..]) => chunks::all(state, (at, id), method, rest, incoming),
        (_, ["documents", id, rest @ ..]) => documents::one(state, (at, id), method, rest, incoming),
        _ => Err(reply::no_route()),
    }
}
