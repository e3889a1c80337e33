//! Which files of the generator need each other in a circle. A file may use what the files above it in its folder's module
//! define; every other circle is listed with its reason.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

mod support;

use std::collections::{BTreeMap, BTreeSet};

use support::sources;

/// Files that need each other, and why that is right.
const CYCLES: &[(&[&str], &str)] = &[
    (
        &[
            "document/given_name",
            "document/media_type",
            "document/operation",
            "document/parameter",
            "document/reference",
            "document/schema",
            "document/schema_check",
            "document/security",
            "document/server",
            "document/validate",
            "document/value",
        ],
        "objects of OpenAPI hold each other: a header has content, content has headers; each is read beside its record",
    ),
    (
        &["lower/operation/body", "lower/operation/body_choice"],
        "a choice of bodies asks of each how it is sent, and a body asks which is chosen",
    ),
    (
        &["lower/operation/paging", "lower/operation/paging_guess"],
        "a guess is proposed in the words that the reader of what is said understands",
    ),
    (
        &["lower/schema/constraint", "lower/schema/doc", "lower/schema/facets", "lower/schema/shape"],
        "schemas hold schemas: constraints, documentation and keywords of one are those of what is merged into it",
    ),
    (
        &["normalise/context", "normalise/reference", "normalise/shape/operation", "normalise/v31"],
        "the context of the walk holds the references that wait, and rules of references report to the context",
    ),
    (
        &["normalise/schema", "normalise/treatment", "normalise/v32", "normalise/walk"],
        "the walk applies rules, and rules walk what they have moved",
    ),
    (&["normalise/v2/body", "normalise/v2/form"], "a form may turn out to be a body, and a body a form"),
    (&["openapi/kind", "openapi/object"], "an object has fields of kinds, and a kind may be an object"),
    (
        &["text/markdown/inline", "text/markdown/write"],
        "a table cell and an image's text are written as blocks are",
    ),
];

#[test]
fn files_need_each_other_in_one_direction() {
    let uses = uses();
    let reached: BTreeMap<&str, BTreeSet<&str>> =
        uses.keys().map(|file| (file.as_str(), reached(file, &uses))).collect();
    let cycle = |file: &str| -> Option<Vec<String>> {
        let back = reached[file].iter().filter(|other| reached[*other].contains(file));
        let files: Vec<String> = back.map(|other| (*other).to_owned()).collect();
        (files.len() > 1).then_some(files)
    };
    let cycles: BTreeSet<Vec<String>> = uses.keys().filter_map(|file| cycle(file)).collect();
    let known: BTreeSet<Vec<String>> =
        CYCLES.iter().map(|(files, _)| files.iter().map(|file| (*file).to_owned()).collect()).collect();
    assert_eq!(cycles, known, "the files that lead back to themselves");
}

/// The files that a file leads to; itself if it leads back.
fn reached<'a>(file: &str, uses: &'a BTreeMap<String, BTreeSet<String>>) -> BTreeSet<&'a str> {
    let mut reached = BTreeSet::new();
    let mut next: Vec<&'a str> = uses[file].iter().map(String::as_str).collect();
    while let Some(file) = next.pop() {
        if reached.insert(file) {
            next.extend(uses[file].iter().map(String::as_str));
        }
    }
    reached
}

/// The files that each file names, but for those above it.
fn uses() -> BTreeMap<String, BTreeSet<String>> {
    let texts: BTreeMap<String, String> = sources("src")
        .into_iter()
        .filter(|(path, _)| !path.starts_with("cli") && !path.ends_with("main.rs"))
        .map(|(path, text)| (path.with_extension("").to_str().unwrap().replace('\\', "/"), text))
        .collect();
    let known: BTreeSet<&str> = texts.keys().map(String::as_str).collect();
    let is_above =
        |other: &str, file: &str| file.strip_prefix(other).is_some_and(|rest| rest.starts_with('/'));
    let used = |file: &str, text: &str| {
        let paths = paths(text).into_iter().filter_map(|path| target(file, &path, text));
        let files = paths.filter_map(|parts| longest(&parts, &known));
        files.filter(|other| other != file && !is_above(other, file)).collect()
    };
    texts.iter().map(|(file, text)| (file.clone(), used(file, text))).collect()
}

/// The longest beginning of a path that is a file.
fn longest(parts: &[String], known: &BTreeSet<&str>) -> Option<String> {
    let beginnings = (1..=parts.len()).rev().map(|length| parts[..length].join("/"));
    beginnings.into_iter().find(|path| known.contains(path.as_str()))
}

/// Where a path leads from a file, from the root; `None` if it is one of another crate.
fn target(file: &str, path: &str, text: &str) -> Option<Vec<String>> {
    let parts: Vec<String> = path.split("::").map(str::to_owned).collect();
    let mut here: Vec<String> = file.split('/').map(str::to_owned).collect();
    let supers = parts.iter().take_while(|part| *part == "super").count();
    match parts[0].as_str() {
        "crate" => Some(parts[1..].to_vec()),
        "super" => {
            here.truncate(here.len().checked_sub(supers)?);
            Some(here.into_iter().chain(parts[supers..].iter().cloned()).collect())
        }
        "self" => Some(here.into_iter().chain(parts[1..].iter().cloned()).collect()),
        first if text.contains(&format!("mod {first};")) => Some(here.into_iter().chain(parts).collect()),
        _ => None,
    }
}

/// Every path in the code of a file, those in groups written out.
fn paths(text: &str) -> Vec<String> {
    let code: Vec<&str> = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let code = code.join("\n");
    let mut found = Vec::new();
    for statement in code.split("use ").skip(1) {
        let tree: String = statement.split(';').next().unwrap_or_default().split_whitespace().collect();
        expand("", &tree, &mut found);
    }
    let is_path = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    found.extend(code.split(|c| !is_path(c)).filter(|word| word.contains("::")).map(str::to_owned));
    found
}

/// `a::{b, c::d}` as `a::b` and `a::c::d`.
fn expand(before: &str, tree: &str, found: &mut Vec<String>) {
    let Some((head, rest)) = tree.split_once('{') else {
        found.push(format!("{before}{tree}"));
        return;
    };
    let (mut depth, mut from) = (0, 0);
    let inner = rest.strip_suffix('}').unwrap_or(rest);
    for (at, c) in inner.char_indices().chain([(inner.len(), ',')]) {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                expand(&format!("{before}{head}"), &inner[from..at], found);
                from = at + 1;
            }
            _ => {}
        }
    }
}
