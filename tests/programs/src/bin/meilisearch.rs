//! Search, against the emitted client.

use meilisearch::types::*;
use meilisearch::{Client, Error};
use serde::{Deserialize, Serialize};
use serde_json::{Value, from_value, json};
use std::time::Duration;

#[derive(Serialize, Deserialize)]
struct Movie {
    id: u32,
    title: String,
    genres: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    year: Option<u32>,
}

fn movie(id: u32, title: &str, genres: &[&str], year: Option<u32>) -> Movie {
    let genres = genres.iter().map(|genre| (*genre).to_owned()).collect();
    Movie { id, title: title.to_owned(), genres, year }
}

async fn wait(api: &Client, task: i64) -> Result<TaskView, Error> {
    loop {
        let task = api.tasks().get(task.to_string()).await?;
        println!("task: {}", task.status);
        if matches!(task.status, Status::Succeeded | Status::Failed | Status::Canceled) {
            return Ok(task);
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

fn show(found: SearchResultWithLimit) -> Result<(), serde_json::Error> {
    println!("hits: {} of {}", found.hits.len(), found.estimated_total_hits);
    for hit in found.hits {
        let movie: Movie = from_value(Value::from_iter(hit.additional))?;
        println!("hit: {} {:?} {:?}", movie.title, movie.genres, movie.year);
    }
    for (facet, counts) in found.facet_distribution.unwrap_or_default() {
        for (value, count) in counts.as_object().into_iter().flatten() {
            println!("facet: {facet} {value} {count}");
        }
    }
    for (facet, stats) in found.facet_stats.unwrap_or_default() {
        println!("facet: {facet} from {} to {}", stats.min, stats.max);
    }
    Ok(())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (base, key) = (std::env::var("BASE_URL")?, std::env::var("API_KEY")?);
    let api = Client::builder().base_url(base).bearer(key).retry(3).build()?;

    println!("health: {}", api.health().get().await?.status);

    let created = api.indexes().create(IndexCreateRequest::new("movies").primary_key("id")).await?;
    println!("index: task {} {}", created.task_uid, created.status);

    let movies = [
        movie(1, "Carol", &["Romance", "Drama"], Some(2015)),
        movie(2, "Wonder Woman", &["Action"], Some(2017)),
        movie(3, "Life of Pi", &["Adventure", "Drama"], None),
    ];
    let added = api.documents().replace("movies", json!(movies)).primary_key("id").await?;
    let task = wait(&api, added.task_uid).await?;
    let indexed = task.details.and_then(|details| details.indexed_documents).unwrap_or_default();
    println!("indexed: {indexed} in {}", task.duration.unwrap_or_default());
    if let Some(error) = task.error {
        println!("failed: {}", error.message);
    }

    let query = SearchQuery::new()
        .q("drama")
        .limit(10)
        .filter(json!([["genres = Drama", "genres = Romance"], "year > 2000"]))
        .sort(["year:desc"])
        .facets(["genres", "year"]);
    if let SearchResult::WithLimit(found) = api.indexes().search_with_post("movies", query).await? {
        show(found)?;
    }

    for movie in api.documents().list("movies").limit(2).items().all().await? {
        let movie: Movie = from_value(movie)?;
        println!("document: {} {}", movie.id, movie.title);
    }

    match api.indexes().get("books").await {
        Err(error) => match error.body::<ResponseError>() {
            Some(body) if body.code == Code::IndexNotFound => println!("not found: {}", body.message),
            _ => return Err(error.into()),
        },
        Ok(index) => println!("index: {}", index.uid),
    }
    match api.indexes().search_with_post("movies", SearchQuery::new().q("pi")).await {
        Err(Error::Api(error)) if error.status() >= 500 => println!("unavailable: {}", error.status()),
        Err(other) => return Err(other.into()),
        Ok(found) => println!("found: {found:?}"),
    }
    Ok(())
}
