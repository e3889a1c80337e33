//! Templates of paths: braces that close, names that stand once, and no two that are the same path.

use std::collections::BTreeMap;

use crate::diagnostic::code;
use crate::normalise::context::{Context, Object};
use crate::normalise::path::Path;

/// The keys of `paths`.
pub fn paths(paths: &Object, at: &Path<'_>, cx: &mut Context<'_>) {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for path in paths.keys().filter(|path| !path.starts_with("x-")) {
        let here = at.key(path);
        if let Some(fault) = fault(path) {
            cx.say(&code::PATH_TEMPLATE, &here, format!("`{path}`: {fault}"));
        }
        if path.contains("}{") {
            let message = "two parameters stand next to each other in a path";
            cx.note(&code::PATH_AMBIGUOUS, &here, message);
        }
        match seen.get(&identity(path)) {
            Some(first) => {
                cx.say(&code::PATH_REPEATED, &here, format!("`{path}` is the same path as `{first}`"));
            }
            None => drop(seen.insert(identity(path), path)),
        }
    }
}

/// The names in braces, each once.
pub fn names(text: &str) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for (name, _) in text.split('{').skip(1).filter_map(|part| part.split_once('}')) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// What is wrong with a template.
fn fault(path: &str) -> Option<String> {
    if !path.starts_with('/') {
        return Some("a path begins with `/`".to_owned());
    }
    let mut open = None;
    let mut seen: Vec<&str> = Vec::new();
    for (at, c) in path.char_indices() {
        match (c, open) {
            ('{', None) => open = Some(at + 1),
            ('{', Some(_)) | ('}', None) => return Some("the braces do not match".to_owned()),
            ('}', Some(start)) => {
                let name = path.get(start..at).unwrap_or_default();
                if name.is_empty() {
                    return Some("the braces are empty".to_owned());
                }
                if seen.contains(&name) {
                    return Some(format!("`{{{name}}}` stands in it twice"));
                }
                seen.push(name);
                open = None;
            }
            _ => {}
        }
    }
    open.map(|_| "a brace is not closed".to_owned())
}

/// What two spellings of one path have in common: names in braces do not count (but what they look like does, as in
/// `{name=shelves/*}`), nor do needless escapes.
fn identity(path: &str) -> String {
    let mut out = String::new();
    for (index, part) in path.split('{').enumerate() {
        let text = match part.split_once('}') {
            Some((name, rest)) if index > 0 => {
                let pattern = name.split_once('=').map_or("", |(_, pattern)| pattern);
                out.push_str(&format!("{{{pattern}}}"));
                rest
            }
            _ => part,
        };
        unescape(text, &mut out);
    }
    out
}

/// Escapes of characters that need none are those characters (RFC 3986, 2.3).
fn unescape(text: &str, out: &mut String) {
    let mut parts = text.split('%');
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let byte = part.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        let plain = byte.filter(|byte| byte.is_ascii_alphanumeric() || b"-._~".contains(byte));
        match (plain, part.get(2..)) {
            (Some(byte), Some(rest)) => {
                out.push(char::from(byte));
                out.push_str(rest);
            }
            _ => {
                out.push('%');
                out.push_str(part);
            }
        }
    }
}
