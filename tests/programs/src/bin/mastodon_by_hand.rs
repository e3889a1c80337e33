//! Posts and timelines, as a developer writes them with reqwest and serde.

use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderValue, LINK, RETRY_AFTER};
use reqwest::multipart::{Form, Part};
use reqwest::{Client, RequestBuilder, Response, StatusCode};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::time::Duration;

#[derive(Debug, thiserror::Error)]
enum Error {
    #[error(transparent)]
    Http(#[from] reqwest::Error),
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    #[error("{status}: {message}")]
    Api { status: StatusCode, message: String },
    #[error("{status}: {body}")]
    Status { status: StatusCode, body: String },
}

#[derive(Deserialize)]
struct ErrorBody {
    error: String,
}

#[derive(Deserialize)]
struct Account {
    acct: String,
    followers_count: u64,
    fields: Vec<Field>,
    source: Source,
}

#[derive(Deserialize)]
struct Field {
    name: String,
    value: String,
}

#[derive(Deserialize)]
struct Source {
    privacy: String,
}

#[derive(Deserialize)]
struct Media {
    id: String,
    #[serde(rename = "type")]
    kind: String,
    url: Option<String>,
}

#[derive(Serialize, Default)]
struct CreateStatus {
    status: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    media_ids: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    poll: Option<CreatePoll>,
    #[serde(skip_serializing_if = "Option::is_none")]
    visibility: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scheduled_at: Option<&'static str>,
}

#[derive(Serialize)]
struct CreatePoll {
    options: Vec<&'static str>,
    expires_in: u32,
    multiple: bool,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Posted {
    Now(Status),
    Scheduled(ScheduledStatus),
}

#[derive(Deserialize)]
struct Status {
    id: String,
    content: String,
    visibility: String,
    media_attachments: Vec<Media>,
}

#[derive(Deserialize)]
struct ScheduledStatus {
    id: String,
    params: ScheduledParams,
}

#[derive(Deserialize)]
struct ScheduledParams {
    text: Option<String>,
    poll: Option<ScheduledPoll>,
}

#[derive(Deserialize)]
struct ScheduledPoll {
    options: Vec<String>,
}

struct Mastodon {
    http: Client,
    base: String,
}

impl Mastodon {
    fn new(base: String, token: &str) -> Result<Self, Box<dyn std::error::Error>> {
        let mut authorization = HeaderValue::try_from(format!("Bearer {token}"))?;
        authorization.set_sensitive(true);
        let headers = HeaderMap::from_iter([(AUTHORIZATION, authorization)]);
        Ok(Mastodon { http: Client::builder().default_headers(headers).build()?, base })
    }

    fn get(&self, path: &str) -> RequestBuilder {
        self.http.get(format!("{}{path}", self.base))
    }

    fn post(&self, path: &str) -> RequestBuilder {
        self.http.post(format!("{}{path}", self.base))
    }

    async fn upload(&self, form: Form) -> Result<Media, Error> {
        let media: Media = json(self.post("/api/v2/media").multipart(form)).await?;
        loop {
            let response = send(self.get(&format!("/api/v1/media/{}", media.id))).await?;
            if response.status() != StatusCode::PARTIAL_CONTENT {
                return Ok(serde_json::from_slice(&response.bytes().await?)?);
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    async fn create_status(&self, status: &CreateStatus) -> Result<Posted, Error> {
        json(self.post("/api/v1/statuses").json(status)).await
    }

    async fn home(&self, limit: u32) -> Result<Vec<Status>, Error> {
        let mut statuses = Vec::new();
        let mut request = self.get("/api/v1/timelines/home").query(&[("limit", limit)]);
        loop {
            let response = send(request).await?;
            let next = next_page(&response);
            statuses.extend(serde_json::from_slice::<Vec<Status>>(&response.bytes().await?)?);
            match next.filter(|url| url.starts_with(&self.base)) {
                Some(url) => request = self.http.get(url),
                None => return Ok(statuses),
            }
        }
    }
}

fn next_page(response: &Response) -> Option<String> {
    let links = response.headers().get(LINK)?.to_str().ok()?;
    let next = links.split(',').find(|link| link.contains("rel=\"next\""))?;
    let (start, end) = (next.find('<')?, next.find('>')?);
    Some(next.get(start + 1..end)?.to_owned())
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
        Ok(ErrorBody { error: message }) => Error::Api { status, message },
        Err(_) => Error::Status { status, body },
    })
}

async fn json<T: DeserializeOwned>(request: RequestBuilder) -> Result<T, Error> {
    let body = send(request).await?.bytes().await?;
    Ok(serde_json::from_slice(&body)?)
}

fn show(posted: Posted) {
    match posted {
        Posted::Now(status) => {
            println!("posted: {} {}", status.id, status.visibility);
            for media in status.media_attachments {
                println!("media: {} {}", media.kind, media.url.unwrap_or_default());
            }
        }
        Posted::Scheduled(status) => {
            let options = status.params.poll.map(|poll| poll.options.join(", ")).unwrap_or_default();
            println!("scheduled: {} {} [{options}]", status.id, status.params.text.unwrap_or_default());
        }
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let api = Mastodon::new(std::env::var("BASE_URL")?, &std::env::var("API_KEY")?)?;

    let me: Account = json(api.get("/api/v1/accounts/verify_credentials")).await?;
    println!("account: {}, {} followers, posts to {}", me.acct, me.followers_count, me.source.privacy);
    for field in me.fields {
        println!("field: {}: {}", field.name, field.value);
    }

    let cat = Part::bytes(b"a picture of a cat".as_slice()).file_name("cat.png").mime_str("image/png")?;
    let media = api.upload(Form::new().part("file", cat).text("description", "A cat")).await?;
    println!("media: {} {} {}", media.id, media.kind, media.url.unwrap_or_default());

    let cat = CreateStatus {
        status: "Look at this cat",
        media_ids: vec![media.id],
        visibility: Some("unlisted"),
        language: Some("en"),
        ..CreateStatus::default()
    };
    let request = api.post("/api/v1/statuses").header("Idempotency-Key", "cat-1").json(&cat);
    show(json(request).await?);
    let poll = CreateStatus {
        status: "Cats or dogs?",
        poll: Some(CreatePoll { options: vec!["Cats", "Dogs"], expires_in: 86400, multiple: false }),
        scheduled_at: Some("2026-12-24T18:00:00Z"),
        ..CreateStatus::default()
    };
    show(api.create_status(&poll).await?);

    for status in api.home(2).await? {
        println!("status: {} {} {}", status.id, status.visibility, status.content);
    }

    match api.create_status(&CreateStatus::default()).await {
        Err(Error::Api { status: StatusCode::UNPROCESSABLE_ENTITY, message }) => {
            println!("refused: {message}")
        }
        Err(other) => return Err(other.into()),
        Ok(posted) => show(posted),
    }
    match json::<Status>(api.post("/api/v1/statuses/109/favourite")).await {
        Err(Error::Status { status, .. }) if status.is_server_error() => {
            println!("unavailable: {}", status.as_u16())
        }
        Err(other) => return Err(other.into()),
        Ok(status) => println!("favourite: {}", status.id),
    }
    Ok(())
}
