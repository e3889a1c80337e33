//! Where the operations of a document are served: hosts, and the paths before those of the document.

use serde_json::Value;

use crate::openapi::template::{Segment, Template};

/// The servers of one operation.
#[derive(Debug, Clone, Default)]
pub(super) struct Servers {
    /// Hosts with their ports; `{name}` stands for any text. Empty if the document names none.
    pub hosts: Vec<String>,
    /// The paths before those of the document; empty if no server is declared, and any path may come before.
    pub bases: Vec<Vec<Segment>>,
}

/// Reads the servers of an operation: its own, those of the path item, those of the document, or `host` and `basePath`.
pub(super) fn servers(document: &Value, item: &Value, operation: &Value) -> Servers {
    if document.get("swagger").is_some() {
        return of_swagger(document);
    }
    let lists = [operation, item, document].into_iter().map(|holder| holder.get("servers"));
    let list = lists.flatten().filter_map(Value::as_array).find(|list| !list.is_empty());
    let mut servers = Servers::default();
    for url in list.into_iter().flatten().filter_map(|server| server.get("url")?.as_str()) {
        servers.add(url);
    }
    servers
}

fn of_swagger(document: &Value) -> Servers {
    let text = |key: &str| document.get(key).and_then(Value::as_str);
    let mut servers = Servers::default();
    if let (None, None) = (text("host"), text("basePath")) {
        return servers;
    }
    servers.hosts.extend(text("host").map(str::to_ascii_lowercase));
    servers.bases.push(Template::parse(text("basePath").unwrap_or_default()).segments());
    servers
}

impl Servers {
    fn add(&mut self, url: &str) {
        let rest = url.split_once("://").map(|(_, rest)| rest).or_else(|| url.strip_prefix("//"));
        let path = match rest {
            None => url.trim_start_matches('.'),
            Some(rest) => {
                let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
                self.hosts.push(host.to_ascii_lowercase());
                path
            }
        };
        let base = Template::parse(path).segments();
        if !self.bases.contains(&base) {
            self.bases.push(base);
        }
    }

    /// Returns true if an origin is one of these servers, or the document names no host.
    pub(super) fn admits(&self, origin: Option<&str>, more: &[String]) -> bool {
        let Some(host) = origin.map(host_of) else { return true };
        self.hosts.is_empty()
            || self.hosts.iter().any(|own| is_host(own, host))
            || more.iter().any(|one| is_named(one, origin.unwrap_or_default()))
    }

    /// Returns true if an origin is a host that the document names.
    pub(super) fn names(&self, origin: &str) -> bool {
        self.hosts.iter().any(|own| is_host(own, host_of(origin)))
    }
}

/// Returns true if a named host, with or without a scheme and a path, is that of an origin.
fn is_named(named: &str, origin: &str) -> bool {
    host_of(&named.to_ascii_lowercase()) == host_of(origin)
}

/// Returns the path below which a named host serves the API: empty, or `/v2`; `None` if the origin is no named host.
pub(super) fn base_of<'h>(origin: &str, named: &'h [String]) -> Option<&'h str> {
    let named = named.iter().find(|one| is_named(one, origin))?;
    let rest = named.split_once("://").map_or(named.as_str(), |(_, rest)| rest);
    let path = rest.find('/').and_then(|start| rest.get(start..)).unwrap_or_default();
    Some(path.trim_end_matches('/'))
}

/// Returns the host and port of an origin, without a default port.
pub(super) fn host_of(origin: &str) -> &str {
    let (scheme, host) = origin.split_once("://").unwrap_or(("", origin));
    let host = host.split('/').next().unwrap_or_default();
    match scheme {
        "http" => host.strip_suffix(":80").unwrap_or(host),
        _ => host.strip_suffix(":443").unwrap_or(host),
    }
}

/// Compares a host with a declared one, whose `{name}` is any text.
fn is_host(declared: &str, host: &str) -> bool {
    let declared = declared.strip_suffix(":443").or_else(|| declared.strip_suffix(":80")).unwrap_or(declared);
    let mut fixed = declared.split('{').map(|part| part.split_once('}').map_or(part, |(_, rest)| rest));
    let first = fixed.next().unwrap_or_default();
    let Some(mut rest) = host.strip_prefix(first) else { return false };
    let mut last = None;
    for part in fixed {
        let Some(at) = rest.find(part).filter(|_| !part.is_empty()) else {
            last = Some(part);
            continue;
        };
        rest = rest.get(at + part.len()..).unwrap_or_default();
        last = Some(part);
    }
    rest.is_empty() || last == Some("")
}
