//! Paths and base URLs: templates as they are sent.

use crate::document::{Server as Published, ServerVariable as Variable};
use crate::ir::{Server, ServerVariable};
use crate::openapi::template::{Segment, Template, names};

/// A base URL with the defaults of its variables filled in.
pub(in crate::lower) fn server(published: &Published) -> Server {
    let mut url = published.url.clone();
    for (name, variable) in &published.variables {
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

/// The values that a variable can have, each once; a default that is not among them opens the set.
fn values(variable: &Variable) -> Vec<String> {
    let mut values: Vec<String> = Vec::new();
    for value in variable.enumeration.iter().filter(|_| variable.enumeration.contains(&variable.default)) {
        if !values.contains(value) {
            values.push(value.clone());
        }
    }
    values
}

/// The first part of a path that says what it is about: what operations without a tag are grouped by.
pub(in crate::lower) fn subject(template: &Template) -> Option<String> {
    template.segments().into_iter().find_map(|segment| match segment {
        Segment::Literal(text) if is_subject(&text) => Some(text),
        _ => None,
    })
}

/// Whether a segment is neither a version nor a word that all paths of an API begin with.
fn is_subject(segment: &str) -> bool {
    let is_version =
        segment.strip_prefix('v').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    !is_version && !matches!(segment, "api" | "rest")
}
