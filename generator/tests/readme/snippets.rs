//! The Rust of the pages, as one crate that depends on the crates that they call: fragments are functions, programs are
//! examples, tests are tests. A program that a block `text` follows is run, and prints that.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use truespec::diagnostic::render;
use truespec::source::{ApiSource, Settings, Sources};
use truespec::{generate, write};

use super::page::{Block, Page, root};
use super::script::Scripts;
use super::support::{copy, scratch};

const MANIFEST: &str = r#"[package]
name = "pages"
version = "0.1.0"
edition = "2024"

[lib]
doctest = false

[dependencies]
bookshop = { path = "bookshop", features = ["blocking", "mock", "record", "webhooks"] }
clients = { path = "clients", features = ["blocking", "mock"] }
futures-util = "0.3"
serde_json = "1"
tokio = { version = "1", features = ["macros", "rt-multi-thread"] }
uuid = "1"

[workspace]
exclude = ["bookshop", "clients"]
"#;

/// The start of `src/lib.rs`.
const HEAD: &str = "#![allow(dead_code, unused, unreachable_code)]\n";

/// What a fragment may use if its page says nothing else.
const CLIENT: &str = "let client = bookshop::Client::new(\"token\");";

/// The Rust of the pages, sorted by what becomes of it.
#[derive(Default)]
struct Sorted {
    fragments: String,
    tests: String,
    /// Programs by their names, with what they print if that is shown.
    programs: Vec<(String, String, Option<String>)>,
}

/// Compiles all Rust of the pages, and runs tests and programs.
pub fn check(pages: &[Page], scripts: &Scripts) {
    let folder = crates();
    let mut sorted = Sorted::default();
    pages.iter().for_each(|page| sorted.add(page, scripts));
    let write = |path: &str, text: &str| {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    write("src/lib.rs", &format!("{HEAD}{}", sorted.fragments));
    write("tests/pages.rs", &format!("{HEAD}{}", sorted.tests));
    for (name, text, _) in &sorted.programs {
        write(&format!("examples/{name}.rs"), text);
    }
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("features-target");
    let out = Command::new(env!("CARGO"))
        .args(["test", "--offline", "--quiet"])
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", &target)
        .env("CARGO_TERM_COLOR", "never")
        .env_remove("RUSTFLAGS")
        .output()
        .unwrap();
    assert!(out.status.success(), "{}{}", text(&out.stdout), text(&out.stderr));
    for (name, _, shown) in sorted.programs {
        let Some(shown) = shown else { continue };
        let out =
            Command::new(target.join("debug/examples").join(&name)).current_dir(&folder).output().unwrap();
        assert_eq!(text(&out.stdout), shown, "{name}: {}", text(&out.stderr));
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

impl Sorted {
    fn add(&mut self, page: &Page, scripts: &Scripts) {
        let around = scripts.of(&page.path).rust.unwrap_or_else(|| CLIENT.to_owned());
        let next = page.blocks.iter().skip(1).map(Some).chain([None]);
        for (block, next) in page.blocks.iter().zip(next).filter(|(block, _)| block.language() == "rust") {
            if block.is("ignore") {
                continue;
            }
            let stem = page.path.rsplit('/').next().unwrap().trim_end_matches(".md");
            let stem = stem.to_lowercase().replace('-', "_");
            let (name, code) = (format!("{stem}_{}", block.line), &block.text);
            if code.contains("fn main(") {
                self.programs.push((name, code.clone(), next.and_then(output)));
            } else if code.contains("test]\n") {
                writeln!(self.tests, "mod {name} {{\n{code}}}").unwrap();
            } else {
                let head = "type Any = Box<dyn std::error::Error>;";
                let code = format!("{around}\n{code}\n");
                writeln!(
                    self.fragments,
                    "mod {name} {{ {head}\nasync fn page() -> Result<(), Any> {{\n{code}Ok(()) }} }}"
                )
                .unwrap();
            }
        }
    }
}

/// What a program prints, if the block after it shows that.
fn output(block: &Block) -> Option<String> {
    (block.language() == "text" && !block.text.starts_with("$ ")).then(|| block.text.clone())
}

/// The folder of the crate, with the crates that it depends on.
fn crates() -> PathBuf {
    let folder = scratch("readme-snippets");
    let source = root().join("generator/guide/src");
    let settings = Settings::default().name("bookshop").mock(true).validate(true);
    let overlays = vec![source.join("bookshop.overlay.yaml")];
    let (document, shown_from) = (source.join("bookshop.yaml"), source);
    let source = ApiSource {
        module: None,
        document,
        overlays,
        root: None,
        lenient: false,
        shown_from,
        ..ApiSource::default()
    };
    let generated = generate(&Sources::new(settings, vec![source]));
    let said = render::lines(&generated.report, &generated.texts).join("\n");
    assert!(!generated.report.has_errors(), "{said}");
    write::write(&folder.join("bookshop"), &generated.files).unwrap();
    copy(&root().join("generated"), &folder.join("clients"));
    std::fs::write(folder.join("Cargo.toml"), MANIFEST).unwrap();
    // The workspace's own versions, which are at hand: nothing is downloaded.
    std::fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    folder
}
