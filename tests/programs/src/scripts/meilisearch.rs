//! Search: an index, documents, a task that takes its time, a search, documents page by page.

use crate::script::{Exchange, Script, answer, gateway, get, post, too_many};
use serde_json::{Value, json};

pub fn script() -> Script {
    let exchanges =
        [health(), index(), documents(), search(), list(), errors()].into_iter().flatten().collect();
    Script { auth: super::BEARER, exchanges }
}

fn error(code: &str, message: &str) -> Value {
    let link = format!("https://docs.meilisearch.com/errors#{code}");
    json!({"message": message, "code": code, "type": "invalid_request", "link": link})
}

fn health() -> Vec<Exchange> {
    vec![get("/health", answer(200, json!({"status": "available", "uptime": 12}))).public()]
}

fn enqueued(task: u32, kind: &str) -> Value {
    json!({
        "taskUid": task, "indexUid": "movies", "status": "enqueued", "type": kind,
        "enqueuedAt": "2026-05-01T08:00:00.123456789Z",
    })
}

fn index() -> Vec<Exchange> {
    let body = json!({"uid": "movies", "primaryKey": "id"});
    vec![post("/indexes", answer(200, enqueued(1, "indexCreation"))).json(body)]
}

fn movies() -> [Value; 3] {
    [
        json!({"id": 1, "title": "Carol", "genres": ["Romance", "Drama"], "year": 2015}),
        json!({"id": 2, "title": "Wonder Woman", "genres": ["Action"], "year": 2017, "poster": null}),
        json!({"id": 3, "title": "Life of Pi", "genres": ["Adventure", "Drama"]}),
    ]
}

fn documents() -> Vec<Exchange> {
    let body = json!([
        {"id": 1, "title": "Carol", "genres": ["Romance", "Drama"], "year": 2015},
        {"id": 2, "title": "Wonder Woman", "genres": ["Action"], "year": 2017},
        {"id": 3, "title": "Life of Pi", "genres": ["Adventure", "Drama"]},
    ]);
    let limited = too_many(error("too_many_search_requests", "Too many requests, retry later"));
    let accepted = answer(200, enqueued(2, "documentAdditionOrUpdate"));
    let add =
        |answer| post("/indexes/movies/documents", answer).query(&[("primaryKey", "id")]).json(body.clone());
    let task = |status: &str, indexed: Option<u32>| {
        let finished = indexed.map(|_| "2026-05-01T08:00:01Z");
        let mut task = json!({
            "uid": 2, "batchUid": null, "indexUid": "movies", "status": status, "type": "documentAdditionOrUpdate",
            "canceledBy": null, "details": {"receivedDocuments": 3, "indexedDocuments": indexed}, "error": null,
            "duration": finished.map(|_| "PT0.871S"), "enqueuedAt": "2026-05-01T08:00:00Z", "network": {},
        });
        if let Some(finished) = finished {
            task["finishedAt"] = finished.into();
        }
        get("/tasks/2", answer(200, task))
    };
    vec![
        add(limited),
        add(accepted),
        task("enqueued", None),
        task("merging", None),
        task("succeeded", Some(3)),
    ]
}

fn search() -> Vec<Exchange> {
    let body = json!({
        "q": "drama", "limit": 10, "filter": [["genres = Drama", "genres = Romance"], "year > 2000"],
        "sort": ["year:desc"], "facets": ["genres", "year"],
    });
    let [carol, _, pi] = movies();
    let found = json!({
        "hits": [carol, pi], "query": "drama", "processingTimeMs": 2, "limit": 10, "offset": 0,
        "estimatedTotalHits": 2, "facetDistribution": {"genres": {"Adventure": 1, "Drama": 2, "Romance": 1}},
        "facetStats": {"year": {"min": 2012.0, "max": 2015.0}}, "requestUid": "0197", "semanticHitCount": null,
    });
    vec![post("/indexes/movies/search", answer(200, found)).json(body)]
}

fn list() -> Vec<Exchange> {
    let page = |results: &[Value], offset: u32| {
        answer(200, json!({"results": results, "offset": offset, "limit": 2, "total": 3}))
    };
    let path = "/indexes/movies/documents";
    let movies = movies();
    vec![
        get(path, page(&movies[..2], 0)).query(&[("limit", "2")]).default("offset", "0"),
        get(path, page(&movies[2..], 2)).query(&[("offset", "2"), ("limit", "2")]),
    ]
}

fn errors() -> Vec<Exchange> {
    let missing = error("index_not_found", "Index `books` not found.");
    vec![
        get("/indexes/books", answer(404, missing)),
        post("/indexes/movies/search", gateway()).json(json!({"q": "pi"})),
    ]
}
