//! Finds the operation of each exchange, and reports those that belong to none or prove nothing.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::Input;
use super::case::Case;
use super::path;
use super::routes::{Miss, Routes};
use super::server::{host_of, servers};
use crate::base::pointer::Pointer;
use crate::correct::lint::{Listing, shorten};
use crate::correct::recording::{Body, Exchange, Message};
use crate::diagnostic::code::{LEARN_FOREIGN, LEARN_UNKNOWN, LEARN_UNUSED};
use crate::diagnostic::{Code, Location};
use crate::openapi::media_type::is_json;
use crate::openapi::template::Segment;
use crate::text::plural::counted;

/// Statuses that gateways and proxies answer with; 0 is written where no response came.
const GATEWAY: [u16; 4] = [0, 502, 503, 504];

/// Returns the exchanges that belong to operations and prove something. `items` are those of the streams among their
/// responses.
pub(super) fn cases<'e>(input: &Input<'e>, items: &'e [Vec<Value>], listing: &mut Listing) -> Vec<Case<'e>> {
    let mut routes = Routes::new(input.document, input.exchanges.len());
    let mut reported: BTreeSet<String> = BTreeSet::new();
    let mut cases = Vec::new();
    let mut report = |listing: &mut Listing, code: &'static Code, at: Pointer, message: String| {
        if reported.insert(message.clone()) {
            listing.add(code, Location::Source(input.file, at), message);
        }
    };
    let paths = || Pointer::root().join("paths");
    let hosts = hosts(input);
    let mut foreign: BTreeMap<&str, usize> = BTreeMap::new();
    for (exchange, items) in input.exchanges.iter().zip(items) {
        match routes.find(exchange, &hosts, input.hosts) {
            Ok(index) => {
                let Some(operation) = routes.operation(index) else { continue };
                let label = format!("`{} {}`", operation.method, shorten(&operation.path));
                match unused(exchange) {
                    Some(why) => {
                        let message = format!("{label} {}: {why}", exchange.status);
                        report(listing, &LEARN_UNUSED, operation.at.clone(), message);
                    }
                    None => {
                        if let Some(why) = unread(exchange) {
                            let message = format!("{label} {}: {why}", exchange.status);
                            report(listing, &LEARN_UNUSED, operation.at.clone(), message);
                        }
                        cases.push(Case {
                            exchange,
                            items,
                            operation: operation.at.clone(),
                            label,
                            path: path::values(&operation.path, &exchange.path),
                        });
                    }
                }
            }
            Err(Miss::Unknown) => {
                let shown = shorten(&path::shown(&exchange.path, routes.paths()));
                let near = base_path(&mut routes, input, exchange).unwrap_or_default();
                let message =
                    format!("`{} {shown}` request that matches no operation{near}", method(exchange));
                report(listing, &LEARN_UNKNOWN, paths(), message);
            }
            Err(Miss::Foreign) => {
                let host = exchange.origin.as_deref().map(host_of).unwrap_or_default();
                *foreign.entry(host).or_default() += 1;
            }
            Err(Miss::Costly) => {
                report(listing, routes.budget.code(), paths(), routes.budget.message());
                break;
            }
        }
    }
    for (host, number) in foreign {
        let requests = counted(number, "request");
        let message = format!("{requests} to `{}`, which is no server of the document", shorten(&host));
        report(listing, &LEARN_FOREIGN, paths(), message);
    }
    routes.budget.report_steps(listing.report());
    cases
}

/// Returns the hosts that serve the API besides those of the document: those that were named, else the only one that a
/// recording has. A recording of a browser has several.
fn hosts(input: &Input<'_>) -> Vec<String> {
    let seen: BTreeSet<Option<&str>> =
        input.exchanges.iter().map(|exchange| exchange.origin.as_deref()).collect();
    match (input.hosts, Vec::from_iter(seen).as_slice()) {
        ([], [Some(only)]) => vec![(*only).to_owned()],
        (named, _) => named.to_vec(),
    }
}

/// Returns the text of a base path, `/v1`; `None` if a part of it is anything.
fn literal(base: &[Segment]) -> Option<String> {
    let texts = base.iter().map(|segment| match segment {
        Segment::Literal(text) => Some(text.as_str()),
        Segment::One | Segment::Several => None,
    });
    let texts: Vec<&str> = texts.collect::<Option<_>>()?;
    let parts = texts.into_iter().filter(|text| !text.is_empty());
    Some(parts.map(|text| format!("/{text}")).collect())
}

/// Returns what is wrong with the beginning of a path that matches no operation, if that is all.
fn base_path(routes: &mut Routes, input: &Input<'_>, exchange: &Exchange) -> Option<String> {
    let hosts = &hosts(input);
    let servers = servers(input.document, &Value::Null, &Value::Null);
    let texts = servers.bases.iter().filter_map(|base| literal(base)).filter(|base| !base.is_empty());
    for base in texts {
        let mut matches = |path: String| {
            let moved = Exchange { path, ..exchange.clone() };
            routes.find(&moved, hosts, &[]).is_ok()
        };
        if matches(format!("{base}{}", exchange.path)) {
            let other = exchange.origin.as_deref().filter(|origin| !servers.names(origin)).map(host_of);
            let at_root = other.map(|host| {
                format!("; `--host {}` says that the API stands at the root there", shorten(&host))
            });
            let at_root = at_root.unwrap_or_default();
            return Some(format!("; the base path `{base}` of the server is missing{at_root}"));
        }
        let rest = exchange.path.strip_prefix(&base).filter(|rest| rest.starts_with(&base));
        if rest.is_some_and(|rest| matches(rest.to_owned())) {
            return Some(format!("; it has the base path `{base}` of the server twice"));
        }
    }
    let below = routes.below(&exchange.method, &exchange.path)?;
    Some(format!("; below another base path than that of the server, it would be `{}`", shorten(&below)))
}

/// Returns why a response proves nothing about the API.
fn unused(exchange: &Exchange) -> Option<&'static str> {
    match exchange.status {
        0 => Some("no response came"),
        status if GATEWAY.contains(&status) => Some("the status is that of a gateway"),
        100..=199 | 300..=399 => Some("a status without a result"),
        _ if is_page(&exchange.response) => Some("the response is a page"),
        _ if is_broken_json(&exchange.response) => Some("the response is not the JSON that it says it is"),
        _ => None,
    }
}

/// Returns why the body of a response is not compared, while its request is.
fn unread(exchange: &Exchange) -> Option<&'static str> {
    let says_json = exchange.response.media_type.as_deref().is_some_and(is_json);
    match (&exchange.response.body, exchange.status) {
        (Body::Empty, _) | (Body::Unknown, 204 | 205) => None,
        (_, 204 | 205) => Some("the response has a body, which HTTP does not allow with this status"),
        (Body::Unknown, _) if says_json => Some("the recording does not hold the whole JSON of the response"),
        _ => None,
    }
}

/// Returns true for a page, whatever it is called: what answers in place of the API often says `application/json`.
fn is_page(response: &Message) -> bool {
    let is_html = response.media_type.as_deref() == Some("text/html");
    let text = match &response.body {
        Body::Empty => return false,
        Body::Text(text) => text,
        _ => return is_html,
    };
    let mut start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    while let Some((_, rest)) = start.strip_prefix("<!--").and_then(|comment| comment.split_once("-->")) {
        start = rest.trim_start();
    }
    let begins = |tag: &str| start.get(..tag.len()).is_some_and(|text| text.eq_ignore_ascii_case(tag));
    is_html || begins("<!doctype html") || begins("<html")
}

/// Returns true for a text that is called JSON: no correction makes a client read it.
fn is_broken_json(response: &Message) -> bool {
    matches!(response.body, Body::Text(_)) && response.media_type.as_deref().is_some_and(is_json)
}

/// Returns the method, if it is a word.
fn method(exchange: &Exchange) -> String {
    let plain = exchange.method.len() <= 20 && exchange.method.chars().all(|c| c.is_ascii_alphabetic());
    if plain { exchange.method.clone() } else { "…".to_owned() }
}
