//! Nonsense: every value of some documents in turn is replaced by something that does not belong there. What
//! comes out must still be read by `openapiv3`, and stay the same when it is normalised once more.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "normalise/support.rs"]
mod support;

use std::path::Path;

use serde_json::{Value, json};
use support::{check, difference};
use truespec::base::pointer::Pointer;
use truespec::diagnostic::provenance::Provenance;
use truespec::diagnostic::{FileId, Report};
use truespec::normalise::normalise;

#[test]
fn nothing_breaks_it() {
    let odd = [
        json!(null),
        json!(true),
        json!(-1.5),
        json!(""),
        json!("#/x"),
        json!("null"),
        json!([]),
        json!([null]),
        json!(["a", 1, {}]),
        json!({}),
        json!({ "$ref": 1 }),
        json!({ "$ref": "#/components/schemas/A" }),
        json!({ "$ref": "elsewhere.yaml", "type": "null" }),
        json!({ "a": null, "b": [], "c": "integer" }),
        json!({ "type": ["null", "int", "array"], "enum": [null, 1], "items": [true], "oneOf": {} }),
    ];
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/normalise");
    let mut failures = String::new();
    let mut runs = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "yaml") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let document: Value = serde_yaml::from_str(&text).unwrap();
        let mut places = Vec::new();
        collect(&document, &Pointer::root(), &mut places);
        for at in &places {
            for value in &odd {
                let mut broken = document.clone();
                *broken.pointer_mut(at.as_str()).unwrap() = value.clone();
                runs += 1;
                once(broken, &format!("{} {at} := {value}", path.display()), &mut failures);
            }
        }
    }
    println!("{runs} runs");
    assert!(failures.is_empty(), "{} failures\n{failures}", failures.lines().count());
}

/// As deep as text may be nested (the readers stop at 128), which is deeper than `openapiv3` has stack for.
#[test]
fn depth_is_no_danger() {
    for wrap in [
        |inner| json!({ "type": ["array", "object", "null"], "items": inner }),
        |inner| json!({ "properties": { "a": inner } }),
        |inner: Value| json!({ "oneOf": [inner, { "type": "null" }] }),
    ] {
        let deep = (0..120).fold(json!({ "type": "string" }), |inner, _| wrap(inner));
        let response = json!({ "content": { "application/json": { "schema": deep } } });
        let mut failures = String::new();
        let paths = json!({ "/a": { "get": { "responses": { "200": response } } } });
        once(json!({ "openapi": "3.1.0", "paths": paths }), "deep", &mut failures);
        assert_eq!(failures, "");
    }
}

/// Every place of a document but the root.
fn collect(value: &Value, at: &Pointer, places: &mut Vec<Pointer>) {
    let children: Vec<(Pointer, &Value)> = match value {
        Value::Object(map) => map.iter().map(|(key, value)| (at.join(key), value)).collect(),
        Value::Array(list) => list.iter().enumerate().map(|(index, value)| (at.join(index), value)).collect(),
        _ => Vec::new(),
    };
    for (at, value) in children {
        collect(value, &at, places);
        places.push(at);
    }
}

fn once(document: Value, name: &str, failures: &mut String) {
    let (mut provenance, mut report) = (Provenance::new(FileId(0)), Report::default());
    let Some(normal) = normalise(document, &mut provenance, &mut report) else { return };
    check(&normal, name, failures);
    let twice = normalise(normal.clone(), &mut Provenance::new(FileId(0)), &mut Report::default());
    if let Some(at) = twice.and_then(|twice| difference(&normal, &twice, &Pointer::root())) {
        failures.push_str(&format!("{name} | normalising again changes {at}\n"));
    }
}
