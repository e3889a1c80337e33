//! Nekt against a scripted server: what is sent, byte for byte, and what is made of each documented answer.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking, in its helpers too")]

mod support;

use std::time::Duration;

use clients::Error;
use clients::nekt::Client;
use clients::nekt::types::{AttachTags, DetachTags};
use support::{Reply, Request, Server};
use uuid::{Uuid, uuid};

const KEY: &str = "nekt-sekrit-0451";
const SOURCE: Uuid = uuid!("d2c1b472-902c-477a-b300-e7c3fd72609b");
const TRANSFORMATION: Uuid = uuid!("a7b4f0d2-5c91-4e34-9c1f-7e3a5f1c9d02");
const DESTINATION: Uuid = uuid!("e4d5c6b7-a8b9-40c1-d2e3-f4a5b6c7d8e9");

/// A server with a script, and a client of it.
fn scripted(script: impl IntoIterator<Item = Reply>) -> (Server, Client) {
    let server = Server::start(script).unwrap();
    let client = Client::builder().api_key(KEY).base_url(server.url()).build().unwrap();
    (server, client)
}

/// The one request that was made.
fn only_request(server: &Server) -> Request {
    let [request] = server.requests().try_into().unwrap();
    request
}

/// A POST of JSON that carries the key in its own header and nothing in the usual one.
fn assert_posted(request: &Request, target: &str, body: &str) {
    assert_eq!(request.line(), format!("POST {target}"));
    assert_eq!(request.header("x-api-key"), [KEY]);
    assert_eq!(request.header("authorization"), [""; 0]);
    assert_eq!(request.header("content-type"), ["application/json"]);
    assert_eq!(request.header("content-length"), [body.len().to_string()]);
    assert_eq!(request.text(), body);
}

// --- What is sent ---------------------------------------------------------------------------------------------------

#[tokio::test]
async fn detach_sends_names_and_one_list() {
    let (server, client) = scripted([Reply::json(200, "[]")]);
    client.tags().detach(DetachTags::new(["marketing"]).sources([SOURCE])).await.unwrap();
    let body = format!(r#"{{"names":["marketing"],"sources":["{SOURCE}"]}}"#);
    assert_posted(&only_request(&server), "/api/v1/tags/detach/", &body);
}

#[tokio::test]
async fn detach_sends_all_eight_lists() {
    let (server, client) = scripted([Reply::json(200, "[]")]);
    let body = DetachTags::new(["weekly-refresh", "owned-by-revops"])
        .sources([SOURCE])
        .transformations([TRANSFORMATION, SOURCE])
        .destinations([DESTINATION])
        .visualizations([SOURCE])
        .layers([SOURCE])
        .folders([SOURCE])
        .tables([SOURCE])
        .volumes([SOURCE]);
    client.tags().detach(body).await.unwrap();
    let of_sources = |lists: &[&str]| -> String {
        lists.iter().map(|list| format!(r#""{list}":["{SOURCE}"],"#)).collect()
    };
    // What is required first, the others by name.
    let body = format!(r#"{{"names":["weekly-refresh","owned-by-revops"],"destinations":["{DESTINATION}"],"#)
        + &of_sources(&["folders", "layers", "sources", "tables"])
        + &format!(r#""transformations":["{TRANSFORMATION}","{SOURCE}"],"#)
        + of_sources(&["visualizations", "volumes"]).trim_end_matches(',')
        + "}";
    assert_posted(&only_request(&server), "/api/v1/tags/detach/", &body);
}

#[tokio::test]
async fn detach_leaves_out_what_is_not_set() {
    let (server, client) = scripted([Reply::json(200, "[]")]);
    client.tags().detach(DetachTags::new(["a \"b\" ü"])).await.unwrap();
    assert_posted(&only_request(&server), "/api/v1/tags/detach/", r#"{"names":["a \"b\" ü"]}"#);
}

#[tokio::test]
async fn detach_takes_expand_too() {
    let (server, client) = scripted([Reply::json(200, "[]")]);
    client.tags().detach(DetachTags::new(["a"])).expand(["x"]).await.unwrap();
    assert_posted(&only_request(&server), "/api/v1/tags/detach/?expand%5B%5D=x", r#"{"names":["a"]}"#);
}

#[tokio::test]
async fn attach_sends_names_and_one_list() {
    let (server, client) = scripted([Reply::json(200, "[]")]);
    client.tags().attach(AttachTags::new(["marketing"]).destinations([DESTINATION])).await.unwrap();
    let body = format!(r#"{{"names":["marketing"],"destinations":["{DESTINATION}"]}}"#);
    assert_posted(&only_request(&server), "/api/v1/tags/attach/", &body);
}

#[tokio::test]
async fn list_sends_no_body_and_no_empty_query() {
    let (server, client) = scripted([Reply::json(200, EMPTY_PAGE)]);
    client.destinations().list().await.unwrap();
    let request = only_request(&server);
    assert_eq!(request.line(), "GET /api/v1/destinations/");
    assert_eq!(request.header("x-api-key"), [KEY]);
    assert_eq!(request.header("content-type"), [""; 0]);
    assert_eq!(request.body, b"");
}

#[tokio::test]
async fn list_repeats_expand_under_its_literal_name() {
    let (server, client) = scripted([Reply::json(200, EMPTY_PAGE), Reply::json(200, EMPTY_PAGE)]);
    client.destinations().list().expand(["tags"]).await.unwrap();
    client.destinations().list().expand(["tags", "last_run.source"]).page(2).page_size(50).await.unwrap();
    let lines: Vec<_> = server.requests().iter().map(Request::line).collect();
    let two = "expand%5B%5D=tags&expand%5B%5D=last_run.source&page=2&page_size=50";
    assert_eq!(
        lines,
        [
            "GET /api/v1/destinations/?expand%5B%5D=tags".to_owned(),
            format!("GET /api/v1/destinations/?{two}")
        ]
    );
}

// --- What is made of an answer --------------------------------------------------------------------------------------

const EMPTY_PAGE: &str = r#"{"count":0,"next":null,"previous":null,"results":[]}"#;

#[tokio::test]
async fn times_keep_their_offset_and_their_digits() {
    let (_server, client) = scripted([Reply::json(
        200,
        r#"[{"id":"6f2a9c4b-2a10-4e7f-9c54-d2a9b1d28b0e","name":"marketing",
             "created_at":"2026-04-17T10:15:00.000000-03:00","updated_at":"2026-04-17T11:02:00.046835-03:00"},
            {"id":"6f2a9c4b-2a10-4e7f-9c54-d2a9b1d28b0f","name":"legacy",
             "created_at":"2026-04-17T10:15:00-03:00","updated_at":"2023-11-07T05:31:56Z"}]"#,
    )]);
    let tags = client.tags().detach(DetachTags::new(["marketing", "legacy"])).await.unwrap();
    assert_eq!(tags[0].id, uuid!("6f2a9c4b-2a10-4e7f-9c54-d2a9b1d28b0e"));
    assert_eq!(tags[0].name, "marketing");
    assert_eq!(tags[0].created_at.to_rfc3339(), "2026-04-17T10:15:00-03:00");
    assert_eq!(tags[0].updated_at.to_rfc3339(), "2026-04-17T11:02:00.046835-03:00");
    assert_eq!(tags[1].created_at, tags[0].created_at);
    assert_eq!(tags[1].created_at.offset().local_minus_utc(), -3 * 60 * 60);
    assert_eq!(tags[1].updated_at.to_rfc3339(), "2023-11-07T05:31:56+00:00");
}

#[tokio::test]
async fn skipped_names_make_the_list_shorter() {
    let (_server, client) =
        scripted([Reply::json(200, &format!("[{}]", tag("marketing"))), Reply::json(200, "[]")]);
    let tags = client.tags().detach(DetachTags::new(["marketing", "unheard-of"])).await.unwrap();
    assert_eq!(tags.iter().map(|tag| tag.name.as_str()).collect::<Vec<_>>(), ["marketing"]);
    assert_eq!(client.tags().detach(DetachTags::new(["unheard-of"])).await.unwrap().len(), 0);
}

#[tokio::test]
async fn attach_answers_every_tag() {
    let (_server, client) = scripted([Reply::json(200, &format!("[{},{}]", tag("old"), tag("new")))]);
    let tags = client.tags().attach(AttachTags::new(["old", "new"]).tables([SOURCE])).await.unwrap();
    assert_eq!(tags.iter().map(|tag| tag.name.as_str()).collect::<Vec<_>>(), ["old", "new"]);
}

#[tokio::test]
async fn a_page_has_its_neighbours_or_null() {
    let (_server, client) = scripted([Reply::json(
        200,
        &format!(
            r#"{{"count":3,"next":"https://api.nekt.ai/api/v1/destinations/?page=2","previous":null,"results":[
                {{"id":"{DESTINATION}","tags":[{}],"slug":"unknown fields are ignored"}},
                {{"id":"{SOURCE}","tags":[]}},
                {{"id":"{TRANSFORMATION}"}}]}}"#,
            tag("legacy")
        ),
    )]);
    let page = client.destinations().list().expand(["tags"]).await.unwrap();
    assert_eq!(page.count, 3);
    let next = page.next.as_ref().map(ToString::to_string);
    assert_eq!(next.as_deref(), Some("https://api.nekt.ai/api/v1/destinations/?page=2"));
    assert!(page.previous.is_none());
    assert_eq!(
        page.results.iter().map(|destination| destination.id).collect::<Vec<_>>(),
        [DESTINATION, SOURCE, TRANSFORMATION]
    );
    let tags: Vec<_> =
        page.results.iter().map(|destination| destination.tags.as_ref().map(Vec::len)).collect();
    assert_eq!(tags, [Some(1), Some(0), None]);
}

#[tokio::test]
async fn a_page_decodes_without_its_neighbours() {
    let (_server, client) = scripted([Reply::json(200, r#"{"count":0,"results":[]}"#)]);
    let page = client.destinations().list().await.unwrap();
    assert!(page.next.is_none() && page.previous.is_none() && page.results.is_empty());
}

/// A tag on the wire.
fn tag(name: &str) -> String {
    let time = "2026-04-17T10:15:00-03:00";
    format!(r#"{{"id":"{SOURCE}","name":"{name}","created_at":"{time}","updated_at":"{time}"}}"#)
}

// --- What goes wrong ------------------------------------------------------------------------------------------------

#[tokio::test]
async fn an_undocumented_error_keeps_status_headers_and_bytes() {
    let body = r#"{"names":["This field is required."]}"#;
    let headers = [("content-type", "application/json"), ("x-request-id", "r-7")];
    let (_server, client) = scripted([Reply::new(400, &headers, body)]);
    let Err(Error::Api(error)) = client.tags().detach(DetachTags::new(["a"])).await else {
        panic!("no error")
    };
    assert_eq!(error.status(), 400);
    assert_eq!(error.headers()["x-request-id"], "r-7");
    assert_eq!(error.bytes(), body.as_bytes());
}

/// A redirected POST would arrive as a GET without its body: it is reported, not followed.
#[tokio::test]
async fn a_redirect_of_a_post_is_not_followed() {
    let (server, client) = scripted([Reply::new(301, &[("location", "/api/v1/tags/detach/")], "")]);
    let Err(Error::Api(error)) = client.tags().detach(DetachTags::new(["a"])).await else {
        panic!("no error")
    };
    assert_eq!(error.status(), 301);
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_single_tag_for_a_list_does_not_decode() {
    let (_server, client) = scripted([Reply::json(200, &tag("marketing"))]);
    let error = client.tags().detach(DetachTags::new(["marketing"])).await.unwrap_err();
    assert!(matches!(error, Error::Decode { .. }), "{error:?}");
}

#[tokio::test]
async fn silence_is_a_timeout_and_a_hang_up_is_not() {
    let server = Server::start([Reply::Stall, Reply::HangUp]).unwrap();
    let client =
        Client::builder().api_key(KEY).base_url(server.url()).timeout(Duration::from_millis(50)).build();
    let client = client.unwrap();
    let silence = client.tags().detach(DetachTags::new(["a"])).await.unwrap_err();
    assert!(matches!(silence, Error::Timeout { .. }), "{silence:?}");
    let hang_up = client.tags().detach(DetachTags::new(["a"])).await.unwrap_err();
    assert!(matches!(hang_up, Error::Network { .. }), "{hang_up:?}");
    assert_eq!(server.requests().len(), 2);
}

// --- Page after page ------------------------------------------------------------------------------------------------

/// A page with one destination, and the URL of the next.
fn page(id: Uuid, next: Option<String>) -> Reply {
    let next = next.map_or("null".to_owned(), |url| format!("{url:?}"));
    Reply::json(200, &format!(r#"{{"count":2,"next":{next},"previous":null,"results":[{{"id":"{id}"}}]}}"#))
}

#[tokio::test]
async fn destinations_are_listed_to_the_last_page() {
    let (server, client) = scripted([
        page(DESTINATION, Some("/api/v1/destinations/?expand%5B%5D=tags&page=2".to_owned())),
        page(SOURCE, None),
    ]);
    let mut items = client.destinations().list().expand(["tags"]).items();
    let mut ids = Vec::new();
    while let Some(destination) = items.next().await {
        ids.push(destination.unwrap().id);
    }
    assert_eq!(ids, [DESTINATION, SOURCE]);
    let lines: Vec<_> = server.requests().iter().map(Request::line).collect();
    assert_eq!(
        lines,
        ["GET /api/v1/destinations/?expand%5B%5D=tags", "GET /api/v1/destinations/?expand%5B%5D=tags&page=2"]
    );
    assert!(server.requests().iter().all(|request| request.header("x-api-key") == [KEY]));
}

#[tokio::test]
async fn a_next_page_elsewhere_gets_no_key() {
    let other = Server::start([page(SOURCE, None)]).unwrap();
    let (server, client) =
        scripted([page(DESTINATION, Some(format!("{}/api/v1/destinations/", other.url())))]);
    let mut pages = client.destinations().list().pages();
    assert_eq!(pages.next().await.unwrap().unwrap().count, 2);
    let error = pages.next().await.unwrap().unwrap_err();
    let both = format!("leads to {}, not to the client's own server, {};", other.url(), server.url());
    assert!(error.to_string().starts_with(&format!("destinations_list: the link {both}")), "{error}");
    assert!(pages.next().await.is_none() && other.requests().is_empty());
}

// --- What must not show ---------------------------------------------------------------------------------------------

#[tokio::test]
async fn the_key_shows_nowhere() {
    let server = Server::start([
        Reply::json(401, r#"{"detail":"Invalid token."}"#),
        Reply::json(200, "{"),
        Reply::Stall,
        Reply::HangUp,
    ])
    .unwrap();
    let builder = Client::builder().api_key(KEY).base_url(server.url()).timeout(Duration::from_millis(50));
    let mut shown = vec![format!("{builder:?} {builder:#?}"), format!("{:?}", Client::new(KEY))];
    let client = builder.build().unwrap();
    shown.push(format!("{client:?} {client:#?}"));
    for _ in 0..4 {
        shown.push(said(&client.tags().detach(DetachTags::new(["a"])).await.unwrap_err()));
    }
    let unsendable = Client::builder().api_key(format!("{KEY}\n")).base_url(server.url()).build();
    shown.push(said(&unsendable.unwrap_err()));
    let nowhere = Client::builder().api_key(KEY).base_url("nowhere").build();
    shown.push(said(&nowhere.unwrap_err()));
    for text in shown {
        assert!(!text.contains(KEY), "{text}");
    }
}

/// Everything that an error says about itself and its causes.
fn said(error: &(dyn std::error::Error + 'static)) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    causes.map(|error| format!("{error} {error:?} {error:#?}\n")).collect()
}
