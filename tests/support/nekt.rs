//! A server that behaves as Nekt's API is known to, or, where nothing is known, as its framework does (Django REST framework,
//! observed). None of it is taken from the overlay, so that a test against it can fail.

use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::{Value, json};

use super::{Incoming, Reply, Request, Server};

/// The key that the server takes.
pub const KEY: &str = "nekt-mock-key";
/// The lists of resources that tags can be on.
const LISTS: [&str; 8] = [
    "sources",
    "transformations",
    "destinations",
    "visualizations",
    "layers",
    "folders",
    "tables",
    "volumes",
];
const CONNECTOR: &str = "7d9c4a10-0000-4000-8000-0000000000c0";

/// An answer, or why there is none.
type Answer = Result<Reply, Reply>;

/// What the server holds.
#[derive(Debug, Default)]
pub struct State {
    /// The tags: id and name.
    pub tags: Vec<(String, String)>,
    /// The destinations: id and ids of tags.
    pub destinations: Vec<(String, Vec<String>)>,
    /// The sources: id and slug.
    pub sources: Vec<(String, String)>,
    /// The runs: id, source and status. Without a source, it is one of a transformation.
    pub runs: Vec<(String, Option<String>, String)>,
    /// The transformations: ids.
    pub transformations: Vec<String>,
    /// The setup tokens: id and source.
    pub tokens: Vec<(String, String)>,
    /// Whether it is newer than any page: values that nobody has heard of, and fields gone.
    pub ahead: bool,
    made: u64,
}

impl State {
    /// An id that nothing has yet.
    pub fn id(&mut self) -> String {
        self.made += 1;
        format!("10000000-0000-4000-8000-{:012x}", self.made)
    }

    /// The id of a tag, which is made if there is none of that name.
    pub fn tag(&mut self, name: &str) -> String {
        if let Some((id, _)) = self.tags.iter().find(|(_, other)| other == name) {
            return id.clone();
        }
        let id = self.id();
        self.tags.push((id.clone(), name.to_owned()));
        id
    }

    /// Adds a destination that carries tags.
    pub fn add_destination(&mut self, names: &[&str]) -> String {
        let tags = names.iter().map(|name| self.tag(name)).collect();
        let id = self.id();
        self.destinations.push((id.clone(), tags));
        id
    }
}

/// A running server and what it holds.
pub struct Mock {
    /// The server, which records what comes in.
    pub server: Server,
    state: Arc<Mutex<State>>,
}

impl Mock {
    /// Starts one without content.
    pub fn start() -> io::Result<Mock> {
        let state = Arc::new(Mutex::new(State::default()));
        let shared = Arc::clone(&state);
        let server = Server::answering(move |request| {
            answer(&mut shared.lock().unwrap_or_else(PoisonError::into_inner), request)
        })?;
        Ok(Mock { server, state })
    }

    /// Looks at what it holds, or changes it behind the back of the API.
    pub fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn detail(status: u16, message: &str) -> Reply {
    Reply::json(status, &json!({ "detail": message }).to_string())
}

fn fields(errors: &Value) -> Reply {
    Reply::json(400, &errors.to_string())
}

fn ok(body: &Value) -> Answer {
    Ok(Reply::json(200, &body.to_string()))
}

fn not_found() -> Reply {
    detail(404, "Not found.")
}

/// A URL without its slash is redirected, whatever the method; the body is not looked at.
fn answer(state: &mut State, request: &Request) -> Reply {
    let incoming = Incoming::new(request, "");
    let (path, query) = request.target.split_once('?').unwrap_or((&request.target, ""));
    if !path.ends_with('/') {
        let query = if query.is_empty() { String::new() } else { format!("?{query}") };
        return Reply::new(301, &[("location", &format!("{path}/{query}"))], "");
    }
    if request.header("x-api-key") != [KEY] {
        return detail(401, "Authentication credentials were not provided.");
    }
    if !request.body.is_empty() && !incoming.says_json() {
        return detail(415, "Unsupported media type in request.");
    }
    route(state, &incoming).unwrap_or_else(|refused| refused)
}

fn route(state: &mut State, incoming: &Incoming) -> Answer {
    let path: Vec<&str> = incoming.path.iter().map(String::as_str).collect();
    let Some(path) = path.strip_prefix(&["api", "v1"]) else { return Err(not_found()) };
    match (incoming.request.method.as_str(), path) {
        ("POST", ["tags", "attach", ""]) => tag(state, incoming, true),
        ("POST", ["tags", "detach", ""]) => tag(state, incoming, false),
        ("GET", ["destinations", ""]) => destinations(state, incoming),
        ("GET", ["sources", ""]) => sources(state, incoming),
        ("POST", ["sources", ""]) => create_source(state, incoming),
        (method, ["sources", slug, "setup-tokens", rest @ ..]) => tokens(state, method, slug, rest, incoming),
        ("GET", ["transformations", ""]) => {
            let all: Vec<Value> = state.transformations.iter().map(|id| transformation(state, id)).collect();
            page(incoming, all)
        }
        ("GET", ["transformations", id, ""]) => {
            let known = state.transformations.iter().any(|other| other == id);
            if known { ok(&transformation(state, id)) } else { Err(not_found()) }
        }
        ("GET", ["runs", ""]) => {
            let all =
                state.runs.iter().map(|(id, _, _)| run(state, id, incoming)).collect::<Result<_, _>>()?;
            page(incoming, all)
        }
        ("GET", ["runs", id, ""]) => ok(&run(state, id, incoming)?),
        ("POST", ["runs", id, "cancel", ""]) => cancel(state, id, incoming),
        ("POST", ["sql-query", ""]) => query(incoming),
        (_, ["tags", "attach" | "detach", ""] | ["sql-query", ""]) => {
            Err(detail(405, &format!("Method \"{}\" not allowed.", incoming.request.method)))
        }
        _ => Err(not_found()),
    }
}

/// A page. Its neighbours are absolute URLs on the host that was asked; a page out of range is not found.
fn page(incoming: &Incoming, all: Vec<Value>) -> Answer {
    let (number, size) = (incoming.number("page", 1), incoming.number("page_size", 2).clamp(1, 100));
    let pages = all.len().div_ceil(size).max(1);
    if number == 0 || number > pages {
        return Err(detail(404, "Invalid page."));
    }
    let url = |number: usize| {
        let others = incoming.query.iter().filter(|(name, _)| name != "page");
        let query: String =
            others.map(|(name, value)| format!("{}={value}&", name.replace("[]", "%5B%5D"))).collect();
        let host = incoming.request.header("host").first().copied().unwrap_or_default();
        format!("http://{host}/{}?{query}page={number}", incoming.path.join("/"))
    };
    let results: Vec<Value> = all.iter().skip((number - 1) * size).take(size).cloned().collect();
    ok(&json!({
        "count": all.len(), "results": results,
        "next": (number < pages).then(|| url(number + 1)), "previous": (number > 1).then(|| url(number - 1)),
    }))
}

fn expands(incoming: &Incoming, field: &str) -> bool {
    let dotted = format!("{field}.");
    incoming.params("expand[]").iter().any(|name| *name == field || name.starts_with(&dotted))
}

/// Six digits of a second, and none where all are zero.
fn shown_tag((id, name): &(String, String)) -> Value {
    json!({ "id": id, "name": name, "created_at": "2026-04-17T10:15:00-03:00", "updated_at": "2026-04-17T11:02:00.046835-03:00" })
}

fn tag(state: &mut State, incoming: &Incoming, attach: bool) -> Answer {
    let body = incoming.json().unwrap_or_default();
    let Some(names) = body["names"].as_array() else {
        return Err(fields(&json!({ "names": ["This field is required."] })));
    };
    let listed = |list: &str| body[list].as_array().is_some_and(|ids| !ids.is_empty());
    if attach && !LISTS.into_iter().any(listed) {
        return Err(fields(&json!({ "non_field_errors": ["At least one resource is required."] })));
    }
    let mut tags = Vec::new();
    for name in names.iter().filter_map(Value::as_str) {
        let known = state.tags.iter().any(|(_, other)| other == name);
        if attach || known {
            let id = state.tag(name);
            tags.push((id, name.to_owned()));
        }
    }
    let meant: Vec<&str> =
        body["destinations"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    for (_, on) in state.destinations.iter_mut().filter(|(id, _)| meant.contains(&id.as_str())) {
        on.retain(|tag| !tags.iter().any(|(other, _)| other == tag));
        if attach {
            on.extend(tags.iter().map(|(tag, _)| tag.clone()));
        }
    }
    ok(&tags.iter().map(shown_tag).collect())
}

/// Tags are there only where they are asked for, whole then.
fn destinations(state: &State, incoming: &Incoming) -> Answer {
    let all = state.destinations.iter().map(|(id, tags)| {
        if !expands(incoming, "tags") {
            return json!({ "id": id });
        }
        let whole: Vec<Value> =
            state.tags.iter().filter(|(tag, _)| tags.contains(tag)).map(shown_tag).collect();
        json!({ "id": id, "tags": whole, "slug": "unheard-of" })
    });
    page(incoming, all.collect())
}

fn shown_source(state: &State, (id, slug): &(String, String), incoming: &Incoming) -> Value {
    let connector = if expands(incoming, "connector_version.connector") {
        json!({ "id": "c", "slug": "postgres" })
    } else {
        json!("c")
    };
    let version = if expands(incoming, "connector_version") {
        json!({ "id": CONNECTOR, "version": "1.2.0", "editable": true, "connector": connector })
    } else {
        json!(CONNECTOR)
    };
    if state.ahead {
        return json!({ "id": id, "connector_version": version });
    }
    json!({ "id": id, "slug": slug, "active": true, "description": null, "connector_version": version, "last_run": null,
        "current_connector_config": { "host": "db" }, "has_callback_webhook": false, "tags": [] })
}

/// Several statuses are one value with commas; a repeated parameter would be one status too few.
fn sources(state: &State, incoming: &Incoming) -> Answer {
    let statuses: Option<Vec<&str>> = incoming.param("last_run_status").map(|list| list.split(',').collect());
    let has_run = |slug: &str| {
        let wanted = statuses.as_ref();
        wanted.is_none_or(|wanted| {
            let mut runs = state.runs.iter();
            runs.any(|(_, of, status)| of.as_deref() == Some(slug) && wanted.contains(&status.as_str()))
        })
    };
    let found = state.sources.iter().filter(|(_, slug)| has_run(slug));
    page(incoming, found.map(|source| shown_source(state, source, incoming)).collect())
}

fn create_source(state: &mut State, incoming: &Incoming) -> Answer {
    let body = incoming.json().unwrap_or_default();
    let Some(connector) = body["connector_slug"].as_str() else {
        return Err(fields(&json!({ "connector_slug": ["This field is required."] })));
    };
    let webhook = &body["callback_webhook"];
    if webhook["header_name"].is_string() && !webhook["header_value"].is_string() {
        let nested = json!({ "header_value": ["This field is required with header_name."] });
        return Err(fields(&json!({ "callback_webhook": nested })));
    }
    let source = (state.id(), format!("{connector}-1"));
    let mut shown = shown_source(state, &source, incoming);
    shown["has_callback_webhook"] = json!(webhook.is_object());
    state.sources.push(source);
    Ok(Reply::json(201, &shown.to_string()))
}

/// The token itself is shown where it is made, and nowhere else.
fn tokens(state: &mut State, method: &str, slug: &str, rest: &[&str], incoming: &Incoming) -> Answer {
    if !state.sources.iter().any(|(_, other)| other == slug) {
        return Err(not_found());
    }
    let shown = |id: &str| {
        json!({ "id": id, "created_at": "2026-04-17T10:15:00-03:00", "created_by": 14,
        "expires_at": "2026-04-18T10:15:00-03:00" })
    };
    match (method, rest) {
        ("GET", [""]) => {
            let own = state.tokens.iter().filter(|(_, source)| source == slug);
            ok(&own.map(|(id, _)| shown(id)).collect())
        }
        ("POST", [""]) => {
            let seconds = incoming.json().map(|body| body["expires_in_seconds"].clone()).unwrap_or_default();
            if seconds.as_i64().is_some_and(|seconds| seconds < 1) {
                let message = "Ensure this value is greater than or equal to 1.";
                return Err(fields(&json!({ "expires_in_seconds": [message] })));
            }
            let id = state.id();
            state.tokens.push((id.clone(), slug.to_owned()));
            let mut made = shown(&id);
            made["token"] = json!("secret-token");
            Ok(Reply::json(201, &made.to_string()))
        }
        ("DELETE", [id, ""]) => {
            let at = state.tokens.iter().position(|(other, _)| other == id).ok_or_else(not_found)?;
            state.tokens.remove(at);
            Ok(Reply::empty(204))
        }
        _ => Err(not_found()),
    }
}

fn transformation(state: &State, id: &str) -> Value {
    if state.ahead {
        return json!({ "id": id });
    }
    json!({
        "id": id, "type": "query", "slug": "daily", "active": true, "status": "ok", "description": null,
        "created_at": "2026-04-17T10:15:00-03:00", "updated_at": "2026-04-17T11:02:00.046835-03:00",
        "code": "select 1", "dependencies": [], "add_apache_sedona": false, "spark_driver_cores": 1,
        "spark_driver_memory": "4g", "settings_number_of_retries": 3, "settings_retry_delay_seconds": 60,
        "settings_max_consecutive_failures": null, "delta_log_retention_duration": -1, "draft_only": false,
        "output_table": "t", "output_layer": null, "last_run": null, "input_tables": ["t"], "input_volumes": [],
        "created_by": 14, "current_draft": null,
    })
}

/// A run has one origin, and nobody started one that was scheduled.
fn run(state: &State, id: &str, incoming: &Incoming) -> Result<Value, Reply> {
    let (_, source, status) = state.runs.iter().find(|(other, _, _)| other == id).ok_or_else(not_found)?;
    let origin = source.as_ref().and_then(|slug| state.sources.iter().find(|(_, other)| other == slug));
    let shown = origin.map(|origin| {
        if expands(incoming, "source") { shown_source(state, origin, incoming) } else { json!(origin.0) }
    });
    if state.ahead {
        return Ok(json!({ "id": id, "status": "hibernating", "source": shown, "pipeline": "old" }));
    }
    Ok(json!({
        "id": id, "number": 7, "created_at": "2026-04-17T10:15:00-03:00", "updated_at": "2026-04-17T11:02:00.046835-03:00",
        "started_at": null, "ended_at": null, "duration_seconds": null, "status": status,
        "trigger": { "type": "cron", "cron_expression": "0 3 * * *", "cron_timezone": "America/Sao_Paulo", "event_rule": null },
        "full_sync": null, "extra_config": {}, "credit_charge_status": null, "el_cost_usd": "0.12",
        "el_cost_metadata": null, "transformation_cost_usd": 0, "transformation_cost_metadata": [],
        "triggered_by": null, "triggered_by_token": null, "source": shown, "destination": null,
        "transformation": if source.is_none() { state.transformations.first() } else { None },
    }))
}

/// The body has to be an object, if an empty one.
fn cancel(state: &mut State, id: &str, incoming: &Incoming) -> Answer {
    if !incoming.json().is_some_and(|body| body.is_object()) {
        return Err(detail(400, "JSON parse error."));
    }
    let found = state.runs.iter_mut().find(|(other, _, _)| other == id).ok_or_else(not_found)?;
    found.2 = "cancelling".to_owned();
    ok(&run(state, id, incoming)?)
}

fn query(incoming: &Incoming) -> Answer {
    let body = incoming.json().unwrap_or_default();
    if !body["sql"].is_string() {
        return Err(fields(&json!({ "sql": ["This field is required."] })));
    }
    let form = body["mode"].as_str().unwrap_or("csv");
    ok(
        &json!({ "state": "SUCCEEDED", "presigned_urls": [format!("https://files.example.org/1.{form}?sign=x")],
        "data_scanned_in_bytes": 5_000_000_000_i64, "execution_time_in_millis": 12 }),
    )
}
