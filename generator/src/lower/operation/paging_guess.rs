//! Proposes pagination for operations that look paginated and do not declare it. One overlay action is shown for all
//! operations that look alike. Parameters of `GET` are expected in the query, those of `POST` in the body.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::base::pointer::Pointer;
use crate::diagnostic::{Location, Report, code};
use crate::document::vocabulary::PAGINATION;
use crate::ir::{Api, BodyEncoding, Operation, ParameterLocation, Shape, Type};
use crate::lower::operation::paging::{
    body_field, element_type, is_number, json_response, query_parameters, type_at, without_alias,
};

const PAGES: [&str; 4] = ["page", "page_number", "pageNumber", "page[number]"];
const OFFSETS: [&str; 4] = ["offset", "skip", "start", "startAt"];
const CURSORS: [&str; 10] = [
    "cursor",
    "start_cursor",
    "page_token",
    "pageToken",
    "next_token",
    "nextToken",
    "after",
    "continuation_token",
    "next_cursor",
    "page[cursor]",
];
/// Names of page numbers that may hold a cursor: if the parameter is a string and the response has the next one.
const TOKENS: [&str; 9] =
    ["page", "page[number]", "page_number", "pageNumber", "next_page", "nextPage", "next", "token", "marker"];
const LAST_IDS: [&str; 2] = ["starting_after", "after_id"];
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
/// Further names of the next cursor, used if the parameter holds a cursor.
const NEXT_TOKENS: [&str; 7] =
    ["next_page", "nextPage", "next_page_id", "next_marker", "nextMarker", "token", "marker"];
/// Objects of a response that describe its page, beside the list.
const PAGE_OBJECTS: [&str; 7] =
    ["paging", "pagination", "meta", "metadata", "page_info", "pageInfo", "response_metadata"];
const NEXT_URLS: [&str; 4] = ["next", "next_page_url", "nextLink", "@odata.nextLink"];
const TOTALS: [&str; 5] = ["total", "total_count", "totalCount", "total_results", "count"];
const PAGE_COUNTS: [&str; 3] = ["total_pages", "totalPages", "page_count"];
const MORE_FLAGS: [&str; 3] = ["has_more", "hasMore", "has_next"];
/// Flags that are true on the last page.
const DONE_FLAGS: [&str; 6] = ["done", "is_last", "isLast", "last", "is_last_page", "isLastPage"];

/// The members of `x-truespec-pagination` that describe a pagination.
type Guess = Vec<(&'static str, String)>;

/// Proposes an action for each undeclared pagination, at the first operation that has it.
pub(in crate::lower) fn propose(api: &Api, declared: &BTreeMap<&Pointer, &Value>, report: &mut Report) {
    // The location of the list in the response does not distinguish paginations.
    let mut guesses: BTreeMap<Guess, (Guess, Vec<&Operation>)> = BTreeMap::new();
    let lists =
        api.operations.iter().filter(|operation| ["GET", "POST"].contains(&operation.method.as_str()));
    let lists = lists.filter(|operation| operation.variant.is_none());
    for operation in lists.filter(|operation| !declared.contains_key(&operation.pointer)) {
        if let Some(found) = guess(api, operation) {
            let kind = found.iter().filter(|(key, _)| *key != "items").cloned().collect();
            guesses.entry(kind).or_insert_with(|| (found, Vec::new())).1.push(operation);
        }
    }
    for (found, operations) in guesses.into_values() {
        let [first, others @ ..] = operations.as_slice() else { continue };
        let alike = match others.len() {
            0 => String::new(),
            1 => "; so does one other operation".to_owned(),
            many => format!("; so do {many} other operations"),
        };
        let (method, key) = (&first.method, &first.key);
        let message = format!("`{method} {key}` looks like a paginated list{alike}");
        let place = Location::Normalised(first.pointer.clone());
        report.add_with_hint(&code::PAGINATION_LIKELY, place, message, action(first, &found));
    }
}

/// Returns the overlay action that declares the pagination.
fn action(operation: &Operation, found: &[(&str, String)]) -> String {
    let members: Vec<String> = found.iter().map(|(key, value)| format!("{key}: {value}")).collect();
    let key = operation.key.replace('\\', "\\\\").replace('\'', "\\'");
    // A JSON string is a YAML string as well.
    let target = Value::from(format!("$.paths['{key}'].{}", operation.method.to_ascii_lowercase()));
    format!(
        "if it is, describe it in an overlay: {{target: {target}, update: {{{PAGINATION}: {{{}}}}}}}",
        members.join(", ")
    )
}

/// Guesses the pagination from the parameters of an operation and its response. Returns `None` if it does not look
/// paginated.
fn guess(api: &Api, operation: &Operation) -> Option<Guess> {
    let response = json_response(operation)?;
    let posted = operation.method == "POST";
    let fields = fields(api, response);
    let find = |names: &[&str], holds: fn(&Type) -> bool| {
        if posted { body_member_named(api, operation, names, holds) } else { query_named(operation, names) }
    };
    // A body may have any members, so a page or a size has to be a number there.
    let number_of = |names: &[&str]| find(names, is_number);
    let cursor_of = |names: &[&str]| find(names, is_cursor);
    let member_of = |names: &[&str]| fields.iter().copied().find(|wire| names.contains(wire));
    let has_count =
        || number_of(&SIZES).is_some() || member_of(&TOTALS).is_some() || member_of(&PAGE_COUNTS).is_some();
    let mut found = Guess::new();
    let mut add = |key: &'static str, value: String| found.push((key, value));
    if let Some((cursor, next)) = token_pair(api, operation, response).filter(|_| !posted) {
        add("style", "cursor".to_owned());
        add("cursor", quoted(&cursor));
        add("next", quoted(&next));
    } else if let Some(next) = member_of(&NEXT_URLS).filter(|_| cursor_of(&CURSORS).is_none() && !posted) {
        add("style", "next-url".to_owned());
        add("next", quoted(&format!("/{next}")));
    } else if let (Some(cursor), Some(next)) =
        (cursor_of(&CURSORS), next_cursor(api, response, &NEXT_CURSORS))
    {
        add("style", "cursor".to_owned());
        add("cursor", quoted(&cursor));
        add("next", quoted(&next));
    } else if let (Some(cursor), Some(more), true) = (
        last_id(api, operation).filter(|_| !posted).or_else(|| cursor_of(&LAST_IDS)),
        member_of(&MORE_FLAGS),
        has_id(api, response),
    ) {
        add("style", "cursor".to_owned());
        add("cursor", quoted(&cursor));
        add("last", "/id".to_owned());
        add("more", quoted(&format!("/{more}")));
    } else if let Some((cursor, flag)) =
        same_name(api, operation, response).filter(|_| !posted && number_of(&SIZES).is_some())
    {
        add("style", "cursor".to_owned());
        add("next", quoted(&format!("/{cursor}")));
        add("cursor", quoted(&cursor));
        // A cursor that stays on the last page would lead to it once more.
        add(flag.0, quoted(&flag.1));
    } else if let Some(page) = number_of(&PAGES).filter(|_| !posted || has_count()) {
        add("style", "page".to_owned());
        add("page", quoted(&page));
    } else if let (Some(offset), Some(_)) = (number_of(&OFFSETS), number_of(&SIZES)) {
        add("style", "offset".to_owned());
        add("offset", quoted(&offset));
    } else {
        return None;
    }
    // If the server returns the next page's location, nothing else is needed to find the end.
    if found.first().is_some_and(|(_, style)| style == "page" || style == "offset") {
        found.extend(number_of(&SIZES).map(|size| ("size", quoted(&size))));
        let total = member_of(&TOTALS).map(|total| ("total", format!("/{total}")));
        let total = total.or_else(|| member_of(&PAGE_COUNTS).map(|pages| ("pages", format!("/{pages}"))));
        let flag =
            || boolean_named(api, response, &DONE_FLAGS).map(|done| ("done", quoted(&format!("/{done}"))));
        found.extend(total.or_else(flag));
    }
    let items = list_pointer(api, response)?;
    if !items.is_empty() {
        found.push(("items", quoted(&items)));
    }
    Some(found)
}

/// Returns a string parameter whose name a member of the response has, which may be any word, and the flag of the response
/// that tells the last page: without one, the member may be an echo of the request.
fn same_name(api: &Api, operation: &Operation, response: &Type) -> Option<(String, (&'static str, String))> {
    let names = fields(api, response);
    let is_optional = |wire: &str| {
        let own = operation.parameters.iter().find(|parameter| parameter.wire == wire);
        own.is_some_and(|parameter| !parameter.required)
    };
    let names: Vec<&str> = names.into_iter().filter(|wire| is_optional(wire)).collect();
    let cursor = typed_query_named(api, operation, &names, is_text)?;
    cursor_in(api, response, &[&cursor])?;
    let flag = |key: &'static str, names: &[&str]| {
        boolean_named(api, response, names).map(|wire| (key, format!("/{wire}")))
    };
    Some((cursor, flag("done", &DONE_FLAGS).or_else(|| flag("more", &MORE_FLAGS))?))
}

/// Returns the member of a response that has one of these names and is a boolean.
fn boolean_named<'a>(api: &'a Api, response: &'a Type, names: &[&str]) -> Option<&'a str> {
    let is_boolean = |wire: &&str| {
        let ty = type_at(api, response, &format!("/{wire}"));
        ty.is_some_and(|ty| *without_alias(api, ty) == Type::Boolean)
    };
    fields(api, response).into_iter().find(|wire| names.contains(wire) && is_boolean(wire))
}

/// Returns a string parameter with the name of a page number, and the pointer of the next value in the response.
fn token_pair(api: &Api, operation: &Operation, response: &Type) -> Option<(String, String)> {
    let parameter = typed_query_named(api, operation, &TOKENS, is_text)?;
    let known = [&NEXT_CURSORS[..], &NEXT_TOKENS[..]];
    let next = known.into_iter().find_map(|names| next_cursor(api, response, names));
    // `next` beside a page number is a URL.
    let is_page = PAGES.contains(&parameter.as_str());
    let next = next.or_else(|| next_cursor(api, response, &["next"]).filter(|_| !is_page))?;
    Some((parameter, next))
}

/// Returns the pointer of the next cursor in a response: at its top level, or in an object that describes the page.
fn next_cursor(api: &Api, response: &Type, names: &[&str]) -> Option<String> {
    if let Some(own) = cursor_in(api, response, names) {
        return Some(format!("/{own}"));
    }
    fields(api, response).into_iter().filter(|wire| PAGE_OBJECTS.contains(wire)).find_map(|wire| {
        let page_object = type_at(api, response, &format!("/{wire}"))?;
        // HubSpot uses this one.
        let after = type_at(api, page_object, "/next/after").map(|_| "next/after");
        cursor_in(api, page_object, names).or(after).map(|next| format!("/{wire}/{next}"))
    })
}

/// Returns the member of a type that has one of these names and can be a cursor.
fn cursor_in<'a>(api: &'a Api, ty: &'a Type, names: &[&str]) -> Option<&'a str> {
    let holds = |wire: &&str| {
        type_at(api, ty, &format!("/{wire}")).is_some_and(|ty| is_cursor(without_alias(api, ty)))
    };
    fields(api, ty).into_iter().find(|wire| names.contains(wire) && holds(wire))
}

/// Returns the query parameter with one of these names.
fn query_named(operation: &Operation, names: &[&str]) -> Option<String> {
    query_parameters(operation).map(|(wire, _)| wire).find(|wire| names.contains(wire)).map(str::to_owned)
}

/// Does the same for a parameter whose type `holds` accepts.
fn typed_query_named(
    api: &Api,
    operation: &Operation,
    names: &[&str],
    holds: fn(&Type) -> bool,
) -> Option<String> {
    let mut parameters =
        operation.parameters.iter().filter(|parameter| parameter.location == ParameterLocation::Query);
    let found = parameters.find(|parameter| {
        names.contains(&parameter.wire.as_str()) && holds(without_alias(api, &parameter.ty))
    });
    found.map(|parameter| parameter.wire.clone())
}

/// Returns the pointer of the body's member with one of these names whose type `holds` accepts.
fn body_member_named(
    api: &Api,
    operation: &Operation,
    names: &[&str],
    holds: fn(&Type) -> bool,
) -> Option<String> {
    let body = operation.body.as_ref()?;
    let is_readable = matches!(body.encoding, BodyEncoding::Json | BodyEncoding::Form);
    let members = fields(api, &body.ty).into_iter().filter(|wire| is_readable && names.contains(wire));
    let mut pointers = members.map(|wire| format!("/{wire}"));
    pointers
        .find(|at| body_field(api, operation, at).is_some_and(|field| holds(without_alias(api, &field.ty))))
}

/// Returns true for a string, which a page number never is.
fn is_text(ty: &Type) -> bool {
    matches!(ty, Type::String | Type::Format(_))
}

/// Returns true if the type can be a cursor.
fn is_cursor(ty: &Type) -> bool {
    is_number(ty) || matches!(ty, Type::String | Type::Format(_))
}

/// Returns `after` if `before` and a size stand beside it, as texts without a format: dates bound a list, and do not page it.
fn last_id(api: &Api, operation: &Operation) -> Option<String> {
    let text = |name| typed_query_named(api, operation, &[name], |ty| matches!(ty, Type::String));
    text("before").and(query_named(operation, &SIZES)).and_then(|_| text("after"))
}

/// Returns true if the elements of the list have an `id`.
fn has_id(api: &Api, response: &Type) -> bool {
    let item = list_pointer(api, response).and_then(|items| element_type(api, response, &items));
    item.is_some_and(|item| fields(api, item).contains(&"id"))
}

/// Returns YAML for a string, quoted if needed.
fn quoted(text: &str) -> String {
    if text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_/".contains(&byte)) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', "''"))
    }
}

/// Returns the members of a response.
fn fields<'a>(api: &'a Api, response: &'a Type) -> Vec<&'a str> {
    let Type::Named(id) = without_alias(api, response) else { return Vec::new() };
    match &api.type_def(*id).shape {
        Shape::Object(object) => object.fields.iter().map(|field| field.wire.as_str()).collect(),
        _ => Vec::new(),
    }
}

/// Returns the pointer of the list: the response itself, or its only member that is a list.
fn list_pointer(api: &Api, response: &Type) -> Option<String> {
    if element_type(api, response, "").is_some() {
        return Some(String::new());
    }
    let pointers = fields(api, response)
        .into_iter()
        .map(|wire| format!("/{}", wire.replace('~', "~0").replace('/', "~1")));
    let mut lists = pointers.filter(|pointer| element_type(api, response, pointer).is_some());
    match (lists.next(), lists.next()) {
        (Some(one), None) => Some(one),
        _ => None,
    }
}
