//! One small document a rule: what it becomes, and what is said about it.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use serde_json::Value;
use truespec::diagnostic::provenance::Provenance;
use truespec::diagnostic::{FileId, Location, Report};
use truespec::normalise::{normalise, rules};

#[test]
fn features() {
    insta::glob!("normalise/*.yaml", |path| {
        let text = std::fs::read_to_string(path).unwrap();
        let document: Value = serde_yaml::from_str(&text).unwrap();
        let (mut provenance, mut report) = (Provenance::new(FileId(0)), Report::default());
        let normal = normalise(document, &mut provenance, &mut report);
        let mut shown = String::new();
        for said in &report.diagnostics {
            let Location::Source(_, at) = &said.location else {
                panic!("{:?} is no place in the source", said.location)
            };
            writeln!(shown, "# {} {at}: {}", said.code.id, said.message).unwrap();
        }
        if let Some(Value::Object(mut normal)) = normal {
            for section in normal["components"].as_object_mut().into_iter() {
                section.retain(|_, entries| entries.as_object().is_none_or(|entries| !entries.is_empty()));
            }
            normal.retain(|key, value| !["openapi", "info"].contains(&key.as_str()) && !is_empty(value));
            shown.push_str(&serde_yaml::to_string(&normal).unwrap());
        }
        insta::with_settings!({ snapshot_path => "normalise", omit_expression => true, prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!(shown);
        });
    });
}

/// What every normal document has is not shown when it is empty.
fn is_empty(value: &Value) -> bool {
    value.as_object().is_some_and(serde_json::Map::is_empty)
}

#[test]
fn every_rule_is_shown() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/normalise");
    let shown: BTreeSet<String> = std::fs::read_dir(folder)
        .unwrap()
        .filter_map(|entry| Some(entry.unwrap().path().file_stem()?.to_str()?.to_owned()))
        .collect();
    let missing: Vec<_> = rules().into_iter().filter(|rule| !shown.contains(*rule)).collect();
    assert!(missing.is_empty(), "rules without a feature document: {missing:?}");
}
