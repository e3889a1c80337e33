//! Keeps to the operations of a page what the page says of all of them: its security, the path before its paths in
//! Swagger 2.0, and the parameters and servers of a path that several pages describe.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::PageDocument;
use crate::base::pointer::Pointer;
use crate::openapi::method::is_method;

/// Maps of path items.
const ITEMS: [&str; 3] = ["paths", "x-ms-paths", "webhooks"];

/// Moves the security of pages to their operations where pages require different credentials, and gives all the same at the
/// root: that of the preferred page, else that of most pages. A page without it requires none.
pub(super) fn keep_security(pages: &mut [PageDocument], preferred: Option<usize>) {
    let all: Vec<Option<Option<Value>>> = pages
        .iter()
        .map(|page| has_paths(&page.value).then(|| page.value.get("security").cloned()))
        .collect();
    let count = |own: &Option<Value>| all.iter().flatten().filter(|other| *other == own).count();
    let most = || {
        let counted = all.iter().enumerate().filter_map(|(page, own)| Some((count(own.as_ref()?), page)));
        counted.max().map(|(_, page)| page)
    };
    let chosen = preferred.filter(|page| all.get(*page).is_some_and(Option::is_some)).or_else(most);
    let Some(Some(root)) = chosen.and_then(|page| all.get(page)) else { return };
    for (page, own) in pages.iter_mut().zip(&all) {
        let Some(own) = own.as_ref().filter(|own| *own != root) else { continue };
        let own = own.clone().unwrap_or_else(|| json!([]));
        for_each_operation(&mut page.value, |operation| {
            operation.entry("security").or_insert_with(|| own.clone());
        });
        let Some(whole) = page.value.as_object_mut() else { continue };
        match root {
            Some(root) => _ = whole.insert("security".to_owned(), root.clone()),
            None => _ = whole.shift_remove("security"),
        }
    }
}

/// Writes the `basePath` of pages of Swagger 2.0 into their paths where pages have different ones. Returns the index of the
/// first page that has another one than the first.
pub(super) fn keep_base_paths(pages: &mut [PageDocument]) -> Option<usize> {
    let base = |page: &Value| {
        let own = page.get("basePath").and_then(Value::as_str).unwrap_or_default();
        (page.get("swagger").is_some() && has_paths(page)).then(|| own.trim_matches('/').to_owned())
    };
    let all: Vec<Option<String>> = pages.iter().map(|page| base(&page.value)).collect();
    let first = all.iter().flatten().next()?.clone();
    let other = all.iter().position(|own| own.as_ref().is_some_and(|own| *own != first))?;
    for (page, own) in pages.iter_mut().zip(all) {
        let (Some(own), Some(whole)) = (own, page.value.as_object_mut()) else { continue };
        whole.shift_remove("basePath");
        if let Some(paths) = whole.get_mut("paths").and_then(Value::as_object_mut).filter(|_| !own.is_empty())
        {
            let moved = std::mem::take(paths).into_iter().map(|(path, item)| match path.starts_with('/') {
                true => (format!("/{own}{path}"), item),
                false => (path, item),
            });
            *paths = moved.collect();
        }
    }
    Some(other)
}

/// Moves the parameters and servers of paths to their operations where another page describes the same path and has other
/// ones.
pub(super) fn keep_items(pages: &mut [PageDocument]) {
    let mut differing: Vec<(Pointer, &'static str)> = Vec::new();
    for key in ["parameters", "servers"] {
        let mut known: BTreeMap<Pointer, Option<Value>> = BTreeMap::new();
        for (at, item) in pages.iter().flat_map(|page| items(&page.value)) {
            let own = item.get(key).cloned();
            match known.get(&at) {
                Some(other) if *other != own => differing.push((at, key)),
                Some(_) => {}
                None => _ = known.insert(at, own),
            }
        }
    }
    for page in pages {
        for (at, key) in &differing {
            let item = page.value.pointer_mut(at.as_str()).and_then(Value::as_object_mut);
            let Some(item) = item else { continue };
            let Some(Value::Array(shared)) = item.shift_remove(*key) else { continue };
            let operations = item.iter_mut().filter(|(method, _)| is_method(method));
            for operation in operations.filter_map(|(_, operation)| operation.as_object_mut()) {
                share(operation, key, &shared);
            }
        }
    }
}

/// Gives an operation what its path has: parameters that it has not itself, or servers if it has none.
fn share(operation: &mut Map<String, Value>, key: &str, shared: &[Value]) {
    match operation.get_mut(key) {
        None => _ = operation.insert(key.to_owned(), Value::Array(shared.to_vec())),
        Some(Value::Array(own)) if key == "parameters" => {
            let identity = |one: &Value| ["$ref", "name", "in"].map(|key| one.get(key).cloned());
            let known: Vec<_> = own.iter().map(identity).collect();
            let inherited = shared.iter().filter(|one| !known.contains(&identity(one))).cloned();
            *own = inherited.chain(std::mem::take(own)).collect();
        }
        Some(_) => {}
    }
}

fn has_paths(page: &Value) -> bool {
    ITEMS.iter().any(|key| page.get(*key).and_then(Value::as_object).is_some_and(|all| !all.is_empty()))
}

/// Returns the path items of a page.
fn items(page: &Value) -> impl Iterator<Item = (Pointer, &Map<String, Value>)> {
    ITEMS.iter().flat_map(move |key| {
        let all = page.get(*key).and_then(Value::as_object).into_iter().flatten();
        all.filter_map(move |(path, item)| Some((Pointer::root().join(key).join(path), item.as_object()?)))
    })
}

fn for_each_operation(page: &mut Value, mut each: impl FnMut(&mut Map<String, Value>)) {
    for key in ITEMS {
        let all = page.get_mut(key).and_then(Value::as_object_mut);
        for item in all.into_iter().flat_map(Map::values_mut).filter_map(Value::as_object_mut) {
            let operations = item.iter_mut().filter(|(method, _)| is_method(method));
            operations.filter_map(|(_, one)| one.as_object_mut()).for_each(&mut each);
        }
    }
}
