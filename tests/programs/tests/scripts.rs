//! Every script holds what makes a client's life hard.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

use programs::script::{Body, Exchange};
use programs::scripts;

const NAMES: [&str; 6] = ["anthropic", "increase", "mastodon", "meilisearch", "resend", "workos"];

/// How many exchanges of each script are so.
fn count(so: impl Fn(&Exchange) -> bool) -> Vec<(&'static str, usize)> {
    let of = |name| scripts::find(name).unwrap().exchanges.iter().filter(|exchange| so(exchange)).count();
    NAMES.into_iter().map(|name| (name, of(name))).collect()
}

fn each(times: usize) -> Vec<(&'static str, usize)> {
    NAMES.into_iter().map(|name| (name, times)).collect()
}

#[test]
fn one_request_is_sent_twice_because_of_a_limit() {
    let limited = |exchange: &Exchange| {
        exchange.answer.status == 429 && exchange.answer.headers.contains(&("retry-after", "0"))
    };
    assert_eq!(count(limited), each(1));
    for name in NAMES {
        let exchanges = scripts::find(name).unwrap().exchanges;
        let at = exchanges.iter().position(|exchange| exchange.answer.status == 429).unwrap();
        let [first, second] = &exchanges[at..at + 2] else { unreachable!() };
        assert_eq!(
            (first.method, first.path, &first.query),
            (second.method, second.path, &second.query),
            "{name}"
        );
        assert_eq!(first.headers, second.headers, "{name}");
    }
}

#[test]
fn one_answer_is_the_page_of_a_gateway() {
    let gateway = |exchange: &Exchange| {
        exchange.answer.status == 502 && exchange.answer.headers.contains(&("content-type", "text/html"))
    };
    assert_eq!(count(gateway), each(1));
}

#[test]
fn one_answer_is_an_error_with_a_body() {
    let refused = |exchange: &Exchange| {
        let status = exchange.answer.status;
        (400..500).contains(&status) && status != 429 && exchange.answer.body.starts_with('{')
    };
    assert_eq!(count(refused), each(1));
}

#[test]
fn a_list_has_a_second_page() {
    for name in NAMES {
        let exchanges = scripts::find(name).unwrap().exchanges;
        let pages = exchanges.windows(2).filter(|pair| {
            pair[0].path == pair[1].path && pair[0].query != pair[1].query && pair[1].method == "GET"
        });
        assert!(pages.count() >= 1, "{name}");
    }
}

#[test]
fn bodies_nest() {
    let nests = |exchange: &Exchange| match &exchange.body {
        Body::Json(body) => body.as_object().is_some_and(|members| {
            members
                .values()
                .any(|value| value.is_object() || value.as_array().is_some_and(|items| !items.is_empty()))
        }),
        Body::Empty | Body::Form(_) => false,
    };
    assert!(count(nests).iter().all(|(_, times)| *times >= 1), "{:?}", count(nests));
}
