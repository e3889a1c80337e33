//! Chat with tools and a stream, against the emitted client.

use anthropic::types::*;
use anthropic::{Client, Error, Upload};
use serde_json::json;

fn user(text: &str) -> InputMessage {
    InputMessage::new(text, InputMessageRole::User)
}

async fn use_tools(api: &Client) -> Result<(), Error> {
    let city = json!({"city": {"type": "string", "description": "Name of the city"}});
    let weather = Tool::new("get_weather", InputSchema::new().properties(city).required(["city"]));
    let question = [user("What is the weather in Paris?")];
    let mut body = CreateMessageParams::new("claude-opus-4-6", question, 1024)
        .system("Answer in one sentence.")
        .tools([weather.into()]);
    loop {
        let message = api.messages().create(&body).await?;
        let (mut calls, mut results) = (Vec::<InputContentBlock>::new(), Vec::<InputContentBlock>::new());
        for block in message.content {
            match block {
                ContentBlock::Text(block) => println!("text: {}", block.text),
                ContentBlock::ToolUse(block) => {
                    println!("tool: {} {}", block.name, block.input);
                    let result = RequestToolResultBlock::new(&*block.id).content("18 degrees, cloudy");
                    results.push(result.into());
                    let (id, input, name) = (block.id, block.input, block.name);
                    let call = RequestToolUseBlockRequired { id, input, name };
                    calls.push(RequestToolUseBlock::new(call).into());
                }
                _ => println!("another block"),
            }
        }
        println!("stopped: {}", message.stop_reason.map(|reason| reason.to_string()).unwrap_or_default());
        if calls.is_empty() {
            return Ok(());
        }
        body.messages.push(InputMessage::new(calls, InputMessageRole::Assistant));
        body.messages.push(InputMessage::new(results, InputMessageRole::User));
    }
}

async fn stream(api: &Client) -> Result<(), Error> {
    let body = CreateMessageParams::new("claude-opus-4-6", [user("Write a haiku")], 256);
    let mut events = api.messages().create_stream(body).await?;
    while let Some(event) = events.next().await {
        match event?.data {
            MessageStreamEvent::ContentBlockDelta(event) => {
                if let Some(delta) = event.delta.as_text_delta() {
                    print!("{}", delta.text);
                }
            }
            MessageStreamEvent::MessageDelta(event) => {
                let reason = event.delta.stop_reason.map(|reason| reason.to_string());
                println!("\nstopped: {}", reason.unwrap_or_default());
            }
            _ => {}
        }
    }
    Ok(())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (base, key) = (std::env::var("BASE_URL")?, std::env::var("API_KEY")?);
    let api = Client::builder()
        .base_url(base)
        .api_key(key)
        .default_header("anthropic-version", "2023-06-01")
        .retry(3)
        .build()?;

    for model in api.models().list().limit(2).items().all().await? {
        let tokens = model.max_input_tokens.map_or("unknown".into(), |tokens| tokens.to_string());
        println!("model: {} ({}), {tokens} tokens", model.id, model.display_name);
    }

    let question = [user("What is the weather in Paris?")];
    let question = CountMessageTokensParams::new(question, "claude-opus-4-6");
    println!("tokens: {}", api.messages().count_tokens(question).await?.input_tokens);

    use_tools(&api).await?;
    stream(&api).await?;

    let notes = Upload::bytes("Bring an umbrella.\n").filename("notes.txt").content_type("text/plain");
    let upload = api.files().beta_upload(BetaUploadFileBody::new(notes));
    let file = upload.anthropic_beta("files-api-2025-04-14").await?;
    println!("file: {} {} {} bytes", file.id, file.filename, file.size_bytes);

    match api.models().get("claude-0").await {
        Err(error) => match error.body::<ErrorResponse>().map(|body| body.error) {
            Some(ErrorResponseError::NotFoundError(error)) => println!("not found: {}", error.message),
            _ => return Err(error.into()),
        },
        Ok(model) => println!("model: {}", model.id),
    }
    match api.messages().create(CreateMessageParams::new("claude-opus-4-6", [user("Hello")], 16)).await {
        Err(Error::Api(error)) if error.status() >= 500 => println!("unavailable: {}", error.status()),
        Err(other) => return Err(other.into()),
        Ok(message) => println!("blocks: {}", message.content.len()),
    }
    Ok(())
}
