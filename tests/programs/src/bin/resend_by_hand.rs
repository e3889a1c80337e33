//! E-mail, as a developer writes it with reqwest and serde.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderValue, RETRY_AFTER};
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
    #[error("{status}: {}: {}", body.name, body.message)]
    Api { status: StatusCode, body: ErrorBody },
    #[error("{status}: {body}")]
    Status { status: StatusCode, body: String },
}

#[derive(Debug, Deserialize)]
struct ErrorBody {
    name: String,
    message: String,
}

#[derive(Serialize, Default)]
struct SendEmail {
    from: &'static str,
    to: Recipients,
    subject: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reply_to: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    html: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    attachments: Vec<Attachment>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<Tag>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Recipients {
    One(&'static str),
    Many(Vec<&'static str>),
}

impl Default for Recipients {
    fn default() -> Self {
        Recipients::Many(Vec::new())
    }
}

#[derive(Serialize)]
struct Attachment {
    filename: &'static str,
    content: String,
    content_type: &'static str,
}

#[derive(Serialize)]
struct Tag {
    name: &'static str,
    value: &'static str,
}

#[derive(Deserialize)]
struct Created {
    id: String,
}

#[derive(Deserialize)]
struct Batch {
    data: Vec<Created>,
}

#[derive(Deserialize)]
struct Emails {
    data: Vec<Email>,
    has_more: bool,
}

#[derive(Deserialize)]
struct Email {
    id: String,
    subject: String,
    last_event: String,
    html: Option<String>,
    text: Option<String>,
}

#[derive(Serialize)]
struct CreateDomain {
    name: &'static str,
    region: &'static str,
    tls: &'static str,
    capabilities: Capabilities,
}

#[derive(Serialize)]
struct Capabilities {
    sending: &'static str,
    receiving: &'static str,
}

#[derive(Deserialize)]
struct Domain {
    name: String,
    status: String,
    records: Vec<Record>,
}

#[derive(Deserialize)]
struct Record {
    record: String,
    #[serde(rename = "type")]
    kind: String,
    value: String,
    priority: Option<u32>,
}

struct Resend {
    http: Client,
    base: String,
}

impl Resend {
    fn new(base: String, key: &str) -> Result<Self, Box<dyn std::error::Error>> {
        let mut authorization = HeaderValue::try_from(format!("Bearer {key}"))?;
        authorization.set_sensitive(true);
        let headers = HeaderMap::from_iter([(AUTHORIZATION, authorization)]);
        Ok(Resend { http: Client::builder().default_headers(headers).build()?, base })
    }

    fn get(&self, path: &str) -> RequestBuilder {
        self.http.get(format!("{}{path}", self.base))
    }

    fn post(&self, path: &str) -> RequestBuilder {
        self.http.post(format!("{}{path}", self.base))
    }

    async fn send_email(&self, email: &SendEmail) -> Result<Created, Error> {
        json(self.post("/emails").json(email)).await
    }

    async fn emails(&self, limit: u32) -> Result<Vec<Email>, Error> {
        let mut emails: Vec<Email> = Vec::new();
        loop {
            let mut request = self.get("/emails").query(&[("limit", limit)]);
            if let Some(last) = emails.last() {
                request = request.query(&[("after", &last.id)]);
            }
            let page: Emails = json(request).await?;
            emails.extend(page.data);
            if !page.has_more {
                return Ok(emails);
            }
        }
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
    Err(match serde_json::from_str(&body) {
        Ok(body) => Error::Api { status, body },
        Err(_) => Error::Status { status, body },
    })
}

async fn json<T: DeserializeOwned>(request: RequestBuilder) -> Result<T, Error> {
    let body = send(request).await?.bytes().await?;
    Ok(serde_json::from_slice(&body)?)
}

fn invoice() -> SendEmail {
    let (filename, content) = ("invoice.txt", STANDARD.encode("Total: 42 EUR\n"));
    SendEmail {
        from: "Acme <onboarding@acme.example>",
        to: Recipients::Many(vec!["ada@example.com", "grace@example.com"]),
        reply_to: Some("support@acme.example"),
        subject: "Your invoice",
        html: Some("<p>Thank you <strong>for your order</strong>.</p>"),
        attachments: vec![Attachment { filename, content, content_type: "text/plain" }],
        tags: vec![Tag { name: "category", value: "invoice" }],
        ..SendEmail::default()
    }
}

fn welcome(to: &'static str) -> SendEmail {
    SendEmail {
        from: "Acme <onboarding@acme.example>",
        to: Recipients::One(to),
        subject: "Welcome",
        text: Some("It works!"),
        ..SendEmail::default()
    }
}

fn hello(from: &'static str) -> SendEmail {
    let (to, text) = (Recipients::One("ada@example.com"), Some("Hello"));
    SendEmail { from, to, subject: "Hello", text, ..SendEmail::default() }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let api = Resend::new(std::env::var("BASE_URL")?, &std::env::var("API_KEY")?)?;

    let sent: Created =
        json(api.post("/emails").header("Idempotency-Key", "invoice/42").json(&invoice())).await?;
    println!("sent: {}", sent.id);

    let emails = [welcome("ada@example.com"), welcome("grace@example.com")];
    let batch: Batch = json(api.post("/emails/batch").json(&emails)).await?;
    for sent in batch.data {
        println!("sent: {}", sent.id);
    }

    for email in api.emails(2).await? {
        println!("email: {} {:?} {}", email.id, email.subject, email.last_event);
    }
    let email: Email = json(api.get("/emails/em_1")).await?;
    println!("html: {:?}, text: {:?}", email.html, email.text);

    let capabilities = Capabilities { sending: "enabled", receiving: "disabled" };
    let domain = CreateDomain { name: "acme.example", region: "eu-west-1", tls: "enforced", capabilities };
    let domain: Domain = json(api.post("/domains").json(&domain)).await?;
    println!("domain: {} {}", domain.name, domain.status);
    for record in domain.records {
        println!("record: {} {} {} {:?}", record.record, record.kind, record.value, record.priority);
    }

    let contacts = Part::bytes(b"email,first_name\nada@example.com,Ada\n".as_slice());
    let contacts = contacts.file_name("contacts.csv").mime_str("text/csv")?;
    let form = Form::new().part("file", contacts).text("on_conflict", "upsert");
    let import: Created = json(api.post("/contacts/imports").multipart(form)).await?;
    println!("import: {}", import.id);

    match api.send_email(&hello("nobody")).await {
        Err(Error::Api { body, .. }) if body.name == "validation_error" => {
            println!("refused: {}", body.message)
        }
        Err(other) => return Err(other.into()),
        Ok(sent) => println!("sent: {}", sent.id),
    }
    match api.send_email(&hello("Acme <hello@acme.example>")).await {
        Err(Error::Status { status, .. }) if status.is_server_error() => {
            println!("unavailable: {}", status.as_u16())
        }
        Err(other) => return Err(other.into()),
        Ok(sent) => println!("sent: {}", sent.id),
    }
    Ok(())
}
