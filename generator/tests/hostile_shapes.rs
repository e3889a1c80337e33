//! Documents that could make a pass work without end, or overflow the stack: each kind ends, at two sizes, with steps that
//! grow no faster than the document's length to the power of 1.5, and each limit is reported by its code, with a location.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

#[path = "hostile_shapes/shapes.rs"]
mod shapes;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::Duration;

use serde_json::{Map, Value, json};
use shapes::{SHAPES, chain, each, own, paths, schemas, to, version};
use truespec::diagnostic::{FileId, Location, Report};
use truespec::source::{ApiSource, Settings, Sources};
use truespec::{generate, inspect};

/// Nothing here takes a tenth of it; a machine may be busy.
const HANG: Duration = Duration::from_secs(120);

/// Below so many steps nothing is said of how they grow.
const FEW: u64 = 20_000;

#[test]
fn every_shape_ends() {
    for shape in SHAPES {
        let (small, large) = ((shape.build)(shape.size), (shape.build)(4 * shape.size));
        let growth = large.to_string().len() as f64 / small.to_string().len() as f64;
        let (small, large) = (steps(shape.name, small), steps(shape.name, large));
        for (pass, (used, most)) in large {
            let before = small.get(pass).map_or(0, |(used, _)| *used);
            // Cliques have as many members as they have references, and each is looked at for each.
            let allowed = 2.0 * before as f64 * growth.powf(1.5);
            let grows = used > FEW && used as f64 > allowed && used <= most;
            assert!(!grows, "{}: {pass} used {before} steps, then {used} of {most}", shape.name);
        }
    }
}

/// The whole way to files, at a size that a debug build prints in a moment.
#[test]
fn every_shape_is_emitted() {
    for shape in SHAPES {
        let document = (shape.build)((shape.size / 10).max(3));
        let sources = Sources::new(Settings::default().validate(true), vec![source(&document)]);
        let (files, report) = in_time(shape.name, move || {
            let generated = generate(&sources);
            (generated.files, generated.report)
        });
        assert!(!files.is_empty() && !report.has_errors(), "{}: {:?}", shape.name, report.diagnostics);
    }
}

#[test]
fn each_limit_is_reported_with_a_location() {
    let limits: [(&str, Value); 15] = [
        ("TS106", deep(130)),
        ("TS375", (named("media types for all operations"))(40)),
        ("TS414", schemas(chain(70, |i| json!({"type": "array", "items": to(i + 1)})))),
        ("TS414", (named("tuple tower"))(16)),
        ("TS415", self_reference("properties", "p")),
        ("TS416", (named("names of parts"))(70)),
        ("TS525", (named("allOf of all that follow"))(200)),
        ("TS526", (named("allOf chain"))(70)),
        ("TS527", (named("union of many"))(1_001)),
        ("TS529", (named("allOf branches of one member"))(300)),
        ("TS530", (named("members in both directions"))(2_000)),
        ("TS531", wide_unions(1_100)),
        ("TS532", deep_unions(40)),
        ("TS533", (named("generic schemas"))(16)),
        ("TS653", (named("headers of one answer for all operations"))(300)),
    ];
    for (code, document) in limits {
        let report = in_time(code, move || inspect(&source(&document)).1);
        expect(code, &report);
    }
}

/// Constraints are gathered where they are checked.
#[test]
fn constraints_have_a_limit() {
    let document = schemas(chain(
        70,
        |i| json!({"allOf": [to(i + 1), {"properties": {"p": {"type": "string", "maxLength": i}}}]}),
    ));
    let sources = Sources::new(Settings::default().validate(true), vec![source(&document)]);
    let report = in_time("constraints", move || generate(&sources).report);
    expect("TS528", &report);
}

/// References to what they stand in, directly and by way of others, in each keyword and version.
#[test]
fn references_to_themselves_end() {
    let keywords = [
        ("properties", "p"),
        ("items", ""),
        ("additionalProperties", ""),
        ("not", ""),
        ("allOf", "0"),
        ("oneOf", "0"),
        ("anyOf", "1"),
        ("prefixItems", "0"),
    ];
    for (keyword, member) in keywords {
        let document = self_reference(keyword, member);
        let report = in_time(keyword, move || inspect(&source(&document)).1);
        let said = report.diagnostics.iter().any(|one| ["TS412", "TS415", "TS504"].contains(&one.code.id));
        // What only excludes values, or adds nothing to a union, has nothing to lose.
        assert!(said || ["not", "oneOf", "anyOf"].contains(&keyword), "{keyword}: {:?}", report.diagnostics);
        for other in keywords {
            let document = two_references((keyword, member), other);
            in_time(keyword, move || inspect(&source(&document)).1);
        }
    }
}

/// Pieces that are not schemas.
#[test]
fn references_between_pieces_end() {
    let sections = [
        "parameters",
        "responses",
        "headers",
        "requestBodies",
        "examples",
        "callbacks",
        "links",
        "securitySchemes",
        "pathItems",
    ];
    for section in sections {
        let loops = |name: &str, next: &str| {
            (name.to_owned(), json!({"$ref": format!("#/components/{section}/{next}")}))
        };
        let pieces: Map<String, Value> =
            [loops("a", "b"), loops("b", "c"), loops("c", "a"), loops("d", "d")].into_iter().collect();
        let at = |name: &str| json!({"$ref": format!("#/components/{section}/{name}")});
        let answer = json!({"description": "", "headers": {"X-A": at("a")}, "links": {"l": at("a")}, "content": {"application/json": {"examples": {"e": at("d")}}}});
        let operation = json!({"parameters": [at("a"), at("d")], "requestBody": at("a"), "callbacks": {"c": at("a")}, "security": [{"a": []}], "responses": {"200": answer, "404": at("d")}});
        let document = json!({"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {"/a": {"post": operation}, "/b": at("a"), "/c": {"$ref": "#/paths/~1c"}}, "components": {section: pieces}});
        in_time(section, move || inspect(&source(&document)).1);
    }
}

/// A reference to what is no schema all the way down: each level would be tried as each kind of schema.
#[test]
fn what_is_no_schema_ends() {
    for leaf in [json!(null), json!({"type": 5}), json!({"minLength": "x"})] {
        for keyword in ["allOf", "oneOf", "properties", "items"] {
            let value = (0..40).fold(leaf.clone(), |inner, _| match keyword {
                "properties" => json!({"properties": {"p": inner}}),
                "items" => json!({"items": inner}),
                _ => json!({keyword: [inner]}),
            });
            let mut document = paths(vec![("/a".into(), json!({"$ref": "#/components/pathItems/P"}))]);
            document["components"] = json!({"pathItems": {"P": value}});
            in_time(keyword, move || inspect(&source(&document)).1);
        }
    }
}

/// What is asked of values is gathered where schemas include each other, within the limit of a small document.
#[test]
fn constraints_of_a_clique_end() {
    let document = (named("allOf clique"))(9);
    let sources = Sources::new(Settings::default().validate(true), vec![source(&document)]);
    let report = in_time("clique", move || generate(&sources).report);
    expect("TS528", &report);
}

/// A caller's thread may have little stack: the work is done on one that has enough.
#[test]
fn a_small_stack_suffices() {
    let document = (named("parts of parts"))(63);
    let nested = (0..20).fold(json!({"type": "string"}), |inner, i| match i % 3 {
        0 => json!({"type": "object", "properties": {"a": inner}}),
        1 => json!({"oneOf": [inner, {"type": "integer"}], "properties": {"b": {"type": "string"}}}),
        _ => json!({"type": "array", "items": inner}),
    });
    for document in [document, schemas(vec![("A".into(), nested)])] {
        let work = move || generate(&Sources::new(Settings::default(), vec![source(&document)])).files.len();
        let thread = std::thread::Builder::new().stack_size(1 << 20).spawn(work).unwrap();
        assert!(thread.join().unwrap() > 0);
    }
}

#[test]
fn overlay_targets_have_a_limit() {
    let document = schemas(each(300, own));
    let values = "$..*..*..*..*..*..*..*..*..*..*..*..*..*..*";
    let one = json!([{"target": values, "remove": true}]);
    let filter = "$..[?search(@.a, '(a{1,100}){1,100}') && @..b]";
    let many: Vec<Value> = (0..200).map(|i| json!({"target": filter, "update": {"x": i}})).collect();
    for actions in [one, json!(many)] {
        let overlay = json!({"overlay": "1.0.0", "info": {"title": "t", "version": "1"}, "actions": actions});
        let mut source = source(&document);
        source.overlays.push(file(&overlay.to_string()));
        let report = in_time("overlay", move || inspect(&source).1);
        expect("TS211", &report);
    }
    // An ordinary search is far from it.
    let actions = json!([{"target": "$..properties[?@.type == 'string']", "update": {"description": "d"}}]);
    let overlay = json!({"overlay": "1.0.0", "info": {"title": "t", "version": "1"}, "actions": actions});
    let mut source = source(&document);
    source.overlays.push(file(&overlay.to_string()));
    assert!(!inspect(&source).1.has_errors());
}

#[test]
fn twenty_thousand_actions_end() {
    let actions: Vec<Value> = (0..20_000)
        .map(|i| json!({"target": format!("$.components.schemas.A{}", i % 100), "update": {"description": i.to_string()}}))
        .collect();
    let overlay = json!({"overlay": "1.0.0", "info": {"title": "t", "version": "1"}, "actions": actions});
    let mut source = source(&schemas(each(100, own)));
    source.overlays.push(file(&overlay.to_string()));
    let report = in_time("actions", move || inspect(&source).1);
    assert!(!report.has_errors(), "{:?}", report.diagnostics.first());
}

/// One line with as many diagnostics as it has members, each of a kind of its own.
#[test]
fn positions_in_one_line_are_counted_once() {
    let members: Map<String, Value> =
        (0..20_000).map(|i| (format!("é{i}"), json!({"type": format!("strng{i}")}))).collect();
    let document = schemas(vec![("A".into(), json!({"type": "object", "properties": members}))]);
    let lines = in_time("positions", move || {
        let (_, report, texts) = inspect(&source(&document));
        truespec::diagnostic::render::lines(&report, &texts)
    });
    assert!(lines.len() >= 20_000);
    let columns: Vec<usize> =
        lines.iter().map(|line| line.split(':').nth(2).unwrap().parse().unwrap()).collect();
    assert!(columns.is_sorted(), "in the order of the text");
}

#[cfg(feature = "lint")]
#[test]
fn examples_are_not_checked_at_any_cost() {
    let with_example = |mut document: Value| {
        document["paths"]["/a"]["post"]["requestBody"]["content"]["application/json"]["example"] =
            json!({"a": {"a": 1}});
        document
    };
    let shapes = [
        (named("allOf tower"))(40),
        (named("allOf clique"))(12),
        (named("union tower"))(40),
        (named("allOf chain of references"))(5_000),
        (named("list chain"))(5_000),
        (named("reference cycle"))(5),
    ];
    for (index, document) in shapes.into_iter().enumerate() {
        let document = with_example(document);
        let report = in_time("lint", move || truespec::correct::lint::lint(&document, FileId(0)).report);
        let skipped = report.diagnostics.iter().any(|one| one.code.id == "TS724");
        assert!(skipped || index == 5 || index == 2, "{index}: {:?}", report.diagnostics);
    }
}

/// How far real documents are from the limits: each pass has used at most a tenth of its steps.
#[test]
#[ignore = "reads the whole corpus; for a release build"]
fn documents_of_the_corpus_are_far_from_the_limits() {
    let corpus = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let most_bytes =
        std::env::var("TRUESPEC_BYTES").ok().and_then(|most| most.parse().ok()).unwrap_or(u64::MAX);
    let mut nearest: BTreeMap<&'static str, (u64, u64, String)> = BTreeMap::new();
    let mut count = 0;
    for document in documents(&corpus).into_iter().filter(|path| path.metadata().unwrap().len() < most_bytes)
    {
        let shown_from = document.parent().unwrap().to_owned();
        let name = document.file_name().unwrap().to_string_lossy().into_owned();
        let api = ApiSource {
            module: None,
            document,
            overlays: Vec::new(),
            root: None,
            lenient: false,
            shown_from,
            ..ApiSource::default()
        };
        let sources = Sources::new(Settings::default().validate(true), vec![api]);
        count += 1;
        for steps in generate(&sources).report.steps {
            let known = nearest.entry(steps.pass).or_insert((0, 1, String::new()));
            if u128::from(steps.used) * u128::from(known.1) > u128::from(known.0) * u128::from(steps.most) {
                *known = (steps.used, steps.most, name.clone());
            }
        }
    }
    println!("{count} documents");
    for (pass, (used, most, name)) in nearest {
        println!("{pass}: {used} of {most} ({name})");
        assert!(used * 10 <= most, "{pass}: {used} of {most} ({name})");
    }
}

fn documents(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let known =
                path.extension().is_some_and(|end| ["json", "yaml", "yml"].iter().any(|it| end == *it));
            if path.is_dir() {
                folders.push(path);
            } else if known {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// What a pass used and had, by its name.
fn steps(name: &str, document: Value) -> BTreeMap<&'static str, (u64, u64)> {
    let report = in_time(name, move || inspect(&source(&document)).1);
    let known = report.steps.iter().map(|steps| (steps.pass, (steps.used, steps.most)));
    let known: BTreeMap<_, _> = known.collect();
    assert!(!known.is_empty(), "{name}: {:?}", report.diagnostics.first());
    known
}

/// Does work that has to end.
fn in_time<T: Send + 'static>(name: &str, work: impl FnOnce() -> T + Send + 'static) -> T {
    let (done, wait) = mpsc::channel();
    let thread = std::thread::spawn(move || done.send(work()).unwrap());
    let result = wait.recv_timeout(HANG).unwrap_or_else(|error| panic!("{name}: {error}"));
    thread.join().unwrap();
    result
}

fn expect(code: &str, report: &Report) {
    let found = report.diagnostics.iter().find(|one| one.code.id == code);
    let found = found.unwrap_or_else(|| panic!("{code} is not among {:?}", report.diagnostics));
    assert!(matches!(found.location, Location::Source(..) | Location::Text(..)), "{found:?}");
}

fn named(name: &str) -> fn(usize) -> Value {
    SHAPES.iter().find(|shape| shape.name == name).unwrap().build
}

/// A text in a file of its own.
fn file(text: &str) -> PathBuf {
    static NEXT: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("hostile_shapes");
    std::fs::create_dir_all(&folder).unwrap();
    let number = NEXT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    let path = folder.join(format!("{}_{number}.json", std::process::id()));
    std::fs::write(&path, text).unwrap();
    path
}

fn source(document: &Value) -> ApiSource {
    let document = file(&document.to_string());
    let shown_from = document.parent().unwrap().to_owned();
    ApiSource {
        module: None,
        document,
        overlays: Vec::new(),
        root: None,
        lenient: false,
        shown_from,
        ..ApiSource::default()
    }
}

/// Schemas that lie in each other.
fn deep(n: usize) -> Value {
    let deep = (0..n).fold(json!({"type": "string"}), |inner, _| json!({"items": inner}));
    schemas(vec![("A".into(), deep)])
}

/// A part of a schema that is a reference to itself, with something beside it.
fn self_reference(keyword: &str, member: &str) -> Value {
    let at = if member.is_empty() { keyword.to_owned() } else { format!("{keyword}/{member}") };
    let own = json!({"$ref": format!("#/components/schemas/A/{at}"), "description": "d"});
    version("3.1.0", schemas(vec![("A".into(), holding(keyword, member, own))]))
}

/// Two parts that are references to each other.
fn two_references(one: (&str, &str), other: (&str, &str)) -> Value {
    let at = |name: &str, (keyword, member): (&str, &str)| {
        let path = format!("#/components/schemas/{name}/{keyword}/{member}");
        json!({"$ref": path.trim_end_matches('/'), "description": "d"})
    };
    let (a, b) = (holding(one.0, one.1, at("B", other)), holding(other.0, other.1, at("A", one)));
    version("3.1.0", schemas(vec![("A".into(), a), ("B".into(), b)]))
}

fn holding(keyword: &str, member: &str, inner: Value) -> Value {
    let other = json!({"type": "integer"});
    match (keyword, member) {
        ("properties", member) => json!({"type": "object", "properties": {member: inner}}),
        (keyword, "0") => json!({keyword: [inner, other]}),
        (keyword, "1") => json!({keyword: [other, inner]}),
        (keyword, _) => json!({"type": if keyword == "items" { "array" } else { "object" }, keyword: inner}),
    }
}

/// Unions of the same object with many members.
fn wide_unions(n: usize) -> Value {
    let members: Map<String, Value> = (0..n).map(|i| (format!("m{i}"), json!({"type": "string"}))).collect();
    let mut all = each(n, |i| json!({"oneOf": [{"$ref": "#/components/schemas/Wide"}, own(i)]}));
    all.push(("Wide".into(), json!({"type": "object", "properties": members})));
    schemas(all)
}

/// Parts of schemas that refer to parts of schemas, each an alternative beside members.
fn deep_unions(n: usize) -> Value {
    let part = |i: usize| json!({"$ref": format!("#/components/schemas/A{i}/properties/p")});
    let union = |i: usize| json!({"type": "object", "properties": {"x": {"type": "string"}}, "oneOf": [{"properties": {"q": part(i + 1)}}, own(i)]});
    schemas(chain(n, |i| json!({"type": "object", "properties": {"p": union(i)}})))
}
