//! Lists of servers that go in cycles of any length, never end or repeat pages: each ends with an error that names the
//! reason, after few requests.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "shapes and helpers of tests")]

mod support;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use support::wait;
use truespec_runtime::runtime::client::{Builder, Core};
use truespec_runtime::runtime::error::Error;
use truespec_runtime::runtime::paging::Paging;
use truespec_runtime::runtime::paging::pages::{self, Items};
use truespec_runtime::runtime::request::{Call, Operation};
use truespec_runtime::runtime::transport::{Body, BoxFuture, Transport, TransportError};

const LIST: Operation = Operation::new("list", "GET", "/tags");

/// Answers request after request by a function of its number, from 0: with a header `Link` and a body.
struct Pages<F> {
    page: F,
    asked: Arc<AtomicU64>,
}

impl<F: Fn(u64) -> (String, String) + Send + Sync + 'static> Transport for Pages<F> {
    fn send(&self, _: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let (link, page) = (self.page)(self.asked.fetch_add(1, Ordering::SeqCst));
        let mut answer = http::Response::new(Body::from(page));
        answer.headers_mut().insert("link", link.try_into().unwrap());
        Box::pin(std::future::ready(Ok(answer)))
    }
}

/// A client of such a server, and how often that was asked.
fn client(page: impl Fn(u64) -> (String, String) + Send + Sync + 'static) -> (Core, Arc<AtomicU64>) {
    let asked = Arc::new(AtomicU64::new(0));
    let transport = Pages { page, asked: Arc::clone(&asked) };
    (Builder::new("https://api.example.com", &[]).transport(transport).build().unwrap(), asked)
}

fn call(core: &Core) -> Call<serde_json::Value> {
    core.call(&LIST).decode_json()
}

fn items(core: &Core, paging: Paging) -> Items<serde_json::Value> {
    pages::items(call(core), paging)
}

/// How many items come before the error, and what that says.
fn failed(core: &Core, paging: Paging) -> (u64, String) {
    wait(async {
        let (mut items, mut count) = (items(core, paging), 0);
        loop {
            match items.next().await {
                Some(Ok(_)) => count += 1,
                Some(Err(error)) => {
                    assert!(items.next().await.is_none(), "it goes on");
                    return (count, error.to_string());
                }
                None => panic!("no error after {count} items"),
            }
        }
    })
}

/// After `lead` pages the server goes round in `period` pages; each has another item, so that its cursor alone tells.
fn round(lead: u64, period: u64) -> impl Fn(u64) -> (String, String) {
    move |nth| {
        let at = if nth < lead { nth } else { lead + (nth - lead) % period };
        let body = format!(
            "{{\"data\":[{{\"id\":{nth}}}],\"next\":\"{at}\",\"url\":\"/tags?at={at}\",\"n\":{{\"a\":[{at}]}}}}"
        );
        (format!("</tags?at={at}>; rel=next"), body)
    }
}

#[test]
fn cycles_of_any_length_are_an_error() {
    let same = |what: &str| format!("list: the server returned the same {what} twice");
    let table = [
        (Paging::cursor("c", "/next"), same("cursor")),
        (Paging::cursor("c", "/n"), same("cursor")),
        (Paging::cursor("/c", "/next").in_json("application/json"), same("cursor")),
        (Paging::next_url("/url"), same("link")),
        (Paging::link(), same("link")),
    ];
    for (paging, said) in table {
        for (lead, period) in [(0, 1), (0, 2), (0, 3), (5, 4), (1, 97), (300, 1), (7, 1_000)] {
            let (core, asked) = client(round(lead, period));
            let expected = lead + period + 1;
            assert_eq!(failed(&core, paging.items("/data")), (expected, said.clone()), "{lead} + {period}");
            assert_eq!(asked.load(Ordering::SeqCst), expected, "requests of {lead} + {period}");
        }
    }
}

/// The cursor of a page may be what its last item has.
#[test]
fn a_cycle_of_last_items_is_an_error() {
    let (core, asked) = client(|nth| (String::new(), format!("{{\"data\":[{{\"id\":{}}}]}}", nth % 3)));
    let (count, said) = failed(&core, Paging::last("after", "/id").items("/data"));
    assert_eq!((count, said.as_str()), (4, "list: the server returned the same cursor twice"));
    assert_eq!(asked.load(Ordering::SeqCst), 4);
}

/// Beyond what is remembered one by one, where somebody wants as much.
#[test]
fn a_late_cycle_is_an_error() {
    let (core, asked) = client(round(10_050, 3));
    let said = wait(async {
        let mut pages =
            pages::pages(call(&core), Paging::cursor("c", "/next").items("/data")).limit(1_000_000);
        loop {
            match pages.next().await.unwrap() {
                Ok(_) => {}
                Err(error) => return error.to_string(),
            }
        }
    });
    assert_eq!(said, "list: the server returned the same cursor twice");
    assert!(asked.load(Ordering::SeqCst) < 10_200, "{asked:?} requests");
}

#[test]
fn endless_empty_pages_are_an_error() {
    let empty = |nth| (format!("</tags?at={nth}>; rel=next"), format!("{{\"data\":[],\"next\":{nth}}}"));
    let said = "list: 1000 pages in a row have no items: `pages` with a `limit` reads on";
    for paging in [Paging::cursor("c", "/next").items("/data"), Paging::link().items("/data")] {
        let (core, asked) = client(empty);
        assert_eq!(failed(&core, paging), (0, said.to_owned()));
        assert_eq!(asked.load(Ordering::SeqCst), 1_000);
        // Wanting few items is no reason to ask for more pages.
        let (core, asked) = client(empty);
        let error = wait(items(&core, paging).limit(1).all()).unwrap_err();
        assert_eq!((error.to_string().as_str(), asked.load(Ordering::SeqCst)), (said, 1_000));
    }
}

/// Filters of servers make pages without items in the middle.
#[test]
fn some_pages_without_items_are_skipped() {
    let (core, _) = client(|nth| match nth {
        0 | 998 => (String::new(), format!("{{\"data\":[{{\"id\":{nth}}}],\"next\":{nth}}}")),
        1_900 => (String::new(), "{\"data\":[]}".to_owned()),
        _ => (String::new(), format!("{{\"data\":[],\"next\":{nth}}}")),
    });
    assert_eq!(wait(items(&core, Paging::cursor("c", "/next").items("/data")).all()).unwrap().len(), 2);
}

const REPEATED: &str = "list: the server returned the same pages twice, 3 in a row: `limit` reads on";

/// The same pages under ever new cursors, or whatever page is asked for.
#[test]
fn repeated_pages_are_an_error() {
    let table = [
        Paging::cursor("c", "/next").items("/data"),
        Paging::next_url("/url").items("/data"),
        Paging::page("page", 1).items("/data").total("/total"),
        Paging::offset("skip").items("/data"),
    ];
    for paging in table {
        for period in [1, 2, 5, 50] {
            let (core, asked) = client(move |nth| {
                let id = nth % period;
                let items = format!("[{{\"id\":{id},\"of\":{{\"x\":[1.5,null,true]}}}},{{\"id\":\"{id}\"}}]");
                let beside =
                    format!("\"next\":\"n{nth}\",\"url\":\"/tags?n={nth}\",\"total\":999999,\"at\":{nth}");
                (String::new(), format!("{{\"data\":{items},{beside}}}"))
            });
            let pages = period + 3;
            assert_eq!(failed(&core, paging), (2 * pages, REPEATED.to_owned()), "{paging:?} of {period}");
            assert_eq!(asked.load(Ordering::SeqCst), pages);
        }
    }
}

/// Who says how much is wanted gets it, and what is alike by chance is no reason to stop.
#[test]
fn equal_pages_are_read_with_a_limit_or_without_objects() {
    let same = |_| (String::new(), "{\"data\":[{\"id\":1}]}".to_owned());
    let (core, asked) = client(same);
    assert_eq!(wait(items(&core, Paging::page("page", 1).items("/data")).limit(20).all()).unwrap().len(), 20);
    assert_eq!(asked.load(Ordering::SeqCst), 20);
    for value in ["0", "\"warn\"", "null", "[1]", "0.5"] {
        let (core, _) = client(move |nth| {
            let data = if nth < 50 { format!("[{value},{value}]") } else { "[]".to_owned() };
            (String::new(), format!("{{\"data\":{data}}}"))
        });
        let all = wait(items(&core, Paging::page("page", 1).items("/data")).all()).unwrap();
        assert_eq!(all.len(), 100, "{value}");
    }
    // Two rows that are alike are not three pages.
    let (core, _) = client(|nth| {
        let data = if nth < 60 { format!("[{{\"n\":{}}}]", nth / 3) } else { "[]".to_owned() };
        (String::new(), format!("{{\"data\":{data}}}"))
    });
    assert_eq!(wait(items(&core, Paging::page("page", 1).items("/data")).all()).unwrap().len(), 60);
}

/// What no type of the caller's looks at does not end a list: here too deep, and too large for any number.
#[test]
fn items_that_cannot_be_hashed_are_counted() {
    #[derive(Debug)]
    pub struct Tag {
        pub id: i64,
    }
    truespec_runtime::runtime::json::object!(Tag { id: "id" required });
    for odd in [format!("{}{}", "[".repeat(500), "]".repeat(500)), "1e999".to_owned()] {
        let (core, _) = client(move |nth| {
            let data = if nth < 9 { format!("[{{\"id\":{nth},\"odd\":{odd}}}]") } else { "[]".to_owned() };
            (String::new(), format!("{{\"data\":{data}}}"))
        });
        let all: Vec<Tag> =
            wait(pages::items(call(&core), Paging::page("page", 1).items("/data")).all()).unwrap();
        assert_eq!(all.iter().map(|tag| tag.id).sum::<i64>(), 36);
    }
}

/// A number of items is wanted, and it takes more pages than a list without one may have.
#[test]
fn a_limit_reads_that_many_items() {
    let page = |nth| (String::new(), format!("{{\"data\":[{{\"id\":{nth}}}],\"next\":{nth}}}"));
    let paging = Paging::cursor("c", "/next").items("/data");
    let (core, _) = client(page);
    let (count, said) = failed(&core, paging);
    assert_eq!(
        (count, said.as_str()),
        (10_000, "list: more than 10000 pages: `limit` says how many are wanted")
    );
    let (core, asked) = client(page);
    let all: Result<Vec<serde_json::Value>, Error> = wait(items(&core, paging).limit(10_005).all());
    assert_eq!((all.unwrap().len(), asked.load(Ordering::SeqCst)), (10_005, 10_005));
}
