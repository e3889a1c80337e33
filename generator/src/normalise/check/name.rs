//! Checks the names of components and tags.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::diagnostic::code;
use crate::normalise::context::{Context, Object};
use crate::normalise::path::Path;
use crate::openapi::section::SECTIONS;
use crate::openapi::version::Version;

/// Checks that names of components have only letters, digits, dots, dashes and underscores.
pub fn components(components: &Object, at: &Path<'_>, cx: &mut Context<'_>) {
    if cx.version == Version::V2 {
        return;
    }
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    for section in SECTIONS.iter().map(|section| section.key) {
        let here = at.key(section);
        let names = components.get(section).and_then(Value::as_object).into_iter().flat_map(Object::keys);
        for name in names.filter(|name| name.is_empty() || !name.bytes().all(plain)) {
            let message =
                format!("name in `{section}` with characters other than letters, digits, `.`, `-` and `_`");
            cx.report_once(&code::COMPONENT_NAME, &here.key(name), &message);
        }
    }
}

/// Checks that each tag is declared once.
pub fn tags(document: &Object, at: &Path<'_>, cx: &mut Context<'_>) {
    let mut seen = BTreeSet::new();
    let tags = document.get("tags").and_then(Value::as_array).into_iter().flatten();
    let list = at.key("tags");
    for (index, tag) in tags.enumerate() {
        let Some(name) = tag.get("name").and_then(Value::as_str) else { continue };
        if !seen.insert(name) {
            cx.report(&code::TAG_REPEATED, &list.index(index), format!("duplicate tag `{name}`"));
        }
    }
}
