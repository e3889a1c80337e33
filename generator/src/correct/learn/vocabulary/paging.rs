//! Lists that are read page by page: proven by requests that follow from the answers before them.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::style::Style;
use super::{Operation, end, follow};
use crate::base::pointer::Pointer;
use crate::correct::draft::Reason;
use crate::correct::judge::resolve;
use crate::correct::learn::case::Case;
use crate::correct::learn::media;
use crate::correct::learn::parameter::queries;
use crate::correct::learn::security::Missing;
use crate::correct::recording::Exchange;
use crate::text::plural::counted;

/// The key of the vocabulary.
const KEY: &str = "x-truespec-pagination";

/// A request may follow from one so many requests before it: several lists may be read at once.
const MAX_BETWEEN: usize = 8;

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

/// Two exchanges, the second of which follows from the first.
type Pair<'e> = (&'e Exchange, &'e Exchange);

/// Returns the pagination of an operation that has none.
pub(super) fn missing(operation: &Operation<'_, '_>) -> Option<Missing> {
    if operation.has(KEY) || operation.accepted.len() < 2 {
        return None;
    }
    let (style, pairs) = proven(operation)?;
    let first = operation.accepted.first()?;
    let (page, _) = pairs.first()?;
    let items = follow::list(page.response.body.json()?)?.at;
    if !is_declared(operation, first, &style, &items) {
        return None;
    }
    let followed: Vec<_> = pairs
        .iter()
        .filter_map(|(exchange, _)| Some((*exchange, follow::list(exchange.response.body.json()?)?)))
        .collect();
    let mut members = style.members();
    if style.is_counted() {
        members.extend(size(operation).map(|size| ("size".to_owned(), json!(size))));
    }
    members.extend(end::member(&style, &followed).map(|(key, at)| (key.to_owned(), at)));
    if !items.is_empty() {
        members.insert("items".to_owned(), json!(items));
    }
    let count =
        format!("seen in {} of {}", pairs.len(), counted(operation.accepted.len() - 1, "following request"));
    let label = operation.label();
    let reason = Reason {
        why: format!(
            "The list is read page by page ({}): requests follow from the answers before.",
            style.word()
        ),
        source: format!("recorded exchanges of {label}: {count}"),
    };
    let action = operation.draft.insert(operation.at, KEY, Value::Object(members), &reason);
    let message = format!("{label}: the list is read page by page, which is not declared; {count}");
    Some(Missing { at: operation.at.clone(), message, actions: vec![action] })
}

/// Returns the style that most pairs of requests prove, with the pairs.
fn proven<'e>(operation: &Operation<'_, 'e>) -> Option<(Style, Vec<Pair<'e>>)> {
    let is_text = |name: &str| is_text(operation, name);
    let mut proofs: BTreeMap<Style, Vec<Pair<'e>>> = BTreeMap::new();
    for (index, second) in operation.accepted.iter().enumerate() {
        let start = index.saturating_sub(MAX_BETWEEN);
        let before = operation.accepted.get(start..index).unwrap_or_default().iter().rev();
        let mut styles = before.filter_map(|first| {
            Some((follow::style(first.exchange, second.exchange, &is_text)?, first.exchange))
        });
        if let Some((style, first)) = styles.next() {
            proofs.entry(style).or_default().push((first, second.exchange));
        }
    }
    // The first page has no number, so that only its successor shows where pages begin.
    let first = proofs.keys().find_map(|style| match style {
        Style::Page { parameter, first: Some(first) } => Some((parameter.clone(), *first)),
        _ => None,
    });
    if let Some((parameter, first)) = first {
        let later =
            proofs.remove(&Style::Page { parameter: parameter.clone(), first: None }).unwrap_or_default();
        proofs.entry(Style::Page { parameter, first: Some(first) }).or_default().extend(later);
    }
    proofs.into_iter().max_by_key(|(_, pairs)| pairs.len())
}

/// Returns true if a parameter is declared as a text, which no number is.
fn is_text(operation: &Operation<'_, '_>, name: &str) -> bool {
    let document = operation.draft.document;
    let Some(at) = parameter(operation, name) else { return false };
    let at = if document.pointer(at.join("schema").as_str()).is_some() { at.join("schema") } else { at };
    let kind = resolve(document, &at).and_then(|(_, schema)| schema.get("type"));
    kind.and_then(Value::as_str) == Some("string")
}

/// Returns the declaration of a parameter of the query, or the schema of a member of the body.
fn parameter(operation: &Operation<'_, '_>, name: &str) -> Option<Pointer> {
    let document = operation.draft.document;
    if !name.starts_with('/') {
        return queries(document, operation.at).get(name).cloned();
    }
    let (_, declared) = media::of_request(document, operation.at)?;
    let schema = declared.into_iter().find_map(|one| one.schema)?;
    member(document, &schema, name)
}

/// Returns true if the document declares what the key would speak of: the parameter, and the list.
fn is_declared(operation: &Operation<'_, '_>, case: &Case<'_>, style: &Style, items: &str) -> bool {
    let document = operation.draft.document;
    let has_parameter = style.parameter().is_none_or(|name| parameter(operation, name).is_some());
    let response = case.response(document);
    let declared = response.map(|(at, response)| media::of_response(document, &at, response, operation.at));
    let schema = declared.into_iter().flatten().filter(media::Declared::is_json).find_map(|one| one.schema);
    let list = schema.and_then(|schema| member(document, &schema, items));
    let is_list = list.and_then(|at| resolve(document, &at)).is_some_and(|(_, schema)| {
        schema.get("items").is_some() || schema.get("type").and_then(Value::as_str) == Some("array")
    });
    has_parameter && is_list
}

/// Returns the schema of a member at a pointer within values of a schema, also of what `allOf` includes.
fn member(document: &Value, schema: &Pointer, at: &str) -> Option<Pointer> {
    at.split('/').skip(1).try_fold(schema.clone(), |schema, name| property(document, &schema, name, 0))
}

fn property(document: &Value, schema: &Pointer, name: &str, depth: usize) -> Option<Pointer> {
    const MAX_DEPTH: usize = 8;
    let (at, schema) = resolve(document, schema).filter(|_| depth < MAX_DEPTH)?;
    if schema.get("properties").is_some_and(|all| all.get(name).is_some()) {
        return Some(at.join("properties").join(name));
    }
    let parts = schema.get("allOf").and_then(Value::as_array).map_or(0, Vec::len);
    (0..parts).find_map(|index| property(document, &at.join("allOf").join(index), name, depth + 1))
}

/// Returns the declared parameter for how many items a page has.
fn size(operation: &Operation<'_, '_>) -> Option<String> {
    let queries = queries(operation.draft.document, operation.at);
    queries.declared.into_iter().map(|(name, _)| name).find(|name| SIZES.contains(&name.as_str()))
}
