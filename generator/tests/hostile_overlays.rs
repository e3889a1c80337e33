//! Overlays and texts that could overflow the stack of a parser, or make it work without end: each ends in time, with its
//! diagnostic and a location, and real ones are read as before.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

use std::sync::mpsc;
use std::time::Duration;

use serde_json::{Map, Value, json};
use truespec::diagnostic::{FileId, Files, Location, Report};
use truespec::input::load::load;
use truespec::input::overlay::{apply, parse};

/// Nothing here takes a tenth of it; a machine may be busy.
const HANG: Duration = Duration::from_secs(10);

/// A target that grows: its name, and its text of some size.
type Shape = (&'static str, fn(usize) -> String);

#[test]
fn nested_targets_have_a_limit() {
    let shapes: [Shape; 8] = [
        ("parentheses", |n| format!("$[?{}@.a{}]", "(".repeat(n), ")".repeat(n))),
        ("open parentheses", |n| format!("$[?{}", "(".repeat(n))),
        ("not", |n| format!("$[?{}@.a{}]", "!(".repeat(n), ")".repeat(n))),
        ("filters", |n| format!("${}{}", "[?@".repeat(n), "]".repeat(n))),
        ("open filters", |n| format!("${}", "[?@".repeat(n))),
        ("functions", |n| format!("$[?{}@.a{}==1]", "length(".repeat(n), ")".repeat(n))),
        ("brackets", |n| format!("$[{}", "[".repeat(n))),
        ("filters in functions", |n| format!("$[?{}@.a{}]", "count(@[?".repeat(n), "])>1".repeat(n))),
    ];
    for (name, shape) in shapes {
        for n in [40, 8_000, 100_000] {
            for field in ["target", "copy", "at"] {
                let report = in_time(name, move || run(json!({"a": 1}), with(field, &shape(n))).1);
                expect("TS212", &report);
                let message = &report.diagnostics[0].message;
                assert!(message.len() < 250 && message.contains("more than"), "{message}");
            }
        }
    }
    // Below the limit of brackets, but read twice for each filter.
    let report = in_time("filters", || {
        run(json!({}), with("target", &format!("${}{}", "[?@".repeat(20), "]".repeat(20)))).1
    });
    expect("TS212", &report);
    let report = in_time("long", || run(json!({}), with("target", &format!("${}", ".a".repeat(2_100)))).1);
    expect("TS212", &report);
}

/// What is within the limits is read, and what is in strings does not count.
#[test]
fn real_targets_are_read() {
    let quoted = format!("$[?@.a == '{}']", "[(?\\'".repeat(100));
    let deep = format!("$[?{}@.a{}]", "(".repeat(31), ")".repeat(31));
    let listed = format!("$[{}?@.a]", "?@.b, ".repeat(20));
    let targets = [
        "$.paths['/pets/{id}'].get.parameters[?@.name == 'id' && (@.in == 'path' || @.in == 'query')].schema",
        "$[?@[?@[?@[?@.a]]]]",
        "$..[?count(@.items[?@.type == \"string\"]) > 1 && search(@.description, '\\\\d+ items')]",
        &quoted,
        &deep,
        &listed,
    ];
    for target in targets {
        let mut report = Report::default();
        let overlay = overlay(json!([{"target": target, "remove": true}]));
        assert!(parse(&overlay, FileId(1), &mut report).is_some(), "{target}: {:?}", report.diagnostics);
    }
}

#[test]
fn expressions_are_priced_by_what_they_expand_to() {
    let words = "\\\\w{120}";
    let hidden = ["\\u005cw\\u007b120}", "(\\\\w[(]){120}", "[]\\\\w]{120}", "(?x)\\\\w{ #}\\n120}"];
    let groups = [
        "((a{1,60}){1,60}){1,60}",
        "(\\\\p{L}{10}){12}",
        "[\\\\w\\\\d]{120}",
        "\\\\w{0,99999999999999999999}",
    ];
    let spelt = "\\\\w".repeat(120);
    for pattern in [words, &spelt].into_iter().chain(hidden).chain(groups) {
        for function in ["match", "search"] {
            let target = format!("$.components.schemas[?{function}(@.description,'{pattern}')]");
            let report = in_time(pattern, move || run(described(200), with("target", &target)).1);
            expect("TS211", &report);
        }
    }
    // What is not written out could be anything.
    let report =
        in_time("computed", || run(described(3), with("target", "$..[?search(@.a, @.description)]")).1);
    expect("TS211", &report);
    // The same text from the root, searched for each value.
    let mut document = described(5_000);
    document["text"] = json!("x".repeat(2_000_000));
    let report = in_time("absolute", || run(document, with("target", "$..[?search($.text, 'y')]")).1);
    expect("TS211", &report);
}

/// Ordinary expressions are far from the limit.
#[test]
fn ordinary_expressions_are_run() {
    for pattern in ["^x", "x|y", "[a-z]+", "x\\\\d{0,3}", "\\\\w+"] {
        let target = format!("$.components.schemas[?search(@.description,'{pattern}')]");
        let (_, report) = run(described(200), with("target", &target));
        assert!(!report.has_errors(), "{pattern}: {:?}", report.diagnostics);
    }
}

#[test]
fn a_hundred_thousand_members_are_removed_at_once() {
    let (document, report) =
        in_time("members", || run(described(100_000), with("target", "$.components.schemas.*")));
    assert!(!report.has_errors(), "{:?}", report.diagnostics);
    assert_eq!(document, described(0));
    let items = |n: usize| json!({"list": (0..n).collect::<Vec<_>>(), "other": 1});
    let (document, report) = in_time("elements", move || run(items(100_000), with("target", "$.list[:-1]")));
    assert!(!report.has_errors(), "{:?}", report.diagnostics);
    assert_eq!(document, json!({"list": [99_999], "other": 1}));
}

/// What lies in something removed is removed with it; the rest keeps its order.
#[test]
fn what_is_removed_may_lie_within_each_other() {
    let document = json!({"z": {"a": [1, {"a": 2}, 3], "b": 1}, "y": [{"a": 1}, {"b": 2}], "a": 0});
    let (document, report) = run(document, with("target", "$..a"));
    assert!(!report.has_errors(), "{:?}", report.diagnostics);
    assert_eq!(document.to_string(), r#"{"z":{"b":1},"y":[{},{"b":2}]}"#);
    let nested = json!({"l": [[0, 1, 2], [3, 4, 5], [6, 7, 8]]});
    let (document, _) = run(nested, with("target", "$.l..[0, 2]"));
    assert_eq!(document, json!({"l": [[4]]}));
    // Nothing is removed with the whole document.
    let (document, report) = run(json!({"a": [1]}), with("target", "$['a', 'b']"));
    assert!(!report.has_errors() && document == json!({}), "{document}");
    let (document, report) = run(json!({"a": [1]}), with("target", "$"));
    assert_eq!(document, json!({"a": [1]}));
    expect("TS204", &report);
}

/// What actions add is limited by the document and the overlay; the actions after that are not carried out.
#[test]
fn copies_of_copies_end() {
    let names: Vec<String> = (0..18).map(|i| format!("x-c{i}")).collect();
    let mut actions: Vec<Value> =
        names.iter().map(|name| json!({"target": "$", "update": {name: {"a": {}}}})).collect();
    actions.extend(names.iter().map(|name| json!({"target": format!("$['{name}']"), "copy": "$"})));
    actions.push(json!({"target": "$", "update": {"last": 1}}));
    let (document, report) = in_time("copies", move || run(described(1), overlay(json!(actions))));
    expect_once("TS206", &report);
    let length = document.to_string().len();
    assert!(length < 4_000_000 && document.get("last").is_none(), "{length}");
    // Many small documents, each of which doubles.
    let many: Vec<Value> = (0..5_000).map(|i| json!({"target": "$.l", "copy": "$.l", "x-n": i})).collect();
    let (_, report) = in_time("doubling", move || run(json!({"l": [1]}), overlay(json!(many))));
    expect_once("TS206", &report);
}

/// Texts count by their length, and so do the names in the pointers that are kept.
#[test]
fn long_texts_added_to_many_places_end() {
    let added = |value: Value| json!([{"target": "$.components.schemas.*", "update": value}]);
    for value in [json!({"x": "x".repeat(100_000)}), json!({"x".repeat(100_000): {"a": 1, "b": 2}})] {
        let (document, report) = in_time("texts", move || run(described(5_000), overlay(added(value))));
        expect_once("TS206", &report);
        assert_eq!(document, described(5_000), "all or nothing");
    }
    let (document, report) = run(
        described(5_000),
        overlay(added(json!({"x-a": {"b": ["a text of some length", 1, 2]}, "format": "d"}))),
    );
    assert!(!report.has_errors(), "{:?}", report.diagnostics);
    assert_eq!(document["components"]["schemas"]["S4999"]["format"], "d");
}

/// What was selected is kept for each action.
#[test]
fn actions_that_select_everything_end() {
    let everything: Vec<Value> =
        (0..2_000).map(|i| json!({"target": "$..*", "description": i.to_string()})).collect();
    let (_, report) = in_time("everything", move || run(described(1_000), overlay(json!(everything))));
    expect_once("TS206", &report);
    let guarded: Vec<Value> = (0..50)
        .map(|i| json!({"target": "$..*", "x-quirk": {"id": i.to_string(), "source": "s", "published": 0}}))
        .collect();
    let (_, report) = in_time("guards", move || run(described(1_000), overlay(json!(guarded))));
    assert!(report.diagnostics.len() < 50 * 50, "{}", report.diagnostics.len());
}

#[test]
fn yaml_directives_have_a_limit() {
    let tags = |n: usize, end: &str| (0..n).map(|i| format!("%TAG !a{i}! tag:x{end}")).collect::<String>();
    for end in ["\n", "\r", "\r\n", "\u{85}"] {
        let text = format!("%YAML 1.1{end}{}---{end}a: 1\n", tags(30_000, end));
        let (value, report) = in_time("directives", move || read(text));
        assert!(value.is_none());
        expect("TS106", &report);
    }
    let (value, report) = read(format!("%YAML 1.1\n{}---\na: '%TAG'\n", tags(3, "\n")));
    assert_eq!(value, Some(json!({"a": "%TAG"})), "{:?}", report.diagnostics);
}

#[test]
fn brackets_that_stay_open_have_a_limit() {
    let text = format!("a: {}{}", "[".repeat(4_900), "a,".repeat(300_000));
    let (value, report) = in_time("brackets", move || read(text));
    assert!(value.is_none());
    expect("TS106", &report);
    // Intervals in prose are not closed, and mean nothing.
    let prose: String =
        (0..2_000).map(|i| format!("k{i}: |\n  in [0, {i}) or so, as is said: here\n")).collect();
    let (value, report) = in_time("prose", move || read(prose));
    assert!(value.is_some_and(|value| value.as_object().unwrap().len() == 2_000), "{:?}", report.diagnostics);
}

/// Schemas with a description each.
fn described(n: usize) -> Value {
    let schemas: Map<String, Value> =
        (0..n).map(|i| (format!("S{i}"), json!({"type": "string", "description": "x"}))).collect();
    json!({"openapi": "3.0.3", "info": {"title": "t", "version": "1"}, "paths": {}, "components": {"schemas": schemas}})
}

fn overlay(actions: Value) -> Value {
    json!({"overlay": "1.1.0", "info": {"title": "o", "version": "1"}, "actions": actions})
}

/// An overlay with a query in one of the fields that take one.
fn with(field: &str, query: &str) -> Value {
    overlay(match field {
        "target" => json!([{"target": query, "remove": true}]),
        "copy" => json!([{"target": "$", "copy": query}]),
        _ => json!([{"target": "$", "x-quirk": {"id": "q", "source": "s", "published": 1, "at": query}}]),
    })
}

fn run(mut document: Value, overlay: Value) -> (Value, Report) {
    let mut report = Report::default();
    if let Some(overlay) = parse(&overlay, FileId(1), &mut report) {
        let published = document.clone();
        apply(&mut document, &published, FileId(0), &overlay, &mut report);
    }
    (document, report)
}

fn read(text: String) -> (Option<Value>, Report) {
    let (mut files, mut report) = (Files::default(), Report::default());
    let id = files.add("a.yaml".to_owned(), text);
    (load(&files, id, &mut report), report)
}

/// Does work that has to end.
fn in_time<T: Send + 'static>(name: &str, work: impl FnOnce() -> T + Send + 'static) -> T {
    let (done, wait) = mpsc::channel();
    let thread = std::thread::spawn(move || done.send(work()).unwrap());
    let result = wait.recv_timeout(HANG).unwrap_or_else(|error| panic!("{name}: {error}"));
    thread.join().unwrap();
    result
}

fn expect_once(code: &str, report: &Report) {
    expect(code, report);
    assert_eq!(report.diagnostics.len(), 1, "{:?}", report.diagnostics);
}

fn expect(code: &str, report: &Report) {
    let found = report.diagnostics.iter().find(|one| one.code.id == code);
    let found = found.unwrap_or_else(|| panic!("{code} is not among {:?}", report.diagnostics));
    assert!(matches!(found.location, Location::Source(..) | Location::Text(..)), "{found:?}");
}
