//! Paths and base URLs: templates as they are sent.

use openapiv3::Server as Published;
use serde::Deserialize;
use serde_json::Value;

use crate::ir::{Server, ServerVariable};

/// The document's base URLs.
pub(super) fn servers(document: &Value) -> Vec<Server> {
    let published = document.get("servers").and_then(|value| Vec::<Published>::deserialize(value).ok());
    published.unwrap_or_default().iter().map(server).collect()
}

/// A base URL with the defaults of its variables filled in.
pub(super) fn server(published: &Published) -> Server {
    let mut url = published.url.clone();
    for (name, variable) in published.variables.iter().flatten() {
        url = url.replace(&format!("{{{name}}}"), &variable.default);
    }
    let (template, description) = (published.url.clone(), published.description.clone());
    Server { url, template, description, variables: variables(published) }
}

/// The variables that the template of a whole URL names.
fn variables(published: &Published) -> Vec<ServerVariable> {
    let template = published.url.as_str();
    // A variable that is all of it is what `base_url` sets.
    let all = template.find('}') == Some(template.len().saturating_sub(1)) && template.starts_with('{');
    let whole = !all && (template.contains("://") || template.starts_with('{'));
    let declared = published.variables.as_ref().filter(|_| whole);
    let named = names_in_braces(template).into_iter();
    let found = named.filter_map(|name| declared?.get(&name).map(|variable| (name, variable)));
    let variable = |(name, variable): (String, &openapiv3::ServerVariable)| ServerVariable {
        name,
        default: variable.default.clone(),
        values: values(variable),
        description: variable.description.clone().filter(|text| !text.trim().is_empty()),
    };
    found.map(variable).collect()
}

/// The values that a variable can have, each once; a default that is not among them opens the set.
fn values(variable: &openapiv3::ServerVariable) -> Vec<String> {
    let mut values: Vec<String> = Vec::new();
    for value in variable.enumeration.iter().filter(|_| variable.enumeration.contains(&variable.default)) {
        if !values.contains(value) {
            values.push(value.clone());
        }
    }
    values
}

/// A key of `paths` taken apart: what is sent, and the parameters that it names.
pub(super) struct Template {
    /// The path, with a literal query if the key has one; fragments are only there to tell keys apart.
    pub path: String,
    /// Names in braces within the path, each once.
    pub parameters: Vec<String>,
    /// Those of them that stand as `{+name}`: what is sent for them may be several segments (RFC 6570, section 3.2.3).
    pub reserved: Vec<String>,
    /// Names in braces within the query of the key: these travel as query parameters.
    pub query_parameters: Vec<String>,
}

/// Takes a key of `paths` apart.
pub(super) fn template(key: &str) -> Template {
    let key = key.split('#').next().unwrap_or_default();
    let (path, query) = key.split_once('?').unwrap_or((key, ""));
    let (fixed, variable): (Vec<&str>, Vec<&str>) =
        query.split('&').filter(|pair| !pair.is_empty()).partition(|pair| !pair.contains('{'));
    let path = if path.starts_with('/') { path.to_owned() } else { format!("/{path}") };
    let path = without_patterns(&path);
    let named = names_in_braces(&path);
    let reserved: Vec<String> =
        named.iter().filter_map(|name| name.strip_prefix('+')).map(str::to_owned).collect();
    let parameters =
        named.into_iter().map(|name| name.strip_prefix('+').map(str::to_owned).unwrap_or(name)).collect();
    let path = if fixed.is_empty() { path } else { format!("{path}?{}", fixed.join("&")) };
    let query_parameters = variable.into_iter().flat_map(names_in_braces).collect();
    Template { path, parameters, reserved, query_parameters }
}

/// Google's templates say of a parameter what it looks like (`google.api.http`): `{name=shelves/*}` is `{+name}`, as it has
/// several segments, `{name=*}` is `{name}`.
fn without_patterns(path: &str) -> String {
    let mut out = String::new();
    for (index, part) in path.split('{').enumerate() {
        let named = part.split_once('}').and_then(|(inside, rest)| Some((inside.split_once('=')?, rest)));
        match named {
            Some(((name, pattern), rest)) if index > 0 => {
                let several = pattern.contains('/') || pattern.contains("**");
                out += &format!("{{{}{name}}}{rest}", if several { "+" } else { "" });
            }
            _ if index > 0 => out += &format!("{{{part}"),
            _ => out += part,
        }
    }
    out
}

/// `a` and `b` of `/x/{a}/{b}`, each once.
fn names_in_braces(text: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for part in text.split('{').skip(1) {
        if let Some((name, _)) = part.split_once('}')
            && !names.iter().any(|known| known == name)
        {
            names.push(name.to_owned());
        }
    }
    names
}

/// The first part of a path that says what it is about: what operations without a tag are grouped by.
pub(super) fn subject(path: &str) -> Option<&str> {
    // What follows the path tells operations apart that have one path (`/#X-Amz-Target=…`, `/?Action=…`).
    path.split(['?', '#']).next()?.split('/').find(|part| {
        let version =
            part.strip_prefix('v').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        !part.is_empty() && !part.contains('{') && !version && !matches!(*part, "api" | "rest")
    })
}
