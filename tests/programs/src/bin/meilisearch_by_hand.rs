//! Search, as a developer writes it with reqwest and serde.

use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderValue, RETRY_AFTER};
use reqwest::{Client, RequestBuilder, Response, StatusCode};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::time::Duration;

#[derive(Debug, thiserror::Error)]
enum Error {
    #[error(transparent)]
    Http(#[from] reqwest::Error),
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    #[error("{status}: {}: {}", body.code, body.message)]
    Api { status: StatusCode, body: ErrorBody },
    #[error("{status}: {body}")]
    Status { status: StatusCode, body: String },
}

#[derive(Debug, Deserialize)]
struct ErrorBody {
    code: String,
    message: String,
}

#[derive(Deserialize)]
struct Health {
    status: String,
}

#[derive(Serialize)]
struct CreateIndex {
    uid: &'static str,
    #[serde(rename = "primaryKey")]
    primary_key: &'static str,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Enqueued {
    task_uid: u32,
    status: String,
}

#[derive(Deserialize)]
struct Task {
    status: String,
    details: Option<TaskDetails>,
    error: Option<ErrorBody>,
    duration: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct TaskDetails {
    indexed_documents: Option<u64>,
}

#[derive(Serialize, Deserialize)]
struct Movie {
    id: u32,
    title: String,
    genres: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    year: Option<u32>,
}

#[derive(Serialize, Default)]
struct Query {
    q: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    limit: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    filter: Option<Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sort: Vec<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    facets: Vec<&'static str>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Found {
    hits: Vec<Movie>,
    estimated_total_hits: u64,
    #[serde(default)]
    facet_distribution: BTreeMap<String, BTreeMap<String, u64>>,
    #[serde(default)]
    facet_stats: BTreeMap<String, FacetStats>,
}

#[derive(Deserialize)]
struct FacetStats {
    min: f64,
    max: f64,
}

#[derive(Deserialize)]
struct Documents {
    results: Vec<Movie>,
    total: usize,
}

#[derive(Deserialize)]
struct Index {
    uid: String,
}

struct Meilisearch {
    http: Client,
    base: String,
}

impl Meilisearch {
    fn new(base: String, key: &str) -> Result<Self, Box<dyn std::error::Error>> {
        let mut authorization = HeaderValue::try_from(format!("Bearer {key}"))?;
        authorization.set_sensitive(true);
        let headers = HeaderMap::from_iter([(AUTHORIZATION, authorization)]);
        Ok(Meilisearch { http: Client::builder().default_headers(headers).build()?, base })
    }

    fn get(&self, path: &str) -> RequestBuilder {
        self.http.get(format!("{}{path}", self.base))
    }

    fn post(&self, path: &str) -> RequestBuilder {
        self.http.post(format!("{}{path}", self.base))
    }

    async fn search(&self, index: &str, query: &Query) -> Result<Found, Error> {
        json(self.post(&format!("/indexes/{index}/search")).json(query)).await
    }

    async fn documents(&self, index: &str, limit: usize) -> Result<Vec<Movie>, Error> {
        let mut documents = Vec::new();
        loop {
            let request = self.get(&format!("/indexes/{index}/documents"));
            let page: Documents =
                json(request.query(&[("offset", documents.len()), ("limit", limit)])).await?;
            let last = page.results.is_empty();
            documents.extend(page.results);
            if last || documents.len() >= page.total {
                return Ok(documents);
            }
        }
    }

    async fn wait(&self, task: u32) -> Result<Task, Error> {
        loop {
            let task: Task = json(self.get(&format!("/tasks/{task}"))).await?;
            println!("task: {}", task.status);
            if matches!(task.status.as_str(), "succeeded" | "failed" | "canceled") {
                return Ok(task);
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
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

fn movie(id: u32, title: &str, genres: &[&str], year: Option<u32>) -> Movie {
    let genres = genres.iter().map(|genre| (*genre).to_owned()).collect();
    Movie { id, title: title.to_owned(), genres, year }
}

fn show(found: Found) {
    println!("hits: {} of {}", found.hits.len(), found.estimated_total_hits);
    for movie in found.hits {
        println!("hit: {} {:?} {:?}", movie.title, movie.genres, movie.year);
    }
    for (facet, counts) in found.facet_distribution {
        for (value, count) in counts {
            println!("facet: {facet} {value} {count}");
        }
    }
    for (facet, stats) in found.facet_stats {
        println!("facet: {facet} from {} to {}", stats.min, stats.max);
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let api = Meilisearch::new(std::env::var("BASE_URL")?, &std::env::var("API_KEY")?)?;

    let health: Health = json(api.get("/health")).await?;
    println!("health: {}", health.status);

    let index = CreateIndex { uid: "movies", primary_key: "id" };
    let created: Enqueued = json(api.post("/indexes").json(&index)).await?;
    println!("index: task {} {}", created.task_uid, created.status);

    let movies = [
        movie(1, "Carol", &["Romance", "Drama"], Some(2015)),
        movie(2, "Wonder Woman", &["Action"], Some(2017)),
        movie(3, "Life of Pi", &["Adventure", "Drama"], None),
    ];
    let upload = api.post("/indexes/movies/documents").query(&[("primaryKey", "id")]).json(&movies);
    let added: Enqueued = json(upload).await?;
    let task = api.wait(added.task_uid).await?;
    let indexed = task.details.and_then(|details| details.indexed_documents).unwrap_or_default();
    println!("indexed: {indexed} in {}", task.duration.unwrap_or_default());
    if let Some(error) = task.error {
        println!("failed: {}", error.message);
    }

    let query = Query {
        q: "drama",
        limit: Some(10),
        filter: Some(json!([["genres = Drama", "genres = Romance"], "year > 2000"])),
        sort: vec!["year:desc"],
        facets: vec!["genres", "year"],
    };
    let found = api.search("movies", &query).await?;
    show(found);

    for movie in api.documents("movies", 2).await? {
        println!("document: {} {}", movie.id, movie.title);
    }

    match json::<Index>(api.get("/indexes/books")).await {
        Err(Error::Api { body, .. }) if body.code == "index_not_found" => {
            println!("not found: {}", body.message)
        }
        Err(other) => return Err(other.into()),
        Ok(index) => println!("index: {}", index.uid),
    }
    match api.search("movies", &Query { q: "pi", ..Query::default() }).await {
        Err(Error::Status { status, .. }) if status.is_server_error() => {
            println!("unavailable: {}", status.as_u16())
        }
        Err(other) => return Err(other.into()),
        Ok(found) => println!("hits: {}", found.hits.len()),
    }
    Ok(())
}
