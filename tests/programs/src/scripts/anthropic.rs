//! Chat: models page by page, tools, a stream of events, a file.

use crate::script::{Answer, Exchange, Script, answer, events, file, gateway, get, post, too_many};
use serde_json::{Value, json};

pub fn script() -> Script {
    let exchanges = [models(), messages(), stream(), files(), errors()].into_iter().flatten().collect();
    Script { auth: ("x-api-key", super::API_KEY), exchanges }
}

fn get_v1(path: &'static str, answer: Answer) -> Exchange {
    get(path, answer).header("anthropic-version", "2023-06-01")
}

fn post_v1(path: &'static str, answer: Answer) -> Exchange {
    post(path, answer).header("anthropic-version", "2023-06-01")
}

/// Without `stream`, the answer is no stream.
fn create(answer: Answer, body: Value) -> Exchange {
    post_v1("/v1/messages", answer).json(body).default("stream", false)
}

fn error(kind: &str, message: &str) -> Value {
    json!({"type": "error", "error": {"type": kind, "message": message}, "request_id": "req_01"})
}

fn model(id: &str, name: &str, limit: Option<u32>) -> Value {
    json!({
        "type": "model", "id": id, "display_name": name, "created_at": "2026-02-04T00:00:00Z",
        "max_input_tokens": limit, "max_tokens": null, "capabilities": null, "lifecycle": {"stage": "active"},
    })
}

fn models() -> Vec<Exchange> {
    let page = |data: &[Value], more: bool| {
        let (first, last) = (&data[0]["id"], &data[data.len() - 1]["id"]);
        answer(200, json!({"data": data, "has_more": more, "first_id": first, "last_id": last}))
    };
    let opus = model("claude-opus-4-6", "Claude Opus 4.6", Some(200_000));
    let sonnet = model("claude-sonnet-4-6", "Claude Sonnet 4.6", None);
    let haiku = model("claude-haiku-4-5", "Claude Haiku 4.5", Some(100_000));
    let limited = too_many(error("rate_limit_error", "Number of requests exceeded"));
    vec![
        get_v1("/v1/models", limited).query(&[("limit", "2")]),
        get_v1("/v1/models", page(&[opus, sonnet], true)).query(&[("limit", "2")]),
        get_v1("/v1/models", page(&[haiku], false))
            .query(&[("limit", "2"), ("after_id", "claude-sonnet-4-6")]),
    ]
}

fn usage() -> Value {
    json!({
        "input_tokens": 384, "output_tokens": 54, "cache_creation": null, "cache_creation_input_tokens": 0,
        "cache_read_input_tokens": null, "inference_geo": null, "server_tool_use": null,
        "service_tier": "standard", "iterations": [],
    })
}

fn message(content: &Value, stop_reason: Option<&str>) -> Value {
    json!({
        "id": "msg_01", "type": "message", "role": "assistant", "model": "claude-opus-4-6", "content": content,
        "stop_reason": stop_reason, "stop_sequence": null, "stop_details": null, "usage": usage(),
        "container": null, "context_management": null,
    })
}

fn weather_tool() -> Value {
    json!({
        "name": "get_weather",
        "input_schema": {
            "type": "object",
            "properties": {"city": {"type": "string", "description": "Name of the city"}},
            "required": ["city"],
        },
    })
}

fn messages() -> Vec<Exchange> {
    let question = json!({"role": "user", "content": "What is the weather in Paris?"});
    let call =
        json!({"type": "tool_use", "id": "toolu_01", "name": "get_weather", "input": {"city": "Paris"}});
    let mut called = call.clone();
    called["caller"] = json!({"type": "direct"});
    let thinks = json!([
        {"type": "text", "text": "I will look it up.", "citations": null},
        {"type": "plan", "steps": ["call get_weather", "answer"]},
        called,
    ]);
    let result = json!({"type": "tool_result", "tool_use_id": "toolu_01", "content": "18 degrees, cloudy"});
    let says = json!([{"type": "text", "text": "It is 18 degrees and cloudy in Paris.", "citations": null}]);
    let body = |messages: Value| {
        json!({
            "model": "claude-opus-4-6", "max_tokens": 1024, "system": "Answer in one sentence.",
            "messages": messages, "tools": [weather_tool()],
        })
    };
    let counted = json!({"model": "claude-opus-4-6", "messages": [question]});
    vec![
        post_v1("/v1/messages/count_tokens", answer(200, json!({"input_tokens": 14}))).json(counted),
        create(answer(200, message(&thinks, Some("tool_use"))), body(json!([question]))),
        create(
            answer(200, message(&says, Some("end_turn"))),
            body(json!([
                question,
                {"role": "assistant", "content": [call]},
                {"role": "user", "content": [result]},
            ])),
        ),
    ]
}

fn stream() -> Vec<Exchange> {
    let delta = |text: &str| json!({"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": text}});
    let signature = json!({
        "type": "content_block_delta", "index": 0, "delta": {"type": "emphasis_delta", "weight": 2},
    });
    let ended = json!({
        "type": "message_delta",
        "delta": {"stop_reason": "quota_pause", "stop_sequence": null, "stop_details": null, "container": null},
        "usage": {
            "input_tokens": 9, "output_tokens": 12, "cache_creation_input_tokens": null,
            "cache_read_input_tokens": null, "server_tool_use": null,
        },
    });
    let block = json!({"type": "text", "text": "", "citations": null});
    let answer = events(&[
        json!({"type": "message_start", "message": message(&json!([]), None)}),
        json!({"type": "content_block_start", "index": 0, "content_block": block}),
        json!({"type": "ping"}),
        delta("A haiku\n"),
        signature,
        delta("in two lines – ünïcode"),
        json!({"type": "content_block_stop", "index": 0}),
        json!({"type": "server_note", "note": "clients ignore what they do not know"}),
        ended,
        json!({"type": "message_stop"}),
    ]);
    let body = json!({
        "model": "claude-opus-4-6", "max_tokens": 256, "stream": true,
        "messages": [{"role": "user", "content": "Write a haiku"}],
    });
    vec![post_v1("/v1/messages", answer).json(body)]
}

fn files() -> Vec<Exchange> {
    let stored = json!({
        "type": "file", "id": "file_011", "filename": "notes.txt", "mime_type": "text/plain", "size_bytes": 19,
        "created_at": "2026-03-01T10:00:00Z", "downloadable": false, "scope": null, "retention": "30d",
    });
    let exchange = post_v1("/v1/files", answer(200, stored)).query(&[("beta", "true")]);
    let exchange = exchange.header("anthropic-beta", "files-api-2025-04-14");
    vec![exchange.form(&[file("file", "notes.txt", "text/plain", "Bring an umbrella.\n")])]
}

fn errors() -> Vec<Exchange> {
    let body = json!({
        "model": "claude-opus-4-6", "max_tokens": 16, "messages": [{"role": "user", "content": "Hello"}],
    });
    vec![
        get_v1("/v1/models/claude-0", answer(404, error("not_found_error", "model: claude-0"))),
        create(gateway(), body),
    ]
}
