//! How a report looks: for people, for build scripts, for machines.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

use truespec::base::pointer::Pointer;
use truespec::diagnostic::code::{DUPLICATE_KEY, MULTIPLE_DOCUMENTS, SYNTAX};
use truespec::diagnostic::provenance::Provenance;
use truespec::diagnostic::render::{Style, json_lines, lines, resolve_locations, text};
use truespec::diagnostic::{Files, Location, Report};

const SOURCE: &str = "openapi: 3.0.3\ninfo:\n  title: Pets\npaths:\n  /pets:\n    get: {}\n    get: {}\n";

fn pointer(text: &str) -> Pointer {
    Pointer::parse(text).unwrap()
}

fn sample() -> (Files, Report) {
    let (mut files, mut report) = (Files::default(), Report::default());
    let id = files.add("specs/pets.yaml", SOURCE);
    let broken = files.add("specs/broken.json", "{\"ä\": ]}");
    report.add(&DUPLICATE_KEY, Location::Source(id, pointer("/paths/~1pets/get")), "`get` is given twice");
    report.add(&SYNTAX, Location::Text(broken, 1, 7), "expected value");
    report.add_with_hint(&MULTIPLE_DOCUMENTS, Location::Nowhere, "nowhere in particular", "look elsewhere");
    report.add(&DUPLICATE_KEY, Location::Source(id, pointer("/info/title")), "`title` is given twice");
    (files, report)
}

#[test]
fn for_people() {
    let (files, report) = sample();
    insta::assert_snapshot!(text(&report, &files, Style { per_code: 1, ..Style::default() }));
}

#[test]
fn in_colour() {
    let (files, report) = sample();
    let coloured = text(&report, &files, Style { colour: true, ..Style::default() });
    assert!(coloured.contains("\u{1b}["));
    assert!(!text(&report, &files, Style::default()).contains('\u{1b}'));
}

#[test]
fn for_build_scripts() {
    let (files, report) = sample();
    let expected = [
        "specs/pets.yaml:7:5: warning[TS102]: `get` is given twice",
        "specs/broken.json:1:7: error[TS101]: expected value",
        "warning[TS103]: nowhere in particular",
        "specs/pets.yaml:3:3: warning[TS102]: `title` is given twice",
    ];
    assert_eq!(lines(&report, &files), expected);
}

#[test]
fn for_machines() {
    let (files, report) = sample();
    insta::assert_snapshot!(json_lines(&report, &files));
}

#[test]
fn nothing_to_say_is_nothing_said() {
    assert_eq!(text(&Report::default(), &Files::default(), Style::default()), "");
}

#[test]
fn a_minified_line_is_not_shown() {
    let (mut files, mut report) = (Files::default(), Report::default());
    let long = format!("{{\"a\":[{}],\"ü\":1,\"b\":[{}]}}", "1,".repeat(50_000), "2,".repeat(50_000));
    let id = files.add("min.json", long.replace(",]", "]"));
    report.add(&DUPLICATE_KEY, Location::Source(id, pointer("/b")), "`b` is given twice");
    let shown = text(&report, &files, Style::default());
    assert!(shown.contains("min.json:1:100014"), "{shown}");
    assert!(shown.contains("note: at /b") && shown.len() < 1000, "{shown}");
}

#[test]
fn locations_in_the_normalised_document_resolve_to_their_origin() {
    let mut files = Files::default();
    let root = files.add("specs/pets.yaml", SOURCE);
    let mut provenance = Provenance::new(root);
    provenance.moved(pointer("/x"), &pointer("/paths/~1pets"));
    let mut report = Report::default();
    report.add(&DUPLICATE_KEY, Location::Normalised(pointer("/x/get")), "`get` is given twice");
    resolve_locations(&mut report, &provenance);
    assert_eq!(report.diagnostics[0].location, Location::Source(root, pointer("/paths/~1pets/get")));
}
