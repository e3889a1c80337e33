//! Checks the manifest of a package that mounts the emitted crate as its own library: it must have the dependencies and
//! features of that crate's manifest. When a document begins to need another dependency, the compiler would only report
//! an unknown crate.

use std::path::Path;

use toml::{Table, Value};

use super::OUTPUT;
use crate::input::file;
use crate::write::Files;

/// Returns the lines that the manifest of a package lacks; none if the package does not mount the emitted crate.
pub(super) fn differences(root: &Path, files: &Files) -> Vec<String> {
    let read = |text: &str| text.parse::<Table>().ok();
    let own = file::text(&root.join("Cargo.toml")).ok().and_then(|text| read(&text));
    let emitted = files.get(Path::new("Cargo.toml"));
    match (own.filter(mounts), emitted.and_then(|text| Some((text, read(text)?)))) {
        (Some(own), Some((text, emitted))) => missing_lines(&own, &emitted, text),
        _ => Vec::new(),
    }
}

/// Returns true if the library of a package is the emitted crate.
fn mounts(own: &Table) -> bool {
    let path = own.get("lib").and_then(|lib| lib.get("path")).and_then(Value::as_str);
    path.is_some_and(|path| Path::new(path).starts_with(OUTPUT))
}

fn missing_lines(own: &Table, emitted: &Table, text: &str) -> Vec<String> {
    let own = compared_tables(own);
    let missing = |(part, needs): (String, Table)| {
        let has = own.iter().find(|(name, _)| *name == part).map(|(_, has)| has.clone()).unwrap_or_default();
        let covers = if part == FEATURES { contains_all } else { covers };
        let lacks = move |name: &String, need: &Value| has.get(name).is_none_or(|has| !covers(has, need));
        let needs = needs.into_iter().filter(move |(name, need)| lacks(name, need));
        needs.map(|(name, need)| manifest_line(&part, &name, &need, text)).collect::<Vec<String>>()
    };
    compared_tables(emitted).into_iter().flat_map(missing).collect()
}

const FEATURES: &str = "features";

/// Returns the tables to compare, with their headings in a manifest: dependencies, target-specific dependencies, those of
/// tests, and features.
fn compared_tables(manifest: &Table) -> Vec<(String, Table)> {
    let table = |of: &Table, name: &str| of.get(name).and_then(Value::as_table).cloned();
    let targets = table(manifest, "target").unwrap_or_default().into_iter().map(|(target, of)| {
        let of = of.as_table().and_then(|of| table(of, "dependencies"));
        (format!("target.'{target}'.dependencies"), of.unwrap_or_default())
    });
    let part = |name: &str| (name.to_owned(), table(manifest, name).unwrap_or_default());
    [part("dependencies")]
        .into_iter()
        .chain(targets)
        .chain([part("dev-dependencies"), part(FEATURES)])
        .collect()
}

/// Returns a message with the line of the emitted manifest to paste; entries there are one line each.
fn manifest_line(table: &str, name: &str, need: &Value, text: &str) -> String {
    let own = Table::from_iter([(name.to_owned(), need.clone())]).to_string();
    let is_its = |line: &&str| line.parse::<Table>().is_ok_and(|line| line.get(name) == Some(need));
    let within = text.split(&format!("[{table}]\n")).nth(1).unwrap_or_default();
    let line = within.lines().find(is_its).unwrap_or(&own).trim_end().replace(['\n', '\r'], " ");
    format!("Cargo.toml: [{table}] needs, as in {OUTPUT}/Cargo.toml: {line}")
}

/// Returns true if a dependency is the same as another, or the same with more features.
fn covers(has: &Value, need: &Value) -> bool {
    let (has, need) = (as_table(has), as_table(need));
    need.iter().all(|(key, need)| match has.get(key) {
        Some(has) if key == "features" => contains_all(has, need),
        Some(has) => has == need,
        None => false,
    })
}

/// Returns a dependency in its table form.
fn as_table(dependency: &Value) -> Table {
    match dependency {
        Value::Table(table) => table.clone(),
        version => Table::from_iter([("version".to_owned(), version.clone())]),
    }
}

/// Returns true if a list has every element of another.
fn contains_all(has: &Value, need: &Value) -> bool {
    match (has.as_array(), need.as_array()) {
        (Some(has), Some(need)) => need.iter().all(|one| has.contains(one)),
        _ => has == need,
    }
}
