//! Paginated lists: the requests, the end, and servers with wrong totals.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "shapes and helpers of tests")]

mod support;

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use support::scripted::Scripted;
use support::{answer, wait};
use truespec_runtime::runtime::client::{Builder, Core};
use truespec_runtime::runtime::error::{Error, Untyped};
use truespec_runtime::runtime::json::object;
use truespec_runtime::runtime::paging::Paging;
use truespec_runtime::runtime::paging::pages::{self, Items};
use truespec_runtime::runtime::parameter::Param;
use truespec_runtime::runtime::request::{Call, Operation, Retry};
use truespec_runtime::runtime::transport::{Body, BoxFuture, Transport, TransportError};

const LIST: Operation = Operation::new("list", "GET", "/tags");

#[derive(Debug, Clone, PartialEq)]
pub struct Tag {
    pub id: i64,
}
object!(Tag { id: "id" required });

fn core(server: &Scripted) -> Core {
    Builder::new(&server.url, &[]).build().unwrap()
}

fn call(core: &Core) -> Call<serde_json::Value> {
    core.call(&LIST).decode_json()
}

/// A page with these ids, and what else stands beside them.
fn page(ids: &[i64], beside: &str) -> String {
    let items: Vec<String> = ids.iter().map(|id| format!("{{\"id\":{id}}}")).collect();
    answer(200, "", &format!("{{\"meta\":{{\"x\":[1,2]}},\"data\":[{}]{beside}}}", items.join(",")))
}

/// The request targets that came.
fn targets(server: &Scripted) -> Vec<String> {
    let target = |request: &String| request.split(' ').nth(1).unwrap_or_default().to_owned();
    server.seen().iter().map(target).collect()
}

fn all(core: &Core, paging: Paging) -> Result<Vec<i64>, Error> {
    let items: Items<Tag> = pages::items(call(core), paging);
    wait(items.all()).map(|tags| tags.iter().map(|tag| tag.id).collect())
}

/// Reads everything and holds what was asked for: no request goes beyond these.
#[track_caller]
fn reads(paging: Paging, pages: &[String], ids: &[i64], asked: &[&str]) {
    let server = Scripted::answers(pages);
    assert_eq!(all(&core(&server), paging).unwrap(), ids);
    assert_eq!(targets(&server), asked);
}

#[test]
fn by_page_until_the_total() {
    let paging = Paging::page("page", 1).items("/data").size("limit", 2, 100).total("/total");
    let pages =
        [page(&[1, 2], ",\"total\":4,\"has_more\":true"), page(&[3, 4], ",\"total\":4,\"has_more\":true")];
    reads(paging, &pages, &[1, 2, 3, 4], &["/tags", "/tags?page=2"]);
}

#[test]
fn by_page_until_one_is_empty() {
    let paging = Paging::page("page", 0).items("/data");
    reads(
        paging,
        &[page(&[1], ""), page(&[2], ""), page(&[], "")],
        &[1, 2],
        &["/tags", "/tags?page=1", "/tags?page=2"],
    );
}

#[test]
fn by_page_until_one_is_short() {
    let paging = Paging::page("page", 1).items("/data").size("limit", 2, 0).short();
    reads(paging, &[page(&[1, 2], ""), page(&[3], "")], &[1, 2, 3], &["/tags", "/tags?page=2"]);
}

#[test]
fn by_page_until_the_number_of_pages() {
    let paging = Paging::page("page", 0).items("/data").pages("/total_pages");
    let pages = [page(&[1], ",\"total_pages\":2"), page(&[2], ",\"total_pages\":2")];
    reads(paging, &pages, &[1, 2], &["/tags", "/tags?page=1"]);
}

#[test]
fn a_wrong_total_ends_with_an_empty_page() {
    let paging = Paging::page("page", 1).items("/data").size("limit", 1, 0).total("/total");
    let pages = [page(&[1], ",\"total\":99"), page(&[], ",\"total\":99")];
    reads(paging, &pages, &[1], &["/tags", "/tags?page=2"]);
}

/// A cursor that stays on the last page leads nowhere if a flag ends the list.
#[test]
fn until_done_is_true() {
    let paging = Paging::cursor("position", "/position").items("/data").done("/done");
    let pages = [
        page(&[1, 2], ",\"position\":\"a\",\"done\":false"),
        page(&[3], ",\"position\":\"a\",\"done\":true"),
    ];
    reads(paging, &pages, &[1, 2, 3], &["/tags", "/tags?position=a"]);
    let paging = Paging::offset("offset").items("/data").done("/isLast");
    reads(paging, &[page(&[1], ",\"isLast\":true")], &[1], &["/tags"]);
    let absent = [page(&[1], ""), page(&[], "")];
    reads(paging, &absent, &[1], &["/tags", "/tags?offset=1"]);
}

#[test]
fn by_page_until_more_is_false() {
    let paging = Paging::page("page", 1).items("/data").more("/has_more");
    reads(paging, &[page(&[1], ",\"has_more\":false")], &[1], &["/tags"]);
}

#[test]
fn from_the_requested_page_with_a_limited_size() {
    let paging = Paging::page("page", 1).items("/data").size("limit", 20, 2).total("/total");
    let server = Scripted::answers(&[page(&[5, 6], ",\"total\":7"), page(&[7], ",\"total\":7")]);
    let core = core(&server);
    let mut call = call(&core);
    call.request().set(&Param::query("page"), &3_i64);
    call.request().set(&Param::query("limit"), &500_i64);
    let ids: Vec<Tag> = wait(pages::items(call, paging).all()).unwrap();
    assert_eq!(ids.len(), 3);
    assert_eq!(targets(&server), ["/tags?page=3&limit=2", "/tags?page=4&limit=2"]);
}

#[test]
fn by_offset_counts_received_items() {
    let paging = Paging::offset("skip").items("/data").total("/total");
    let pages = [page(&[1, 2, 3], ",\"total\":5"), page(&[4, 5], ",\"total\":5")];
    reads(paging, &pages, &[1, 2, 3, 4, 5], &["/tags", "/tags?skip=3"]);
    reads(
        Paging::offset("skip").items("/data"),
        &[page(&[1], ""), page(&[], "")],
        &[1],
        &["/tags", "/tags?skip=1"],
    );
}

#[test]
fn by_cursor() {
    for end in ["null", "\"\"", "false"] {
        let pages = [
            page(&[1], ",\"next\":\"a b\""),
            page(&[], ",\"next\":7"),
            page(&[2], &format!(",\"next\":{end}")),
        ];
        let asked = ["/tags", "/tags?cursor=a%20b", "/tags?cursor=7"];
        reads(Paging::cursor("cursor", "/next").items("/data"), &pages, &[1, 2], &asked);
    }
    reads(Paging::cursor("cursor", "/next").items("/data"), &[page(&[1], "")], &[1], &["/tags"]);
}

#[test]
fn by_the_last_item() {
    let paging = Paging::last("after", "/id").items("/data").more("/more");
    let pages = [page(&[8, 9], ",\"more\":true"), page(&[10], ",\"more\":false")];
    reads(paging, &pages, &[8, 9, 10], &["/tags", "/tags?after=9"]);
}

const SEARCH: Operation = Operation::new("search", "POST", "/search");

/// The bodies that came, each with the media type before it.
fn bodies(server: &Scripted) -> Vec<String> {
    let body = |request: String| {
        let (head, body) = request.split_once("\r\n\r\n").unwrap_or_default();
        let media = head.lines().find_map(|line| line.strip_prefix("content-type: ")).unwrap_or("none");
        format!("{media} {body}")
    };
    server.seen().into_iter().map(body).collect()
}

/// The same as `reads`, of a list that is asked for with this body.
#[track_caller]
fn posts(paging: Paging, sent: Option<&str>, pages: &[String], asked: &[&str]) {
    let server = Scripted::answers(pages);
    let core = core(&server);
    let mut call: Call<serde_json::Value> = core.call(&SEARCH).decode_json();
    if let Some(sent) = sent {
        call.request()
            .set_bytes(if sent.starts_with('{') { "application/json" } else { FORM }, sent.to_owned());
    }
    let items: Items<Tag> = pages::items(call, paging);
    assert_eq!(wait(items.all()).unwrap().len(), pages.len());
    assert_eq!(bodies(&server), asked);
}

const FORM: &str = "application/x-www-form-urlencoded";

#[test]
fn by_a_cursor_in_the_body() {
    let paging = Paging::cursor("/page/start_cursor", "/next").items("/data").in_json("application/json");
    let pages =
        [page(&[1], ",\"next\":\"a\\\"b\""), page(&[2], ",\"next\":[7,\"x\"]"), page(&[3], ",\"next\":null")];
    let exact = "\"amount\":0.10000000000000000000001,\"q\":\"a,\\\"page\\\":{}\"";
    let first = format!("{{{exact},\"page\":null,\"z\":[1,{{\"page\":2}}]}}");
    let asked = [
        format!("application/json {first}"),
        format!(
            "application/json {{{exact},\"page\":{{\"start_cursor\":\"a\\\"b\"}},\"z\":[1,{{\"page\":2}}]}}"
        ),
        format!(
            "application/json {{{exact},\"page\":{{\"start_cursor\":[7,\"x\"]}},\"z\":[1,{{\"page\":2}}]}}"
        ),
    ];
    posts(paging, Some(&first), &pages, &asked.each_ref().map(String::as_str));
}

#[test]
fn by_a_cursor_in_an_omitted_body() {
    let pages = [page(&[1], ",\"next\":\"a&b\""), page(&[2], "")];
    let paging = Paging::cursor("/cursor", "/next").items("/data");
    let json = paging.in_json("application/vnd.api+json");
    posts(json, None, &pages, &["none ", "application/vnd.api+json {\"cursor\":\"a&b\"}"]);
    posts(paging.in_form(), None, &pages, &["none ", &format!("{FORM} cursor=a%26b")]);
    posts(json, Some("{}"), &pages, &["application/json {}", "application/json {\"cursor\":\"a&b\"}"]);
}

#[test]
fn by_numbers_in_the_body() {
    let pages = [page(&[1], ",\"total\":3"), page(&[2], ",\"total\":3"), page(&[3], ",\"total\":3")];
    let paging = Paging::page("/paging~1/page", 1).items("/data").size("/limit", 20, 1).total("/total");
    let sent = "{\"limit\":50,\"paging/\":{\"page\":1}}";
    let asked =
        [1, 2, 3].map(|page| format!("application/json {{\"limit\":1,\"paging/\":{{\"page\":{page}}}}}"));
    let asked = asked.each_ref().map(String::as_str);
    posts(paging.in_json("application/json"), Some(sent), &pages, &asked);

    let paging = Paging::offset("/from").items("/data").total("/total").size("/size", 0, 1).in_form();
    let asked = ["from=4&q=a+b&size=1", "q=a+b&size=1&from=5", "q=a+b&size=1&from=6"];
    let pages = [page(&[1], ",\"total\":7"), page(&[2], ",\"total\":7"), page(&[3], ",\"total\":7")];
    let asked = asked.map(|body| format!("{FORM} {body}"));
    posts(paging, Some("from=4&q=a+b&size=9"), &pages, &asked.each_ref().map(String::as_str));
}

#[test]
fn parameters_in_query_and_body_can_be_mixed() {
    let paging =
        Paging::cursor("/after", "/next").items("/data").size("limit", 0, 2).in_json("application/json");
    let server = Scripted::answers(&[page(&[1], ",\"next\":8"), page(&[2], "")]);
    let core = core(&server);
    let mut call: Call<serde_json::Value> = core.call(&SEARCH).json(&serde_json::json!({})).decode_json();
    call.request().set(&Param::query("limit"), &3_i64);
    let items: Items<Tag> = pages::items(call, paging);
    assert_eq!(wait(items.all()).unwrap().len(), 2);
    let seen: Vec<String> = server.seen();
    assert!(seen.iter().all(|request| request.starts_with("POST /search?limit=2 ")), "{seen:?}");
    assert!(seen[1].ends_with("\r\n\r\n{\"after\":8}"), "{seen:?}");
}

#[test]
fn a_body_that_cannot_hold_the_cursor_is_an_error() {
    for (sent, shown) in [
        ("[1]", "list: the body is no object, so page/cursor cannot be set"),
        ("{\"page\":\"x\"}", "list: the body is no object, so page/cursor cannot be set"),
    ] {
        let server = Scripted::answers(&[page(&[1], ",\"next\":\"a\""), page(&[2], "")]);
        let core = core(&server);
        let mut call = call(&core);
        call.request().set_bytes("application/json", sent);
        let paging = Paging::cursor("/page/cursor", "/next").items("/data").in_json("application/json");
        let error = wait(pages::items::<_, Tag, _, _>(call, paging).all()).unwrap_err();
        assert_eq!(error.to_string(), shown);
    }
}

#[test]
fn pages_by_post_are_retried_only_if_idempotent() {
    const AGAIN: Operation = Operation::new("search", "POST", "/search").idempotent(true);
    for (operation, sent) in [(&SEARCH, 1), (&AGAIN, 3)] {
        let server = Scripted::answers(&[answer(503, "", ""), page(&[1], ",\"next\":\"a\""), page(&[2], "")]);
        let core =
            Builder::new(&server.url, &[]).retry(Retry::times(2).backoff(Duration::ZERO, Duration::ZERO));
        let core = core.build().unwrap();
        let call: Call<serde_json::Value> =
            core.call(operation).json(&serde_json::json!({"q": 1})).decode_json();
        let paging = Paging::cursor("/c", "/next").items("/data").in_json("application/json");
        let items: Items<Tag> = pages::items(call, paging);
        assert_eq!(wait(items.all()).is_ok(), operation.idempotent);
        let bodies = bodies(&server);
        let all = ["{\"q\":1}", "{\"q\":1}", "{\"q\":1,\"c\":\"a\"}"]
            .map(|body| format!("application/json {body}"));
        assert_eq!(bodies, all[..sent]);
    }
}

#[test]
fn by_url() {
    let paging = Paging::next_url("/next").items("/data");
    let pages = [page(&[1], ",\"next\":\"/tags?at=a%2Fb\""), page(&[2], ",\"next\":null")];
    reads(paging, &pages, &[1, 2], &["/tags", "/tags?at=a%2Fb"]);
}

#[test]
fn by_header() {
    let list = |ids: &str, link: &str| answer(200, link, ids);
    let pages = [
        list(
            "[{\"id\":1}]",
            "link: </x,y>; rel=\"prev, first\", </tags?at=2>; title=\"a, b\"; rel=\"last next\"\r\n",
        ),
        list("[{\"id\":2}]", "link: </tags?at=1>; rel=prev\r\nLink: </tags?at=3>; REL=Next\r\n"),
        list("[{\"id\":3}]", "link: </tags?at=2>; rel=prev\r\n"),
    ];
    reads(Paging::link(), &pages, &[1, 2, 3], &["/tags", "/tags?at=2", "/tags?at=3"]);
}

#[test]
fn a_link_to_another_server_is_an_error() {
    let other = Scripted::answers(&[page(&[2], "")]);
    let server = Scripted::answers(&[page(&[1], &format!(",\"next\":\"{}/tags\"", other.url))]);
    let core = core(&server);
    let (first, second, third) = wait(async {
        let mut items = pages::items::<_, Tag, _, _>(call(&core), Paging::next_url("/next").items("/data"));
        (items.next().await, items.next().await, items.next().await)
    });
    assert_eq!(first.unwrap().unwrap(), Tag { id: 1 });
    let error = second.unwrap().unwrap_err();
    let said = error.to_string();
    let both = format!("the link leads to {}, not to the client's own server, {};", other.url, server.url);
    assert!(said.starts_with(&format!("list: {both}")), "{said}");
    assert!(third.is_none() && other.seen().is_empty());
}

#[test]
fn a_cyclic_list_ends_with_an_error() {
    let server = Scripted::answers(&vec![page(&[1], ",\"next\":\"a\""); 3]);
    let error = all(&core(&server), Paging::cursor("cursor", "/next").items("/data")).unwrap_err();
    assert_eq!(error.to_string(), "list: the server returned the same cursor twice");
    assert_eq!(targets(&server).len(), 2);
}

/// Each page leads to another.
struct Endless(AtomicU64);

impl Transport for Endless {
    fn send(&self, _: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let page = self.0.fetch_add(1, Ordering::Relaxed);
        Box::pin(async move {
            let page = format!("{{\"data\":[{{\"id\":{page}}}],\"next\":{page}}}");
            Ok(http::Response::new(Body::from(page)))
        })
    }
}

#[test]
fn an_endless_list_is_bounded() {
    let core =
        Builder::new("https://api.example.com", &[]).transport(Endless(AtomicU64::new(0))).build().unwrap();
    let paging = Paging::cursor("cursor", "/next").items("/data");
    let error = all(&core, paging).unwrap_err();
    assert_eq!(error.to_string(), "list: more than 10000 pages: `limit` says how many are wanted");
    let pages = wait(async {
        let (mut pages, mut count) = (pages::pages(call(&core), paging).limit(10_002), 0);
        while let Some(page) = pages.next().await {
            page.unwrap();
            count += 1;
        }
        count
    });
    assert_eq!(pages, 10_002);
}

#[test]
fn no_more_items_than_the_limit() {
    let paging = Paging::page("page", 1).items("/data");
    let full = |id| page(&[id, id + 1], "");
    let server = Scripted::answers(&[full(1), full(3), full(5)]);
    let items: Vec<Tag> = wait(pages::items(call(&core(&server)), paging).limit(2).all()).unwrap();
    assert_eq!((items.len(), targets(&server).len()), (2, 1));
    let server = Scripted::answers(&[full(1), full(3), full(5)]);
    let core = core(&server);
    let pages = wait(async {
        let mut pages = pages::pages(call(&core), paging).limit(2);
        let mut count = 0;
        while let Some(page) = pages.next().await {
            page.unwrap();
            count += 1;
        }
        count
    });
    assert_eq!((pages, targets(&server).len()), (2, 2));
}

#[test]
fn errors_end_a_list() {
    for (bad, shown) in [
        (answer(500, "", "oops"), "list: 500 Internal Server Error: oops"),
        (
            answer(200, "", "{\"data\": [{\"id\": \"x\"}]}"),
            "list: the 200 response does not decode at /data/0/id",
        ),
        (answer(200, "", "{\"data\": ["), "list: the 200 response does not decode"),
    ] {
        let server = Scripted::answers(&[page(&[1], ""), bad]);
        let core = core(&server);
        let seen = wait(async {
            let mut items = pages::items::<_, Tag, _, _>(call(&core), Paging::page("page", 1).items("/data"));
            let mut seen = Vec::new();
            while let Some(item) = items.next().await {
                seen.push(item.map(|tag| tag.id).map_err(|error| error.to_string()));
            }
            seen
        });
        let [Ok(1), Err(error)] = seen.as_slice() else { panic!("{seen:?}") };
        assert!(error.starts_with(shown), "{error}");
    }
}

#[test]
fn a_value_that_is_no_list_has_no_items() {
    for body in ["{}", "null", "{\"data\":null}", "7"] {
        let server = Scripted::answers(&[answer(200, "", body)]);
        assert_eq!(all(&core(&server), Paging::page("page", 1).items("/data")).unwrap(), [0; 0], "{body}");
        assert_eq!(targets(&server).len(), 1);
    }
    let server = Scripted::answers(&[answer(200, "", "{\"data\":{}}")]);
    let error = all(&core(&server), Paging::page("page", 1).items("/data")).unwrap_err();
    assert!(matches!(error, Error::Decode(_)), "{error:?}");
}

#[test]
fn lists_without_a_runtime() {
    let server = Scripted::answers(&[page(&[1], ""), page(&[2], ""), page(&[], "")]);
    let core = core(&server);
    let mut items = pages::items::<_, Tag, _, _>(call(&core), Paging::page("page", 1).items("/data"));
    let ids: Vec<i64> = std::iter::from_fn(|| items.next_blocking()).map(|item| item.unwrap().id).collect();
    assert_eq!(ids, [1, 2]);
    let mut pages = pages::pages(call(&core), Paging::link());
    assert!(pages.next_blocking().unwrap().is_err() && pages.next_blocking().is_none());
}

#[test]
fn lists_are_streams() {
    fn is_stream<S: futures_core::Stream + Send + Unpin>(_: &S) {}
    let server = Scripted::answers(&[]);
    let core = core(&server);
    is_stream(&pages::pages(call(&core), Paging::link()));
    is_stream(&pages::items::<_, Tag, _, _>(call(&core), Paging::link()));
    let _: Items<Tag, Untyped> = pages::items(call(&core), Paging::link());
}
