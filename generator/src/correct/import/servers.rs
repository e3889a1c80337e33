//! Keeps the servers of pages that have different ones: each path has those of its page.

use serde_json::{Map, Value};

use super::PageDocument;
use crate::openapi::method::is_method;

/// Moves the servers of pages to their operations where pages have different ones, and gives all the same at the root: those
/// of the preferred page, else those that most pages have, else those of the last. Returns the index of the first page
/// that has others.
pub(super) fn keep(pages: &mut [PageDocument], preferred: Option<usize>) -> Option<usize> {
    let urls: Vec<Option<Vec<String>>> = pages.iter().map(|page| urls(&page.value)).collect();
    let root =
        preferred.filter(|page| urls.get(*page).is_some_and(Option::is_some)).or_else(|| most(&urls))?;
    let root_urls = urls.get(root)?.clone()?;
    let other = urls.iter().position(|own| own.as_ref().is_some_and(|own| *own != root_urls))?;
    let servers = pages.get(root)?.value.get("servers")?.clone();
    for (page, own) in pages.iter_mut().zip(&urls) {
        if own.as_ref().is_some_and(|own| *own != root_urls)
            && let Some(own) = page.value.get("servers").cloned()
        {
            move_to_operations(&mut page.value, &own);
            page.value["servers"] = servers.clone();
        }
    }
    Some(other)
}

/// Returns the URLs of a page's servers with their variables' defaults; `None` if the page has no paths or no servers.
fn urls(page: &Value) -> Option<Vec<String>> {
    page.get("paths").and_then(Value::as_object).filter(|paths| !paths.is_empty())?;
    let servers = page.get("servers")?.as_array().filter(|servers| !servers.is_empty())?;
    Some(servers.iter().map(url).collect())
}

fn url(server: &Value) -> String {
    let mut url = server.get("url").and_then(Value::as_str).unwrap_or_default().to_owned();
    for (name, variable) in server.get("variables").and_then(Value::as_object).into_iter().flatten() {
        let default = variable.get("default").and_then(Value::as_str).unwrap_or_default();
        url = url.replace(&format!("{{{name}}}"), default);
    }
    url.trim_end_matches('/').to_owned()
}

/// Returns a page whose servers most pages have, the last of them.
fn most(urls: &[Option<Vec<String>>]) -> Option<usize> {
    let count = |own: &Vec<String>| urls.iter().flatten().filter(|other| *other == own).count();
    let counted = urls.iter().enumerate().filter_map(|(page, own)| Some((count(own.as_ref()?), page)));
    counted.max().map(|(_, page)| page)
}

/// Gives each operation of a page the servers of the page, unless it or its path has own ones.
fn move_to_operations(page: &mut Value, servers: &Value) {
    let paths = page.get_mut("paths").and_then(Value::as_object_mut);
    for item in paths.into_iter().flat_map(Map::values_mut).filter_map(Value::as_object_mut) {
        if item.contains_key("servers") {
            continue;
        }
        for (_, operation) in item.iter_mut().filter(|(method, _)| is_method(method)) {
            if let Some(operation) = operation.as_object_mut().filter(|own| !own.contains_key("servers")) {
                operation.insert("servers".to_owned(), servers.clone());
            }
        }
    }
}
