//! The documentation of every operation has an example that calls it. That the examples compile is what `cargo test --doc`
//! sees to.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking, in its helpers too")]

use std::collections::BTreeMap;
use std::path::Path;

/// How many methods call an operation: one each, and two for the one that answers whole or as it comes.
const METHODS: [(&str, usize); 2] = [("dify", 47), ("nekt", 14)];

#[test]
fn every_operation_has_an_example() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let made =
        truespec::workspace::make(root).unwrap_or_else(|report| panic!("specs/ is at fault:\n{report}"));
    let (mut lacking, mut counted) = (Vec::new(), BTreeMap::new());
    for built in &made.apis {
        let api = built.module.as_deref().unwrap();
        for group in &built.names.groups {
            let path = format!("generated/src/{api}/{}.rs", group.module);
            let source = std::fs::read_to_string(root.join(&path)).unwrap();
            for operation in &group.operations {
                *counted.entry(api).or_insert(0) += 1;
                let example = example(&source, &operation.method);
                let calls = format!(".{}()", group.module);
                let called = format!(".{}(", operation.method);
                if !(example.contains(&calls) && example.contains(&called) && example.contains(".await?;")) {
                    lacking.push(format!("{path}: {}\n{example}", operation.method));
                }
            }
        }
    }
    assert!(lacking.is_empty(), "without an example that calls it:\n{}", lacking.join("\n"));
    assert_eq!(counted, BTreeMap::from(METHODS));
}

/// The code in the documentation of a method of that name; each stands after what precedes it in the file.
fn example(source: &str, method: &str) -> String {
    let (before, _) = source.split_once(&format!("    pub fn {method}(")).unwrap();
    let lines = before.lines().rev().skip_while(|line| line.trim_start().starts_with("#["));
    let docs: Vec<&str> = lines.map_while(|line| line.strip_prefix("    ///")).collect();
    let mut inside = docs.iter().rev().skip_while(|line| **line != " ```no_run").skip(1);
    inside.by_ref().take_while(|line| **line != " ```").map(|line| format!("{line}\n")).collect()
}
