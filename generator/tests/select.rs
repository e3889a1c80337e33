//! The selection of operations: what is selected is emitted as it is in the whole client, byte by byte, and what a selector
//! matches is what it says.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use support::scratch;
use truespec::source::{ApiSource, Settings, Sources};
use truespec::{Generated, Generator, generate};

/// Documents of the corpus beside the repository, where it is there.
const CORPUS: [&str; 5] = [
    "twilio_api_v2010.json",
    "box.json",
    "digitalocean_apisguru.json",
    "slack_web_swagger2.json",
    "adyen_checkout_v71.yaml",
];

fn run(document: &Path, settings: Settings) -> Generated {
    let folder = document.parent().unwrap().to_owned();
    let api = ApiSource {
        module: None,
        document: document.to_owned(),
        overlays: Vec::new(),
        root: None,
        lenient: false,
        shown_from: folder,
        ..ApiSource::default()
    };
    let settings = settings.mock(true).validate(true);
    generate(&Sources::new(settings, vec![api]))
}

/// The methods and paths of every n-th operation.
fn every(generated: &Generated, nth: usize) -> Vec<String> {
    let operations = generated.apis[0].api.operations.iter().filter(|operation| operation.variant.is_none());
    operations.step_by(nth).map(|operation| format!("{} {}", operation.method, operation.key)).collect()
}

/// What differs between a selection and the whole.
fn differences(whole: &Generated, part: &Generated) -> Vec<String> {
    let mut found = Vec::new();
    for (path, text) in &part.files {
        // They list files and names, or show operations as examples.
        if [".truespec-files", ".truespec-names.json", "README.md"].iter().any(|own| path == Path::new(own)) {
            continue;
        }
        let Some(of_whole) = whole.files.get(path) else {
            found.push(format!("{} is new", path.display()));
            continue;
        };
        let is_index = ["src/types.rs", "src/lib.rs", "src/client.rs", "src/mock.rs"];
        let is_index = is_index.iter().any(|own| path == Path::new(own))
            || (path.starts_with("src/runtime") && path.iter().count() == 3)
            || path.iter().count() == 2
            || path == Path::new("Cargo.toml");
        if !is_index && text != of_whole {
            found.push(format!("{} differs", path.display()));
        }
        // A module of the runtime is documented if any of it is for users, and then in the order of the rest.
        if path == Path::new("src/runtime/mod.rs") {
            continue;
        }
        // A dependency may have fewer features.
        if path == Path::new("Cargo.toml") {
            let of_whole: BTreeSet<&str> =
                of_whole.lines().filter_map(|line| line.split('=').next()).collect();
            let mut keys = text.lines().filter_map(|line| line.split('=').next());
            found.extend(keys.find(|key| !of_whole.contains(key)).map(str::to_owned));
            continue;
        }
        found.extend(line_of_its_own(of_whole, text).map(|line| format!("{}: {line}", path.display())));
    }
    found
}

/// The first line that the whole does not have, in the same order. Imports may be of fewer names.
fn line_of_its_own<'a>(whole: &'a str, part: &'a str) -> Option<&'a str> {
    let is_import = |line: &&str| line.trim_start().starts_with("use ") || line.starts_with("pub use ");
    // The first line of the table of the mock server has the first group.
    let is_front = |line: &&str| line.starts_with("//!") || line.starts_with("mock!(");
    let words = |text: &'a str| -> BTreeSet<&'a str> {
        let imports = text.lines().filter(is_import);
        imports.flat_map(|line| line.split(|c: char| !c.is_alphanumeric() && c != '_')).collect()
    };
    let (all, own) = (words(whole), words(part));
    if let Some(word) = own.difference(&all).next() {
        return Some(word);
    }
    let mut left = whole.lines();
    let lines = part.lines().filter(|line| !is_import(line) && !is_front(line));
    lines.into_iter().find(|line| !left.any(|other| other == *line))
}

fn documents() -> Vec<PathBuf> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    let features = fs::read_dir(own.join("tests/features")).unwrap().map(|entry| entry.unwrap().path());
    let mut documents: Vec<PathBuf> =
        features.filter(|path| path.extension().is_some_and(|end| end == "yaml")).collect();
    documents.sort();
    documents.extend(["nekt.yaml", "dify-knowledge.json"].map(|name| own.join("../specs").join(name)));
    documents.extend(CORPUS.map(|name| own.join("../../shared/corpus/vendor").join(name)));
    documents.retain(|path| path.exists());
    documents
}

#[test]
fn what_is_selected_is_emitted_as_in_the_whole() {
    let (mut compared, mut smaller) = (0, 0);
    for document in documents() {
        let whole = run(&document, Settings::default());
        if whole.report.has_errors() || whole.apis[0].api.operation_count() < 2 {
            continue;
        }
        let (second, ninth) = (every(&whole, 2), every(&whole, 9));
        for settings in [
            Settings::default().only(&second),
            Settings::default().only(&ninth).only(["webhooks"]),
            Settings::default().except(&second).except(["webhooks"]),
        ] {
            let part = run(&document, settings);
            let codes: Vec<&str> = part.report.diagnostics.iter().map(|found| found.code.id).collect();
            assert!(!part.report.has_errors(), "{}: {codes:?}", document.display());
            let found = differences(&whole, &part);
            assert!(found.is_empty(), "{}: {:#?}", document.display(), &found[..found.len().min(10)]);
            compared += part.files.len();
            smaller += usize::from(part.files.len() < whole.files.len());
        }
    }
    assert!(compared > 5000 && smaller > 50, "{compared} {smaller}");
}

const DOCUMENT: &str = r##"openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /repos/{owner}:
    get: {tags: [repos], operationId: repos/get, responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Repo'}}}}}}
    delete: {tags: [repos], operationId: repos/delete, deprecated: true, responses: {'204': {description: d}}}
  /repos/{owner}/tags:
    get: {tags: [repos, listing], operationId: listTags, responses: {'200': {description: d, content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Tag'}}}}}}}
  /repos/{owner}/tags/{tag}:
    put:
      tags: [Repo Tags]
      operationId: setTag
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Tag'}}}}
      responses: {'204': {description: d}}
  /user:
    get: {operationId: me, responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/User'}}}}}}
webhooks:
  pushed: {post: {requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Push'}}}}, responses: {'204': {description: d}}}}
components:
  schemas:
    Repo: {type: object, properties: {owner: {$ref: '#/components/schemas/User'}, kind: {type: string, enum: [a, b]}}}
    Tag: {type: object, properties: {name: {type: string}}}
    User: {type: object, properties: {login: {type: string}}}
    Push: {type: object, properties: {ref: {type: string}}}
"##;

fn small(name: &str) -> PathBuf {
    let document = scratch(name).join("api.yaml");
    fs::write(&document, DOCUMENT).unwrap();
    document
}

/// The operations that are left, and whether the webhooks are.
fn left(document: &Path, settings: Settings) -> (Vec<String>, bool) {
    let generated = run(document, settings);
    assert!(!generated.report.has_errors(), "{:?}", generated.report);
    let built = &generated.apis[0];
    let mut operations: Vec<String> =
        built.names.operations().map(|index| built.api.operations[index].id.clone().unwrap()).collect();
    operations.sort();
    (operations, generated.files.contains_key(Path::new("src/webhooks.rs")))
}

#[test]
fn selectors_match_what_they_say() {
    let document = small("select-grammar");
    for (selector, expected) in [
        ("tag:repos", "listTags repos/delete repos/get"),
        ("tag:listing", "listTags"),
        ("tag:rep*", "listTags repos/delete repos/get"),
        ("tag:Repo Tags", "setTag"),
        ("GET /user", "me"),
        ("get  /user", "me"),
        ("/repos/{owner}", "repos/delete repos/get"),
        ("/repos/*", "repos/delete repos/get"),
        ("/repos/**", "listTags repos/delete repos/get setTag"),
        ("/repos/{owner}/**", "listTags repos/delete repos/get setTag"),
        ("/repos/{owner}/tags/*", "setTag"),
        ("/**/tags", "listTags"),
        ("GET /**", "listTags me repos/get"),
        ("listTags", "listTags"),
        ("*Tag*", "listTags setTag"),
        ("repos/*", "listTags repos/delete repos/get"),
        ("repos/list_tags", "listTags"),
        ("repo_tags/*", "setTag"),
        ("**", "listTags me repos/delete repos/get setTag"),
    ] {
        let (operations, webhooks) = left(&document, Settings::default().only([selector]));
        assert_eq!((operations.join(" ").as_str(), webhooks), (expected, false), "{selector}");
        let all = "listTags me repos/delete repos/get setTag".split(' ');
        let others: Vec<&str> = all.filter(|id| !expected.split(' ').any(|own| own == *id)).collect();
        let (operations, webhooks) = left(&document, Settings::default().except([selector]));
        assert_eq!(
            (operations, webhooks),
            (others.iter().map(|id| (*id).to_owned()).collect(), true),
            "{selector}"
        );
    }
    let both = Settings::default().only(["tag:repos", "webhooks"]).except(["deprecated", "listTags"]);
    assert_eq!(left(&document, both), (vec!["repos/get".to_owned()], true));
    let none = left(&document, Settings::default().only(["webhooks"]));
    assert_eq!(none, (Vec::new(), true));
}

#[test]
fn types_are_those_that_the_operations_reach() {
    let document = small("select-types");
    let types = |settings: Settings| -> Vec<String> {
        let generated = run(&document, settings);
        let folder = Path::new("src/types");
        let own = generated.files.keys().filter_map(|path| path.strip_prefix(folder).ok());
        own.map(|path| path.to_string_lossy().into_owned()).collect()
    };
    assert_eq!(types(Settings::default().only(["GET /user"])), ["user.rs"]);
    assert_eq!(types(Settings::default().only(["repos/get"])), ["repo.rs", "user.rs"]);
    assert_eq!(types(Settings::default().except(["webhooks", "/repos/{owner}"])), ["tag.rs", "user.rs"]);
    assert!(types(Settings::default().only(["repos/delete"])).is_empty());
}

#[test]
fn what_matches_nothing_is_refused_with_what_is_near() {
    let document = small("select-unknown");
    for (selector, hint) in [
        ("tag:repo", "did you mean `tag:repos`?"),
        ("PUT /user", "`/user` has `GET`"),
        ("GET /usr", "did you mean `GET /user`?"),
        ("/repos/{login}", "did you mean `/repos/{owner}`?"),
        ("repo_tags", "did you mean `repo_tags/*`?"),
        ("listing", "did you mean `tag:listing`?"),
        ("repo_tag/*", "did you mean `repo_tags/*`?"),
        ("listTag", "did you mean `listTags`?"),
        ("nothing like it", "`truespec select DOCUMENT` lists the operations with what selects them"),
        ("", "`truespec select DOCUMENT` lists the operations with what selects them"),
        ("Deprecated", "did you mean `deprecated`?"),
    ] {
        let settings = Settings::default().only([selector, "GET /user"]);
        let failure = Generator::new(&document).settings(settings).generate().unwrap_err();
        assert!(failure.text.contains("error[TS828]: `only`: `"), "{failure}");
        assert!(failure.text.contains(&format!("help: {hint}")), "{selector}: {failure}");
    }
    let empty = Settings::default().only(["repos/delete"]).except(["deprecated"]);
    let failure = Generator::new(&document).settings(empty).generate().unwrap_err();
    assert!(failure.text.contains("error[TS829]"), "{failure}");
    // A rule for all documents holds where it finds nothing.
    let document = document.with_file_name("plain.yaml");
    fs::write(&document, DOCUMENT.replace("deprecated: true, ", "")).unwrap();
    assert_eq!(left(&document, Settings::default().except(["deprecated"])).0.len(), 5);
}

/// Warnings about what a client does not have are no business of its users.
#[test]
fn diagnostics_are_of_what_is_selected() {
    let document = scratch("select-diagnostics").join("api.yaml");
    let text = DOCUMENT.replace(
        "operationId: me,",
        "operationId: me, parameters: [{name: a, in: query, schema: {type: string, minLength: x}}],",
    );
    fs::write(&document, text).unwrap();
    let count = |settings: Settings| {
        let said = run(&document, settings).report.diagnostics;
        said.iter().filter(|found| found.code.id == "TS311").count()
    };
    assert_eq!(count(Settings::default()), 1);
    assert_eq!(count(Settings::default().only(["GET /user"])), 1);
    assert_eq!(count(Settings::default().except(["GET /user"])), 0);
}

fn truespec(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_truespec"));
    let out = command.args(arguments).current_dir(folder).env_remove("CLICOLOR_FORCE").output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (out.status.code().unwrap(), text(out.stdout), text(out.stderr))
}

#[test]
fn the_commands_take_selectors() {
    let document = small("select-cli");
    let folder = document.parent().unwrap();
    let (code, out, _) = truespec(folder, &["select", "api.yaml"]);
    assert_eq!(code, 0);
    for line in [
        "repos/*: 3 operations, 4 types, ",
        "  GET     /repos/{owner}       repos/get\n",
        "  DELETE  /repos/{owner}       repos/delete  deprecated\n",
        "webhooks: 1 event\n",
        " of 5 in the document\n",
    ] {
        assert!(out.contains(line), "{line}\n{out}");
    }
    let (_, out, _) = truespec(folder, &["select", "api.yaml", "--only", "GET /user", "--json"]);
    let listed: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(listed["groups"][0]["operations"][0]["selector"], "user/me");
    assert_eq!(
        (&listed["operations"], &listed["types"], &listed["webhooks"]),
        (&1.into(), &1.into(), &0.into())
    );
    let (code, _, said) = truespec(folder, &["generate", "api.yaml", "--out", "out", "--only", "repos/*"]);
    assert!(code == 0 && said.contains("3 operations, 4 types"), "{said}");
    let (_, out, _) = truespec(folder, &["inspect", "api.yaml", "--only", "GET /user"]);
    assert!(out.contains("types::User") && !out.contains("types::Repo") && out.contains("::me"), "{out}");
    let (code, _, said) = truespec(folder, &["select", "api.yaml", "--except", "tag:rpos"]);
    assert!(code == 1 && said.contains("error[TS828]: `--except tag:rpos` matches no operation"), "{said}");
}

/// What only one of two versions has is a change; what neither has is misspelt.
#[test]
fn a_selector_needs_to_match_one_of_two_versions() {
    let document = small("select-diff");
    let folder = document.parent().unwrap();
    fs::write(folder.join("new.yaml"), DOCUMENT.replace("/user:", "/me:").replace("listTags", "allTags"))
        .unwrap();
    let diff = |selector: &str| truespec(folder, &["diff", "api.yaml", "new.yaml", "--only", selector]);
    let (code, out, said) = diff("GET /me");
    assert!(code == 0 && out.contains("me") && !out.contains("tags"), "{out}{said}");
    let (code, out, _) = diff("repos/get");
    assert!(code == 0 && out.contains("no change"), "{out}");
    let (code, _, said) = diff("GET /nobody");
    assert!(code == 2 && said.contains("error[TS828]: `--only GET /nobody` matches no operation"), "{said}");
    let (code, _, said) = truespec(folder, &["diff", "main", "--only", "GET /me"]);
    assert!(code == 2 && said.contains("truespec.toml"), "{said}");
}

/// Each API of a workspace has its own selection.
#[test]
fn settings_select_for_each_api() {
    let folder = scratch("select-workspace");
    fs::create_dir(folder.join("specs")).unwrap();
    fs::write(folder.join("specs/api.yaml"), DOCUMENT).unwrap();
    let api = |module: &str, selected: &str| {
        format!("[[api]]\nmodule = \"{module}\"\ndocument = \"api.yaml\"\n{selected}\n")
    };
    let some = api("some", "only = [\"repos/*\"]\nexcept = [\"deprecated\"]");
    let settings = format!("[crate]\nname = \"c\"\n{}{some}", api("all", ""));
    fs::write(folder.join("specs/truespec.toml"), settings).unwrap();
    let generated = truespec::workspace::make(&folder).unwrap();
    let has = |path: &str| generated.files.contains_key(Path::new(path));
    assert!(has("src/all/user.rs") && has("src/all/webhooks.rs") && has("src/some/repos.rs"));
    assert!(!has("src/some/user.rs") && !has("src/some/webhooks.rs") && has("src/some/types/user.rs"));
    let readme = &generated.files[Path::new("README.md")];
    assert!(readme.contains("(`all`) | 5 | 6 |") && readme.contains("(`some`) | 2 | 4 |"), "{readme}");
}
