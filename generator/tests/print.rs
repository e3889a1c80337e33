//! What is printed of documents of strangers: nothing that steers a terminal, a log or cargo.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

mod support;

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};
use support::{scratch, sources};
use truespec::input::dump::dump;
use truespec::text::print;
use truespec::text::visible::is_hidden;

/// What a stranger would like to have printed as it is: a directive to cargo, escapes of C0 and C1, a title of the window,
/// a carriage return, a line separator, and what turns the direction of text.
const HOSTILE: &str = "a\ncargo::rustc-link-arg=-wrapper\r\u{1b}[31mRED\u{1b}]0;owned\u{7}\u{9b}31m\u{7f}\u{8}\u{2028}\u{202e}\u{2066}\u{200b}z";

/// A document with such a name in every place that a diagnostic, a table or a summary may show.
fn document() -> Value {
    let mut paths = json!({});
    paths[format!("/{HOSTILE}")] = json!({
        HOSTILE: {},
        "get": {
            "operationId": HOSTILE,
            "tags": [HOSTILE],
            "summary": HOSTILE,
            "parameters": [{"name": HOSTILE, "in": "query", "style": HOSTILE, "schema": {"type": HOSTILE}}],
            "responses": {"200": {"description": HOSTILE, "content": {"application/json": {"schema": {
                "$ref": format!("#/components/schemas/M{HOSTILE}"),
            }}}}},
        },
        "post": {
            "operationId": "b",
            "tags": [HOSTILE],
            "responses": {"200": {"description": "", "content": {"application/json": {"schema": {
                "$ref": "#/components/schemas/M",
            }, "example": {HOSTILE: 1}}}}},
        },
    });
    let mut properties = json!({});
    properties[HOSTILE] = json!({"type": "string", "enum": [HOSTILE, HOSTILE, 1]});
    json!({
        "openapi": "3.0.3",
        "info": {"title": HOSTILE, "version": HOSTILE},
        "servers": [{"url": format!("https://{HOSTILE}.example.com")}],
        "paths": paths,
        "components": {"schemas": {
            "M": {"type": "object", "properties": properties, "required": [HOSTILE], "example": {HOSTILE: 1}},
            format!("N{HOSTILE}"): {"type": HOSTILE, "description": HOSTILE, "pattern": format!("[{HOSTILE}")},
        }},
    })
}

fn overlay() -> Value {
    json!({
        "overlay": "1.0.0",
        "info": {"title": HOSTILE, "version": "1"},
        "actions": [{
            "target": "$.info",
            "description": HOSTILE,
            "x-quirk": {"id": HOSTILE, "source": HOSTILE, "at": "$.info.version", "published": HOSTILE},
            "update": {"description": HOSTILE},
        }],
    })
}

fn recording() -> Value {
    json!({"log": {"entries": [
        {"request": {"method": HOSTILE, "url": format!("https://x/{HOSTILE}")}, "response": {"status": 200}},
        {"request": {"method": "GET", "url": "https://x/a"}, "response": {"status": 200, "content": {
            "mimeType": "application/json", "text": json!({HOSTILE: HOSTILE}).to_string(),
        }}},
    ]}})
}

/// A workspace of it, below a folder.
fn workspace(folder: &Path) -> PathBuf {
    let specs = folder.join("specs");
    std::fs::create_dir_all(&specs).unwrap();
    let settings = "[crate]\nname = \"c\"\n[[api]]\nmodule = \"d\"\ndocument = \"d.json\"\noverlays = [\"o.json\"]\nsource = \"new.json\"\n";
    std::fs::write(specs.join("truespec.toml"), settings).unwrap();
    std::fs::write(specs.join("d.json"), document().to_string()).unwrap();
    std::fs::write(specs.join("o.json"), overlay().to_string()).unwrap();
    std::fs::write(specs.join("new.json"), document().to_string().replace("\"version\":", "\"v\":")).unwrap();
    std::fs::write(folder.join("r.har"), recording().to_string()).unwrap();
    folder.to_owned()
}

/// The first character of an output that nobody may print.
fn raw(text: &str) -> Option<char> {
    text.chars().find(|c| is_hidden(*c) && !matches!(c, '\n' | '\t'))
}

/// Every line that a build script prints is a directive of ours, whatever the documents say. The lines are those of a real
/// process: this test runs itself again for them.
#[test]
fn a_build_script_prints_directives_of_ours_alone() {
    const FOLDER: &str = "TRUESPEC_TEST_BUILD_SCRIPT";
    if let Some(folder) = std::env::var_os(FOLDER) {
        println!("\nBEGIN");
        truespec::workspace::build_script(Path::new(&folder));
        println!("END");
        return;
    }
    let name = "a_build_script_prints_directives_of_ours_alone";
    for broken in [false, true] {
        let folder = workspace(&scratch("print_build_script"));
        if broken {
            let action = json!({"target": format!("$['{HOSTILE}"), "remove": true, HOSTILE: HOSTILE});
            let broken =
                json!({"overlay": "1.0.0", "info": {"title": "t", "version": "1"}, "actions": [action]});
            std::fs::write(folder.join("specs/o.json"), broken.to_string()).unwrap();
        }
        let mut child = Command::new(std::env::current_exe().unwrap());
        let out = child.args(["--exact", name, "--nocapture"]).env(FOLDER, &folder).output().unwrap();
        let out = String::from_utf8(out.stdout).unwrap();
        let printed = out.split_once("\nBEGIN\n").and_then(|(_, rest)| rest.split_once("END\n")).unwrap().0;
        let watched = ["cargo::rerun-if-changed=specs", "cargo::rerun-if-changed=generated/"];
        let keys = [watched[0], watched[1], "cargo::warning=", "cargo::error="];
        let stray = printed.lines().find(|line| !keys.iter().any(|key| line.starts_with(key)));
        assert!(stray.is_none(), "{stray:?}");
        assert_eq!(raw(printed), None, "{printed:?}");
        let expected = if broken { "cargo::error=" } else { "cargo::warning=" };
        assert!(printed.contains(expected) && printed.contains("\\u{1b}"), "{printed}");
        assert!(!printed.lines().any(|line| line.starts_with("cargo::rustc")), "{printed}");
    }
}

/// Every command, on what is hostile in each place.
#[test]
fn commands_print_nothing_hidden() {
    let folder = workspace(&scratch("print_commands"));
    std::fs::write(folder.join("page.md"), format!("# {HOSTILE}\n\n```json\n{}\n```\n", document())).unwrap();
    std::fs::write(
        folder.join("plain.json"),
        r#"{"openapi":"3.0.3","info":{"title":"t","version":"1"},"paths":{}}"#,
    )
    .unwrap();
    let link = HOSTILE.replace(['"', '<', '>'], "");
    std::fs::write(folder.join("page.html"), format!("<!doctype html><redoc spec-url=\"{link}\">")).unwrap();
    for arguments in [
        "",
        "check",
        "quirks",
        "quirks --json",
        "inspect specs/d.json",
        "inspect specs/d.json --json",
        "generate specs/d.json --out out",
        "generate specs/d.json --out out --json",
        "apply specs/d.json --overlay specs/o.json",
        "lint specs/d.json",
        "lint specs/d.json --json",
        "learn r.har --document specs/d.json",
        "learn r.har --document specs/d.json --json",
        "import page.md plain.json --into whole.yaml",
        "import page.html --into other.yaml",
        "diff plain.json specs/d.json",
        "diff plain.json specs/d.json --format json",
        "diff plain.json specs/d.json --format markdown",
        "update",
        "update --json",
        "update --check --format markdown",
        "init --document specs/d.json fresh",
    ] {
        for colour in ["0", "1"] {
            let out = Command::new(env!("CARGO_BIN_EXE_truespec"))
                .args(arguments.split_whitespace())
                .current_dir(&folder)
                .env("CLICOLOR_FORCE", colour)
                .output()
                .unwrap();
            assert!(!out.stdout.is_empty() || !out.stderr.is_empty(), "`{arguments}` printed nothing");
            for text in [out.stdout, out.stderr] {
                let text = without_colours(&String::from_utf8(text).unwrap());
                assert_eq!(raw(&text), None, "`{arguments}`: {text:?}");
                let forged = text.lines().find(|line| line.trim_start().starts_with("cargo::"));
                assert!(forged.is_none(), "`{arguments}`: {text}");
            }
        }
    }
    assert_eq!(raw(&std::fs::read_to_string(folder.join("whole.yaml")).unwrap()), None);
}

/// The sequences that colours are set with, as this tool sets them; those of the document are hostile in other ways too.
fn without_colours(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        let (codes, rest) = part.split_once('m').unwrap_or(("x", part));
        let ours = codes.chars().all(|c| c.is_ascii_digit() || c == ';') && !rest.starts_with("RED");
        if ours { text + rest } else { format!("{text}\u{1b}[{part}") }
    })
}

#[test]
fn a_dump_is_the_value_and_shows_every_character() {
    let value = json!({
        HOSTILE: HOSTILE,
        "back\\slash\u{202e}": ["\\\u{202e}", "\\x01\u{2066}", "\u{1}\u{202e}", "plain \u{200b} text", "two\nlines\u{feff}"],
        "emoji": "👍\u{fe0f}", "tag": "\u{e0001}", "number": 1.5, "null": null,
    });
    for like in ["{", ""] {
        let text = dump(&value, like);
        assert_eq!(raw(&text), None, "{text}");
        let read: Value = if like.is_empty() { yaml(&text) } else { serde_json::from_str(&text).unwrap() };
        assert_eq!(read, value, "{text}");
    }
    let every = json!([(1..8).map(|n| format!("\\x{n:02X}")).collect::<String>(), "\u{202e}"]);
    assert_eq!(yaml(&dump(&every, "")), every, "no mark is free: JSON, which is YAML");
}

fn yaml(text: &str) -> Value {
    let mut files = truespec::diagnostic::Files::default();
    let id = files.add("dump", text);
    truespec::input::load::load(&files, id, &mut truespec::diagnostic::Report::default()).unwrap()
}

#[test]
fn lines_are_lines_and_not_endless() {
    assert_eq!(print::escape_line("a\n\tb\u{202e}"), "a\\u{a}\\u{9}b\\u{202e}");
    let long = print::escape_line(&"é".repeat(1_500));
    assert_eq!(long, format!("{}… (500 more characters)", "é".repeat(1_000)));
}

#[test]
fn our_colours_stay() {
    let red = "\u{1b}[1;31mred\u{1b}[0m\n\ttab";
    assert_eq!(print::escape_coloured(red), red);
    assert_eq!(print::escape_text(red), "\\u{1b}[1;31mred\\u{1b}[0m\n\ttab");
    assert_eq!(
        print::escape_coloured("\u{1b}]0;x\u{7}\u{1b}[2J\u{9b}31m\r"),
        "\\u{1b}]0;x\\u{7}\\u{1b}[2J\\u{9b}31m\\u{d}"
    );
}

/// What else could print: one file of the library and one of the command line.
#[test]
fn nothing_else_prints() {
    let prints = |line: &str| {
        ["print!", "println!", "eprint!", "eprintln!", "stdout()", "stderr()"]
            .iter()
            .any(|word| line.contains(word))
    };
    for (path, text) in sources("src") {
        let may = [
            "text/print.rs",
            "cli/output/show.rs",
            "cli/output/format.rs",
            "cli/output/progress.rs",
            "cli/tool/shell.rs",
        ]
        .iter()
        .any(|own| path == Path::new(own));
        // Examples for readers, which print.
        let may = may || path.starts_with("rust/print/guide");
        let line = text.lines().find(|line| !line.trim_start().starts_with("//") && prints(line));
        assert!(may || line.is_none(), "{}: {line:?}", path.display());
    }
}
