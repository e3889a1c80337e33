//! Pipelines, their data sources and runs; and the models that there are.

use serde_json::{Value, json};

use super::super::{Incoming, Reply};
use super::reply::{Answer, body, failure, no_route, ok, text};
use super::state::State;

/// The models of a kind, by provider.
pub fn models(state: &State, kind: &str) -> Answer {
    let label = json!({ "en_US": "Example", "zh_Hans": "Example" });
    let mut model = json!({
        "model": "embed-1", "label": label, "model_type": kind, "features": null, "fetch_from": "predefined-model",
        "model_properties": { "context_size": 8191 }, "status": "active", "deprecated": false,
        "load_balancing_enabled": false, "has_invalid_load_balancing_configs": false,
    });
    if state.manner.ahead {
        model["fetch_from"] = json!("telepathy");
    }
    ok(&json!({ "data": [{ "provider": "langgenius/openai/openai", "label": label, "icon_small": null,
        "icon_small_dark": null, "status": "active", "models": [model],
        "tenant_id": "11223344-5566-7788-99aa-bbccddeeff00" }] }))
}

/// All below the pipeline of a knowledge base.
pub fn of_base(state: &State, at: usize, method: &str, rest: &[&str], incoming: &Incoming) -> Answer {
    if state.bases[at].external {
        return Err(failure(400, "invalid_param", "Pipeline not found"));
    }
    match (method, rest) {
        ("GET", ["datasource-plugins"]) => ok(&plugins(incoming)),
        ("POST", ["datasource", "nodes", node, "run"]) => {
            text(&body(incoming)?, "datasource_type")?;
            events(&[json!({ "event": "datasource_completed", "node_id": node })])
        }
        ("POST", ["run"]) => run(incoming),
        _ => Err(no_route()),
    }
}

fn plugins(incoming: &Incoming) -> Value {
    let published = incoming.param("is_published").is_none_or(|text| text == "true");
    json!([{ "node_id": "1719288585006", "plugin_id": null, "provider_name": "notion",
        "datasource_type": "online_document", "title": if published { "Published" } else { "Draft" },
        "user_input_variables": [{ "variable": "q", "required": true }],
        "credentials": [{ "id": "c", "name": "C", "type": "api-key", "is_default": true }] }])
}

/// One answer or a stream of events, as the body says.
fn run(incoming: &Incoming) -> Answer {
    let body = body(incoming)?;
    match text(&body, "response_mode")?.as_str() {
        "streaming" => events(&[
            json!({ "event": "workflow_started", "data": { "inputs": body["inputs"] } }),
            json!({ "event": "workflow_finished", "data": { "status": "succeeded" } }),
        ]),
        _ => ok(&json!({ "task_id": "t", "workflow_run_id": "w",
            "data": { "status": "succeeded", "created_at": 1_741_267_200, "outputs": {} } })),
    }
}

fn events(events: &[Value]) -> Answer {
    let text: String = events.iter().map(|event| format!("data: {event}\n\n")).collect();
    Ok(Reply::new(200, &[("content-type", "text/event-stream")], &format!("event: ping\n\n{text}")))
}
