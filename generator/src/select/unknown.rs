//! Reports selectors that match nothing, and selections that leave nothing.

use std::collections::BTreeSet;

use super::selector::{Form, Selector, Written};
use super::{Selection, glob};
use crate::diagnostic::near::{MOST_KEYS, nearest};
use crate::diagnostic::{Diagnostic, Files, Location, Report, code};
use crate::ir::Api;
use crate::rust::names::Names;

/// A selector that matches nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown {
    /// The selector.
    pub selector: Selector,
    /// What it most likely means.
    hint: Option<String>,
}

impl Unknown {
    /// A selector that matches nothing. `names` are those of the whole document.
    pub(super) fn new(selector: &Selector, api: &Api, names: &Names) -> Self {
        Self { selector: selector.clone(), hint: hint(selector, api, names) }
    }

    /// The same, without a search for what it means.
    pub(super) fn without_hint(selector: &Selector) -> Self {
        Self { selector: selector.clone(), hint: None }
    }

    /// Reports it.
    pub fn report(self, texts: &mut Files, report: &mut Report) {
        let Self { selector: Selector { text, written }, hint } = self;
        let message = match &written {
            Written::Flag(flag) => format!("{} matches no operation", quoted(&format!("{flag} {text}"))),
            written => format!("`{written}`: {} matches no operation", quoted(&text)),
        };
        let location = location(&written, texts);
        report.diagnostics.push(Diagnostic { code: &code::SELECTOR_UNKNOWN, location, message, hint });
    }
}

/// Reports a selection that leaves neither an operation nor a webhook.
pub fn report_empty(selection: &Selection, texts: &mut Files, report: &mut Report) {
    let first = selection.only.iter().chain(&selection.except).next();
    let location = first.map_or(Location::Nowhere, |selector| location(&selector.written, texts));
    report.add(&code::SELECTION_EMPTY, location, "the selection leaves no operation");
}

/// Quotes a selector for a message; it is escaped.
fn quoted(text: &str) -> String {
    format!("`{}`", text.chars().flat_map(char::escape_debug).collect::<String>())
}

fn location(written: &Written, texts: &mut Files) -> Location {
    match written {
        Written::Flag(_) | Written::Call(_) => Location::Nowhere,
        Written::Settings { file, line, column, .. } => {
            Location::Text(texts.add(file.0.as_str(), file.1.as_str()), *line, *column)
        }
    }
}

/// Returns a hint with what the selector most likely means.
fn hint(selector: &Selector, api: &Api, names: &Names) -> Option<String> {
    match selector.form() {
        Form::Path(method, path) => {
            methods_hint(method, path, api).or_else(|| did_you_mean(&path_of(method, path, api)?))
        }
        Form::Tag(tag) => {
            let tags: BTreeSet<&str> =
                api.operations.iter().flat_map(|operation| &operation.tags).map(String::as_str).collect();
            did_you_mean(&format!("tag:{}", nearest(tag, tags.into_iter().take(MOST_KEYS))?))
        }
        Form::Name(name) => did_you_mean(&name_hint(name, api, names)?),
        Form::Deprecated | Form::Webhooks => None,
    }
}

fn did_you_mean(selector: &str) -> Option<String> {
    Some(format!("did you mean `{selector}`?"))
}

/// Returns the methods of a path that exists, where the one that is asked for does not.
fn methods_hint(method: Option<&str>, path: &str, api: &Api) -> Option<String> {
    method?;
    let of_path = api.operations.iter().filter(|operation| glob::matches(path, &operation.key));
    let methods: BTreeSet<&str> = of_path.map(|operation| operation.method.as_str()).collect();
    let methods: Vec<String> = methods.into_iter().map(|method| format!("`{method}`")).collect();
    (!methods.is_empty()).then(|| format!("`{path}` has {}", methods.join(", ")))
}

/// Returns the path that is nearest, with the method that is asked for. Names of placeholders tell paths apart.
fn path_of(method: Option<&str>, path: &str, api: &Api) -> Option<String> {
    let keys: BTreeSet<&str> = api.operations.iter().map(|operation| operation.key.as_str()).collect();
    let same_but_names = keys.iter().find(|key| without_names(key) == without_names(path)).copied();
    let near = same_but_names.or_else(|| nearest(path, keys.iter().copied().take(MOST_KEYS)))?;
    Some(method.map_or_else(|| near.to_owned(), |method| format!("{} {near}", method.to_uppercase())))
}

/// Returns a path without the names of its placeholders, which vendors spell in several ways.
fn without_names(path: &str) -> String {
    let parts = path.split('{').map(|part| part.split_once('}').map_or(part, |(_, rest)| rest));
    parts.collect::<Vec<_>>().join("{}").trim_end_matches('/').to_owned()
}

/// Returns the selector that a name without a sign of its own most likely means.
fn name_hint(name: &str, api: &Api, names: &Names) -> Option<String> {
    let is_same = |other: &str| other.eq_ignore_ascii_case(name);
    if let Some(group) = names.groups.iter().find(|group| is_same(&group.module)) {
        return Some(format!("{}/*", group.module));
    }
    if let Some(tag) = api.operations.iter().flat_map(|operation| &operation.tags).find(|tag| is_same(tag)) {
        return Some(format!("tag:{tag}"));
    }
    let known: BTreeSet<String> = match name.split_once('/') {
        Some((_, method)) => {
            let groups = names.groups.iter().map(|group| format!("{}/{method}", group.module));
            let methods = names.groups.iter().flat_map(|group| {
                group.operations.iter().map(|own| format!("{}/{}", group.module, own.method))
            });
            groups.filter(|_| method.contains('*')).chain(methods).collect()
        }
        None => ["deprecated", "webhooks"].map(str::to_owned).into(),
    };
    let ids = api.operations.iter().filter_map(|operation| operation.id.as_deref());
    let ids: BTreeSet<&str> = ids.chain(known.iter().map(String::as_str)).collect();
    nearest(name, ids.into_iter().take(MOST_KEYS)).map(str::to_owned)
}
