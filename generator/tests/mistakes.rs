//! The usual mistakes of callers, and what the compiler says of them: it names the method and the argument, and shows no
//! insides of macros where a signature should stand. Each program of `mistakes/` is compiled against one emitted crate; its
//! second line lists words that its errors contain, and none where the program compiles.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

mod support;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use truespec::diagnostic::render;
use truespec::source::{ApiSource, Settings, Sources};
use truespec::{generate, write};

/// What no error of a caller shows: the notation of macros, their names, and lines of the runtime's macros.
const INSIDES: [&str; 5] = ["macro_rules", "$crate", "$(", "__", "in this macro invocation"];

/// The compiler whose words the snapshot has; the words that a program names are asked of any.
const WORDED_BY: &[u8] = b"rustc 1.95.";

#[test]
fn errors_name_the_method_and_the_argument() {
    let programs = programs();
    assert!(programs.len() >= 18);
    let errors = compiled(&emitted(), &programs);
    let mut shown = String::new();
    for (name, program) in &programs {
        let said = errors.get(name).cloned().unwrap_or_default();
        let words = program.lines().nth(1).unwrap().strip_prefix("//! names: ").unwrap_or_default();
        let words: Vec<&str> = words.split(", ").filter(|word| !word.is_empty()).collect();
        assert_eq!(said.is_empty(), words.is_empty(), "{name}: {said}");
        words.iter().for_each(|word| assert!(said.contains(word), "{name} does not name {word}:\n{said}"));
        INSIDES.iter().for_each(|inside| assert!(!said.contains(inside), "{name} shows {inside}:\n{said}"));
        let said = if said.is_empty() { "compiles\n" } else { &said };
        writeln!(shown, "== {name}\n{said}").unwrap();
    }
    let version = Command::new("rustc").arg("--version").output().unwrap().stdout;
    if !version.starts_with(WORDED_BY) {
        println!("skipped: the words are those of {}", String::from_utf8_lossy(WORDED_BY));
        return;
    }
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("mistakes", shown);
    });
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mistakes")
}

/// The programs, by their names.
fn programs() -> BTreeMap<String, String> {
    let files = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let programs = files.filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
    programs
        .map(|path| {
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            (name, std::fs::read_to_string(path).unwrap())
        })
        .collect()
}

/// The crate that the programs call, and where it is.
fn emitted() -> PathBuf {
    let source = ApiSource {
        module: None,
        document: folder().join("shop.yaml"),
        overlays: Vec::new(),
        root: None,
        lenient: false,
        shown_from: folder(),
        ..ApiSource::default()
    };
    let generated = generate(&Sources::new(Settings::default().name("shop"), vec![source]));
    let said = render::lines(&generated.report, &generated.texts).join("\n");
    assert!(!generated.report.has_errors(), "{said}");
    let scratch = support::scratch("mistakes");
    write::write(&scratch, &generated.files).unwrap();
    // The workspace's own versions, which are at hand: nothing is downloaded.
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    std::fs::copy(lock, scratch.join("Cargo.lock")).unwrap();
    scratch
}

/// Compiles the programs as examples of the crate, and gives the errors of each.
fn compiled(scratch: &Path, programs: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let examples = scratch.join("examples");
    std::fs::create_dir_all(&examples).unwrap();
    for (name, program) in programs {
        std::fs::write(examples.join(format!("{name}.rs")), program).unwrap();
    }
    let check = Command::new(env!("CARGO"))
        .args(["check", "--offline", "--keep-going", "--features", "blocking,constructors", "--examples"])
        .args(["--message-format", "json"])
        .current_dir(scratch)
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("features-target"))
        .env_remove("RUSTFLAGS")
        .output()
        .unwrap();
    let mut errors: BTreeMap<String, String> = BTreeMap::new();
    for line in String::from_utf8_lossy(&check.stdout).lines() {
        let message: Value = serde_json::from_str(line).unwrap();
        let (target, said) = (&message["target"], &message["message"]);
        if said["level"] == "error" && !said["spans"].as_array().unwrap().is_empty() {
            let name = target["name"].as_str().unwrap().to_owned();
            assert_eq!(target["kind"][0], "example", "{said:#}");
            errors.entry(name).or_default().push_str(&text(said, ""));
        }
    }
    assert!(!errors.is_empty(), "{}", String::from_utf8_lossy(&check.stderr));
    errors
}

/// An error as a caller reads it: the message, the lines that it points to with what it says of them, and its notes.
fn text(said: &Value, indent: &str) -> String {
    let code = said["code"]["code"].as_str().map(|code| format!("[{code}]")).unwrap_or_default();
    let level = said["level"].as_str().unwrap();
    let mut text = format!("{indent}{level}{code}: {}\n", said["message"].as_str().unwrap());
    for span in said["spans"].as_array().unwrap() {
        let file = span["file_name"].as_str().unwrap();
        let line = span["text"][0]["text"].as_str().unwrap_or_default().trim();
        let label = span["label"].as_str().map(|label| format!(" <- {label}")).unwrap_or_default();
        // Lines of the standard library are those of the installed compiler.
        if file.starts_with("src") || file.starts_with("examples") {
            writeln!(text, "{indent}  {file}: {line}{label}").unwrap();
        }
        if let Some(instead) = span["suggested_replacement"].as_str() {
            writeln!(text, "{indent}  write `{}`", instead.trim()).unwrap();
        }
    }
    // Whether it lists what else implements a trait varies from one run of the compiler to another.
    let lists = |child: &&Value| {
        let message = child["message"].as_str().unwrap();
        message.contains("is implemented for") || message.contains("other types implement")
    };
    for child in said["children"].as_array().unwrap().iter().filter(|child| !lists(child)) {
        text += &self::text(child, &format!("{indent}  "));
    }
    text
}
