//! Finds the operation of each exchange, and reports those that belong to none or prove nothing.

use std::collections::BTreeSet;

use serde_json::Value;

use super::Input;
use super::case::Case;
use super::routes::{Miss, Routes};
use crate::base::pointer::Pointer;
use crate::correct::lint::{Listing, shorten};
use crate::correct::recording::Exchange;
use crate::diagnostic::code::{LEARN_FOREIGN, LEARN_UNKNOWN, LEARN_UNUSED};
use crate::diagnostic::{Code, Location};

/// Statuses of what stands between a client and a server; 0 is written where no response came.
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
    for (exchange, items) in input.exchanges.iter().zip(items) {
        match routes.find(exchange, input.hosts) {
            Ok(index) => {
                let Some(operation) = routes.operation(index) else { continue };
                let label = format!("`{} {}`", operation.method, shorten(&operation.path));
                match unused(exchange) {
                    Some(why) => {
                        let message = format!("{label} {}: {why}", exchange.status);
                        report(listing, &LEARN_UNUSED, operation.at.clone(), message);
                    }
                    None => cases.push(Case { exchange, items, operation: operation.at.clone(), label }),
                }
            }
            Err(Miss::Unknown) => {
                let shown = shorten(&template(&exchange.path));
                let message = format!("`{} {shown}` request that matches no operation", method(exchange));
                report(listing, &LEARN_UNKNOWN, paths(), message);
            }
            Err(Miss::Foreign) => {
                let host = exchange.origin.as_deref().map(super::server::host_of).unwrap_or_default();
                let message = format!("request to `{}`, which is no server of the document", shorten(&host));
                report(listing, &LEARN_FOREIGN, paths(), message);
            }
            Err(Miss::Costly) => {
                report(listing, routes.budget.code(), paths(), routes.budget.message());
                break;
            }
        }
    }
    routes.budget.report_steps(listing.report());
    cases
}

/// Returns why a response proves nothing about the API.
fn unused(exchange: &Exchange) -> Option<&'static str> {
    match exchange.status {
        0 => Some("no response came"),
        status if GATEWAY.contains(&status) => Some("the status is that of a gateway"),
        100..=199 | 300..=399 => Some("a status without a result"),
        _ if exchange.response.media_type.as_deref() == Some("text/html") => Some("the response is a page"),
        _ => None,
    }
}

/// Returns the method, if it is a word.
fn method(exchange: &Exchange) -> String {
    let plain = exchange.method.len() <= 20 && exchange.method.chars().all(|c| c.is_ascii_alphabetic());
    if plain { exchange.method.clone() } else { "…".to_owned() }
}

/// Returns a path with `…` for each segment that may be a value: what is recorded may be private.
fn template(path: &str) -> String {
    let is_value = |segment: &str| {
        let is_version = segment.len() <= 4 && segment.starts_with('v');
        let has_digit = segment.bytes().any(|byte| byte.is_ascii_digit());
        !segment.is_empty() && !is_version && (has_digit || !crate::correct::infer::is_plain_name(segment))
    };
    let segments = path.split('/').map(|segment| if is_value(segment) { "…" } else { segment });
    segments.collect::<Vec<_>>().join("/")
}
