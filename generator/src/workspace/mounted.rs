//! A package that mounts the emitted crate as its own library has to offer what that crate's manifest offers. Where a
//! document begins to need another dependency, the compiler would only say that a crate is unknown.

use std::path::Path;

use toml::{Table, Value};

use super::OUTPUT;
use crate::input::file;
use crate::write::Files;

/// What the manifest of a package lacks of the emitted one, a line each; nothing if the package mounts nothing.
pub(super) fn differences(root: &Path, files: &Files) -> Vec<String> {
    let read = |text: &str| text.parse::<Table>().ok();
    let own = file::text(&root.join("Cargo.toml")).ok().and_then(|text| read(&text));
    let emitted = files.get(Path::new("Cargo.toml"));
    match (own.filter(mounts), emitted.and_then(|text| Some((text, read(text)?)))) {
        (Some(own), Some((text, emitted))) => lacking(&own, &emitted, text),
        _ => Vec::new(),
    }
}

/// Whether the library of a package is the emitted one.
fn mounts(own: &Table) -> bool {
    let path = own.get("lib").and_then(|lib| lib.get("path")).and_then(Value::as_str);
    path.is_some_and(|path| Path::new(path).starts_with(OUTPUT))
}

fn lacking(own: &Table, emitted: &Table, text: &str) -> Vec<String> {
    let own = parts(own);
    let missing = |(part, needs): (String, Table)| {
        let has = own.iter().find(|(name, _)| *name == part).map(|(_, has)| has.clone()).unwrap_or_default();
        let covers = if part == FEATURES { holds } else { covers };
        let lacks = move |name: &String, need: &Value| has.get(name).is_none_or(|has| !covers(has, need));
        let needs = needs.into_iter().filter(move |(name, need)| lacks(name, need));
        needs.map(|(name, need)| said(&part, &name, &need, text)).collect::<Vec<String>>()
    };
    parts(emitted).into_iter().flat_map(missing).collect()
}

const FEATURES: &str = "features";

/// What is held together, under the headings that it has in a manifest: dependencies, those by target too, and features.
fn parts(manifest: &Table) -> Vec<(String, Table)> {
    let table = |of: &Table, name: &str| of.get(name).and_then(Value::as_table).cloned();
    let targets = table(manifest, "target").unwrap_or_default().into_iter().map(|(target, of)| {
        let of = of.as_table().and_then(|of| table(of, "dependencies"));
        (format!("target.'{target}'.dependencies"), of.unwrap_or_default())
    });
    let part = |name: &str| (name.to_owned(), table(manifest, name).unwrap_or_default());
    [part("dependencies")].into_iter().chain(targets).chain([part(FEATURES)]).collect()
}

/// The line of the emitted manifest, to be pasted; its entries are a line each.
fn said(table: &str, name: &str, need: &Value, text: &str) -> String {
    let own = Table::from_iter([(name.to_owned(), need.clone())]).to_string();
    let is_its = |line: &&str| line.parse::<Table>().is_ok_and(|line| line.get(name) == Some(need));
    let within = text.split(&format!("[{table}]\n")).nth(1).unwrap_or_default();
    let line = within.lines().find(is_its).unwrap_or(&own).trim_end().replace(['\n', '\r'], " ");
    format!("Cargo.toml: [{table}] needs, as in {OUTPUT}/Cargo.toml: {line}")
}

/// Whether a dependency is the same as another, or that with more features.
fn covers(has: &Value, need: &Value) -> bool {
    let (has, need) = (long(has), long(need));
    need.iter().all(|(key, need)| match has.get(key) {
        Some(has) if key == "features" => holds(has, need),
        Some(has) => has == need,
        None => false,
    })
}

/// A dependency in its long form.
fn long(dependency: &Value) -> Table {
    match dependency {
        Value::Table(table) => table.clone(),
        version => Table::from_iter([("version".to_owned(), version.clone())]),
    }
}

/// Whether a list has every element of another.
fn holds(has: &Value, need: &Value) -> bool {
    match (has.as_array(), need.as_array()) {
        (Some(has), Some(need)) => need.iter().all(|one| has.contains(one)),
        _ => has == need,
    }
}
