//! A crate of a document whose every text is hostile, through rustdoc itself: what it compiles and runs is ours alone, and
//! its pages hold nothing of the document but text.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

mod support;

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};
use support::scratch;
use truespec::diagnostic::render;
use truespec::generate;
use truespec::source::{ApiSource, Settings, Sources};
use truespec::write::Files;

/// Texts that would be code, HTML, a script, an image or a link to an item, if anything of a document were.
const HOSTILE: &[&str] = &[
    "First.\n\n> ~~~\n> compile_error!(\"run\");\n> ~~~\n\nSecond.",
    "First.\n\n- ``````\n  compile_error!(\"run\");\n  ``````\n\nSecond.",
    "First.\n\n>     compile_error!(\"run\");\n\nSecond.",
    "First.\n\n-     compile_error!(\"run\");\n\nSecond.",
    "1.     compile_error!(\"run\");\n\n> \t\tcompile_error!(\"run\");",
    "~~~ rust\ncompile_error!(\"run\");",
    "```\ncompile_error!(\"run\");\n````\n\n    compile_error!(\"run\");",
    "[^1]: note\n\n        compile_error!(\"run\");\n\n[^1]",
    "| a |\n|---|\n\n\tcompile_error!(\"run\");",
    "<script>alert(1)</script> <img src=x onerror=alert(2)>",
    "<div>\n\n    compile_error!(\"run\");\n\n</div>\n<!-- <script>alert(1)</script>",
    "see <https://x.example> <script>alert(1)</script>",
    "`` a ` <script>alert(1)</script> ```",
    "\\` <script>alert(1)</script> \\` \\\\<script>alert(1)</script>",
    "a `b\n<script>alert(1)</script>\nc` d",
    "<a href=\"`\">` <script>alert(1)</script>`",
    "[click](javascript:alert(1)) [click](java&#115;cript:alert(1)) [click](JAVA&Tab;SCRIPT:alert(1))",
    "[click][x] [x]\n\n[x]: javascript:alert(1)",
    "<javascript:alert(1)> <vbscript:alert(1)> [a](data:text/html,alert(1))",
    "![x](https://evil.example/track.png) ![](https://evil.example/track.png)",
    "[![x](https://evil.example/track.png)](javascript:alert(1))",
    "[Client] [`Client`] [crate::Client] [x](Client) [x](struct@Client)\n\n[`Client`]: https://evil.example",
    "Only admins \u{202e} may \u{2066} call this\u{2028}\u{200b}",
    "x | y\n--- | ---\n`a | <script>alert(1)</script>` | b",
];

/// Names that would be, likewise. None is a text of its own line.
const NAMES: &[&str] = &[
    "plain`<script>alert(1)</script>`",
    "```\ncompile_error!(\"run\");\n```",
    "a\n\n    compile_error!(\"run\");",
    "back``ticks` \\` ![x](https://evil.example/track.png)",
    "turned \u{202e}around\u{2066}",
    "[x](javascript:alert(1)) <b onerror=alert(1)>",
];

/// How examples of our own begin: those that are compiled, and those that are run.
const OURS: [&str; 2] = ["```no_run", "```rust"];

/// What rustdoc makes of it compiles nothing of the document, and shows it as text.
#[test]
fn documentation_of_a_hostile_document_is_text() {
    let folder = scratch("rustdoc");
    let files = emitted(&folder);
    let docs = documentation(&files);
    assert!(docs.len() > 200, "{} pieces of documentation", docs.len());
    let of_doc = |doc: &String| doc.lines().filter(|line| OURS.contains(line)).count();
    let examples: usize = docs.iter().map(of_doc).sum();
    assert!(examples >= HOSTILE.len(), "{examples} examples");

    let library = folder.join("documentation.rs");
    std::fs::write(&library, standing_alone(&docs)).unwrap();
    let tested = rustdoc(&["--test"], &library);
    assert!(tested.contains(&format!("running {examples} tests")), "{examples} examples are ours:\n{tested}");
    assert!(tested.contains(&format!("0 failed; {examples} ignored;")), "{tested}");

    let pages = folder.join("pages");
    rustdoc(&["--out-dir", pages.to_str().unwrap()], &library);
    let (mut seen, mut shown) = (0, 0);
    for page in html(&pages) {
        let text = std::fs::read_to_string(&page).unwrap();
        shown += usize::from(text.contains("alert(1)"));
        // The head of a page has its first line, in an attribute.
        let is_shown =
            |tag: &&str| !tag.starts_with("<meta name=\"description\" content=\"") && !leads_to_item(tag);
        for tag in tags(&text).filter(is_shown) {
            seen += 1;
            let bad = [
                "alert(",
                "onerror",
                "javascript:",
                "vbscript:",
                "data:text",
                "<img src=\"https",
                "<b ",
                "<i ",
            ];
            let bad = bad.iter().find(|bad| tag.to_lowercase().contains(*bad));
            assert_eq!(bad, None, "{}: {tag}", page.display());
        }
    }
    assert!(shown > HOSTILE.len() && seen > 1000, "{shown} pages, {seen} tags");
}

/// No character that a reader cannot see stands in a source file: in the texts it is left out, in literals and names of
/// the document it is shown by its number.
#[test]
fn sources_have_no_hidden_characters() {
    let files = emitted(&scratch("rustdoc_hidden"));
    for (path, text) in &files {
        let hidden =
            text.chars().find(|c| truespec::text::visible::is_hidden(*c) && !matches!(c, '\n' | '\t'));
        assert_eq!(hidden, None, "{}", path.display());
    }
    let sources = files.values().cloned().collect::<String>();
    assert!(sources.contains("Only admins  may  call this"), "texts lose it");
    assert!(sources.contains("\"turned \\u{202e}around\\u{2066}\""), "literals keep it");
    assert!(sources.contains("`turned \\u{202e}around\\u{2066}`"), "names show it");
}

/// The texts beside the sources hold a document's words as words.
#[test]
fn texts_beside_the_sources_are_harmless() {
    let files = emitted(&scratch("rustdoc_texts"));
    let readme = &files[Path::new("README.md")];
    let own = readme.split_once('\n').unwrap().1;
    for event in pulldown_cmark::Parser::new_ext(own, pulldown_cmark::Options::all()) {
        use pulldown_cmark::{CodeBlockKind, Event, Tag};
        let is_ours = |kind: &CodeBlockKind<'_>| matches!(kind, CodeBlockKind::Fenced(info) if ["toml", "rust,no_run"].contains(&&**info));
        let is_bad = match &event {
            Event::Html(_) | Event::InlineHtml(_) | Event::Start(Tag::Image { .. }) => true,
            Event::Start(Tag::CodeBlock(kind)) => !is_ours(kind),
            _ => false,
        };
        assert!(!is_bad, "{event:?} in {readme}");
    }
    assert!(!own.contains("compile_error!"), "{readme}");
    assert!(
        readme.lines().any(|line| line.starts_with("| ") && line.matches(" | ").count() == 3),
        "{readme}"
    );
}

/// The files of a crate with an operation for each hostile text and a property for each name.
fn emitted(folder: &Path) -> Files {
    let document = folder.join("hostile.json");
    std::fs::write(&document, hostile().to_string()).unwrap();
    let api = ApiSource {
        module: None,
        document,
        overlays: Vec::new(),
        root: None,
        lenient: false,
        shown_from: folder.to_owned(),
        ..ApiSource::default()
    };
    let settings = Settings::default().mock(true).examples(true).validate(true);
    let generated = generate(&Sources::new(settings, vec![api]));
    let said = render::lines(&generated.report, &generated.texts).join("\n");
    assert!(!generated.report.has_errors(), "{said}");
    generated.files
}

fn hostile() -> Value {
    let paths =
        HOSTILE.iter().enumerate().map(|(index, text)| (format!("/p{index}/{{id}}"), operation(index, text)));
    let mut paths: serde_json::Map<String, Value> = paths.collect();
    paths.insert(
        "/`<script>alert(1)</script>`".to_owned(),
        json!({"get": {"responses": {"200": {"description": "ok"}}}}),
    );
    let schemas = HOSTILE.iter().enumerate().map(|(index, text)| (format!("S{index}"), schema(text)));
    let all = HOSTILE.join("\n\n");
    let servers = HOSTILE.iter().enumerate().map(|(index, text)| {
        let variable = json!({"default": NAMES[0], "enum": NAMES, "description": text});
        json!({"url": format!("https://s{index}.example.com/{{v}}"), "description": text, "variables": {"v": variable}})
    });
    let mut all_servers =
        vec![json!({"url": "https://api.example.com", "description": "<b onerror=alert(1)>"})];
    all_servers.extend(servers.take(6));
    json!({
        "openapi": "3.0.3",
        "info": {"title": "T <script>alert(1)</script> | `x`", "version": "1 <img src=x onerror=alert(2)>", "description": all},
        "servers": all_servers,
        "tags": NAMES.iter().map(|name| json!({"name": name, "description": all})).collect::<Vec<_>>(),
        "paths": paths,
        "components": {
            "schemas": schemas.collect::<serde_json::Map<String, Value>>(),
            "securitySchemes": {
                "key": {"type": "apiKey", "in": "header", "name": "X-a`<b>", "description": all},
                "tls": {"type": "mutualTLS", "description": all},
            },
        },
    })
}

fn operation(index: usize, text: &str) -> Value {
    let body = json!({"description": text, "required": true, "content": {"application/json": {"schema": {"$ref": format!("#/components/schemas/S{index}")}}}});
    json!({"post": {
        "operationId": format!("op{index}"),
        "tags": [NAMES[index % NAMES.len()]],
        "summary": text,
        "description": format!("{text}\n\n{text}"),
        "parameters": [
            {"name": "id", "in": "path", "required": true, "description": text, "schema": {"type": "string"}},
            {"name": NAMES[index % NAMES.len()], "in": "query", "description": text, "schema": {"type": "string", "default": text, "example": text, "pattern": "^`<b>"}},
        ],
        "requestBody": body,
        "responses": {
            "200": {"description": text, "headers": {"X-Rate": {"description": text, "schema": {"type": "integer"}}}, "content": {"application/json": {"schema": {"$ref": format!("#/components/schemas/S{index}")}}}},
            "404": {"description": text},
        },
    }})
}

fn schema(text: &str) -> Value {
    let named = NAMES
        .iter()
        .map(|name| ((*name).to_owned(), json!({"type": "string", "title": text, "description": text})));
    let mut properties: serde_json::Map<String, Value> = named.collect();
    properties.insert(
        "choice".to_owned(),
        json!({"type": "string", "enum": NAMES, "description": text, "default": NAMES[1]}),
    );
    json!({"type": "object", "title": text, "description": text, "required": [NAMES[0], NAMES[4]], "properties": properties})
}

/// Each piece of documentation of the sources but the runtime's, as rustdoc gets it.
fn documentation(files: &Files) -> Vec<String> {
    let mut docs = Vec::new();
    let sources = files.iter().filter(|(path, _)| path.extension().is_some_and(|ending| ending == "rs"));
    for (_, text) in sources.filter(|(path, _)| !path.starts_with("src/runtime")) {
        let mut doc = String::new();
        for line in text.lines().map(str::trim_start).chain([""]) {
            match line.strip_prefix("///").or(line.strip_prefix("//!")) {
                Some(line) => doc += &format!("{}\n", line.strip_prefix(' ').unwrap_or(line)),
                None if !doc.is_empty() => docs.push(std::mem::take(&mut doc)),
                None => {}
            }
        }
    }
    docs
}

/// A library that needs no other, whose items have this documentation; our own examples stay, but are not compiled.
fn standing_alone(docs: &[String]) -> String {
    let mut library = "#![allow(rustdoc::all)]\npub struct Client;\n".to_owned();
    for (index, doc) in docs.iter().enumerate() {
        for line in doc.lines() {
            let line = if OURS.contains(&line) { "```ignore" } else { line };
            writeln!(library, "/// {line}").unwrap();
        }
        writeln!(library, "pub fn item_{index}() {{}}").unwrap();
    }
    library
}

fn rustdoc(arguments: &[&str], library: &Path) -> String {
    let rustdoc = Path::new(env!("CARGO")).with_file_name(format!("rustdoc{}", std::env::consts::EXE_SUFFIX));
    let rustdoc = if rustdoc.exists() { rustdoc } else { "rustdoc".into() };
    let out = Command::new(rustdoc)
        .args([
            "--edition",
            "2024",
            "--crate-name",
            "documentation",
            "--deny",
            "text_direction_codepoint_in_comment",
        ])
        .args(arguments)
        .arg(library)
        .current_dir(library.parent().unwrap())
        .output()
        .unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr));
    assert!(out.status.success(), "{said}");
    said
}

fn html(folder: &Path) -> Vec<PathBuf> {
    let mut pages = Vec::new();
    for entry in std::fs::read_dir(folder.join("documentation")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "html") {
            pages.push(path);
        }
    }
    pages
}

/// A link to an item of the crate: a path of identifiers.
fn leads_to_item(tag: &str) -> bool {
    let path = tag.strip_prefix("<a href=\"self::").and_then(|rest| rest.strip_suffix("\">"));
    path.is_some_and(|path| path.chars().all(|c| c.is_alphanumeric() || "_:".contains(c)))
}

/// Everything between angle brackets; text has none of these.
fn tags(page: &str) -> impl Iterator<Item = &str> {
    page.match_indices('<').map(|(at, _)| page[at..].split_inclusive('>').next().unwrap_or_default())
}
