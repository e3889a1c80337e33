//! Payments, as a developer writes them with reqwest and serde.

use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderValue, RETRY_AFTER};
use reqwest::multipart::{Form, Part};
use reqwest::{Client, RequestBuilder, Response, StatusCode};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::time::Duration;

#[derive(Debug, thiserror::Error)]
enum Error {
    #[error(transparent)]
    Http(#[from] reqwest::Error),
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    #[error("{status}: {}", body.title)]
    Api { status: StatusCode, body: ErrorBody },
    #[error("{status}: {body}")]
    Status { status: StatusCode, body: String },
}

#[derive(Debug, Deserialize)]
struct ErrorBody {
    #[serde(rename = "type")]
    kind: String,
    title: String,
    #[serde(default)]
    errors: Vec<Value>,
}

#[derive(Deserialize)]
struct List<T> {
    data: Vec<T>,
    next_cursor: Option<String>,
}

#[derive(Deserialize)]
struct Account {
    id: String,
    name: String,
    status: String,
}

#[derive(Serialize)]
struct CreateEntity<'a> {
    structure: &'a str,
    relationship: &'a str,
    corporation: CreateCorporation<'a>,
}

#[derive(Serialize)]
struct CreateCorporation<'a> {
    name: &'a str,
    tax_identifier: &'a str,
    incorporation_state: &'a str,
    address: Address<'a>,
    beneficial_owners: Vec<CreateOwner<'a>>,
}

#[derive(Serialize)]
struct Address<'a> {
    line1: &'a str,
    city: &'a str,
    state: &'a str,
    zip: &'a str,
}

#[derive(Serialize)]
struct CreateOwner<'a> {
    prong: &'a str,
    individual: CreateIndividual<'a>,
}

#[derive(Serialize)]
struct CreateIndividual<'a> {
    name: &'a str,
    date_of_birth: &'a str,
    address: Address<'a>,
    identification: Identification<'a>,
}

#[derive(Serialize)]
struct Identification<'a> {
    method: &'a str,
    number: &'a str,
}

#[derive(Deserialize)]
struct Entity {
    id: String,
    corporation: Option<Corporation>,
}

#[derive(Deserialize)]
struct Corporation {
    name: String,
    beneficial_owners: Vec<Owner>,
}

#[derive(Deserialize)]
struct Owner {
    prong: String,
    individual: Individual,
}

#[derive(Deserialize)]
struct Individual {
    name: String,
}

#[derive(Serialize)]
struct CreateAccountNumber<'a> {
    account_id: &'a str,
    name: &'a str,
}

#[derive(Deserialize)]
struct AccountNumber {
    account_number: String,
    routing_number: String,
}

#[derive(Deserialize)]
struct File {
    id: String,
    filename: Option<String>,
    direction: String,
}

#[derive(Serialize)]
struct CreateTransfer<'a> {
    account_id: &'a str,
    amount: i64,
    statement_descriptor: &'a str,
    account_number: &'a str,
    routing_number: &'a str,
    funding: &'a str,
    require_approval: bool,
}

#[derive(Deserialize)]
struct Transfer {
    id: String,
    status: String,
    individual_name: Option<String>,
}

#[derive(Deserialize)]
struct Transaction {
    id: String,
    amount: i64,
    source: Source,
}

#[derive(Deserialize)]
struct Source {
    category: String,
    ach_transfer_intention: Option<AchTransferIntention>,
    sample_funds: Option<SampleFunds>,
}

#[derive(Deserialize)]
struct AchTransferIntention {
    transfer_id: String,
}

#[derive(Deserialize)]
struct SampleFunds {
    originator: String,
}

struct Increase {
    http: Client,
    base: String,
}

impl Increase {
    fn new(base: String, key: &str) -> Result<Self, Box<dyn std::error::Error>> {
        let mut authorization = HeaderValue::try_from(format!("Bearer {key}"))?;
        authorization.set_sensitive(true);
        let headers = HeaderMap::from_iter([(AUTHORIZATION, authorization)]);
        Ok(Increase { http: Client::builder().default_headers(headers).build()?, base })
    }

    fn get(&self, path: &str) -> RequestBuilder {
        self.http.get(format!("{}{path}", self.base))
    }

    fn post(&self, path: &str) -> RequestBuilder {
        self.http.post(format!("{}{path}", self.base))
    }

    async fn list<T: DeserializeOwned>(&self, path: &str, query: &[(&str, &str)]) -> Result<Vec<T>, Error> {
        let mut items = Vec::new();
        let mut cursor: Option<String> = None;
        loop {
            let page: List<T> = json(self.get(path).query(query).query(&[("cursor", &cursor)])).await?;
            items.extend(page.data);
            cursor = page.next_cursor;
            if cursor.is_none() {
                return Ok(items);
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

fn rent(amount: i64) -> CreateTransfer<'static> {
    CreateTransfer {
        account_id: "account_1",
        amount,
        statement_descriptor: "RENT",
        account_number: "987654321",
        routing_number: "101050001",
        funding: "checking",
        require_approval: true,
    }
}

fn acme() -> CreateEntity<'static> {
    let new_york = |line1| Address { line1, city: "New York", state: "NY", zip: "10045" };
    let ada = CreateIndividual {
        name: "Ada Lovelace",
        date_of_birth: "1970-01-31",
        address: new_york("1 Main Street"),
        identification: Identification { method: "social_security_number", number: "078051120" },
    };
    let corporation = CreateCorporation {
        name: "Acme Inc",
        tax_identifier: "602214076",
        incorporation_state: "NY",
        address: new_york("33 Liberty Street"),
        beneficial_owners: vec![CreateOwner { prong: "ownership", individual: ada }],
    };
    CreateEntity { structure: "corporation", relationship: "informational", corporation }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let api = Increase::new(std::env::var("BASE_URL")?, &std::env::var("API_KEY")?)?;

    for account in api.list::<Account>("/accounts", &[("limit", "2")]).await? {
        println!("account: {} {} {}", account.id, account.name, account.status);
    }

    let entity: Entity = json(api.post("/entities").json(&acme())).await?;
    println!("entity: {}", entity.id);
    if let Some(corporation) = entity.corporation {
        for owner in corporation.beneficial_owners {
            println!("owner: {} of {} by {}", owner.individual.name, corporation.name, owner.prong);
        }
    }

    let number = CreateAccountNumber { account_id: "account_1", name: "Rent" };
    let number: AccountNumber = json(api.post("/account_numbers").json(&number)).await?;
    println!("number: {} {}", number.routing_number, number.account_number);

    let lease = Part::bytes(b"Twelve months.\n".as_slice()).file_name("lease.txt").mime_str("text/plain")?;
    let form = Form::new().part("file", lease).text("purpose", "other").text("description", "Lease");
    let file: File = json(api.post("/files").multipart(form)).await?;
    println!("file: {} {} {}", file.id, file.filename.unwrap_or_default(), file.direction);

    let request = api.post("/ach_transfers").header("Idempotency-Key", "rent-2026-02").json(&rent(150_000));
    let transfer: Transfer = json(request).await?;
    println!("transfer: {} {} {:?}", transfer.id, transfer.status, transfer.individual_name);

    let filter = [("limit", "2"), ("account_id", "account_1")];
    for transaction in api.list::<Transaction>("/transactions", &filter).await? {
        let source = transaction.source;
        print!("transaction: {} {} {}", transaction.id, transaction.amount, source.category);
        match source {
            Source { ach_transfer_intention: Some(intention), .. } => println!(" {}", intention.transfer_id),
            Source { sample_funds: Some(funds), .. } => println!(" {}", funds.originator),
            _ => println!(),
        }
    }

    match json::<Transfer>(api.post("/ach_transfers").json(&rent(-5))).await {
        Err(Error::Api { body, .. }) if body.kind == "invalid_parameters_error" => {
            println!("refused: {}", body.title);
            for error in body.errors {
                println!("refused: {} {}", error["field"], error["message"]);
            }
        }
        Err(other) => return Err(other.into()),
        Ok(transfer) => println!("transfer: {}", transfer.id),
    }
    match json::<Transfer>(api.post("/ach_transfers/ach_transfer_1/approve")).await {
        Err(Error::Status { status, .. }) if status.is_server_error() => {
            println!("unavailable: {}", status.as_u16())
        }
        Err(other) => return Err(other.into()),
        Ok(transfer) => println!("approved: {}", transfer.id),
    }
    Ok(())
}
