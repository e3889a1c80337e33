//! The operations of `paths`, with the parameters and servers of their path items.

use serde_json::Value;

use super::operation::Operation;
use super::parameter::Parameter;
use super::read_or_report;
use super::reference::Ref;
use super::server::{Server, servers};
use super::value::members;
use crate::base::parallel;
use crate::base::pointer::Pointer;
use crate::diagnostic::{Diagnostic, Location, Report, code, near};
use crate::openapi::method::{is_method, rank};

/// An operation with the parameters and servers of its path item.
#[derive(Debug)]
pub struct Endpoint {
    /// Pointer to it in the normalised document.
    pub pointer: Pointer,
    /// The HTTP method in upper case.
    pub method: String,
    /// The key in `paths`.
    pub path: String,
    /// The operation itself; `None` if it is not valid even in the normal form.
    pub operation: Option<Operation>,
    /// Parameters of the path item, with their pointers.
    pub shared: Vec<(Pointer, Ref<Parameter>)>,
    /// Base URL templates of the operation or its path item, if any.
    pub servers: Vec<Server>,
}

/// An object with `responses`, as operations have, under a key of a path item that is not a method. The key is most
/// likely a misspelt method.
#[derive(Debug)]
pub struct Misspelt {
    /// Pointer to it in the normalised document.
    pub pointer: Pointer,
    /// The key in `paths`.
    pub path: String,
    /// The key in the path item.
    pub key: String,
}

/// In documents with this many paths or more, a dangling reference of a path item gets no hint.
const MIN_PATHS_WITHOUT_HINT: usize = 1_000;

/// Every operation of `paths`, in order.
pub(super) fn endpoints(document: &Value, threads: usize, report: &mut Report) -> Vec<Endpoint> {
    let at = Pointer::root().join("paths");
    let paths: Vec<(&String, &Value)> = members(document.get("paths")).collect();
    let read = parallel::map(threads, &paths, |(path, item)| {
        let mut found = Report::default();
        let chain = path_item_chain(document, at.join(path), item, &mut found);
        let operations = operations(&chain).into_iter();
        let endpoints: Vec<Endpoint> = operations
            .map(|(method, at, operation)| endpoint(path, &at, method, &chain, operation, &mut found))
            .collect();
        (endpoints, found)
    });
    let mut endpoints = Vec::new();
    for (of_path, found) in read {
        endpoints.extend(of_path);
        report.extend(found);
    }
    endpoints
}

/// Every misspelt method of `paths`, in order.
pub(super) fn misspelt(document: &Value) -> Vec<Misspelt> {
    let at = Pointer::root().join("paths");
    let paths = members(document.get("paths")).flat_map(|(path, item)| {
        let at = at.join(path);
        let unknown = members(Some(item)).filter(|(key, value)| {
            !is_method(key) && !key.starts_with("x-") && value.get("responses").is_some_and(Value::is_object)
        });
        unknown.map(move |(key, _)| Misspelt { pointer: at.join(key), path: path.clone(), key: key.clone() })
    });
    paths.collect()
}

/// A path item and, if it has a `$ref`, the path items that the reference leads to. Siblings of the reference count as
/// well and take precedence over the target, so the order is that of precedence.
fn path_item_chain<'v>(
    document: &'v Value,
    published: Pointer,
    item: &'v Value,
    report: &mut Report,
) -> Vec<(Pointer, &'v Value)> {
    let mut chain = vec![(published.clone(), item)];
    for _ in 0..64 {
        let reference = chain.last().and_then(|(_, item)| item.get("$ref")?.as_str());
        let Some(reference) = reference else { return chain };
        let target = reference.strip_prefix('#').and_then(Pointer::from_fragment);
        let found = target.and_then(|target| Some((target.clone(), document.pointer(target.as_str())?)));
        match found {
            Some(found) => chain.push(found),
            None => {
                report.diagnostics.push(dangling(document, published, reference));
                return chain;
            }
        }
    }
    report.add(
        &code::REFERENCE_CYCLE,
        Location::Normalised(published),
        "path item leads into a reference cycle; its operations are left out",
    );
    Vec::new()
}

fn dangling(document: &Value, at: Pointer, reference: &str) -> Diagnostic {
    let message =
        format!("reference target `{reference}` not found; the operations of this path are left out");
    // A hint searches all paths, which is quadratic if every path of a large document needs one.
    let is_small = document
        .get("paths")
        .and_then(Value::as_object)
        .is_some_and(|paths| paths.len() < MIN_PATHS_WITHOUT_HINT);
    let hint = if is_small { near::reference_hint(document, reference) } else { None };
    Diagnostic { code: &code::DANGLING, location: Location::Normalised(at), message, hint }
}

/// The operations of a path item as (method, pointer, value), in the order of the specification, further methods by name.
/// Each method appears once.
fn operations<'v>(chain: &[(Pointer, &'v Value)]) -> Vec<(String, Pointer, &'v Value)> {
    let mut found: Vec<(String, Pointer, &'v Value)> = Vec::new();
    for (at, item) in chain {
        let known = found.len();
        let mut own = Vec::new();
        for (key, value) in members(Some(item)) {
            if is_method(key) {
                own.push((key.to_uppercase(), at.join(key), value));
            } else if key == "additionalOperations" {
                let more = members(Some(value));
                own.extend(more.map(|(method, value)| (method.clone(), at.join(key).join(method), value)));
            }
        }
        own.sort_by_key(|(method, ..)| rank(method));
        own.retain(|(method, ..)| found[..known].iter().all(|(before, ..)| before != method));
        found.extend(own);
    }
    found
}

fn endpoint(
    path: &str,
    at: &Pointer,
    method: String,
    chain: &[(Pointer, &Value)],
    operation: &Value,
    report: &mut Report,
) -> Endpoint {
    // The innermost first: siblings of a reference replace the parameters of its target.
    let shared = chain.iter().rev().flat_map(|(at, item)| {
        let at = at.join("parameters");
        let listed = item.get("parameters").and_then(Value::as_array).into_iter().flatten().enumerate();
        listed.map(move |(index, value)| (at.join(index), value))
    });
    let shared: Vec<_> =
        shared.filter_map(|(at, value)| Some((at.clone(), read_or_report(value, &at, report)?))).collect();
    let operation: Option<Operation> = read_or_report(operation, at, report);
    let own = operation.as_ref().map(|operation| operation.servers.clone()).unwrap_or_default();
    let of_items = || chain.iter().map(|(_, item)| servers(item)).find(|servers| !servers.is_empty());
    let servers = if own.is_empty() { of_items().unwrap_or_default() } else { own };
    Endpoint { pointer: at.clone(), method, path: path.to_owned(), operation, shared, servers }
}
