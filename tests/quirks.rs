//! Every documented quirk is settled: by actions of an overlay, by a test that is named, or by a reason why nothing is to be
//! done. The lists are `specs/*.quirks.md`.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking, in its helpers too")]

use std::collections::BTreeSet;
use std::path::Path;

/// A line of a list.
struct Row {
    quirk: String,
    settled_by: String,
    which: String,
}

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The lines of a list, after its head.
fn rows(path: &str) -> Vec<Row> {
    let text = read(path);
    let table = text.lines().filter(|line| line.starts_with("| ")).skip(1);
    let cells =
        table.map(|line| line.trim_matches('|').split(" | ").map(|cell| cell.trim().to_owned()).collect());
    cells
        .map(|cells: Vec<String>| match cells.as_slice() {
            [quirk, _, settled_by, which] => Row {
                quirk: quirk.clone(),
                settled_by: settled_by.clone(),
                which: which.trim_matches('|').trim().to_owned(),
            },
            other => panic!("{path}: {other:?}"),
        })
        .collect()
}

/// The quirks that `generated/QUIRKS.md` tells, those with a number.
fn told() -> BTreeSet<String> {
    let text = read("generated/QUIRKS.md");
    let ids = text.lines().filter_map(|line| line.strip_prefix("### "));
    ids.filter(|id| id[1..].chars().all(|digit| digit.is_ascii_digit())).map(str::to_owned).collect()
}

/// Holds a list against the numbers that there are, the actions, the tests and the reasons.
fn settled(path: &str, letter: char, count: usize) {
    let rows = rows(path);
    let numbers: Vec<&str> = rows.iter().map(|row| row.quirk.as_str()).collect();
    let expected: Vec<String> = (1..=count).map(|number| format!("{letter}{number}")).collect();
    assert_eq!(numbers, expected);
    let by_action = rows.iter().filter(|row| row.settled_by == "action").map(|row| row.quirk.clone());
    let told = told().into_iter().filter(|id| id.starts_with(letter));
    assert_eq!(by_action.collect::<BTreeSet<_>>(), told.collect());
    for Row { quirk, settled_by, which } in &rows {
        match settled_by.as_str() {
            "action" => assert_eq!(which, "", "{quirk}"),
            "none" => assert!(which.split(' ').count() > 4, "{quirk} has no reason"),
            "test" => shown(quirk, which),
            other => panic!("{quirk}: {other}"),
        }
    }
}

/// Holds that a test is there and says what it is about.
fn shown(quirk: &str, which: &str) {
    let (file, name) = which.split_once(' ').unwrap_or_else(|| panic!("{quirk} names no test"));
    let text = read(&format!("tests/{file}"));
    let at = text.find(&format!("fn {name}()")).unwrap_or_else(|| panic!("{quirk}: no {name} in {file}"));
    let start = text[..at].rfind("\n\n").unwrap_or_default();
    let end = text[at..].find("\n}\n").map_or(text.len(), |end| at + end);
    let test = &text[start..end];
    assert!(test.contains("#[tokio::test]") || test.contains("#[test]"), "{quirk}: {name} is no test");
    let words = test.split(|letter: char| !letter.is_ascii_alphanumeric());
    assert!(
        words.into_iter().any(|word| word == quirk),
        "{name} in {file} does not say that it is about {quirk}"
    );
}

#[test]
fn every_quirk_of_dify_is_settled() {
    settled("specs/dify-knowledge.quirks.md", 'Q', 40);
}

#[test]
fn every_quirk_of_nekt_is_settled() {
    settled("specs/nekt.quirks.md", 'N', 23);
}

/// What nearly every operation has in common is told at the client, and each operation says where to look.
#[test]
fn what_most_operations_share_is_told_once() {
    let cases =
        [("dify", "Q3", "401 is never listed"), ("nekt", "N8", "No operation lists `expand[]`, which all")];
    for (module, id, begins) in cases {
        let client = read(&format!("generated/src/{module}/client.rs"));
        assert_eq!(client.matches(&format!("/// - {id}: {begins}")).count(), 1);
        let group = read(&format!("generated/src/{module}/tags.rs"));
        let methods = group.split("\nimpl ").nth(1).and_then(|rest| rest.split("\n}\n").next()).unwrap();
        assert!(!methods.contains(begins), "{methods}");
        let told =
            methods.lines().filter(|line| line.contains(id) && line.contains("[`Client`](super::Client)"));
        assert_eq!(told.count(), methods.matches("    pub fn ").count());
    }
}

/// The methods of a client's groups, by file.
fn methods(module: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("generated/src").join(module);
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() || path.ends_with("client.rs") {
            continue;
        }
        let text = std::fs::read_to_string(path).unwrap();
        let group =
            text.split("\nimpl ").nth(1).and_then(|rest| rest.split("\n}\n").next()).unwrap_or_default();
        let names = group.lines().filter_map(|line| line.strip_prefix("    pub fn "));
        found.extend(names.map(|name| name.split('(').next().unwrap_or_default().to_owned()));
    }
    found
}

/// Every operation is called against the server that behaves as the real one.
#[test]
fn every_operation_is_called() {
    let dify: Vec<String> =
        ["bases", "chunks", "documents", "manners", "metadata", "pipeline", "tags", "uploads"]
            .iter()
            .map(|file| read(&format!("tests/dify_api/{file}.rs")))
            .collect();
    for (module, count, texts) in [("dify", 46, dify), ("nekt", 14, vec![read("tests/nekt_api.rs")])] {
        let methods = methods(module);
        // One that answers a stream as well has a method for each, and both are called.
        let second = |name: &String| {
            name.strip_suffix("_stream").is_some_and(|first| methods.iter().any(|other| other == first))
        };
        assert_eq!(methods.iter().filter(|name| !second(name)).count(), count, "{methods:?}");
        let called = |name: &String| texts.iter().any(|text| text.contains(&format!(".{name}(")));
        let missing: Vec<&String> = methods.iter().filter(|name| !called(name)).collect();
        assert!(missing.is_empty(), "{module}: never called: {missing:?}");
    }
}
