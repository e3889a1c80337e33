//! What groups, methods, arguments and the rest of an operation are called.

use std::collections::BTreeMap;

use super::ident::{Case, further, ident, natural, words};
use super::scope::{Claim, settle};
use crate::ir::{Api, Location, Operation, Success};

/// Modules and methods of the client that groups must not take.
const RESERVED_MODULES: [&str; 15] = [
    "types", "client", "runtime", "error", "new", "builder", "base_url", "lib", "main", "self", "super",
    "crate", "mod", "into", "try_into",
];

/// Names that methods of handles cannot have; the prelude's conversions would be called in place of two of them.
const RESERVED_METHODS: [&str; 5] = ["self", "super", "crate", "into", "try_into"];

/// Arguments that generated methods have beside the document's.
const RESERVED_ARGUMENTS: [&str; 7] = ["body", "self", "super", "crate", "call", "core", "request"];

/// Methods of calls that setters must not take.
const RESERVED_SETTERS: [&str; 10] = [
    "with_response",
    "with_response_blocking",
    "timeout",
    "read_timeout",
    "max_body_size",
    "header",
    "into_future",
    "send",
    "send_blocking",
    "retry",
];

/// A group of operations.
#[derive(Debug, Clone)]
pub struct GroupNames {
    /// As the document has it.
    pub wire: String,
    /// Its module, and the client's method that leads to it.
    pub module: String,
    /// The struct that its operations are methods of.
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
    /// The type of its call, where that takes optional parameters.
    pub call: String,
    /// What its types by status are named after: the call of the operation that it is another way to call.
    pub outcome: String,
    /// Its entry in the table.
    pub constant: String,
    /// Its arguments or setters, by parameter.
    pub parameters: Vec<String>,
    /// What reads the headers of its answers, and its methods by header.
    pub headers: (String, Vec<String>),
}

/// What the types of each operation are named after.
pub(super) fn base_names(api: &Api) -> Vec<String> {
    let claims =
        api.operations.iter().map(|operation| claim(operation, operation.id.as_deref(), Case::Upper));
    settle(&claims.collect::<Vec<_>>(), &[])
}

/// An operation claims its id; without one, or beside another of the same id, its method and path.
/// Another way to call it has its word at the end.
fn claim<'a>(operation: &'a Operation, name: Option<&str>, case: Case) -> Claim<'a> {
    let word = operation.variant.as_ref().map(|variant| format!("_{}", variant.word)).unwrap_or_default();
    // All of the key: what stands in its query or fragment is not in the path, but tells this operation from others.
    let place = {
        let word = word.clone();
        move || format!("{} {}{word}", operation.method.to_lowercase(), path_words(&operation.key))
    };
    let name = name.map(|name| name.to_owned() + &word);
    let first = name.as_deref().map_or_else(|| ident(&place(), case), |name| natural(name, case));
    let rank =
        if operation.variant.is_some() { 2 } else { u8::from(name.as_deref() != Some(first.as_str())) };
    Claim::new(first, rank, move || {
        let name = name.as_deref();
        let styled = name.and_then(|name| further(name, case).into_iter().next());
        let placed = [ident(&place(), case)].into_iter();
        let both = name.map(|name| ident(&format!("{} {}", words(name), place()), case));
        let exact = further(&format!("{} {}{word}", operation.method, operation.key), case).pop();
        styled.into_iter().chain(placed).chain(both).chain(exact).collect()
    })
}

/// `/users/{id}/posts` as `users by id posts`, `/users?name={name}` as `users by name`.
fn path_words(path: &str) -> String {
    let said = path.split(['/', '?', '&']).filter(|part| !part.is_empty()).map(|part| {
        let part = part.split_once("={").map_or(part.to_owned(), |(_, value)| format!("{{{value}"));
        let by = part.replace("{+", "{").replace('{', " by ").replace('}', " ");
        words(&by)
    });
    said.collect::<Vec<_>>().join(" ")
}

/// A group that cannot have its own name is an API's: `types_api`.
fn group_claim(group: &str) -> Claim<'_> {
    let first = natural(group, Case::Module);
    let rank = u8::from(first != *group);
    Claim::new(first, rank, move || {
        let api = ident(&format!("{} api", words(group)), Case::Module);
        [api].into_iter().chain(further(group, Case::Module)).collect()
    })
}

/// Groups in order of their modules, operations in the document's order.
pub(super) fn groups(api: &Api) -> Vec<GroupNames> {
    let mut by_group: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, operation) in api.operations.iter().enumerate() {
        by_group.entry(&operation.group).or_default().push(index);
    }
    let claims: Vec<Claim<'_>> = by_group.keys().map(|group| group_claim(group)).collect();
    let modules = settle(&claims, &RESERVED_MODULES);
    drop(claims);
    let mut groups: Vec<GroupNames> = by_group
        .into_iter()
        .zip(modules)
        .map(|((wire, indices), module)| {
            let handle = ident(&module, Case::Upper);
            let handle = if TAKEN.contains(&handle.as_str()) { format!("{handle}Group") } else { handle };
            let operations = operations(api, &indices, &handle);
            GroupNames { wire: wire.to_owned(), module, handle, operations }
        })
        .collect();
    groups.sort_by(|a, b| a.module.cmp(&b.module));
    groups
}

fn operations(api: &Api, indices: &[usize], handle: &str) -> Vec<OperationNames> {
    let claims: Vec<Claim<'_>> = indices
        .iter()
        .map(|index| {
            let operation = &api.operations[*index];
            claim(operation, operation.name.as_deref().or(operation.id.as_deref()), Case::Snake)
        })
        .collect();
    let methods = settle(&claims, &RESERVED_METHODS);
    let named = indices.iter().zip(methods).map(|(index, method)| {
        let call = ident(&method, Case::Upper);
        let call =
            if call == handle || TAKEN.contains(&call.as_str()) { format!("{call}Call") } else { call };
        OperationNames {
            index: *index,
            outcome: call.clone(),
            call,
            constant: super::ident::shouty(&method),
            parameters: parameters(&api.operations[*index]),
            headers: (String::new(), headers(&api.operations[*index])),
            method,
        }
    });
    let mut named: Vec<OperationNames> = named.collect();
    let types: Vec<String> = named.iter().map(|names| names.call.clone()).collect();
    for names in &mut named {
        let own = format!("{}Headers", names.call);
        let taken = own == handle || types.contains(&own);
        names.headers.0 = if taken { format!("{}AnswerHeaders", names.call) } else { own };
    }
    for at in 0..named.len() {
        let Some(variant) = &api.operations[named[at].index].variant else { continue };
        let of = named.iter().find(|names| names.index == variant.of).cloned();
        if let Some(of) = of {
            (named[at].constant, named[at].outcome, named[at].headers.0) =
                (of.constant, of.call, of.headers.0);
        }
    }
    named
}

/// What a group's module names without a path.
const TAKEN: [&str; 29] = [
    "StreamCall",
    "EventStream",
    "LineStream",
    "PartEncoding",
    "Paging",
    "Call",
    "Core",
    "Operation",
    "Param",
    "Option",
    "Vec",
    "String",
    "Box",
    "Self",
    "Into",
    "IntoIterator",
    "Untyped",
    "Style",
    "Some",
    "None",
    "Ok",
    "Err",
    "Result",
    "Debug",
    "Clone",
    "Copy",
    "PartialEq",
    "Eq",
    "Iterator",
];

/// What reads each header is called like it.
fn headers(operation: &Operation) -> Vec<String> {
    let claims = operation.headers.iter().map(|header| {
        let text = header.name.as_deref().unwrap_or(&header.wire);
        Claim::new(natural(text, Case::Snake), 0, move || {
            let own = ident(&format!("{} header", words(text)), Case::Snake);
            [own].into_iter().chain(further(text, Case::Snake)).collect()
        })
    });
    settle(&claims.collect::<Vec<_>>(), &["of", "self", "super", "crate"])
}

/// Two parameters of one name are told apart by where they travel.
fn parameters(operation: &Operation) -> Vec<String> {
    let claims = operation.parameters.iter().map(|parameter| {
        let text = parameter.name.as_deref().unwrap_or(&parameter.wire);
        let place = match parameter.location {
            Location::Path => "path",
            Location::Query => "query",
            Location::Header => "header",
            Location::Cookie => "cookie",
        };
        let rank = u8::from(parameter.location != Location::Path);
        Claim::new(natural(text, Case::Snake), rank, move || {
            let placed = ident(&format!("{} {place}", words(text)), Case::Snake);
            let mut forms: Vec<String> = [placed].into_iter().chain(further(text, Case::Snake)).collect();
            forms.extend(forms.last().map(|exact| format!("{exact}_{place}")));
            forms
        })
    });
    let paged: &[&str] = if operation.paging.is_some() { &["pages", "items"] } else { &[] };
    let streamed: &[&str] = match operation.success.only() {
        Some(Success::Stream(_)) => &["last_event_id", "reconnect", "max_event_size"],
        Some(Success::Bytes) => &["stream", "stream_blocking"],
        _ => &[],
    };
    let reserved: Vec<&str> =
        RESERVED_ARGUMENTS.iter().chain(&RESERVED_SETTERS).chain(paged).chain(streamed).copied().collect();
    settle(&claims.collect::<Vec<_>>(), &reserved)
}
