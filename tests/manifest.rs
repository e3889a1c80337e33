//! The workbench mounts the generated crate's source as its own library, so it has to offer what that crate's manifest
//! offers: the same dependencies and the same features. This holds the two manifests together.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking, in its helpers too")]

use std::path::Path;

use toml::{Table, Value};

#[test]
fn dependencies_agree() {
    let (root, generated) = (manifest("Cargo.toml"), manifest("generated/Cargo.toml"));
    let here = table(&root, "dependencies");
    let differing: Vec<String> = table(&generated, "dependencies")
        .iter()
        .map(|(name, there)| (name, here.get(name).map(normal), normal(there)))
        .filter(|(_, here, there)| here.as_ref() != Some(there))
        .map(|(name, here, there)| {
            format!("{name} = {there}, not {}", here.map_or("nothing".to_owned(), |here| here.to_string()))
        })
        .collect();
    assert!(
        differing.is_empty(),
        "[dependencies] of Cargo.toml need, as in generated/Cargo.toml:\n{}",
        differing.join("\n")
    );
}

#[test]
fn dependencies_by_target_agree() {
    let (root, generated) = (manifest("Cargo.toml"), manifest("generated/Cargo.toml"));
    let by_target = |of: &Table| -> Vec<(String, String, Value)> {
        let targets =
            table(of, "target").into_iter().map(|(target, of)| (target, of["dependencies"].clone()));
        let lines = |(target, of): (String, Value)| {
            let of = of.as_table().cloned().unwrap_or_default().into_iter();
            of.map(move |(name, dependency)| (target.clone(), name, normal(&dependency)))
        };
        targets.flat_map(lines).collect()
    };
    assert!(by_target(&generated).len() > 4);
    assert_eq!(by_target(&root), by_target(&generated), "Cargo.toml (left), generated/Cargo.toml (right)");
}

#[test]
fn features_agree() {
    let (root, generated) = (manifest("Cargo.toml"), manifest("generated/Cargo.toml"));
    assert_eq!(
        table(&root, "features"),
        table(&generated, "features"),
        "Cargo.toml (left), generated/Cargo.toml (right)"
    );
}

#[test]
fn editions_agree() {
    let edition = |of: &Table| table(of, "package")["edition"].clone();
    assert_eq!(edition(&manifest("Cargo.toml")), edition(&manifest("generated/Cargo.toml")));
}

/// A manifest of the repository.
fn manifest(path: &str) -> Table {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.parse().unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A table of a manifest, empty if it has none.
fn table(manifest: &Table, name: &str) -> Table {
    manifest.get(name).and_then(Value::as_table).cloned().unwrap_or_default()
}

/// A dependency in its long form, features sorted, so that two spellings of one thing are equal.
fn normal(dependency: &Value) -> Value {
    let mut long = match dependency {
        Value::Table(table) => table.clone(),
        version => Table::from_iter([("version".to_owned(), version.clone())]),
    };
    long.entry("default-features").or_insert(Value::Boolean(true));
    let features = long.entry("features").or_insert_with(|| Value::Array(Vec::new()));
    if let Value::Array(features) = features {
        features.sort_by(|a, b| a.as_str().cmp(&b.as_str()));
    }
    Value::Table(long)
}
