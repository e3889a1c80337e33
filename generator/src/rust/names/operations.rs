//! Names of groups, and of methods, arguments and other parts of operations.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::files::{DEVICES, fit_module};
use super::ident::{Case, alternatives, ident, natural, words};
use super::methods::{MethodNames, Subjects};
use super::record::{Book, Kind, MOCK, WEBHOOKS, operation_key, parameter_key};
use super::scope::Claim;
use super::{by_id, calls};
use crate::ir::{Api, Header, Operation, ParameterLocation, Success};

/// Modules and methods of the client that groups must not use, and a crate that `lib.rs` re-exports.
const RESERVED_MODULES: [&str; 17] = [
    "types", "client", "runtime", "error", "new", "builder", "base_url", "lib", "main", "self", "super",
    "crate", "mod", "into", "try_into", "bytes", "request",
];

/// Arguments that generated methods have besides those of the document.
const RESERVED_ARGUMENTS: [&str; 7] = ["body", "self", "super", "crate", "call", "core", "request"];

/// Methods of request builders that setters must not have.
const RESERVED_SETTERS: [&str; 20] = [
    "with_response",
    "with_response_blocking",
    "timeout",
    "read_timeout",
    "max_body_size",
    "max_event_size",
    "last_event_id",
    "reconnect",
    "header",
    "into_future",
    "send",
    "send_blocking",
    "retry",
    "extra_query",
    "extra_member",
    "bearer",
    "basic_auth",
    "credential_for",
    "as_bytes",
    "as_json",
];

/// A group of operations.
#[derive(Debug, Clone)]
pub struct GroupNames {
    /// The name in the document.
    pub wire: String,
    /// Its module, and the client's method that returns it.
    pub module: String,
    /// The struct whose methods are its operations.
    pub handle: String,
    /// Its operations.
    pub operations: Vec<OperationNames>,
}

/// The names of an operation.
#[derive(Debug, Clone)]
pub struct OperationNames {
    /// Its index in the API.
    pub index: usize,
    /// Its method.
    pub method: String,
    /// The type of its request builder, if that takes optional parameters.
    pub call: String,
    /// Its enum of errors by status, if these differ.
    pub error: String,
    /// Its enum of responses by status, if these differ.
    pub success: String,
    /// Its entry in the table.
    pub constant: String,
    /// Its arguments or setters, by parameter.
    pub parameters: Vec<String>,
    /// The struct that reads the headers of its responses, and its methods by header.
    pub headers: (String, Vec<String>),
}

/// Claims a module for a group. A group that cannot have its own name gets a suffix: `types_api`.
fn group_claim(group: &str) -> Claim<'_> {
    let first = natural(group, Case::Module);
    let rank = u8::from(first != *group);
    fit_module(Claim::new(first, rank, move || {
        let api = ident(&format!("{} api", words(group)), Case::Module);
        [api].into_iter().chain(alternatives(group, Case::Module)).collect()
    }))
}

/// Returns a key that is the same for tags with different spelling: their letters and symbols (`C++`), without case,
/// spaces and punctuation.
fn tag_key(group: &str) -> String {
    let is_own = |c: &char| !c.is_whitespace() && !is_punctuation(*c);
    let plain: String = group.chars().filter(is_own).collect();
    format!("{} {}", natural(group, Case::Module).replace('_', ""), plain.to_lowercase())
}

fn is_punctuation(c: char) -> bool {
    matches!(
        c,
        '-' | '_'
            | '.'
            | ','
            | ':'
            | ';'
            | '/'
            | '('
            | ')'
            | '['
            | ']'
            | '\''
            | '"'
            | '!'
            | '?'
            | '’'
            | '–'
            | '—'
    )
}

/// Names the groups in order of their modules, with operations by path, and the modules of the mock
/// server and of the webhooks.
pub(super) fn groups(
    api: &Api,
    subjects: &Subjects<'_>,
    style: MethodNames,
    book: &Book<'_>,
) -> (Vec<GroupNames>, String, String) {
    let mut by_key: BTreeMap<String, (Cow<'_, str>, Vec<usize>)> = BTreeMap::new();
    for (index, operation) in api.operations.iter().enumerate() {
        let wire = match style {
            MethodNames::Short => subjects.group(operation),
            MethodNames::OperationId => by_id::group(operation),
        };
        let (first, indices) = by_key.entry(tag_key(&wire)).or_insert((wire.clone(), Vec::new()));
        // The tag that names the group is the one of before, else it does not depend on the order of operations.
        let order = |wire: &str| (!book.groups.contains_key(wire), wire.to_owned());
        if order(&wire) < order(first) {
            *first = wire;
        }
        indices.push(index);
    }
    let by_group: BTreeMap<Cow<'_, str>, Vec<usize>> = by_key.into_values().collect();
    // The tag that names a group may be another than before.
    let tags = book.groups.iter().filter(|(tag, _)| ![MOCK, WEBHOOKS].contains(&tag.as_str()));
    let had: BTreeMap<String, &String> = tags.map(|(tag, module)| (tag_key(tag), module)).collect();
    let had = |group: &str| had.get(&tag_key(group)).copied();
    let mut claims: Vec<Claim<'_>> =
        by_group.keys().map(|group| group_claim(group).recorded(had(group))).collect();
    claims.push(Claim::fixed(["mock", "mock_server", "mock_of_tests"], 9).recorded(book.groups.get(MOCK)));
    if api.webhooks.is_some() {
        let names = ["webhooks", "webhook_events", "received_webhooks"];
        claims.push(Claim::fixed(names, 9).recorded(book.groups.get(WEBHOOKS)));
    }
    let keys = by_group.keys().map(|wire| wire.clone().into_owned());
    let keys = keys.chain([MOCK, WEBHOOKS].map(str::to_owned));
    let reserved = [&RESERVED_MODULES[..], &DEVICES[..]].concat();
    let mut modules = book.assign(Kind::Group, "", keys, &claims, &reserved);
    drop(claims);
    let webhooks = if api.webhooks.is_some() { modules.pop() } else { None };
    let mock = modules.pop().unwrap_or_default();
    let handles = calls::handle_names(&modules);
    let groups = by_group.iter().zip(modules.into_iter().zip(handles));
    let mut groups: Vec<GroupNames> = groups
        .map(|((wire, indices), (module, handle))| {
            let methods = match style {
                MethodNames::Short => subjects.methods(api, indices, wire, book),
                MethodNames::OperationId => by_id::methods(api, indices, book),
            };
            let operations = operations(api, indices, methods, &handle, book);
            GroupNames { wire: wire.clone().into_owned(), module, handle, operations }
        })
        .collect();
    groups.sort_by(|a, b| a.module.cmp(&b.module));
    (groups, mock, webhooks.unwrap_or_default())
}

fn operations(
    api: &Api,
    indices: &[usize],
    methods: Vec<String>,
    handle: &str,
    book: &Book<'_>,
) -> Vec<OperationNames> {
    let own = |index: &usize| &api.operations[*index];
    let derived = calls::derived_names(api, indices, &methods, handle);
    let named = indices.iter().zip(methods).zip(derived).map(|((index, method), derived)| OperationNames {
        index: *index,
        method,
        call: derived.call,
        error: derived.error,
        success: derived.success,
        constant: derived.constant,
        parameters: parameters(own(index), book),
        headers: (derived.headers, headers(own(index), book)),
    });
    named.collect()
}

/// Names the methods that read headers, after the headers.
fn headers(operation: &Operation, book: &Book<'_>) -> Vec<String> {
    let (own, key) = (operation_key(operation), |header: &Header| format!("response header {}", header.wire));
    let had = book.parameters_of(operation);
    let claims = operation.headers.iter().map(|header| {
        let text = header.name.as_deref().unwrap_or(&header.wire);
        Claim::new(natural(text, Case::Snake), 0, move || {
            let own = ident(&format!("{} header", words(text)), Case::Snake);
            [own].into_iter().chain(alternatives(text, Case::Snake)).collect()
        })
        .recorded(had.get(&key(header)))
        .given(header.name.is_some())
    });
    let claims: Vec<Claim<'_>> = claims.collect();
    let keys = operation.headers.iter().map(key);
    book.assign(Kind::Parameter, &own, keys, &claims, &["of", "self", "super", "crate"])
}

/// Names the parameters. Two with the same name are distinguished by their location.
fn parameters(operation: &Operation, book: &Book<'_>) -> Vec<String> {
    let had = book.parameters_of(operation);
    let claims = operation.parameters.iter().map(|parameter| {
        let text = parameter.name.as_deref().unwrap_or(&parameter.wire);
        let place = parameter.location.name();
        let rank = match parameter.location {
            ParameterLocation::Path => 0,
            ParameterLocation::Query => 1,
            _ => 2,
        };
        Claim::new(natural(text, Case::Snake), rank, move || {
            let placed = ident(&format!("{} {place}", words(text)), Case::Snake);
            let mut forms: Vec<String> =
                [placed].into_iter().chain(alternatives(text, Case::Snake)).collect();
            forms.extend(forms.last().map(|exact| format!("{exact}_{place}")));
            forms
        })
        .recorded(had.get(&parameter_key(parameter)))
        .given(parameter.name.is_some())
    });
    let paged: &[&str] = if operation.paging.is_some() { &["pages", "items"] } else { &[] };
    let streamed: &[&str] = match operation.success.only() {
        Some(Success::Stream(_)) => &["last_event_id", "reconnect", "max_event_size"],
        Some(Success::Bytes) => &["stream", "stream_blocking"],
        _ => &[],
    };
    let reserved: Vec<&str> =
        RESERVED_ARGUMENTS.iter().chain(&RESERVED_SETTERS).chain(paged).chain(streamed).copied().collect();
    let keys = operation.parameters.iter().map(parameter_key);
    book.assign(Kind::Parameter, &operation_key(operation), keys, &claims.collect::<Vec<_>>(), &reserved)
}
