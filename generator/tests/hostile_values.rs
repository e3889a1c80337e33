//! Documents whose examples, patterns and enumerations could make a pass work without end: each kind ends in a moment, what
//! is left out is reported by its code, and what is ordinary is still checked.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

use std::sync::mpsc;
use std::time::Duration;

use serde_json::{Map, Value, json};
use truespec::base::pattern::translate;
use truespec::correct::lint::{Findings, lint};
use truespec::correct::propose::overlay;
use truespec::diagnostic::FileId;

/// Generous: a machine may be busy, and the build one for debugging.
const HANG: Duration = Duration::from_secs(60);

fn in_time<T: Send + 'static>(name: &str, work: impl FnOnce() -> T + Send + 'static) -> T {
    let (send, receive) = mpsc::channel();
    std::thread::spawn(move || send.send(work()));
    receive.recv_timeout(HANG).unwrap_or_else(|_| panic!("{name}: no end, or a panic"))
}

fn document(schemas: Map<String, Value>) -> Value {
    let info = json!({"title": "t", "version": "1"});
    json!({"openapi": "3.1.0", "info": info, "paths": {}, "components": {"schemas": schemas}})
}

fn linted(name: &str, document: Value) -> (Vec<&'static str>, Findings) {
    let findings = in_time(name, move || lint(&document, FileId(0)));
    (findings.report.diagnostics.iter().map(|one| one.code.id).collect(), findings)
}

fn to(i: usize) -> Value {
    json!({"$ref": format!("#/components/schemas/S{i}")})
}

/// Schemas that each ask the next twice, by `ask`; the first has an example.
fn doubling(ask: impl Fn(Value) -> Value, example: &Value) -> Value {
    let mut schemas: Map<String, Value> = (0..26).map(|i| (format!("S{i}"), ask(to(i + 1)))).collect();
    schemas["S0"]["type"] = json!(["object", "array", "integer"]);
    schemas["S0"]["examples"] = json!([example]);
    schemas.insert("S26".to_owned(), json!({"type": "string"}));
    document(schemas)
}

fn nested(with: impl Fn(Value) -> Value) -> Value {
    (0..26).fold(json!(1), |inner, _| with(inner))
}

#[test]
fn every_keyword_that_asks_schemas_is_counted() {
    type Ask = fn(Value) -> Value;
    let flat = json!({"a": 1, "b": 1});
    let deep = nested(|inner| json!({"a": inner}));
    let list = nested(|inner| json!([inner]));
    let kinds: [(&str, Ask, &Value); 9] = [
        ("dependentSchemas", |to| json!({"dependentSchemas": {"a": to, "b": to}}), &flat),
        ("dependencies", |to| json!({"dependencies": {"a": to, "b": to}}), &flat),
        ("not", |to| json!({"not": to, "allOf": [to]}), &flat),
        ("if", |to| json!({"if": to, "then": to, "else": to}), &flat),
        ("patternProperties", |to| json!({"patternProperties": {"a": to, "^a": to}}), &deep),
        ("beside", |to| json!({"properties": {"a": to}, "patternProperties": {"a": to}}), &deep),
        ("propertyNames", |to| json!({"propertyNames": to, "allOf": [to]}), &flat),
        ("contains", |to| json!({"items": to, "contains": to}), &list),
        ("prefixItems", |to| json!({"prefixItems": [to], "contains": to}), &list),
    ];
    for (name, ask, example) in kinds {
        let (codes, _) = linted(name, doubling(ask, example));
        assert_eq!(codes, ["TS724"], "{name}");
    }
}

/// What is not counted is not asked either, wherever it stands.
#[test]
fn keywords_that_are_not_counted_are_not_asked() {
    type Ask = fn(Value) -> Value;
    let kinds: [(&str, Ask); 3] = [
        ("$dynamicRef", |to| json!({"allOf": [{"$dynamicRef": to["$ref"]}, {"$dynamicRef": to["$ref"]}]})),
        (
            "$recursiveRef",
            |to| json!({"allOf": [{"$recursiveRef": to["$ref"]}, {"$recursiveRef": to["$ref"]}]}),
        ),
        (
            "unevaluatedProperties",
            |to| json!({"unevaluatedProperties": to, "anyOf": [{"unevaluatedProperties": to}]}),
        ),
    ];
    for (name, ask) in kinds {
        linted(name, doubling(ask, &nested(|inner| json!({"a": inner}))));
    }
    let whole = |to: Value| json!(format!("truespec:///document{}", to["$ref"].as_str().unwrap()));
    linted(
        "whole URI",
        doubling(|to| json!({"allOf": [{"$ref": whole(to.clone())}, {"$ref": whole(to)}]}), &json!(1)),
    );
}

#[test]
fn a_schema_whose_properties_are_called_like_keywords_is_checked() {
    let schema = json!({"properties": {
        "example": {"$ref": "#/components/schemas/S1"},
        "unevaluated": {"type": "string"},
        "$id": {"type": "string"},
    }, "example": {"example": 1}});
    let schemas = [("S0".to_owned(), schema), ("S1".to_owned(), json!({"type": "string"}))];
    assert_eq!(linted("names", document(schemas.into_iter().collect())).0, ["TS711"]);
}

#[test]
fn ordinary_values_are_still_checked() {
    let schema = |schema: Value, example: Value| {
        let mut schema = schema;
        schema["example"] = example;
        if schema.get("type").is_none() {
            schema["type"] = json!("object");
        }
        document([("S0".to_owned(), schema)].into_iter().collect())
    };
    let cases = [
        (json!({"dependentSchemas": {"a": {"required": ["b"]}}}), json!({"a": 1})),
        (json!({"patternProperties": {"^x-": {"type": "string"}}}), json!({"x-a": 1})),
        (json!({"type": "array", "contains": {"type": "string"}}), json!([1])),
        (json!({"type": "object", "propertyNames": {"pattern": "^[a-z]+$"}}), json!({"A": 1})),
        (json!({"type": "string", "pattern": "^(?=.*[A-Z]).{1,1000}$"}), json!("a")),
    ];
    for (kind, example) in cases {
        assert_eq!(linted(&kind.to_string(), schema(kind.clone(), example)).0, ["TS711"], "{kind}");
    }
}

/// Each example alone is within the limit of one.
#[test]
fn examples_are_counted_together() {
    let mut schemas: Map<String, Value> =
        (0..17).map(|i| (format!("S{i}"), json!({"allOf": [to(i + 1), to(i + 1)]}))).collect();
    schemas["S0"]["examples"] = (0..600).map(|i| json!({"a": i})).collect();
    schemas.insert("S17".to_owned(), json!({"type": "object"}));
    let (codes, _) = linted("examples", document(schemas));
    assert!(codes.len() > 500 && codes.iter().all(|code| *code == "TS724"), "{}", codes.len());
}

#[test]
fn a_pattern_that_is_given_up_is_no_contradiction() {
    let texts: Vec<Value> = (0..60).map(|i| json!(format!("{}c{i}", "a".repeat(30)))).collect();
    let text = json!({"type": "string", "pattern": "^(?:(?=a)(a|a?)+)+b$"});
    let kinds = [text.clone(), json!({"anyOf": [text, {"type": "integer"}]})];
    for kind in kinds {
        let schema = json!({"type": "array", "items": kind, "example": texts});
        let (codes, findings) =
            linted("backtracking", document([("S".to_owned(), schema)].into_iter().collect()));
        assert_eq!(codes, ["TS724"]);
        assert!(findings.proposals.is_empty());
    }
}

#[test]
fn large_patterns_are_not_asked() {
    let pattern = |i: usize| json!({"type": "string", "pattern": format!("((\\w{{90}}){{90}}){{9{i}}}"), "example": "a"});
    let schemas = (0..60).map(|i| (format!("S{i}"), pattern(i))).collect();
    assert_eq!(linted("large patterns", document(schemas)).0, ["TS724"; 60]);
}

/// A large enumeration, and as many examples that it leaves out.
#[test]
fn enumerations_are_not_copied_for_each_example() {
    let size = 1_000;
    let literals: Vec<Value> = (0..size).map(|i| json!(format!("a{i}"))).collect();
    let examples: Vec<Value> = (0..size).map(|i| json!(format!("b{i}"))).collect();
    let schema = json!({"type": "string", "enum": literals, "examples": examples});
    let (_, findings) = linted("enum", document([("S".to_owned(), schema)].into_iter().collect()));
    assert!(!findings.proposals.is_empty());
    let is_short = |guard: &(String, Value)| guard.1.to_string().len() < 100;
    assert!(findings.proposals.iter().all(|proposal| proposal.guard.as_ref().is_some_and(is_short)));
    let doubled = [findings.proposals.as_slice(), findings.proposals.as_slice()].concat();
    let once = findings.proposals.len();
    let written = in_time("overlay", move || overlay("t", &doubled));
    assert_eq!(written["actions"].as_array().unwrap().len(), once);
}

#[test]
fn collections_are_found_by_path() {
    let schemas: Map<String, Value> = [("T".to_owned(), json!({"type": "object"}))].into_iter().collect();
    let mut document = document(schemas);
    let content = json!({"application/json": {"schema": {"$ref": "#/components/schemas/T"}}});
    let answer = json!({"200": {"description": "", "content": content}});
    let post = json!({"post": {"requestBody": {"content": content}, "responses": answer}});
    for i in 0..3_000 {
        document["paths"][format!("/t{i}/")] = post.clone();
        document["paths"][format!("/t{i}/verb/")] = post.clone();
    }
    let (codes, findings) = linted("collections", document);
    assert_eq!(findings.proposals.len(), 6_000);
    assert_eq!(codes.iter().filter(|code| **code == "TS713").count(), 1_000);
    assert_eq!(codes.last(), Some(&"TS725"));
}

/// One schema with many properties, or one that many refer to, and as many examples: each schema is read once.
#[test]
fn schemas_are_read_once() {
    let properties: Map<String, Value> =
        (0..2_000).map(|i| (format!("p{i}"), json!({"type": "string"}))).collect();
    let wide = json!({"type": "object", "properties": properties});
    let mut own = wide.clone();
    own["examples"] = (0..4_000).map(|i| json!({"p1": i})).collect();
    let mut shared: Map<String, Value> = (0..500)
        .map(|i| {
            (format!("S{i}"), json!({"allOf": [{"$ref": "#/components/schemas/A"}], "example": {"p1": 1}}))
        })
        .collect();
    shared.insert("A".to_owned(), wide);
    for (name, schemas) in [("own", [("A".to_owned(), own)].into_iter().collect()), ("shared", shared)] {
        let (codes, findings) = linted(name, document(schemas));
        assert_eq!(codes, ["TS711"], "{name}");
        let built = findings.report.steps.iter().find(|steps| steps.pass == "lint: validators").unwrap();
        assert!(built.used < 10_000, "{name}: {built:?}");
    }
}

/// A schema that no validator can be built from does not keep the others from being asked; what does not need one is judged.
#[test]
fn schemas_that_cannot_be_used_are_left_out() {
    let mut schemas: Map<String, Value> = (0..50)
        .map(|i| {
            (format!("S{i}"), json!({"type": "string", "minLength": "two", "multipleOf": i, "example": "a"}))
        })
        .collect();
    schemas.insert("Good".to_owned(), json!({"type": "string", "example": 1}));
    schemas.insert("Also".to_owned(), json!({"type": "object", "example": 1}));
    let (codes, _) = linted("unusable", document(schemas));
    assert_eq!(codes, ["TS711", "TS711"]);
}

/// An example that many operations refer to is neither shown nor copied into messages.
#[test]
fn large_values_that_many_schemas_share_have_a_limit() {
    let at = |i: usize| format!("/a{i}");
    let named = json!({"e": {"$ref": "#/components/examples/E"}});
    let content = json!({"application/json": {"schema": {"type": "integer"}, "examples": named}});
    let answer = json!({"get": {"responses": {"200": {"description": "", "content": content}}}});
    let paths: Map<String, Value> = (0..3_000).map(|i| (at(i), answer.clone())).collect();
    let mut document = document(Map::new());
    document["paths"] = Value::Object(paths);
    document["components"]["examples"] = json!({"E": {"value": {"a": "x".repeat(1_000_000)}}});
    let (codes, findings) = linted("shared example", document);
    assert!(codes.contains(&"TS724") && codes.contains(&"TS711"));
    assert_eq!(codes.last(), Some(&"TS725"));
    assert!(findings.report.diagnostics.iter().all(|one| one.message.len() < 2_000));
}

/// How far real documents are from the limits, and what is not checked of them.
#[test]
#[ignore = "reads the whole corpus; for a release build"]
fn documents_of_the_corpus_are_within_the_limits() {
    let vendor = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus/vendor");
    for entry in std::fs::read_dir(vendor).into_iter().flatten().flatten() {
        let Ok(text) = std::fs::read_to_string(entry.path()) else { continue };
        let (mut files, mut report) = (truespec::diagnostic::Files::default(), Default::default());
        let id = files.add("api", text);
        let Some(document) = truespec::input::load::load(&files, id, &mut report) else { continue };
        for steps in lint(&document, id).report.steps {
            let name = entry.file_name();
            println!("{name:?}: {} {} of {}", steps.pass, steps.used, steps.most);
            assert!(steps.used <= steps.most, "{name:?}: {steps:?}");
        }
    }
}

#[test]
fn placeholders_of_a_path_are_found_together() {
    let path: String = (0..3_000).map(|i| format!("/{{p{i}}}")).collect();
    let mut document = document(Map::new());
    document["paths"][path.as_str()] = json!({"get": {"parameters": [{"name": "p1", "in": "path"}]}});
    document["paths"]["/a/{one}/{two}/{one}"] = json!({"get": {}});
    document["paths"]["/b/{one}"] = json!({"get": {}});
    let (codes, findings) = linted("placeholders", document);
    assert_eq!(codes, ["TS716"; 3]);
    let said: Vec<&str> = findings.report.diagnostics.iter().map(|one| one.message.as_str()).collect();
    assert!(
        said[0].starts_with("`{p0}`, `{p2}`, `{p3}`, `{p4}`, `{p5}` and 2994 more in `/{p0}"),
        "{}",
        said[0]
    );
    assert!(said[0].len() < 500);
    assert_eq!(said[1], "`{one}` and `{two}` in `/a/{one}/{two}/{one}` are not declared");
    assert_eq!(said[2], "`{one}` in `/b/{one}` is not declared");
    // The first would not apply: a target of an overlay has at most 4,096 characters.
    assert_eq!(findings.proposals.len(), 2);
    assert!(overlay("t", &findings.proposals).to_string().len() < 1_000_000);
}

/// Beyond what is listed, findings are counted, and proposals end by their length.
#[test]
fn findings_and_proposals_have_a_limit() {
    let required: Vec<Value> = (0..20_000).map(|i| json!(format!("q{i}"))).collect();
    let schema = json!({"type": "object", "required": required, "properties": {}});
    let (codes, findings) =
        linted("required", document([("A".to_owned(), schema.clone())].into_iter().collect()));
    assert_eq!(codes.iter().filter(|code| **code == "TS717").count(), 1_000);
    let [unlisted, unproposed] =
        findings.report.diagnostics.last_chunk().unwrap().each_ref().map(|one| (one.code.id, &one.message));
    assert!(unlisted.0 == "TS725" && unlisted.1.starts_with("19000 more findings"), "{unlisted:?}");
    // Each action searches the list, so one overlay cannot have all of them. None is lost without a word.
    let kept = findings.proposals.len();
    let more = format!("{} more actions not proposed", 20_000 - kept);
    assert!(kept > 1_000 && unproposed.0 == "TS725" && unproposed.1.starts_with(&more), "{unproposed:?}");
    // Each finding and each action names the schema.
    let name = "n".repeat(10_000);
    let (_, findings) = linted("long", document([(name, schema)].into_iter().collect()));
    let said: Vec<&str> = findings.report.diagnostics.iter().rev().map(|one| one.message.as_str()).collect();
    assert!(said[0].contains("not proposed") && said[1].contains("bytes"), "{:?}", &said[..2]);
    assert!(overlay("t", &findings.proposals).to_string().len() < 20_000_000);
}

#[test]
fn values_in_prose_are_found_in_one_pass() {
    let values: Vec<String> = (0..50_000).map(|i| format!("`v{i}`")).collect();
    let schema = json!({"type": "string", "description": format!("Possible values: {}", values.join(", "))});
    let (codes, findings) = linted("prose", document([("A".to_owned(), schema)].into_iter().collect()));
    assert_eq!((codes, findings.proposals.len()), (vec!["TS714"], 1));
    assert!(findings.report.diagnostics[0].message.ends_with("v18, v19 and 49980 more"));
}

#[test]
fn patterns_are_translated_in_time() {
    in_time("patterns", || {
        for pattern in ["{".repeat(4_096), "{1".repeat(2_048), "{1,".repeat(1_365), "[".repeat(4_096)] {
            let _ = translate(&pattern);
        }
        assert!(translate(&"a".repeat(4_096)).is_ok() && translate(&"a".repeat(4_097)).is_err());
        for i in 0..200 {
            assert!(translate(&format!("((a{{100}}){{100}}){{{}}}", i + 2)).is_err());
        }
        let deep = (0..40).fold("a".to_owned(), |inner, _| format!("({inner}){{9}}"));
        assert!(translate(&deep).is_err());
        for ordinary in ["^.{1,65535}$", "^([a-z]{2,8}-){1,8}[0-9]{4}$", "^{a}{,3}$", "^[^{}]{2,}$"] {
            assert!(translate(ordinary).is_ok() || ordinary.contains("65535"), "{ordinary}");
        }
    });
}
