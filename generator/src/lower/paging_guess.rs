//! Lists that look paged and of which nothing is said: the action that would say it, shown once for all that look alike.

use std::collections::BTreeMap;

use serde_json::Value;

use super::paging::{KEY, answer, bare, element, query};
use crate::diagnostic::{Place, Report, code};
use crate::ir::{Api, Operation, Shape, Type};

const PAGES: [&str; 4] = ["page", "page_number", "pageNumber", "page[number]"];
const OFFSETS: [&str; 4] = ["offset", "skip", "start", "startAt"];
const CURSORS: [&str; 9] = [
    "cursor",
    "page_token",
    "pageToken",
    "next_token",
    "nextToken",
    "after",
    "continuation_token",
    "next_cursor",
    "page[cursor]",
];
const LASTS: [&str; 2] = ["starting_after", "after_id"];
const SIZES: [&str; 11] = [
    "limit",
    "page_size",
    "per_page",
    "pageSize",
    "perPage",
    "size",
    "count",
    "maxResults",
    "max_results",
    "first",
    "page[size]",
];
const NEXT_CURSORS: [&str; 8] = [
    "next_cursor",
    "nextCursor",
    "next_page_token",
    "nextPageToken",
    "next_token",
    "nextToken",
    "cursor",
    "continuation_token",
];
const NEXT_URLS: [&str; 4] = ["next", "next_page_url", "nextLink", "@odata.nextLink"];
const TOTALS: [&str; 5] = ["total", "total_count", "totalCount", "total_results", "count"];
const PAGE_COUNTS: [&str; 3] = ["total_pages", "totalPages", "page_count"];
const MORES: [&str; 3] = ["has_more", "hasMore", "has_next"];

/// Proposes an action for each way of paging that is not said, at the first operation that has it.
pub(super) fn propose(api: &Api, document: &Value, report: &mut Report) {
    let mut ways: BTreeMap<Vec<(&str, String)>, Vec<&Operation>> = BTreeMap::new();
    let lists = api.operations.iter().filter(|operation| operation.method == "GET");
    for operation in
        lists.filter(|operation| document.pointer(operation.pointer.join(KEY).as_str()).is_none())
    {
        if let Some(way) = guess(api, operation) {
            ways.entry(way).or_default().push(operation);
        }
    }
    for (way, operations) in ways {
        let [first, others @ ..] = operations.as_slice() else { continue };
        let alike = match others.len() {
            0 => String::new(),
            1 => ", and one other operation does so too".to_owned(),
            many => format!(", and {many} other operations do so too"),
        };
        let message = format!("`GET {}` looks like a list that is read page by page{alike}", first.key);
        let place = Place::Normalised(first.pointer.clone());
        report.add_with_hint(&code::PAGINATION_LIKELY, place, message, action(first, &way));
    }
}

/// The action of an overlay that says it.
fn action(operation: &Operation, way: &[(&str, String)]) -> String {
    let members: Vec<String> = way.iter().map(|(key, value)| format!("{key}: {value}")).collect();
    format!(
        "if it is, say so in an overlay: {{target: \"$.paths['{}'].get\", update: {{{KEY}: {{{}}}}}}}",
        operation.key.replace('\'', "\\'"),
        members.join(", ")
    )
}

/// The description that the operation's parameters and answer suggest.
fn guess(api: &Api, operation: &Operation) -> Option<Vec<(&'static str, String)>> {
    let answer = answer(operation)?;
    let fields = fields(api, answer);
    let asked = |names: &[&str]| query(operation).map(|(wire, _)| wire).find(|wire| names.contains(wire));
    let held = |names: &[&str]| fields.iter().copied().find(|wire| names.contains(wire));
    let mut way: Vec<(&str, String)> = Vec::new();
    let mut say = |key: &'static str, value: String| way.push((key, value));
    if let Some(next) = held(&NEXT_URLS).filter(|_| asked(&CURSORS).is_none()) {
        say("style", "next-url".to_owned());
        say("next", format!("/{next}"));
    } else if let (Some(cursor), Some(next)) = (asked(&CURSORS), held(&NEXT_CURSORS)) {
        say("style", "cursor".to_owned());
        say("cursor", quoted(cursor));
        say("next", format!("/{next}"));
    } else if let (Some(cursor), Some(more)) = (asked(&LASTS), held(&MORES)) {
        say("style", "cursor".to_owned());
        say("cursor", cursor.to_owned());
        say("last", "/id".to_owned());
        say("more", format!("/{more}"));
    } else if let Some(page) = asked(&PAGES) {
        say("style", "page".to_owned());
        say("page", quoted(page));
    } else if let (Some(offset), Some(_)) = (asked(&OFFSETS), asked(&SIZES)) {
        say("style", "offset".to_owned());
        say("offset", quoted(offset));
    } else {
        return None;
    }
    // Where the server says what comes next, nothing else is needed to find the end.
    if way.first().is_some_and(|(_, style)| style == "page" || style == "offset") {
        way.extend(asked(&SIZES).map(|size| ("size", quoted(size))));
        let total = held(&TOTALS).map(|total| ("total", format!("/{total}")));
        way.extend(total.or_else(|| held(&PAGE_COUNTS).map(|pages| ("pages", format!("/{pages}")))));
    }
    let items = list(api, answer)?;
    if !items.is_empty() {
        way.push(("items", items));
    }
    Some(way)
}

/// YAML that means the text, whatever is in it.
fn quoted(text: &str) -> String {
    if text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
        text.to_owned()
    } else {
        format!("'{text}'")
    }
}

/// The members of an answer.
fn fields<'a>(api: &'a Api, answer: &'a Type) -> Vec<&'a str> {
    let Type::Named(id) = bare(api, answer) else { return Vec::new() };
    match &api.type_def(*id).shape {
        Shape::Object(object) => object.fields.iter().map(|field| field.wire.as_str()).collect(),
        _ => Vec::new(),
    }
}

/// Where the list is: the answer itself, or its one member that is a list.
fn list(api: &Api, answer: &Type) -> Option<String> {
    if element(api, answer, "").is_some() {
        return Some(String::new());
    }
    let pointers = fields(api, answer)
        .into_iter()
        .map(|wire| format!("/{}", wire.replace('~', "~0").replace('/', "~1")));
    let mut lists = pointers.filter(|pointer| element(api, answer, pointer).is_some());
    match (lists.next(), lists.next()) {
        (Some(one), None) => Some(one),
        _ => None,
    }
}
