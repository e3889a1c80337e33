//! Pairs of documents, pages and recordings that could make `diff`, `import` and `learn` work without end: each of them ends,
//! and what is left out is reported with a place.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

use std::collections::BTreeMap;
use std::sync::mpsc;
use std::time::Duration;

use serde_json::{Value, json};
use truespec::correct::import;
use truespec::diagnostic::{FileId, Files, Location, Report};
use truespec::ir::Doc;
use truespec::review::diff::{self, DiffKind};
use truespec::review::surface::{Form, Item, ItemKind, Surface};

/// Nothing here takes a tenth of it where the machine is not busy.
const HANG: Duration = Duration::from_secs(20);

/// Does work that has to end.
fn in_time<T: Send + 'static>(name: &str, work: impl FnOnce() -> T + Send + 'static) -> T {
    let (done, wait) = mpsc::channel();
    let thread = std::thread::spawn(move || done.send(work()).unwrap());
    let result = wait.recv_timeout(HANG).unwrap_or_else(|error| panic!("{name}: {error}"));
    thread.join().unwrap();
    result
}

/// Types of that name, each with a field that is in it.
fn types(count: usize, name: &str) -> Surface {
    let item = |kind, form, parent: Option<&str>, origin: String| Item {
        kind,
        form,
        wire: BTreeMap::new(),
        sent: BTreeMap::new(),
        credentials: Vec::new(),
        doc: Doc::default(),
        parent: parent.map(str::to_owned),
        origin,
        place: None,
        location: Location::Nowhere,
    };
    let mut items = BTreeMap::new();
    for i in 0..count {
        let path = format!("types::{name}{i}");
        let field = Form::Field("String".to_owned());
        items.insert(format!("{path}::id"), item(ItemKind::Field, field, Some(&path), format!("/{i}/id")));
        items.insert(path, item(ItemKind::Type, Form::Struct, None, format!("/{i}")));
    }
    Surface { items, ..Surface::default() }
}

#[test]
fn differences_of_many_types_are_told() {
    let (count, gone) = (30_000, "(with 1 in it)");
    let (text, markdown) = in_time("removed and added", move || {
        let changes = diff::compare(&types(count, "Old"), &types(0, "New"));
        assert_eq!(changes.len(), 2 * count);
        (diff::text(&changes, false, Some(100)), diff::markdown(&changes, "api"))
    });
    assert_eq!(text.matches(gone).count(), count);
    // GitHub takes no longer comment.
    assert!(markdown.len() < 65_536 && markdown.contains("Not all changes fit here"), "{}", markdown.len());
    let changes = in_time("renamed", move || {
        let changes = diff::compare(&types(count, "Old"), &types(count, "New"));
        diff::text(&changes, false, Some(100));
        changes
    });
    let renamed = changes.iter().filter(|change| change.what == DiffKind::Renamed && change.within.is_none());
    assert_eq!(renamed.count(), count);
}

#[test]
fn modules_are_compared_by_name() {
    let modules = |name: &str| -> Vec<diff::Module> {
        (0..20_000).map(|i| (Some(format!("{name}{i}")), Surface::default())).collect()
    };
    let changes = in_time("modules", move || diff::compare_modules(&modules("a"), &modules("b")));
    assert_eq!(changes.len(), 40_000);
}

fn page(file: usize, tags: Value) -> import::PageDocument {
    import::PageDocument { file: FileId(file), value: json!({"openapi": "3.0.3", "tags": tags}) }
}

/// Two pages with many tags, and many pages with one.
#[test]
fn tags_are_found_by_name() {
    let tag = |name: String| json!({"name": name});
    let many = |letter: &str| (0..30_000).map(|i| tag(format!("{letter}{i}"))).collect::<Value>();
    let two = vec![page(0, many("a")), page(1, many("b")), page(2, many("a"))];
    let each = (0..20_000).map(|i| page(i, json!([tag(format!("c{i}")), tag("all".into())]))).collect();
    for (pages, count) in [(two, 60_000), (each, 20_001)] {
        let (whole, report) = in_time("tags", move || {
            let mut report = Report::default();
            (import::merge(&pages, None, &mut report), report)
        });
        assert_eq!(whole["tags"].as_array().unwrap().len(), count);
        assert!(report.diagnostics.is_empty());
    }
}

/// Of several tags of one name the first one is compared; a list that took the place of another one is looked through anew.
#[test]
fn tags_that_contradict_each_other() {
    let first = json!([{"name": "a", "x": 1}, {"name": "a", "x": 2}, {"x": 3}, {"name": 7}]);
    let second = json!([{"x": 4}, {"name": "a", "x": 5}, {"name": 7}, {"name": "b"}]);
    let third = json!([{"name": "b"}, {"name": "a", "x": 5}]);
    let mut report = Report::default();
    let pages = [page(0, first), page(1, second), page(2, third.clone())];
    let tags = import::merge(&pages, None, &mut report)["tags"].clone();
    assert_eq!(
        tags,
        json!([{"name": "a", "x": 5}, {"name": "a", "x": 2}, {"x": 4}, {"name": 7}, {"name": "b"}])
    );
    assert_eq!(report.diagnostics.len(), 4);
    let anew = [
        page(0, third),
        page(1, json!("none")),
        page(2, json!([{"name": "b"}])),
        page(3, json!([{"name": "c"}, {"name": "b"}])),
    ];
    let tags = import::merge(&anew, None, &mut report)["tags"].clone();
    assert_eq!(tags, json!([{"name": "b"}, {"name": "c"}]));
}

fn pages(text: String) -> (usize, Files, Report) {
    in_time("fences", move || {
        let (mut files, mut report) = (Files::default(), Report::default());
        let pages = import::read_page("page.md", &text, &mut files, &mut report);
        (pages.len(), files, report)
    })
}

#[test]
fn fences_have_a_limit() {
    let (read, files, report) = pages("```\nopenapi: 3.0.3\n```\n".repeat(30_000));
    assert_eq!((read, files.iter().count()), (0, 1));
    assert!(matches!(report.diagnostics[0].location, Location::Text(..)));
    insta::assert_snapshot!(truespec::diagnostic::render::lines(&report, &files).join("\n"));
    // Pages of documentation are far from it.
    let (read, files, report) = pages("text\n\n```yaml\nopenapi: 3.0.3\n```\n".repeat(200));
    assert_eq!((read, report.diagnostics.len()), (200, 0));
    assert_eq!(files.iter().last().unwrap().text.lines().count(), 199 * 5 + 4);
    assert!(report.steps[0].used * 10 < report.steps[0].most, "{:?}", report.steps);
}

#[cfg(feature = "lint")]
mod learning {
    use truespec::correct::learn::{Input, learn};
    use truespec::correct::lint::Findings;
    use truespec::correct::recording::{Body, Exchange};

    use super::*;

    fn exchange(path: String, status: u16, body: Option<Value>) -> Exchange {
        let mut exchange = Exchange::new("GET", &path, status);
        exchange.response.body = body.map_or(Body::Empty, Body::Json);
        exchange
    }

    fn held(paths: Value, exchanges: Vec<Exchange>) -> Findings {
        let document = json!({"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": paths});
        in_time("learn", move || learn(Input::new(&document, FileId(0), &exchanges)))
    }

    fn codes(findings: &Findings, code: &str) -> usize {
        findings.report.diagnostics.iter().filter(|one| one.code.id == code).count()
    }

    fn operation(path: String) -> (String, Value) {
        (path, json!({"get": {"responses": {"200": {"description": ""}}}}))
    }

    #[test]
    fn what_is_told_is_known() {
        let schema = json!({"type": "object", "properties": {"z": {"type": "string"}}});
        let response = json!({"description": "", "content": {"application/json": {"schema": schema}}});
        let members: Value = (0..20_000).map(|i| (format!("k{i}"), json!(1))).collect();
        let exchanges = vec![exchange("/a".into(), 200, Some(members)); 2];
        let findings = held(json!({"/a": {"get": {"responses": {"200": response}}}}), exchanges);
        // Names of so many members are data.
        assert_eq!((codes(&findings, "TS721"), findings.proposals.len()), (1, 1));
        // A member in each of many responses.
        let paths: Value = (0..1_500)
            .map(|i| (format!("/a{i}"), json!({"get": {"responses": {"200": response}}})))
            .collect();
        let member = |i| exchange(format!("/a{i}"), 200, Some(json!({"more": i})));
        let findings = held(paths, (0..1_500).map(member).collect());
        assert_eq!(codes(&findings, "TS721"), 1_000);
        assert!((1_000..=1_500).contains(&findings.proposals.len()), "{}", findings.proposals.len());
    }

    #[test]
    fn operations_are_found_by_path() {
        let paths: Value = (0..5_000).map(|i| operation(format!("/a/{{x}}/b{i}"))).collect();
        let exchanges = (0..5_000).map(|i| exchange(format!("/v1/a/7/b{i}"), 404, None)).collect();
        let findings = held(paths, exchanges);
        assert_eq!((codes(&findings, "TS721"), findings.proposals.len()), (1_000, 1_000));
        let steps = findings.report.steps.iter().find(|steps| steps.pass == "learn: operations").unwrap();
        assert!(steps.used <= 5_000 * 4, "{steps:?}");
    }

    #[test]
    fn responses_are_found_by_status() {
        let responses: Value = (0..20_000).map(|i| (format!("x-{i}"), json!({"description": ""}))).collect();
        let exchanges = vec![exchange("/a".into(), 404, None); 20_000];
        let findings = held(json!({"/a": {"get": {"responses": responses}}}), exchanges);
        assert_eq!(codes(&findings, "TS721"), 1);
    }

    /// The longest path is taken, then the one with most literal segments, then the last one; paths may be of any length.
    #[test]
    fn the_closest_operation_is_found() {
        let long = "/a".repeat(50_000);
        let all = ["/", "/{x}", "/b", "/a/{x}", "/{y}/b", "/a/{z}/c", "/{w}/b/c", &long];
        let paths: Value = all.iter().map(|path| operation((*path).to_owned())).collect();
        let asked = [
            ("/v1", "/{x}"),
            ("/b", "/b"),
            ("/a/b", "/{y}/b"),
            ("/a/d", "/a/{x}"),
            ("/a/b/c", "/{w}/b/c"),
            ("/", "/"),
            (&long, &long),
        ];
        for (path, expected) in asked {
            let findings = held(paths.clone(), vec![exchange(path.to_owned(), 404, None)]);
            let said = &findings.report.diagnostics[0].message;
            let said = said.strip_prefix("`GET ").unwrap().split('`').next().unwrap();
            // A long path is cut.
            assert_eq!(said.trim_end_matches('…'), expected.get(..300).unwrap_or(expected), "{path}");
        }
    }

    /// Each exchange is held against a schema with many properties, which is read once.
    #[test]
    fn schemas_are_read_once() {
        let properties: Value = (0..2_000).map(|i| (format!("p{i}"), json!({"type": "string"}))).collect();
        let schema = json!({"type": "object", "properties": properties});
        let response = json!({"description": "", "content": {"application/json": {"schema": schema}}});
        let answers = (0..4_000).map(|i| exchange("/a".into(), 200, Some(json!({format!("p{i}"): 1}))));
        let findings = held(json!({"/a": {"get": {"responses": {"200": response}}}}), answers.collect());
        assert_eq!((codes(&findings, "TS724"), codes(&findings, "TS721")), (0, 1_000));
        assert_eq!(findings.proposals.len(), 1_000);
    }

    /// Operations that share a response whose component has a long name.
    #[test]
    fn long_names_of_responses_have_a_limit() {
        let name = "n".repeat(200_000);
        let reference = json!({"$ref": format!("#/components/responses/{name}")});
        let paths: Value =
            [("/a".to_owned(), json!({"get": {"responses": {"200": reference}}}))].into_iter().collect();
        let schema = json!({"type": "object", "properties": {"a": {"type": "string"}}});
        let response = json!({"description": "", "content": {"application/json": {"schema": schema}}});
        let document = json!({"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": paths, "components": {"responses": {name: response}}});
        let answers: Vec<Exchange> =
            (0..20_000).map(|i| exchange("/a".into(), 200, Some(json!({format!("x{i}"): 1})))).collect();
        let findings = in_time("long names", move || learn(Input::new(&document, FileId(0), &answers)));
        assert_eq!(codes(&findings, "TS724"), 1);
    }

    #[test]
    fn paths_that_all_fit_have_a_limit() {
        let segment = |i: usize, bit: usize| if i >> bit & 1 == 0 { "/a" } else { "/{x}" };
        let path = |i: usize| (0..12).map(|bit| segment(i, bit)).collect::<String>();
        let paths: Value = (0..4_096).map(|i| operation(path(i))).collect();
        let findings = held(paths, vec![exchange("/a".repeat(12), 200, None); 2_000]);
        assert_eq!(codes(&findings, "TS724"), 1);
        let (mut files, report) = (Files::default(), &findings.report);
        files.add("api.json", r#"{"openapi": "3.1.0", "paths": {}}"#);
        insta::assert_snapshot!(truespec::diagnostic::render::lines(report, &files).join("\n"));
    }
}
