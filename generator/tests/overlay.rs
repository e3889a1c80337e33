//! Overlays: the rules of the OAI's own test sets where they are at hand, and our cases for semantics and guards.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use truespec::diagnostic::{Diagnostic, FileId, Files, Location, Report};
use truespec::input::load::load;
use truespec::input::overlay::{apply, parse};

const DOCUMENT: FileId = FileId(0);
const OVERLAY: FileId = FileId(1);

fn read(path: &Path) -> Value {
    let (mut files, mut report) = (Files::default(), Report::default());
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let id = files.add(path.display().to_string(), text);
    load(&files, id, &mut report).unwrap_or_else(|| panic!("{:?}", report.diagnostics))
}

fn own(name: &str) -> Vec<Value> {
    let cases = read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/overlay").join(name));
    cases.as_array().unwrap().clone()
}

/// The OAI's files, or `None` (said by name) where the corpus is not at hand.
fn oai(what: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus/overlay/oai").join(what);
    if !path.is_dir() {
        println!("skipped: {} is not there", path.display());
        return None;
    }
    Some(path)
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn said(report: &Report) -> Vec<String> {
    let line = |diagnostic: &Diagnostic| match &diagnostic.location {
        Location::Source(_, pointer) | Location::Within(_, pointer, ..) => {
            format!("{} {pointer}", diagnostic.code.id).trim_end().to_owned()
        }
        other => panic!("{other:?}"),
    };
    report.diagnostics.iter().map(line).collect()
}

fn texts(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().map(|text| text.as_str().unwrap().to_owned()).collect()
}

#[test]
fn oai_schema_tests() {
    for version in ["v1.0", "v1.1", "v1.2-dev"] {
        let Some(folder) = oai(&format!("tests/{version}")) else { continue };
        for path in entries(&folder.join("pass")) {
            let mut report = Report::default();
            assert!(parse(&read(&path), OVERLAY, &mut report).is_some(), "{}: {report:?}", path.display());
            assert!(!report.has_errors(), "{}: {report:?}", path.display());
        }
        for path in entries(&folder.join("fail")) {
            let mut report = Report::default();
            assert!(parse(&read(&path), OVERLAY, &mut report).is_none(), "{}", path.display());
            assert!(report.has_errors());
        }
    }
}

#[test]
fn oai_compliant_sets() {
    let Some(folder) = oai("compliant-sets") else { return };
    for set in entries(&folder) {
        let mut report = Report::default();
        let overlay = parse(&read(&set.join("overlay.yaml")), OVERLAY, &mut report).unwrap();
        let published = read(&set.join("openapi.yaml"));
        let mut document = published.clone();
        let applied = apply(&mut document, &published, DOCUMENT, &overlay, &mut report);
        assert_eq!(document, read(&set.join("output.yaml")), "{}", set.display());
        assert_eq!((said(&report), applied.len()), (vec![], overlay.actions.len()), "{}", set.display());
    }
}

#[test]
fn own_cases() {
    for case in own("applied.yaml") {
        let name = case["name"].as_str().unwrap();
        let overlay = json!({
            "overlay": "1.1.0", "info": {"title": name, "version": "1"}, "actions": case["actions"],
        });
        let mut report = Report::default();
        let overlay = parse(&overlay, OVERLAY, &mut report).unwrap_or_else(|| panic!("{name}: {report:?}"));
        let mut document = case["document"].clone();
        let applied = apply(&mut document, &case["document"], DOCUMENT, &overlay, &mut report);
        assert_eq!(document.to_string(), case["result"].to_string(), "{name}");
        assert_eq!(said(&report), texts(&case["says"]), "{name}");
        let matched: Vec<_> = applied.iter().flat_map(|a| &a.matched).map(ToString::to_string).collect();
        let changed: Vec<_> = applied.iter().flat_map(|a| &a.changed).map(ToString::to_string).collect();
        assert!(case.get("matched").is_none_or(|expected| texts(expected) == matched), "{name}: {matched:?}");
        assert!(case.get("changed").is_none_or(|expected| texts(expected) == changed), "{name}: {changed:?}");
    }
}

#[test]
fn refused_overlays() {
    for case in own("refused.yaml") {
        let mut report = Report::default();
        assert!(parse(&case["overlay"], OVERLAY, &mut report).is_none(), "{case}");
        assert_eq!(said(&report), texts(&case["says"]), "{case}");
    }
}

#[test]
fn dashed_names_are_quoted() {
    let cases = [
        ("$.info.x-a", "$.info['x-a']"),
        ("$..x-a.b", "$..['x-a'].b"),
        (
            "$.paths.*[?@.x-oai-traits.paged && @['a.b-c'] == 'x.y-z']",
            "$.paths.*[?@['x-oai-traits'].paged && @['a.b-c'] == 'x.y-z']",
        ),
    ];
    for (text, quoted) in cases {
        let overlay = json!({"overlay": "1.0.0", "info": {"title": "t", "version": "1"}, "actions": [{"target": text}]});
        let mut report = Report::default();
        let overlay = parse(&overlay, OVERLAY, &mut report).unwrap_or_else(|| panic!("{report:?}"));
        assert_eq!(overlay.actions[0].target.text, quoted);
        assert_eq!(said(&report), ["TS209 /actions/0/target"]);
    }
}

/// What an author reads when the document changed under a correction.
fn complaint(document: Value, action: Value) -> (String, String) {
    let overlay = json!({"overlay": "1.0.0", "info": {"title": "t", "version": "1"}, "actions": [action]});
    let mut report = Report::default();
    let overlay = parse(&overlay, OVERLAY, &mut report).unwrap();
    apply(&mut document.clone(), &document, DOCUMENT, &overlay, &mut report);
    let first = &report.diagnostics[0];
    (first.message.clone(), first.hint().to_owned())
}

#[test]
fn messages_name_the_quirk_and_how_far_the_target_got() {
    let document = json!({"paths": {"/p.q": {"get": {}}}});
    let quirk = json!({"id": "N2", "source": "https://example.org"});
    let (message, hint) = complaint(
        document.clone(),
        json!({"target": "$.paths['/p.q'].post.responses['200']", "update": {}, "x-quirk": quirk}),
    );
    assert_eq!(message, "quirk N2: `$.paths['/p.q'].post.responses['200']` matches nothing");
    assert!(
        hint.starts_with("`$.paths['/p.q']` exists, but `.post.responses['200']` below it does not"),
        "{hint}"
    );
    let (_, hint) = complaint(document.clone(), json!({"target": "$.paths[?@.x == 'a.b']..z", "update": {}}));
    assert!(hint.starts_with("`$.paths` exists, but `[?@.x == 'a.b']..z` below it does not"), "{hint}");

    let quirk = json!({"id": "N2", "source": "docs", "published": {"post": "x".repeat(200)}});
    let (message, hint) = complaint(document, json!({"target": "$.paths['/p.q']", "x-quirk": quirk}));
    assert_eq!(message, "quirk N2: the published value at `/paths/~1p.q` changed");
    assert!(hint.ends_with("x…` and is now `{\"get\":{}}`"), "{hint}");
}

/// What an author reads where an overlay is not valid.
fn refusal(action: Value) -> (String, String) {
    let overlay = json!({"overlay": "1.0.0", "info": {"title": "t", "version": "1"}, "actions": [action]});
    let mut report = Report::default();
    assert!(parse(&overlay, OVERLAY, &mut report).is_none());
    let first = &report.diagnostics[0];
    (first.message.clone(), first.hint().to_owned())
}

#[test]
fn hints_name_what_was_most_likely_meant() {
    let quirk = json!({"id": "N2", "source": "docs", "publishd": null});
    let (message, hint) = refusal(json!({"target": "$", "x-quirk": quirk}));
    assert_eq!(message, "unknown key `publishd` in `x-quirk`");
    assert!(hint.starts_with("did you mean `published`?"), "{hint}");
    let (_, hint) = refusal(json!({"target": "$", "updat": {}}));
    assert!(hint.starts_with("did you mean `update`?"), "{hint}");

    let document = json!({"components": {"schemas": {"Pet": {}}}});
    for target in ["$.components.shemas.Pet", "$.components['schema']['Pet']"] {
        let (_, hint) = complaint(document.clone(), json!({"target": target, "remove": true}));
        assert!(hint.contains("did you mean `schemas`?"), "{hint}");
    }
    let quirk =
        json!({"id": "N2", "source": "docs", "published": null, "at": "$.components.schemas.Pett.type"});
    let action =
        json!({"target": "$.components.schemas.Pet", "update": {"type": "object"}, "x-quirk": quirk});
    let (message, hint) = complaint(document, action);
    let holder = "`$.components.schemas.Pett`, the parent of the value that `at` guards, is not in the published document";
    assert_eq!(message, format!("quirk N2: {holder}"));
    assert!(hint.starts_with("did you mean `Pet`?"), "{hint}");
}

#[test]
fn a_target_that_is_no_query_is_told_in_words() {
    for (target, message, hint) in [
        ("/paths/~1pets/get", "it must begin with `$`", "begin the target with `$`: `$.paths['/pets'].get`"),
        ("#/info/title", "it must begin with `$`", "begin the target with `$`: `$.info.title`"),
        ("paths.x", "it must begin with `$`", "begin the target with `$`: `$.paths.x`"),
        ("$.paths[/pets]", "unexpected `[/pets]`", "quote names in brackets: `['/pets']`"),
        ("$.paths./pets", "unexpected `/pets`", "write this name in brackets: `['/pets']`"),
        ("$.paths['/pets", "unexpected end", "unclosed quote"),
        ("$.a[?@.x == 1", "unexpected end", "unclosed bracket or parenthesis"),
    ] {
        let told = refusal(json!({"target": target, "remove": true}));
        assert_eq!(told, (format!("`{target}` is not a JSONPath: {message}"), hint.to_owned()));
    }
    let (_, hint) = refusal(json!({"target": "$.a[?@.x = 1]", "remove": true}));
    assert!(hint.starts_with("compare with `==` in a filter"), "{hint}");
}
