//! Base URLs: their final form, and which of several is used.
//!
//! A URL that starts with `//` becomes `https`, as a client has no page whose scheme it could share. A relative URL
//! (`/v2`, `v2`, `./v2`, the `basePath` of 2.0 without a host) is a path on a server that the document does not name. A
//! URL without a scheme whose first segment could be a host (`api.example.com/v1`) is ambiguous and is not used.

use crate::document::{Server as Published, ServerVariable as Variable};
use crate::ir::{Server, ServerVariable};
use crate::openapi::address::{could_be_host, with_scheme};
use crate::openapi::template::names;

/// Returns a base URL with the defaults of its variables filled in.
pub(in crate::lower) fn server(published: &Published) -> Server {
    let template = with_scheme(published.url.trim());
    let mut url = template.clone();
    for (name, variable) in &published.variables {
        url = url.replace(&format!("{{{name}}}"), &variable.default);
    }
    let variables = variables(&template, published);
    Server { url: resolve_relative(&url), template, description: published.description.clone(), variables }
}

/// Returns the first usable server of an operation or its path item, or else the first.
pub(in crate::lower) fn server_override(servers: &[Published]) -> Option<String> {
    let mut urls = servers.iter().map(|published| server(published).url);
    let first = urls.next()?;
    let is_usable = |url: &String| Server::is_url(url) || Server::is_path(url) || url.is_empty();
    Some(if is_usable(&first) { first } else { urls.find(is_usable).unwrap_or(first) })
}

/// Resolves a relative URL to a path from the root of a server (RFC 3986, section 5.2.4); returns others unchanged.
fn resolve_relative(url: &str) -> String {
    if url.is_empty() || url.contains("://") || url.starts_with('{') || could_be_host(url) {
        return url.to_owned();
    }
    let mut segments: Vec<&str> = Vec::new();
    for segment in url.split(['?', '#']).next().unwrap_or_default().split('/') {
        match segment {
            ".." => _ = segments.pop(),
            "" | "." => {}
            segment => segments.push(segment),
        }
    }
    format!("/{}", segments.join("/"))
}

/// Returns the variables in the template of an absolute URL.
fn variables(template: &str, published: &Published) -> Vec<ServerVariable> {
    // A variable that is the whole URL is what `base_url` sets.
    let all = template.find('}') == Some(template.len().saturating_sub(1)) && template.starts_with('{');
    let whole = !all && (template.contains("://") || template.starts_with('{'));
    let named = names(template).into_iter().filter(|_| whole);
    let found = named.filter_map(|name| published.variables.get(&name).map(|variable| (name, variable)));
    let variable = |(name, variable): (String, &Variable)| ServerVariable {
        name,
        default: variable.default.clone(),
        values: values(variable),
        description: variable.description.clone().filter(|text| !text.trim().is_empty()),
    };
    found.map(variable).collect()
}

/// Returns the distinct values of a variable; none if the default is not among them, because any value is allowed then.
fn values(variable: &Variable) -> Vec<String> {
    let mut values: Vec<String> = Vec::new();
    for value in variable.enumeration.iter().filter(|_| variable.enumeration.contains(&variable.default)) {
        if !values.contains(value) {
            values.push(value.clone());
        }
    }
    values
}
