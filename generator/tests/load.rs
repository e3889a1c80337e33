//! Reading: what YAML and JSON texts become, what is said about them, and that hostile ones end in a diagnostic.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

use serde_json::{Value, json};
use truespec::diagnostic::{Files, Location, Report};
use truespec::input::load::load;

fn read(text: &str) -> (Option<Value>, Vec<String>) {
    let (mut files, mut report) = (Files::default(), Report::default());
    let id = files.add("specs/api.yaml", text);
    let value = load(&files, id, &mut report);
    let said = report.diagnostics.iter().map(|d| {
        let place = match &d.location {
            Location::Source(_, pointer) => pointer.to_string(),
            Location::Text(_, line, column) => format!("{line}:{column}"),
            other => format!("{other:?}"),
        };
        format!("{} {place}", d.code.id)
    });
    (value, said.collect())
}

fn clean(text: &str) -> Value {
    let (value, said) = read(text);
    assert_eq!(said, Vec::<String>::new(), "{text}");
    value.expect(text)
}

#[test]
fn keys_become_their_text() {
    let value = clean("200: a\n404: b\n0200: c\ntrue: d\n1.50: e\nnull: f\n'quoted': g\nyes: h\n");
    let keys: Vec<_> = value.as_object().unwrap().keys().cloned().collect();
    assert_eq!(keys, ["200", "404", "0200", "true", "1.50", "null", "quoted", "yes"]);
}

#[test]
fn order_is_kept_in_both_formats() {
    for text in ["z: 1\na: 2\nm: 3\n", r#"{"z":1,"a":2,"m":3}"#, "{z: 1, a: 2, m: 3}"] {
        assert_eq!(clean(text).to_string(), r#"{"z":1,"a":2,"m":3}"#);
    }
}

#[test]
fn yaml_scalars() {
    let cases = [
        ("0123", json!("0123")),
        ("012.5", json!(12.5)),
        ("2024-01-31", json!("2024-01-31")),
        ("2024-01-31T10:00:00Z", json!("2024-01-31T10:00:00Z")),
        ("10:30", json!("10:30")),
        ("no", json!("no")),
        ("~", json!(null)),
        ("0x1F", json!(31)),
        ("1e3", json!(1000.0)),
        ("-9223372036854775808", json!(i64::MIN)),
        ("18446744073709551615", json!(u64::MAX)),
        ("-9223372036854776000", json!(-9_223_372_036_854_776_000.0)),
        ("18446744073709552000", json!(18_446_744_073_709_552_000.0)),
        ("!!str 12", json!("12")),
        ("!Ref thing", json!("thing")),
        ("!Sub {a: 1}", json!({"a": 1})),
        ("!Join [a, b]", json!(["a", "b"])),
        ("|\n  two\n  lines\n", json!("two\nlines\n")),
    ];
    for (text, expected) in cases {
        assert_eq!(clean(&format!("v: {text}"))["v"], expected, "{text}");
    }
    assert_eq!(clean(r#"{"v": -9223372036854776000}"#)["v"], json!(-9_223_372_036_854_776_000.0));
}

#[test]
fn anchors_and_merge_keys() {
    let value = clean(
        "base: &base {a: 1, b: 2}\nother: &other {b: 3, c: 4}\n\
         one:\n  <<: *base\n  b: 9\ntwo:\n  a: 0\n  <<: [*base, *other]\nthree: *base\n",
    );
    assert_eq!(value["one"].to_string(), r#"{"a":1,"b":9}"#);
    assert_eq!(value["two"].to_string(), r#"{"a":0,"b":2,"c":4}"#);
    assert_eq!(value["three"], value["base"]);
    assert_eq!(clean(r#"{"<<": {"a": 1}}"#), json!({"<<": {"a": 1}}), "JSON has no merge keys");
}

#[test]
fn a_merge_key_that_merges_nothing_is_kept() {
    let (value, said) = read("a:\n  <<: text\n  b: 1\n");
    assert_eq!(value, Some(json!({"a": {"<<": "text", "b": 1}})));
    assert_eq!(said, ["TS105 /a/<<"]);
}

#[test]
fn repeated_keys_are_reported_and_the_last_wins() {
    for text in ["p:\n  a/b: 1\n  c: 2\n  a/b: 3\n", r#"{"p": {"a/b": 1, "c": 2, "a/b": 3}}"#] {
        let (value, said) = read(text);
        assert_eq!(value, Some(json!({"p": {"a/b": 3, "c": 2}})));
        assert_eq!(said, ["TS102 /p/a~1b"]);
    }
    let (_, said) = read("- x\n- {k: 1, k: 2}\n");
    assert_eq!(said, ["TS102 /1/k"]);
}

#[test]
fn the_first_of_several_documents_is_read() {
    let (value, said) = read("---\na: 1\n---\nb: 2\n");
    assert_eq!(value, Some(json!({"a": 1})));
    assert_eq!(said, ["TS103 4:1"]);
    assert_eq!(clean("---\na: 1\n...\n"), json!({"a": 1}));
}

#[test]
fn numbers_that_json_has_not_stay_as_text() {
    let (value, said) = read("a: .nan\nb: -.inf\nc: 1e999\n");
    assert_eq!(value, Some(json!({"a": ".nan", "b": "-.inf", "c": "1e999"})));
    assert_eq!(said, ["TS104 /a", "TS104 /b"]);
}

#[test]
fn a_byte_order_mark_is_no_content() {
    assert_eq!(clean("\u{feff}{\"a\": 1}"), json!({"a": 1}));
    assert_eq!(clean("\u{feff}a: 1\n"), json!({"a": 1}));
}

#[test]
fn braces_that_are_yaml() {
    assert_eq!(clean("{a: 1, 'b': [x, y,],}"), json!({"a": 1, "b": ["x", "y"]}));
    // What the attempt at JSON found is not said again.
    let (_, said) = read(r#"{"a": 1, "a": 2, "b": [x]}"#);
    assert_eq!(said, ["TS102 /a"]);
}

#[test]
fn what_is_neither_is_refused_with_its_place() {
    let cases = [
        ("", "1:1"),
        ("# only a comment\n", "1:1"),
        ("null", "1:1"),
        ("a: 1\n b: 2\n", "2:3"),
        ("{\"a\": 1,\n \"b\": }}", "2:7"),
        ("{\"ä\": 1,\n \"äöü\": ]", "2:9"),
        ("a: *missing\n", "1:4"),
        ("? {a: 1}\n: b\n", "1:3"),
        ("a: \u{1}\n", "1:4"),
    ];
    for (text, place) in cases {
        assert_eq!(read(text), (None, vec![format!("TS101 {place}")]), "{text}");
    }
}

/// A name is part of the pointer of everything below it: many values below a long one would take memory by the square.
#[test]
fn long_names_have_a_limit() {
    let members: String = (0..10_000).map(|i| format!("\"m{i}\": 1,")).collect();
    let text = format!("{{\"{}\": {{{members} \"z\": 1}}}}", "n".repeat(100_000));
    let (value, said) = read(&text);
    assert_eq!((value, said.len()), (None, 1));
    assert!(said[0].starts_with("TS106"), "{said:?}");
}

#[test]
fn hostile_texts_end_in_a_diagnostic() {
    let list = (0..30_000).map(|_| "x,").collect::<String>();
    let laughs = (1..12).map(|n| format!("a{n}: &a{n} [{}]\n", format!("*a{},", n - 1).repeat(9)));
    let cases = [
        ("TS106", "brackets", "[".repeat(100_000)),
        ("TS106", "braces", "{\"a\":".repeat(100_000)),
        ("TS106", "closed", format!("{}{}", "[".repeat(100_000), "]".repeat(100_000))),
        ("TS106", "yaml brackets", format!("a: {}", "[".repeat(100_000))),
        ("TS106", "yaml dashes", "- ".repeat(100_000)),
        ("TS101", "yaml questions", "? ".repeat(20_000)),
        ("TS106", "billion laughs", format!("a0: &a0 lol\n{}", laughs.collect::<String>())),
        ("TS106", "quadratic", format!("a: &a [{list}]\nb: [{}]\n", "*a,".repeat(30_000))),
    ];
    for (code, name, text) in cases {
        let started = std::time::Instant::now();
        let (value, said) = read(&text);
        assert_eq!((value, said.len()), (None, 1), "{name}");
        assert!(said[0].starts_with(code), "{name}: {said:?}");
        assert!(started.elapsed().as_secs() < 20, "{name} took {:?}", started.elapsed());
        println!("{name}: {:?} {}", started.elapsed(), said[0]);
    }
}

/// Aliases of a map with examples: a small text must not become a document that takes gigabytes to look through.
#[test]
fn aliases_are_limited_by_the_length_of_the_text() {
    let members: String = (0..100).map(|i| format!("  m{i}: {{type: string, example: {i}}}\n")).collect();
    let uses = |n: usize| (0..n).map(|i| format!("u{i}: *a\n")).collect::<String>();
    let (value, said) = read(&format!("a: &a\n{members}{}", uses(3_000)));
    assert_eq!((value, said.len()), (None, 1));
    assert!(said[0].starts_with("TS106"), "{said:?}");
    // So many are in no document by people, and are read.
    assert_eq!(clean(&format!("a: &a\n{members}{}", uses(200))).as_object().unwrap().len(), 201);
}

/// Without aliases, what a text holds is never too much: each array here takes two bytes.
#[test]
fn dense_texts_are_read() {
    let dense = format!("[{}[]]", "[[[]]],".repeat(200_000));
    for text in [dense.clone(), format!("a: {dense}"), format!("a: {dense}\nb: '& and * alone'")] {
        assert!(read(&text).0.is_some());
    }
}

/// Every document of the corpus is read; those with aliases are among them.
#[test]
fn documents_of_the_corpus_are_read() {
    let vendor = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus/vendor");
    // A few with aliases, and the largest without in YAML; all of them in a release build.
    let all = !cfg!(debug_assertions);
    for entry in std::fs::read_dir(vendor).into_iter().flatten().flatten() {
        let path = entry.path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let known = [".json", ".yaml", ".yml"].iter().any(|end| name.ends_with(end));
        if known && (all || ["langfuse.yml", "workos.yaml"].contains(&name.as_str())) {
            let (value, said) = read(&std::fs::read_to_string(&path).unwrap());
            assert!(value.is_some(), "{name}: {said:?}");
        }
    }
}
