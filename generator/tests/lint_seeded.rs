//! Faults that are seeded into documents without any: `lint` finds each, and the actions that it proposes settle it and
//! create nothing else. What it does not find is in the table as well, with the reason.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::{Value, json};
use truespec::correct::lint::{Findings, lint};
use truespec::correct::propose;
use truespec::diagnostic::{FileId, Files, Location, Report};
use truespec::input::{load, overlay};

/// One change of a document.
enum Edit {
    /// Sets the value at a pointer.
    Set(&'static str, Value),
    /// Removes the value at a pointer.
    Remove(&'static str),
}
use Edit::{Remove, Set};

/// What is expected.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Outcome {
    /// Found, and the proposed actions settle it.
    Settled,
    /// Found; what is right is not in the document, so nothing is proposed.
    Found,
    /// Not found, for a reason.
    Missed(&'static str),
}
use Outcome::{Found, Missed, Settled};

/// A kind of fault.
struct Fault {
    kind: &'static str,
    edits: Vec<Edit>,
    code: &'static str,
    outcome: Outcome,
}

fn fault(kind: &'static str, code: &'static str, outcome: Outcome, edits: Vec<Edit>) -> Fault {
    Fault { kind, edits, code, outcome }
}

fn set(kind: &'static str, code: &'static str, at: &'static str, value: Value) -> Fault {
    fault(kind, code, Settled, vec![Set(at, value)])
}

/// An example that most others of its schema contradict: it is reported, and the schema stays.
fn outvoted(kind: &'static str, edits: Vec<Edit>) -> Fault {
    fault(kind, "TS711", Found, edits)
}

/// Faults of OpenAPI 3. `P` is the schema of a pet.
fn faults() -> Vec<Fault> {
    let mut all = examples();
    all.extend([
        set(
            "default outside the enum",
            "TS719",
            "/paths/~1pets/get/parameters/1/schema/default",
            json!("color"),
        ),
        set(
            "default in other letters",
            "TS719",
            "/paths/~1pets/get/parameters/1/schema/default",
            json!("Name"),
        ),
        set(
            "default beyond the maximum",
            "TS719",
            "/paths/~1pets/get/parameters/0/schema/default",
            json!(500),
        ),
        set("default of another type", "TS719", "/paths/~1pets/get/parameters/0/schema/default", json!("20")),
        set("default too large for int32", "TS719", "P/chips/default", json!(5_000_000_000_u64)),
        fault("path parameter undeclared", "TS716", Settled, vec![Remove("/paths/~1pets~1{id}/parameters")]),
        fault(
            "operation id shared",
            "TS718",
            Settled,
            vec![Set("/paths/~1pets~1{id}/get/operationId", json!("list_pets"))],
        ),
        set(
            "required property undeclared",
            "TS717",
            "/components/schemas/Owner/required",
            json!(["name", "phone"]),
        ),
        fault("no success response", "TS751", Found, vec![Remove("/paths/~1pets~1{id}/get/responses/200")]),
        set(
            "mapping to a missing schema",
            "TS752",
            "/components/schemas/Event/discriminator/mapping/gone",
            json!("#/components/schemas/Gone"),
        ),
        fault(
            "discriminator not in an alternative",
            "TS752",
            Found,
            vec![
                Remove("/components/schemas/Closed/properties/type"),
                Remove("/components/schemas/Closed/required"),
            ],
        ),
        fault(
            "error with an example only",
            "TS712",
            Settled,
            vec![Remove("/paths/~1pets/get/responses/400/content/application~1json/schema")],
        ),
        fault(
            "page link never null",
            "TS715",
            Settled,
            vec![
                Set("/components/schemas/PetList/properties/next", json!({"type": "string"})),
                Remove("/paths/~1pets/get/responses/200/content/application~1json/examples/two"),
                Remove("/paths/~1pets/get/responses/200/content/application~1json/examples/none"),
            ],
        ),
        set("values in prose", "TS714", "P/size/description", json!("One of `small`, `large`.")),
        fault(
            "action of a collection like create",
            "TS713",
            Settled,
            vec![
                Set(
                    "/paths/~1pets~1merge/post/requestBody/content/application~1json/schema",
                    json!({"$ref": "#/components/schemas/Pet"}),
                ),
                Set(
                    "/paths/~1pets~1merge/post/responses/200/content/application~1json/schema",
                    json!({"$ref": "#/components/schemas/Pet"}),
                ),
            ],
        ),
        fault(
            "unknown security scheme",
            "TS7",
            Missed("the generator reports it when it reads the document (TS6xx), with any command"),
            vec![Set("/paths/~1pets~1{id}/get/security", json!([{"token": []}]))],
        ),
        fault(
            "wrong type that no example shows",
            "TS7",
            Missed("nothing in the document contradicts it: only a recording can"),
            vec![Set("/components/schemas/Created/properties/type", json!({"type": "integer"}))],
        ),
    ]);
    all
}

/// Examples that contradict their schemas.
fn examples() -> Vec<Fault> {
    const LIST: &str =
        "/paths/~1pets/get/responses/200/content/application~1json/examples/two/value/results/0";
    let list = |member: &str| -> &'static str { Box::leak(format!("{LIST}/{member}").into_boxed_str()) };
    let one = "/paths/~1pets~1{id}/get/responses/200/content/application~1json/examples/one/value/vaccinated";
    vec![
        set("null", "TS711", list("name"), json!(null)),
        set("string for an integer", "TS711", "P/age/example", json!("3")),
        set("fraction for an integer", "TS711", "P/weight/example", json!(4.5)),
        set("object for a string", "TS711", "P/code/example", json!({"first": "Rex"})),
        set("list for one element", "TS711", "/components/schemas/Owner/example", json!([{"name": "Ann"}])),
        set("element of another type", "TS711", "P/tags/example", json!([1, 2])),
        set("map value of another type", "TS711", "P/labels/example", json!({"color": 1})),
        set(
            "outside the enum, of a parameter",
            "TS711",
            "/paths/~1pets/get/parameters/1/example",
            json!("color"),
        ),
        fault(
            "required member missing",
            "TS711",
            Settled,
            vec![Remove("/components/schemas/Owner/example/name")],
        ),
        set(
            "required member of a part missing",
            "TS711",
            "P/owner/example",
            json!({"name": "Ann", "address": {}}),
        ),
        set("too large for int32", "TS711", "P/chips/example", json!(5_000_000_000_u64)),
        set("not a UUID", "TS711", "P/chip/example", json!("pet_1")),
        set("a time for a date", "TS711", "P/born/example", json!("2024-05-01T10:00:00Z")),
        set("not a time", "TS711", "P/seen/example", json!("yesterday")),
        set("not base64", "TS711", "P/photo/example", json!("<svg>")),
        set("above the maximum", "TS711", "/paths/~1pets/get/parameters/0/schema/example", json!(500)),
        set("below the minimum", "TS711", "P/age/example", json!(-1)),
        outvoted("too long", vec![Set("P/name/example", json!("a name that is longer than it may be"))]),
        set("too few elements", "TS711", "P/tags/example", json!([])),
        set("too many elements", "TS711", "P/tags/example", json!(["a", "b", "c", "d", "e", "f"])),
        set("repeated elements", "TS711", "P/tags/example", json!(["a", "a"])),
        set("against the pattern", "TS711", "P/code/example", json!("abc")),
        set("not a multiple", "TS711", "P/step/example", json!(7)),
        set("no alternative of a union", "TS711", "P/ref/example", json!(true)),
        set("member of an included schema", "TS711", "P/owner/example", json!({"name": 1})),
        set("undeclared member", "TS753", "/components/schemas/Owner/example/phone", json!("1")),
        set("undeclared member in a list", "TS753", list("color"), json!("brown")),
        set(
            "header of another type",
            "TS711",
            "/paths/~1pets/get/responses/200/headers/X-Count/example",
            json!("two"),
        ),
        outvoted(
            "request without a required member",
            vec![Remove("/paths/~1pets/post/requestBody/content/application~1json/example/name")],
        ),
        outvoted("shared example", vec![Set("/components/examples/More/value/results", json!({}))]),
        outvoted("one of three examples", vec![Set(one, json!("true"))]),
    ]
}

/// Faults of Swagger 2.0.
fn swagger() -> Vec<Fault> {
    vec![
        set("null", "TS711", "/definitions/Owner/example/city", json!(null)),
        set("string for an integer", "TS711", "P/age/example", json!("3")),
        set("fraction for an integer", "TS711", "P/weight/example", json!(4.5)),
        set("outside the enum", "TS711", "P/status/example", json!("lost")),
        set("not a UUID", "TS711", "P/chip/example", json!("pet_1")),
        set("too large for int32", "TS711", "P/chips/example", json!(5_000_000_000_u64)),
        set("undeclared member", "TS753", "/definitions/Owner/example/phone", json!("1")),
        fault("required member missing", "TS711", Settled, vec![Remove("/definitions/Owner/example/name")]),
        set(
            "response example of another type",
            "TS711",
            "/paths/~1pets/get/responses/200/examples/application~1json/results",
            json!("none"),
        ),
        set("default outside the enum", "TS719", "/paths/~1pets/get/parameters/1/default", json!("color")),
        set("default beyond the maximum", "TS719", "/paths/~1pets/get/parameters/0/default", json!(500)),
        set("required property undeclared", "TS717", "/definitions/Owner/required", json!(["name", "phone"])),
        fault("path parameter undeclared", "TS716", Settled, vec![Remove("/paths/~1pets~1{id}/parameters")]),
        set("values in prose", "TS714", "P/size/description", json!("One of `small`, `large`.")),
        fault("no success response", "TS751", Found, vec![Remove("/paths/~1pets~1{id}/get/responses/200")]),
    ]
}

fn document(name: &str, change: impl Fn(String) -> String) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lint/seeded").join(name);
    let (mut files, mut report) = (Files::default(), Report::default());
    let id = files.add(name, change(std::fs::read_to_string(path).unwrap()));
    load::load(&files, id, &mut report).unwrap()
}

/// The clean documents, with the pointer of the properties of a pet and their faults.
fn documents() -> Vec<(&'static str, Value, &'static str, Vec<Fault>)> {
    let newer = |version: &'static str| {
        move |text: String| {
            text.replace("3.0.3", version).replace("type: string, nullable: true", "type: [string, 'null']")
        }
    };
    let pet = "/components/schemas/Pet/properties";
    vec![
        ("2.0", document("shop2.yaml", |text| text), "/definitions/Pet/properties", swagger()),
        ("3.0", document("shop3.yaml", |text| text), pet, faults()),
        ("3.1", document("shop3.yaml", newer("3.1.0")), pet, faults()),
        ("3.2", document("shop3.yaml", newer("3.2.0")), pet, faults()),
    ]
}

fn edited(document: &Value, pet: &str, edits: &[Edit]) -> Value {
    let mut copy = document.clone();
    for edit in edits {
        let (Set(at, _) | Remove(at)) = edit;
        let at = at.strip_prefix('P').map_or_else(|| (*at).to_owned(), |rest| format!("{pet}{rest}"));
        let (holder, last) = at.rsplit_once('/').unwrap();
        let last = last.replace("~1", "/");
        let holder = copy.pointer_mut(holder).unwrap_or_else(|| panic!("no {holder}"));
        match (edit, holder) {
            (Set(_, value), Value::Object(object)) => _ = object.insert(last, value.clone()),
            (Set(_, value), Value::Array(list)) => list[last.parse::<usize>().unwrap()] = value.clone(),
            (Remove(_), Value::Object(object)) => assert!(object.shift_remove(&last).is_some(), "no {at}"),
            (_, other) => panic!("{at} in {other}"),
        }
    }
    copy
}

/// What was found, without what is said of it.
fn found(findings: &Findings) -> BTreeSet<(&'static str, String)> {
    let place = |location: &Location| match location {
        Location::Source(_, at) => at.as_str().to_owned(),
        other => format!("{other:?}"),
    };
    findings.report.diagnostics.iter().map(|one| (one.code.id, place(&one.location))).collect()
}

fn applied(document: &Value, findings: &Findings) -> Value {
    let mut report = Report::default();
    let written = propose::overlay("t", &findings.proposals);
    let parsed = overlay::parse(&written, FileId(1), &mut report).unwrap();
    let mut copy = document.clone();
    overlay::apply(&mut copy, document, FileId(0), &parsed, &mut report);
    assert!(report.diagnostics.is_empty(), "{:#?}\n{written:#}", report.diagnostics);
    copy
}

/// Returns why a fault is not dealt with as expected.
fn wrong(clean: &Value, pet: &str, fault: &Fault) -> Option<String> {
    let faulty = edited(clean, pet, &fault.edits);
    let findings = lint(&faulty, FileId(0));
    let before = found(&findings);
    let is_found = before.iter().any(|(code, _)| code.starts_with(fault.code));
    match fault.outcome {
        Missed(_) => return is_found.then(|| format!("found after all: {before:?}")),
        _ if !is_found => return Some(format!("not found: {before:?}")),
        Found => return (!findings.proposals.is_empty()).then(|| format!("{:?}", findings.proposals)),
        Settled if findings.proposals.is_empty() => return Some("nothing proposed".to_owned()),
        Settled => {}
    }
    let after = found(&lint(&applied(&faulty, &findings), FileId(0)));
    let stays = after.iter().any(|(code, _)| *code == fault.code);
    let new: Vec<_> = after.difference(&before).collect();
    (stays || !new.is_empty()).then(|| format!("stays: {stays}, new: {new:?}; {:#?}", findings.proposals))
}

/// Real documents: nothing is found with the proposed actions that was not found before.
#[test]
#[ignore = "reads the corpus, for minutes: `cargo test --release -p truespec --test lint_seeded -- --ignored`"]
fn overlays_of_the_corpus_create_no_finding() {
    const LARGEST: u64 = 1_000_000;
    let vendor = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus/vendor");
    let (mut before, mut after, mut actions) = (0, 0, 0);
    for entry in std::fs::read_dir(vendor).unwrap().flatten() {
        if !entry.path().is_file() || entry.metadata().unwrap().len() > LARGEST {
            continue;
        }
        let (mut files, mut report) = (Files::default(), Report::default());
        let id = files.add("api", std::fs::read_to_string(entry.path()).unwrap());
        let Some(document) = load::load(&files, id, &mut report) else { continue };
        let findings = lint(&document, FileId(0));
        if findings.proposals.is_empty() {
            continue;
        }
        let (known, left) = (found(&findings), found(&lint(&applied(&document, &findings), FileId(0))));
        let new: Vec<_> = left.difference(&known).collect();
        let name = entry.file_name();
        println!("{name:?}: {} → {}, {} actions", known.len(), left.len(), findings.proposals.len());
        assert!(new.is_empty() && left.len() <= known.len(), "{name:?}: {new:?}");
        (before, after, actions) =
            (before + known.len(), after + left.len(), actions + findings.proposals.len());
    }
    println!("{before} findings, {after} after {actions} actions");
}

#[test]
fn clean_documents_are_clean() {
    for (version, clean, ..) in documents() {
        let findings = lint(&clean, FileId(0));
        assert!(findings.report.diagnostics.is_empty(), "{version}: {:#?}", findings.report.diagnostics);
    }
}

#[test]
fn seeded_faults_are_found_and_settled() {
    let (mut seen, mut missed, mut problems) = (BTreeSet::new(), BTreeSet::new(), Vec::new());
    for (version, clean, pet, faults) in documents() {
        for fault in faults {
            if let Missed(reason) = fault.outcome {
                println!("{version} {}: not found: {reason}", fault.kind);
                missed.insert(fault.kind);
            }
            if let Some(problem) = wrong(&clean, pet, &fault) {
                problems.push(format!("{version} {}: {problem}", fault.kind));
            }
            seen.insert(fault.kind);
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n\n"));
    assert!(seen.len() >= 30, "{} kinds", seen.len());
    assert!(missed.len() * 10 <= seen.len(), "{} of {} kinds are missed", missed.len(), seen.len());
    println!("{} kinds, {} missed", seen.len(), missed.len());
}
