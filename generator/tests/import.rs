//! `truespec import`: what pages become, and what it says where they contradict each other.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

mod support;

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use support::scratch;

/// Exit code, what was written, what was said.
fn import(from: &Path, pages: &[&str], options: &[&str], name: &str) -> (i32, String, String) {
    let into = scratch(&format!("import-{name}")).join("specs/api.yaml");
    let out = Command::new(env!("CARGO_BIN_EXE_truespec"))
        .arg("import")
        .args(pages)
        .args(options)
        .arg("--into")
        .arg(&into)
        .current_dir(from)
        .env_remove("CLICOLOR_FORCE")
        .output()
        .unwrap();
    let said = String::from_utf8(out.stderr).unwrap().replace(into.to_str().unwrap(), "specs/api.yaml");
    (out.status.code().unwrap(), std::fs::read_to_string(&into).unwrap_or_default(), said)
}

fn here() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import")
}

#[test]
fn pages_become_one_document() {
    let (code, document, said) = import(&here(), &["older.md", "newer.md"], &[], "two");
    assert_eq!(code, 0, "{said}");
    insta::assert_snapshot!(format!("{document}\n--- said ---\n{said}"));
}

#[test]
fn a_preferred_page_is_taken() {
    let (_, document, _) = import(&here(), &["older.md", "newer.md"], &["--prefer", "older.md"], "prefer");
    assert!(document.contains("As it was.") && !document.contains("As it is."), "{document}");
    // One place after another: the order of the pages does not matter then.
    let (_, other, _) = import(&here(), &["newer.md", "older.md"], &["--prefer", "older.md"], "prefer-other");
    assert!(other.contains("As it was.") && !other.contains("As it is."), "{other}");
}

#[test]
fn a_page_without_a_document_is_refused() {
    let folder = scratch("import-none");
    std::fs::write(folder.join("page.md"), "# Nothing\n\n```yaml\na: 1\n```\n").unwrap();
    std::fs::write(folder.join("other.yaml"), "a: 1\n").unwrap();
    let (code, document, said) = import(&folder, &["other.yaml"], &[], "refused");
    assert_eq!((code, document.as_str()), (1, ""));
    insta::assert_snapshot!(said);
    assert_eq!(import(&folder, &["page.md"], &[], "refused-page").0, 1);
}

/// What documentation tools make of a document, each with the path that it holds.
const HOLD: [(&str, &str); 11] = [
    ("redoc_static.html", "/redoc"),
    ("swagger_ui_spec.html", "/literal"),
    ("swagger-ui-init.js", "/express"),
    ("scalar_inline.html", "/scalar"),
    ("scalar_yaml.html", "/yaml"),
    ("scalar_configuration.html", "/configuration"),
    ("scalar_text.html", "/text"),
    ("list-things.api.mdx", "/docusaurus/{id}"),
    ("mintlify_export.md", "/things/{id}"),
    ("llms-full.txt", "/things/2"),
    ("one.yaml", "/one"),
];

#[test]
fn pages_are_what_tools_make_of_documents() {
    for (page, path) in HOLD {
        let (code, document, said) = import(&here().join("pages"), &[page], &[], "tools");
        assert!(code == 0 && !said.contains("error") && !said.contains("warning"), "{page}: {said}");
        let document = read(document);
        let item = &document["paths"][path];
        assert!(item["get"].is_object() || item["delete"].is_object(), "{page}: {document}");
        assert!(document["info"]["title"].is_string(), "{page}");
    }
    let (_, document, said) = import(&here().join("pages"), &["llms-full.txt"], &[], "llms");
    assert!(said.contains("3 operations from 3 pages"), "{said}");
    assert!(!document.contains("Source:"));
    let (_, document, _) = import(&here().join("pages"), &["list-things.api.mdx"], &[], "docusaurus");
    insta::assert_snapshot!("docusaurus", document);
    // Braces, quotes and comments within texts are none of the script.
    let (_, document, _) = import(&here().join("pages"), &["redoc_static.html"], &[], "redoc");
    let described = read(document)["info"]["description"].clone();
    assert_eq!(described, "A brace } and a \"quote\" // no comment");
}

/// Diagnostics point into the page, whatever its line ends and characters are.
#[test]
fn lines_are_those_of_the_page() {
    let folder = scratch("import-lines-of-page");
    let page = "<!doctype html>\r\n<title>é☃</title>\r\n<script>var a = '<b>';</script>\r\n<script>\r\n  SwaggerUIBundle({spec: {\"openapi\": \"3.0.3\",\r\n\"info\": 1, \"info\": {\"title\": \"t\", \"version\": \"1\"},\r\n\"paths\": {\"/a\": {\"get\": {\"responses\": {}}}}}})</script>\r\n";
    std::fs::write(folder.join("page.html"), page).unwrap();
    let (code, document, said) = import(&folder, &["page.html"], &[], "lines");
    assert!(code == 0 && document.contains("/a:"), "{said}");
    assert!(said.contains("page.html:6:12") && said.contains("TS102"), "{said}");
}

/// Pages that would take very long if parts of them were read again and again.
#[test]
fn hostile_pages_end() {
    let folder = scratch("import-hostile-pages");
    let pages = [
        "<script>x</script>\n".repeat(100_000),
        format!("<!doctype html><script>{}</script>", "{openapi:'3.0.0'}\n".repeat(50_000)),
        format!("<!doctype html><script>{}", "{openapi:'3.0.0',a:".repeat(50_000)),
        format!(
            "<!doctype html><script>swaggerDoc = {}1{}</script>",
            "{\"openapi\":\"3\",\"a\":".repeat(20_000),
            "}".repeat(20_000)
        ),
        format!("<!doctype html><script>{}</script>", "'\"`".repeat(100_000)),
        format!("swaggerDoc {}", "openapi: ".repeat(100_000)),
        format!("---\nopenapi: {}", "-".repeat(100_000)),
        format!("<!doctype html><redoc {}>", "spec-url='a' data-x='{openapi' ".repeat(20_000)),
    ];
    for (number, page) in pages.iter().enumerate() {
        std::fs::write(folder.join("page.html"), page).unwrap();
        let begun = std::time::Instant::now();
        let (code, document, said) = import(&folder, &["page.html"], &[], "hostile");
        assert!(!said.contains("TS801"), "{said}");
        assert_eq!((code, document.as_str()), (1, ""), "{number}: {}", said.get(..500).unwrap_or(&said));
        assert!(begun.elapsed().as_secs() < 20, "{number}: {:?}", begun.elapsed());
    }
}

/// Pages that only name their document, or hold none: said so, and nothing is written.
#[test]
fn pages_without_their_document_are_refused() {
    let mut all = String::new();
    for page in [
        "redoc_link.html",
        "redoc_init.html",
        "swagger_ui.html",
        "swagger-initializer.js",
        "scalar_link.html",
        "elements.html",
        "mintlify.mdx",
        "mintlify_file.mdx",
        "plain.html",
        "prose.md",
        "components.yaml",
    ] {
        let (code, document, said) = import(&here().join("pages"), &[page], &[], "nothing");
        assert_eq!((code, document.as_str()), (1, ""), "{page}: {said}");
        all += &said
            .lines()
            .filter(|line| line.starts_with("error[") || line.contains("= help"))
            .map(|line| format!("{line}\n"))
            .collect::<String>();
    }
    insta::assert_snapshot!(all);
}

/// Each operation is at the server of its page; variables and slashes make no other server.
#[test]
fn servers_of_pages_are_kept() {
    let (code, document, said) =
        import(&here().join("pages"), &["one.yaml", "two.yaml", "three.yaml"], &[], "servers");
    assert!(code == 0 && said.contains("note[TS704]"), "{said}");
    insta::assert_snapshot!("servers", document);
    let (_, document, _) =
        import(&here().join("pages"), &["one.yaml", "two.yaml"], &["--prefer", "one.yaml"], "servers-prefer");
    let document = read(document);
    assert_eq!(document["servers"][0]["url"], "http://a.example/one");
    assert_eq!(document["paths"]["/two"]["get"]["servers"][0]["url"], "http://{host}/two");
    let (_, document, said) = import(&here().join("pages"), &["two.yaml", "three.yaml"], &[], "servers-same");
    assert!(!said.contains("TS704") && !document.contains("host"), "{said}{document}");
}

/// The two pages of Dify that the project began with, where they are at hand.
/// Writes pages into a folder of its own and imports them in order.
fn import_texts(name: &str, pages: &[&str]) -> (i32, Value, String) {
    let folder = scratch(&format!("import-texts-{name}"));
    let names: Vec<String> = (0..pages.len()).map(|index| format!("page{index}.yaml")).collect();
    for (name, page) in names.iter().zip(pages) {
        std::fs::write(folder.join(name), page).unwrap();
    }
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let (code, document, said) = import(&folder, &names, &[], name);
    (code, if document.is_empty() { Value::Null } else { read(document) }, said)
}

const HEAD: &str = "openapi: 3.0.3\ninfo: {title: t, version: '1'}\n";
const HEAD_2: &str = "swagger: '2.0'\ninfo: {title: t, version: '1'}\n";

fn path(name: &str, more: &str) -> String {
    format!("  /{name}: {{{more}get: {{operationId: {name}, responses: {{'204': {{description: d}}}}}}}}\n")
}

/// What a page requires of all its operations, it requires of no others.
#[test]
fn security_of_pages_is_kept() {
    let key = format!("{HEAD}security: [{{key: []}}]\npaths:\n{}", path("a", ""));
    let also = format!("{HEAD}security: [{{key: []}}]\npaths:\n{}", path("b", ""));
    let none = format!("{HEAD}paths:\n{}", path("c", ""));
    let other = format!("{HEAD}security: [{{token: []}}]\npaths:\n{}", path("d", ""));
    let (code, document, said) = import_texts("security", &[&key, &also, &none, &other]);
    assert_eq!((code, said.contains("TS701")), (0, false), "{said}");
    let of = |at: &str| document.pointer(at).map(ToString::to_string);
    assert_eq!(of("/security").as_deref(), Some(r#"[{"key":[]}]"#));
    assert_eq!(of("/paths/~1a/get/security"), None);
    assert_eq!(of("/paths/~1c/get/security").as_deref(), Some("[]"));
    assert_eq!(of("/paths/~1d/get/security").as_deref(), Some(r#"[{"token":[]}]"#));
}

/// Parameters and servers of a path are those of the operations that its page has there.
#[test]
fn what_a_path_has_stays_with_its_page() {
    let own = "servers: [{url: 'http://one.example'}], parameters: [{name: q, in: query, schema: {type: string}}], ";
    let first = format!("{HEAD}paths:\n{}", path("a", own));
    let second = format!("{HEAD}paths:\n{}", path("a", ""))
        .replace("get:", "post:")
        .replace("operationId: a", "operationId: p");
    for (name, pages) in [("items", [&*first, &second]), ("items-turned", [&*second, &first])] {
        let (code, document, said) = import_texts(name, &pages);
        assert_eq!(code, 0, "{said}");
        let item = &document["paths"]["/a"];
        assert!(item.get("servers").is_none() && item.get("parameters").is_none(), "{item}");
        assert_eq!(item["get"]["servers"][0]["url"], "http://one.example", "{item}");
        assert_eq!(item["get"]["parameters"][0]["name"], "q", "{item}");
        assert!(item["post"].get("servers").is_none() && item["post"].get("parameters").is_none(), "{item}");
    }
}

/// Swagger 2.0 has one base path for a document.
#[test]
fn base_paths_of_pages_are_kept() {
    let page = |base: &str, name: &str| {
        format!("{HEAD_2}host: a.example\nbasePath: {base}\npaths:\n{}", path(name, ""))
    };
    let (code, document, said) =
        import_texts("base", &[&page("/v1", "a"), &page("/v2/", "b"), &page("/", "c")]);
    assert!(code == 0 && said.contains("TS704") && !said.contains("TS701"), "{said}");
    assert!(document.get("basePath").is_none(), "{document}");
    let paths: Vec<&String> = document["paths"].as_object().unwrap().keys().collect();
    assert_eq!(paths, ["/v1/a", "/v2/b", "/c"]);
    let (_, document, said) = import_texts("base-same", &[&page("/v1", "a"), &page("/v1", "b")]);
    assert!(document["basePath"] == "/v1" && !said.contains("TS704"), "{said}");
}

#[test]
fn two_grammars_are_refused() {
    let new = format!("{HEAD}paths:\n{}", path("a", ""));
    let old = format!("{HEAD_2}paths:\n{}", path("b", ""));
    for (name, pages) in [("mixed", [&*new, &old]), ("mixed-turned", [&*old, &new])] {
        let (code, document, said) = import_texts(name, &pages);
        assert!(code == 1 && document.is_null() && said.contains("error[TS706]"), "{said}");
    }
}

fn seeds(name: &str) -> Option<Value> {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/seeds");
    if !seeds.join("dify-unbind-tag.md").exists() {
        println!("the pages are not here: skipped");
        return None;
    }
    let (code, document, said) = import(&seeds, &["dify-unbind-tag.md", "dify-delete-dataset.md"], &[], name);
    assert_eq!(code, 0, "{said}");
    let mut value = read(document);
    without_texts(&mut value);
    Some(value)
}

fn read(text: String) -> Value {
    let (mut files, mut report) =
        (truespec::diagnostic::Files::default(), truespec::diagnostic::Report::default());
    let id = files.add("api.yaml", text);
    truespec::input::load::load(&files, id, &mut report).unwrap()
}

/// Their structure without the texts.
#[test]
fn pages_of_dify() {
    let Some(value) = seeds("dify-structure") else { return };
    insta::assert_snapshot!(truespec::input::dump::dump(&value, ""));
}

/// Where the document in `specs/`, which Dify published later, says something else than those pages did.
const SINCE: [(&str, &str); 16] = [
    ("/servers/0/url", "the scheme has become a part of the URL (Q1)"),
    ("/servers/0/variables/apiBaseUrl", "the variable has another name"),
    ("/servers/0/variables/api_base_url", "the variable has another name"),
    ("/tags", "operations are grouped otherwise"),
    ("/paths/~1datasets~1tags~1unbinding/post/tags/0", "operations are grouped otherwise"),
    (UNBIND_REQUIRED, "several tags are taken, so a single one is not required (Q8)"),
    (UNBIND_TAG_DEPRECATED, "several tags are taken, so a single one is deprecated (Q8)"),
    (UNBIND_TAGS, "several tags are taken (Q8)"),
    (UNBIND_TAG_FORMAT, "ids in bodies have lost their format"),
    (UNBIND_TARGET_FORMAT, "ids in bodies have lost their format"),
    ("/paths/~1datasets~1tags~1unbinding/post/responses/200", "204 took its place (Q9)"),
    ("/paths/~1datasets~1tags~1unbinding/post/responses/204", "it took the place of 200 (Q9)"),
    ("/paths/~1datasets~1tags~1unbinding/post/responses/404", "more errors are listed (Q3)"),
    ("/paths/~1datasets~1{dataset_id}/delete/responses/409", "it was dropped though servers answer it (Q10)"),
    ("/paths/~1datasets~1{dataset_id}/delete/responses/403", "more errors are listed (Q3)"),
    ("/components/responses/Success", "no body is promised any more (Q9)"),
];

const UNBIND_REQUIRED: &str =
    "/paths/~1datasets~1tags~1unbinding/post/requestBody/content/application~1json/schema/required";
const UNBIND_TAG_DEPRECATED: &str = "/paths/~1datasets~1tags~1unbinding/post/requestBody/content/application~1json/schema/properties/tag_id/deprecated";
const UNBIND_TAGS: &str =
    "/paths/~1datasets~1tags~1unbinding/post/requestBody/content/application~1json/schema/properties/tag_ids";
const UNBIND_TAG_FORMAT: &str = "/paths/~1datasets~1tags~1unbinding/post/requestBody/content/application~1json/schema/properties/tag_id/format";
const UNBIND_TARGET_FORMAT: &str = "/paths/~1datasets~1tags~1unbinding/post/requestBody/content/application~1json/schema/properties/target_id/format";

/// What the pages hold is what the document in `specs/` has there, but for what changed since.
#[test]
fn pages_of_dify_are_the_document_in_specs() {
    let Some(pages) = seeds("dify-specs") else { return };
    let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs/dify-knowledge.yaml");
    let mut document = read(std::fs::read_to_string(specs).unwrap());
    without_texts(&mut document);
    let mut found = Vec::new();
    for (part, value) in pages.as_object().unwrap() {
        match part.as_str() {
            // The pages hold a part of these.
            "paths" => value.as_object().unwrap().iter().for_each(|(path, item)| {
                item.as_object().unwrap().iter().for_each(|(method, operation)| {
                    let at = format!("/paths/{}/{method}", path.replace('/', "~1"));
                    compare(operation, &document["paths"][path][method], &at, &mut found);
                });
            }),
            "components" => value.as_object().unwrap().iter().for_each(|(section, held)| {
                held.as_object().unwrap().iter().for_each(|(name, one)| {
                    let there = &document["components"][section][name];
                    compare(one, there, &format!("/components/{section}/{name}"), &mut found);
                });
            }),
            _ => compare(value, &document[part], &format!("/{part}"), &mut found),
        }
    }
    let mut known: Vec<String> = SINCE.iter().map(|(at, _)| (*at).to_owned()).collect();
    found.sort();
    known.sort();
    assert_eq!(found, known, "what differs (left), what is explained (right)");
}

/// The places where two values differ: members one by one, lists of as many elements too.
fn compare(one: &Value, other: &Value, at: &str, found: &mut Vec<String>) {
    match (one, other) {
        (Value::Object(a), Value::Object(b)) => {
            for key in a.keys().chain(b.keys().filter(|key| !a.contains_key(*key))) {
                let at = format!("{at}/{}", key.replace('/', "~1"));
                match (a.get(key), b.get(key)) {
                    (Some(a), Some(b)) => compare(a, b, &at, found),
                    _ => found.push(at),
                }
            }
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            a.iter()
                .zip(b)
                .enumerate()
                .for_each(|(index, (a, b))| compare(a, b, &format!("{at}/{index}"), found));
        }
        _ if one != other => found.push(at.to_owned()),
        _ => {}
    }
}

fn without_texts(value: &mut Value) {
    match value {
        Value::Object(object) => {
            object.retain(|key, value| {
                !(["description", "summary", "message"].contains(&key.as_str()) && value.is_string())
            });
            object.values_mut().for_each(without_texts);
        }
        Value::Array(list) => list.iter_mut().for_each(without_texts),
        _ => {}
    }
}
