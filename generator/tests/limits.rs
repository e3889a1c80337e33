//! What `lint` and `learn` do with many values, deep values and unions that lead back to themselves: counted in steps, so
//! that it is the same on every machine.

#![cfg(feature = "lint")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

use serde_json::{Map, Value, json};
use truespec::correct::learn::{Input, learn};
use truespec::correct::lint::lint;
use truespec::correct::recording::{Secrets, exchanges};
use truespec::diagnostic::{FileId, Report};

fn document(schema: Value, schemas: Value) -> Value {
    json!({
        "openapi": "3.0.3", "info": {"title": "t", "version": "1"},
        "paths": {"/a": {"get": {"responses": {"200": {
            "description": "d", "content": {"application/json": {"schema": schema}},
        }}}}},
        "components": {"schemas": schemas},
    })
}

fn recording(bodies: impl IntoIterator<Item = Value>) -> Value {
    let entry = |body: Value| {
        json!({
            "request": {"method": "GET", "url": "http://h/a", "headers": [], "queryString": []},
            "response": {"status": 200, "headers": [], "content": {"mimeType": "application/json", "text": body.to_string()}},
        })
    };
    let entries: Value = bodies.into_iter().map(entry).collect();
    json!({"log": {"version": "1.2", "creator": {"name": "t", "version": "1"}, "entries": entries}})
}

fn steps(report: &Report, pass: &str) -> u64 {
    report.steps.iter().find(|steps| steps.pass == pass).unwrap_or_else(|| panic!("{:?}", report.steps)).used
}

fn codes(report: &Report) -> Vec<&'static str> {
    report.diagnostics.iter().map(|one| one.code.id).collect()
}

/// A word for a number, as names of members are.
fn word(mut number: usize) -> String {
    const SYLLABLES: [&str; 10] = ["ba", "de", "fi", "go", "lu", "ma", "ne", "ri", "so", "tu"];
    let mut text = "k".to_owned();
    for _ in 0..6 {
        text += SYLLABLES[number % 10];
        number /= 10;
    }
    text
}

/// Each alternative refers to a union of its own with all of them: a value and a schema are compared once.
#[test]
fn unions_of_themselves() {
    const ALTERNATIVES: usize = 30;
    let name = |index: usize| format!("A{index}");
    let any: Value = (0..ALTERNATIVES)
        .map(|index| json!({"$ref": format!("#/components/schemas/{}", name(index))}))
        .collect();
    let schema = |index: usize| json!({"type": "object", "required": [format!("r{index}")], "properties": {"next": {"anyOf": any}}});
    let schemas: Map<String, Value> = (0..ALTERNATIVES).map(|index| (name(index), schema(index))).collect();
    let document = document(json!({"anyOf": any}), Value::Object(schemas));
    let body = (0..40).fold(json!({"size": 1}), |inner, _| json!({"next": inner}));
    let exchanges = exchanges(recording([body]), &Secrets::default());
    let findings = learn(Input::new(&document, FileId(0), &exchanges));
    let used = steps(&findings.report, "learn: values");
    assert!(used < 400_000, "{used}");
    assert!(!codes(&findings.report).contains(&"TS724"), "{:?}", findings.report);
}

/// What is too much is said, and ends.
/// A reference that is no text leads nowhere, and not back to itself.
#[test]
fn references_that_are_no_text() {
    for broken in [json!({"$ref": -1}), json!({"allOf": [{"$ref": {}}]}), json!({"items": {"$ref": null}})] {
        let union = json!({"oneOf": [broken], "discriminator": {"propertyName": "kind"}});
        let document =
            document(json!({"allOf": [broken, union], "example": {"kind": "a"}}), json!({"Pet": union}));
        let _ = lint(&document, FileId(0));
        let recorded = recording([json!({"kind": "a"}), json!([1])]);
        let exchanges = exchanges(recorded, &Secrets::default());
        let _ = learn(Input::new(&document, FileId(0), &exchanges));
    }
}

#[test]
fn the_limit_is_said() {
    let alternatives: Value = (0..40)
        .map(|index| {
            let deeper = json!({"anyOf": [{"$ref": "#/components/schemas/U"}, {"$ref": "#/components/schemas/V"}]});
            json!({"type": "object", "required": [format!("r{index}")], "properties": {"a": deeper, "b": deeper}})
        })
        .collect();
    let document = document(
        json!({"$ref": "#/components/schemas/U"}),
        json!({"U": {"anyOf": alternatives}, "V": {"oneOf": alternatives}}),
    );
    let body = (0..9).fold(json!({"c": 1}), |inner, _| json!({"a": inner.clone(), "b": inner}));
    let exchanges = exchanges(recording([body]), &Secrets::default());
    let findings = learn(Input::new(&document, FileId(0), &exchanges));
    let steps = findings.report.steps.iter().find(|steps| steps.pass == "learn: values").unwrap();
    assert!(steps.most < 1_500_000, "{}", steps.most);
    assert_eq!(steps.used > steps.most, codes(&findings.report).contains(&"TS724"), "{:?}", findings.report);
}

/// As many members as nobody would declare are entries of a map, and one finding.
#[test]
fn very_many_undeclared_members() {
    let example: Map<String, Value> = (0..20_000).map(|number| (word(number), json!(number))).collect();
    let schema = json!({"type": "object", "properties": {"a": {"type": "string"}}, "example": example});
    let findings = lint(&document(schema, json!({})), FileId(0));
    assert_eq!(codes(&findings.report), ["TS753"]);
    assert_eq!(findings.proposals.len(), 1, "{:?}", findings.proposals);
}

/// Where each example has findings of its own, each is found once and not searched for from the start.
#[test]
fn many_findings_in_one_example() {
    let example: Vec<Value> = (0..1_500).map(|number| json!({"x": number})).collect();
    let items = json!({"type": "object", "properties": {"x": {"type": "string"}}});
    let wide: Map<String, Value> = (0..400).map(|number| (word(number), json!(number))).collect();
    let schema = json!({"type": "object", "properties": {"list": {"type": "array", "items": items}},
        "example": {"list": example, "wide": wide}});
    let findings = lint(&document(schema, json!({})), FileId(0));
    assert_eq!(codes(&findings.report).len(), 2, "{:?}", findings.report);
}

#[test]
fn many_exchanges_against_one_schema() {
    let bodies = (0..4_000).map(|number| json!({"id": number, "name": word(number)}));
    let exchanges = exchanges(recording(bodies), &Secrets::default());
    let findings = learn(Input::new(&document(json!({"type": "string"}), json!({})), FileId(0), &exchanges));
    let used = steps(&findings.report, "learn: values");
    assert!(used < 200_000, "{used}");
    assert_eq!(codes(&findings.report), ["TS721"]);
}
