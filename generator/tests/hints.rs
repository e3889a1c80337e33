//! Hints that show an overlay work as they are shown: the action applies, the diagnostic is gone, and what it promises is there.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

use std::path::{Path, PathBuf};

use truespec::Generated;
use truespec::diagnostic::render::lines;
use truespec::source::{ApiSource, Settings, Sources};

fn generate(document: &Path, overlays: Vec<PathBuf>) -> Generated {
    let (document, shown_from) = (document.to_owned(), PathBuf::new());
    let api = ApiSource {
        module: None,
        document,
        overlays,
        root: None,
        lenient: false,
        shown_from,
        ..ApiSource::default()
    };
    truespec::generate(&Sources::new(Settings::default(), vec![api]))
}

fn emitted(generated: &Generated) -> String {
    let own = generated.files.iter().filter(|(path, _)| !path.starts_with("src/runtime"));
    own.map(|(_, text)| text.as_str()).collect()
}

/// Applies the action that the hint of a code shows; gives the action and what is emitted then.
fn applied(name: &str, document: &str, code: &str) -> (String, String) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hints").join(name);
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("api.yaml");
    std::fs::write(&path, document).unwrap();
    let before = generate(&path, Vec::new());
    let found = before.report.diagnostics.iter().find(|diagnostic| diagnostic.code.id == code);
    let hint = found.unwrap_or_else(|| panic!("{name}: {:?}", lines(&before.report, &before.texts))).hint();
    let action = hint.get(hint.find("{target").unwrap()..).unwrap();
    let overlay = folder.join("overlay.yaml");
    let text = format!("overlay: 1.0.0\ninfo: {{title: hint, version: '1'}}\nactions:\n  - {action}\n");
    std::fs::write(&overlay, text).unwrap();
    let after = generate(&path, vec![overlay]);
    let said = lines(&after.report, &after.texts);
    assert!(
        said.iter().all(|line| !line.contains(code) && !line.contains("error")),
        "{name}: {action}\n{said:?}"
    );
    assert!(!said.iter().any(|line| line.contains("TS652")), "{name}: {action}\n{said:?}");
    (action.to_owned(), emitted(&after))
}

/// A list that a GET of `/costs` returns.
fn list(parameters: &str, members: &str) -> String {
    format!(
        "openapi: 3.1.0
info: {{title: t, version: '1'}}
paths:
  /costs/it's:
    get:
      operationId: listCosts
      parameters: [{parameters}]
      responses:
        '200':
          description: ok
          content:
            application/json:
              schema:
                type: object
                properties:
                  data: {{type: array, items: {{type: object, properties: {{id: {{type: string}}}}}}}}
{members}"
    )
}

fn query(name: &str, ty: &str) -> String {
    format!("{{name: '{name}', in: query, schema: {{type: {ty}}}}}")
}

fn member(name: &str, ty: &str) -> String {
    format!("                  '{name}': {{type: {ty}}}\n")
}

#[test]
fn lists_are_paged_as_the_hint_shows() {
    let limit = query("limit", "integer");
    let text = "[string, 'null']";
    let cases = [
        (
            "token",
            format!("{limit}, {}", query("page", "string")),
            member("has_more", "boolean") + &member("next_page", text),
            "cursor: page, next: /next_page",
        ),
        (
            "token-in-meta",
            query("page", "string"),
            "                  meta: {type: object, properties: {next_page: {type: string}}}\n".to_owned(),
            "next: /meta/next_page",
        ),
        ("next", query("next", "string"), member("next", text), "cursor: next, next: /next"),
        (
            "marker",
            query("marker", "string"),
            member("next_marker", text),
            "cursor: marker, next: /next_marker",
        ),
        ("cursor", query("page[cursor]", "string"), member("next_cursor", text), "cursor: 'page[cursor]'"),
        ("page", format!("{limit}, {}", query("page", "integer")), member("total", "integer"), "style: page"),
        (
            "page-of-text",
            format!("{limit}, {}", query("page", "string")),
            member("total", "integer"),
            "style: page",
        ),
        (
            "page-and-url",
            query("page", "string"),
            "                  next: {type: string, format: uri}\n".to_owned(),
            "style: next-url",
        ),
        (
            "offset",
            format!("{limit}, {}", query("offset", "integer")),
            member("total_count", "integer"),
            "style: offset",
        ),
        ("last", query("starting_after", "string"), member("has_more", "boolean"), "last: /id"),
        (
            "last-after",
            format!("{limit}, {}, {}", query("after", "string"), query("before", "string")),
            member("has_more", "boolean"),
            "style: cursor, cursor: after, last: /id, more: /has_more",
        ),
        (
            "offset-until-done",
            format!("{limit}, {}", query("offset", "integer")),
            member("isLast", "boolean"),
            "size: limit, done: /isLast",
        ),
        (
            "same-name",
            format!("{limit}, {}", query("position", "string")),
            member("position", "string") + &member("done", "boolean"),
            "next: /position, cursor: position, done: /done",
        ),
    ];
    for (name, parameters, members, expected) in cases {
        let (action, text) = applied(name, &list(&parameters, &members), "TS660");
        assert!(action.contains(expected), "{name}: {action}");
        assert!(text.contains("paged!("), "{name}: {action}");
    }
}

#[test]
fn searches_are_paged_as_the_hint_shows() {
    let document = "
openapi: 3.0.3
info: {title: t, version: '1'}
paths:
  /search:
    post:
      operationId: search
      requestBody: {content: {application/json: {schema: {type: object, properties: {cursor: {type: string}, limit: {type: integer}}}}}}
      responses:
        '200': {description: ok, content: {application/json: {schema: {type: object, properties: {results: {type: array, items: {type: string}}, next_cursor: {type: string}}}}}}
";
    let (action, text) = applied("search", document, "TS660");
    assert!(action.contains("cursor: /cursor") && text.contains("paged!("), "{action}");
}

/// A scheme that no operation requires is required of all by the action, and by the setting.
#[test]
fn a_scheme_that_is_not_required() {
    let document = "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths:\n  /things: {get: {operationId: listThings, \
                    responses: {'204': {description: ok}}}}\n  /open: {get: {operationId: open, security: [], \
                    responses: {'204': {description: ok}}}}\ncomponents:\n  securitySchemes:\n    It's \"so\": {type: http, \
                    scheme: bearer}\n";
    let required =
        "Operation::new(\"listThings\", \"GET\", \"/things\").security(&[&[\"It's \\\"so\\\"\"]]);";
    let (_, emitted_then) = applied("security", document, "TS670");
    assert!(emitted_then.contains(required) && !emitted_then.contains(".unused()"), "{emitted_then}");
    assert!(emitted_then.contains("Operation::new(\"open\", \"GET\", \"/open\");"), "{emitted_then}");
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hints/security/api.yaml");
    let api = ApiSource {
        module: None,
        document: path,
        overlays: Vec::new(),
        root: None,
        lenient: false,
        shown_from: PathBuf::new(),
        ..ApiSource::default()
    };
    let settings = Settings::default().security(["It's \"so\""]);
    let set = truespec::generate(&Sources::new(settings, vec![api]));
    let said = lines(&set.report, &set.texts);
    assert!(emitted(&set).contains(required) && !said.iter().any(|line| line.contains("TS670")), "{said:?}");
}
