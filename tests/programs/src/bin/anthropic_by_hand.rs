//! Chat with tools and a stream, as a developer writes it with reqwest and serde.

use futures_util::StreamExt;
use reqwest::header::{HeaderMap, HeaderValue, RETRY_AFTER};
use reqwest::multipart::{Form, Part};
use reqwest::{Client, RequestBuilder, Response, StatusCode};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::time::Duration;

#[derive(Debug, thiserror::Error)]
enum Error {
    #[error(transparent)]
    Http(#[from] reqwest::Error),
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    #[error("{status}: {kind}: {message}")]
    Api { status: StatusCode, kind: String, message: String },
    #[error("{status}: {body}")]
    Status { status: StatusCode, body: String },
}

#[derive(Deserialize)]
struct ErrorBody {
    error: ErrorDetail,
}

#[derive(Deserialize)]
struct ErrorDetail {
    #[serde(rename = "type")]
    kind: String,
    message: String,
}

#[derive(Deserialize)]
struct Models {
    data: Vec<Model>,
    has_more: bool,
    last_id: Option<String>,
}

#[derive(Deserialize)]
struct Model {
    id: String,
    display_name: String,
    max_input_tokens: Option<u64>,
}

#[derive(Deserialize)]
struct TokenCount {
    input_tokens: u64,
}

#[derive(Serialize)]
struct CreateMessage {
    model: &'static str,
    max_tokens: u32,
    messages: Vec<InputMessage>,
    #[serde(skip_serializing_if = "Option::is_none")]
    system: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tools: Vec<Tool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    stream: Option<bool>,
}

#[derive(Serialize, Clone)]
struct InputMessage {
    role: &'static str,
    content: InputContent,
}

#[derive(Serialize, Clone)]
#[serde(untagged)]
enum InputContent {
    Text(&'static str),
    Blocks(Vec<InputBlock>),
}

#[derive(Serialize, Clone)]
#[serde(tag = "type", rename_all = "snake_case")]
enum InputBlock {
    ToolUse { id: String, name: String, input: Value },
    ToolResult { tool_use_id: String, content: &'static str },
}

#[derive(Serialize, Clone)]
struct Tool {
    name: &'static str,
    input_schema: Value,
}

#[derive(Deserialize)]
struct Message {
    content: Vec<Block>,
    stop_reason: Option<String>,
}

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Block {
    Text {
        text: String,
    },
    ToolUse {
        id: String,
        name: String,
        input: Value,
    },
    #[serde(other)]
    Unknown,
}

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Event {
    ContentBlockDelta {
        delta: Delta,
    },
    MessageDelta {
        delta: MessageDelta,
    },
    #[serde(other)]
    Other,
}

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Delta {
    TextDelta {
        text: String,
    },
    #[serde(other)]
    Other,
}

#[derive(Deserialize)]
struct MessageDelta {
    stop_reason: Option<String>,
}

#[derive(Deserialize)]
struct File {
    id: String,
    filename: String,
    size_bytes: u64,
}

struct Anthropic {
    http: Client,
    base: String,
}

impl Anthropic {
    fn new(base: String, key: &str) -> Result<Self, Box<dyn std::error::Error>> {
        let mut headers = HeaderMap::new();
        headers.insert("x-api-key", key.parse()?);
        headers.insert("anthropic-version", HeaderValue::from_static("2023-06-01"));
        Ok(Anthropic { http: Client::builder().default_headers(headers).build()?, base })
    }

    fn get(&self, path: &str) -> RequestBuilder {
        self.http.get(format!("{}{path}", self.base))
    }

    fn post(&self, path: &str) -> RequestBuilder {
        self.http.post(format!("{}{path}", self.base))
    }

    async fn models(&self, limit: u32) -> Result<Vec<Model>, Error> {
        let mut models = Vec::new();
        let mut after: Option<String> = None;
        loop {
            let request = self.get("/v1/models").query(&[("limit", limit)]).query(&[("after_id", &after)]);
            let page: Models = json(request).await?;
            models.extend(page.data);
            match page.last_id.filter(|_| page.has_more) {
                Some(last) => after = Some(last),
                None => return Ok(models),
            }
        }
    }

    async fn message(&self, body: &CreateMessage) -> Result<Message, Error> {
        json(self.post("/v1/messages").json(body)).await
    }
}

async fn send(mut request: RequestBuilder) -> Result<Response, Error> {
    for _ in 0..3 {
        let again = request.try_clone();
        let response = request.send().await?;
        match again {
            Some(again) if response.status() == StatusCode::TOO_MANY_REQUESTS => {
                tokio::time::sleep(retry_after(&response)).await;
                request = again;
            }
            _ => return check(response).await,
        }
    }
    check(request.send().await?).await
}

fn retry_after(response: &Response) -> Duration {
    let seconds = response.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok()?.parse().ok());
    Duration::from_secs(seconds.unwrap_or(1))
}

async fn check(response: Response) -> Result<Response, Error> {
    let status = response.status();
    if status.is_success() {
        return Ok(response);
    }
    let body = response.text().await?;
    Err(match serde_json::from_str::<ErrorBody>(&body) {
        Ok(ErrorBody { error }) => Error::Api { status, kind: error.kind, message: error.message },
        Err(_) => Error::Status { status, body },
    })
}

async fn json<T: DeserializeOwned>(request: RequestBuilder) -> Result<T, Error> {
    let body = send(request).await?.bytes().await?;
    Ok(serde_json::from_slice(&body)?)
}

fn user(text: &'static str) -> InputMessage {
    InputMessage { role: "user", content: InputContent::Text(text) }
}

fn create(max_tokens: u32, messages: Vec<InputMessage>) -> CreateMessage {
    let (system, tools, stream) = (None, Vec::new(), None);
    CreateMessage { model: "claude-opus-4-6", max_tokens, messages, system, tools, stream }
}

async fn use_tools(api: &Anthropic) -> Result<(), Error> {
    let weather = Tool {
        name: "get_weather",
        input_schema: json!({
            "type": "object",
            "properties": {"city": {"type": "string", "description": "Name of the city"}},
            "required": ["city"],
        }),
    };
    let mut messages = vec![user("What is the weather in Paris?")];
    loop {
        let mut body = create(1024, messages.clone());
        body.system = Some("Answer in one sentence.");
        body.tools = vec![weather.clone()];
        let message = api.message(&body).await?;
        let (mut calls, mut results) = (Vec::new(), Vec::new());
        for block in message.content {
            match block {
                Block::Text { text } => println!("text: {text}"),
                Block::ToolUse { id, name, input } => {
                    println!("tool: {name} {input}");
                    results.push(InputBlock::ToolResult {
                        tool_use_id: id.clone(),
                        content: "18 degrees, cloudy",
                    });
                    calls.push(InputBlock::ToolUse { id, name, input });
                }
                Block::Unknown => println!("another block"),
            }
        }
        println!("stopped: {}", message.stop_reason.unwrap_or_default());
        if calls.is_empty() {
            return Ok(());
        }
        messages.push(InputMessage { role: "assistant", content: InputContent::Blocks(calls) });
        messages.push(InputMessage { role: "user", content: InputContent::Blocks(results) });
    }
}

async fn stream(api: &Anthropic) -> Result<(), Error> {
    let mut body = create(256, vec![user("Write a haiku")]);
    body.stream = Some(true);
    let response = send(api.post("/v1/messages").json(&body)).await?;
    let mut chunks = response.bytes_stream();
    let mut buffer = Vec::new();
    while let Some(chunk) = chunks.next().await {
        buffer.extend_from_slice(&chunk?);
        while let Some(end) = buffer.iter().position(|byte| *byte == b'\n') {
            let line: Vec<u8> = buffer.drain(..=end).collect();
            let Some(data) = line.strip_prefix(b"data:") else { continue };
            match serde_json::from_slice(data)? {
                Event::ContentBlockDelta { delta: Delta::TextDelta { text } } => print!("{text}"),
                Event::MessageDelta { delta } => {
                    println!("\nstopped: {}", delta.stop_reason.unwrap_or_default())
                }
                Event::ContentBlockDelta { delta: Delta::Other } | Event::Other => {}
            }
        }
    }
    Ok(())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let api = Anthropic::new(std::env::var("BASE_URL")?, &std::env::var("API_KEY")?)?;

    for model in api.models(2).await? {
        let tokens = model.max_input_tokens.map_or("unknown".into(), |tokens| tokens.to_string());
        println!("model: {} ({}), {tokens} tokens", model.id, model.display_name);
    }

    let question = json!({"model": "claude-opus-4-6", "messages": [user("What is the weather in Paris?")]});
    let count: TokenCount = json(api.post("/v1/messages/count_tokens").json(&question)).await?;
    println!("tokens: {}", count.input_tokens);

    use_tools(&api).await?;
    stream(&api).await?;

    let notes =
        Part::bytes(b"Bring an umbrella.\n".as_slice()).file_name("notes.txt").mime_str("text/plain")?;
    let upload = api.post("/v1/files").query(&[("beta", "true")]).multipart(Form::new().part("file", notes));
    let file: File = json(upload.header("anthropic-beta", "files-api-2025-04-14")).await?;
    println!("file: {} {} {} bytes", file.id, file.filename, file.size_bytes);

    match json::<Model>(api.get("/v1/models/claude-0")).await {
        Err(Error::Api { kind, message, .. }) if kind == "not_found_error" => {
            println!("not found: {message}")
        }
        Err(other) => return Err(other.into()),
        Ok(model) => println!("model: {}", model.id),
    }
    match api.message(&create(16, vec![user("Hello")])).await {
        Err(Error::Status { status, .. }) if status.is_server_error() => {
            println!("unavailable: {}", status.as_u16())
        }
        Err(other) => return Err(other.into()),
        Ok(message) => println!("blocks: {}", message.content.len()),
    }
    Ok(())
}
