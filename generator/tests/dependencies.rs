//! What is depended on: under licences that users can take along, and in one version each, as far as others let us.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value;

/// Licences (SPDX) that ask for no more than a notice.
const LICENCES: [&str; 12] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Crates in several versions, and who asks for which.
const SEVERAL: [(&str, &str); 2] = [
    ("getrandom", "ring 0.2, jsonschema 0.3, what tests use 0.4"),
    ("syn", "prettyplease prints version 2; newer derives use 3"),
];

/// The packages that this machine would compile: the workspace's and what they depend on.
fn packages() -> Vec<Value> {
    let host = Command::new("rustc").arg("-vV").output().unwrap().stdout;
    let host = String::from_utf8(host).unwrap();
    let host = host.lines().find_map(|line| line.strip_prefix("host: ")).unwrap().to_owned();
    let asked = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--offline", "--filter-platform", &host])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(asked.status.success(), "{}", String::from_utf8_lossy(&asked.stderr));
    let mut metadata: Value = serde_json::from_slice(&asked.stdout).unwrap();
    let nodes = metadata["resolve"]["nodes"].as_array().unwrap().iter();
    let used: BTreeSet<String> = nodes.map(|node| node["id"].as_str().unwrap().to_owned()).collect();
    let Value::Array(packages) = metadata["packages"].take() else { panic!("no packages") };
    let packages = packages.into_iter().filter(|package| used.contains(package["id"].as_str().unwrap()));
    packages.collect()
}

/// Whether an expression of licences can be met by those above.
fn is_free(expression: &str) -> bool {
    let expression = expression.replace('/', " OR ").replace(['(', ')'], "");
    // `A OR B AND C` with parentheses is rare and read as if each AND were asked for.
    expression.split(" AND ").all(|all| all.split(" OR ").any(|one| LICENCES.contains(&one.trim())))
}

#[test]
fn licences_ask_for_a_notice_at_most() {
    let packages = packages();
    assert!(packages.len() > 100, "{}", packages.len());
    for package in packages {
        let licence = package["license"].as_str().unwrap_or_default();
        assert!(is_free(licence), "{} is under `{licence}`", package["name"]);
    }
    assert!(is_free("(MIT OR Apache-2.0) AND Unicode-3.0") && is_free("MIT/Apache-2.0"));
    assert!(!is_free("GPL-3.0") && !is_free("MIT AND GPL-3.0") && !is_free(""));
}

#[test]
fn one_version_of_each_crate() {
    let asked = Command::new(env!("CARGO"))
        .args(["tree", "--offline", "--workspace", "--duplicates", "--depth", "0", "--prefix", "none"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(asked.status.success(), "{}", String::from_utf8_lossy(&asked.stderr));
    let listed = String::from_utf8(asked.stdout).unwrap();
    let mut versions: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (name, rest) in listed.lines().filter_map(|line| line.split_once(' ')) {
        versions.entry(name).or_default().extend(rest.split(' ').next());
    }
    let several: Vec<&str> =
        versions.iter().filter(|(_, versions)| versions.len() > 1).map(|(name, _)| *name).collect();
    assert_eq!(several, SEVERAL.map(|(name, _)| name), "{listed}");
}
