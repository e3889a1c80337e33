//! The operations of `paths` with what their path items say for them.

use serde_json::Value;

use super::operation::Operation;
use super::parameter::Parameter;
use super::reference::Ref;
use super::server::{Server, servers};
use super::typed;
use super::value::members;
use crate::base::parallel;
use crate::base::pointer::Pointer;
use crate::diagnostic::{Diagnostic, Location, Report, code, near};
use crate::openapi::method::is_method;

/// An operation with what its path says for it.
#[derive(Debug)]
pub struct Endpoint {
    /// Where it stands.
    pub pointer: Pointer,
    /// In capitals.
    pub method: String,
    /// The key in `paths`.
    pub path: String,
    /// The operation itself; `None` if it does not fit the grammar even now.
    pub operation: Option<Operation>,
    /// Parameters of the path item, with where they stand.
    pub shared: Vec<(Pointer, Ref<Parameter>)>,
    /// Base URL templates of the operation or its path item, if any.
    pub servers: Vec<Server>,
}

/// What answers as an operation does, under a key of a path item that is no method: most likely a method that is
/// misspelt.
#[derive(Debug)]
pub struct Misspelt {
    /// Where it stands.
    pub pointer: Pointer,
    /// The key in `paths`.
    pub path: String,
    /// The key in the path item.
    pub key: String,
}

/// In documents with more paths a reference of one that leads nowhere has no hint of its own.
const PATHS: usize = 1_000;

/// Every operation of `paths`, in order.
pub(super) fn endpoints(document: &Value, threads: usize, report: &mut Report) -> Vec<Endpoint> {
    let at = Pointer::root().join("paths");
    let paths: Vec<(&String, &Value)> = members(document.get("paths")).collect();
    let read = parallel::map(threads, &paths, |(path, item)| {
        let mut found = Report::default();
        let layers = layers(document, at.join(path), item, &mut found);
        let operations = operations(&layers).into_iter();
        let endpoints: Vec<Endpoint> = operations
            .map(|(method, at, operation)| endpoint(path, &at, method, &layers, operation, &mut found))
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

/// A path item and, where it has a `$ref`, what that leads to: what stands beside the reference counts as well, and goes
/// before what the target says.
fn layers<'v>(
    document: &'v Value,
    published: Pointer,
    item: &'v Value,
    report: &mut Report,
) -> Vec<(Pointer, &'v Value)> {
    let mut layers = vec![(published.clone(), item)];
    for _ in 0..64 {
        let reference = layers.last().and_then(|(_, item)| item.get("$ref")?.as_str());
        let Some(reference) = reference else { return layers };
        let target = reference.strip_prefix('#').and_then(Pointer::from_fragment);
        let found = target.and_then(|target| Some((target.clone(), document.pointer(target.as_str())?)));
        match found {
            Some(found) => layers.push(found),
            None => {
                report.diagnostics.push(dangling(document, published, reference));
                return layers;
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
    // Each path of very many could search all of them.
    let is_small = document.get("paths").and_then(Value::as_object).is_some_and(|paths| paths.len() < PATHS);
    let hint = if is_small { near::reference_hint(document, reference) } else { None };
    Diagnostic { code: &code::DANGLING, location: Location::Normalised(at), message, hint }
}

/// The operations of a path item, each method once: method, place, value.
fn operations<'v>(layers: &[(Pointer, &'v Value)]) -> Vec<(String, Pointer, &'v Value)> {
    let mut found: Vec<(String, Pointer, &'v Value)> = Vec::new();
    for (at, item) in layers {
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
        own.retain(|(method, ..)| found[..known].iter().all(|(before, ..)| before != method));
        found.extend(own);
    }
    found
}

fn endpoint(
    path: &str,
    at: &Pointer,
    method: String,
    layers: &[(Pointer, &Value)],
    operation: &Value,
    report: &mut Report,
) -> Endpoint {
    // The innermost first: what stands beside a reference replaces what it leads to.
    let shared = layers.iter().rev().flat_map(|(at, item)| {
        let at = at.join("parameters");
        let listed = item.get("parameters").and_then(Value::as_array).into_iter().flatten().enumerate();
        listed.map(move |(index, value)| (at.join(index), value))
    });
    let shared: Vec<_> =
        shared.filter_map(|(at, value)| Some((at.clone(), typed(value, &at, report)?))).collect();
    let operation: Option<Operation> = typed(operation, at, report);
    let own = operation.as_ref().map(|operation| operation.servers.clone()).unwrap_or_default();
    let of_items = || layers.iter().map(|(_, item)| servers(item)).find(|servers| !servers.is_empty());
    let servers = if own.is_empty() { of_items().unwrap_or_default() } else { own };
    Endpoint { pointer: at.clone(), method, path: path.to_owned(), operation, shared, servers }
}
