//! Checks path templates: braces are closed, names are unique, and no two paths are the same.

use std::collections::BTreeMap;

use crate::diagnostic::code;
use crate::normalise::context::{Context, Object};
use crate::normalise::path::Path;
use crate::openapi::template::{fault, identity};

/// Checks the keys of `paths`.
pub fn paths(paths: &Object, at: &Path<'_>, cx: &mut Context<'_>) {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for path in paths.keys().filter(|path| !path.starts_with("x-")) {
        let here = at.key(path);
        if let Some(fault) = fault(path) {
            cx.report(&code::PATH_TEMPLATE, &here, format!("`{path}`: {fault}"));
        }
        if path.contains("}{") {
            let message = "two path parameters without text between them";
            cx.report_once(&code::PATH_AMBIGUOUS, &here, message);
        }
        match seen.get(&identity(path)) {
            Some(first) => {
                cx.report(&code::PATH_REPEATED, &here, format!("`{path}` is the same path as `{first}`"));
            }
            None => drop(seen.insert(identity(path), path)),
        }
    }
}
