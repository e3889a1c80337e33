//! One `cargo test` after an edit of `specs/` tests the new code, and undoes a hand edit of `generated/`: tried on a copy of
//! the repository. The copy has a target folder of its own: cargo tells packages of a workspace apart by their path
//! within it, so in a shared one the copy and the original would take each other's place.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking, in its helpers too")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const COLOURLESS: &str = "#[test]\nfn rebuilt() {}\n";

const COLOURED: &str = r##"
#[test]
fn rebuilt() {
    let text = r#"{"id":"6f2a9c4b-2a10-4e7f-9c54-d2a9b1d28b0e","name":"a","colour":"red",
        "created_at":"2026-04-17T10:15:00-03:00","updated_at":"2026-04-17T10:15:00-03:00"}"#;
    let tag: clients::nekt::types::Tag = serde_json::from_str(text).unwrap();
    assert_eq!(tag.colour.as_deref(), Some("red"));
}
"##;

#[test]
#[ignore = "compiles everything once more, in minutes where the copy's target folder is cold; .ci/run runs it"]
fn an_edit_takes_one_run() {
    let copy = Repository::copied();
    copy.write("tests/rebuilt.rs", COLOURLESS);
    copy.test("rebuilt").unwrap_or_else(|said| panic!("the copy does not build:\n{said}"));

    let published = copy.read("specs/nekt.yaml");
    let anchor = "        name: {type: string, maxLength: 255}\n";
    assert_eq!(published.matches(anchor).count(), 1);
    let property = format!("        colour: {{type: string}}\n{anchor}");
    copy.write("specs/nekt.yaml", &published.replace(anchor, &property));
    copy.write("tests/rebuilt.rs", COLOURED);
    copy.test("rebuilt").unwrap_or_else(|said| panic!("one run was not enough:\n{said}"));

    let tag = copy.read("generated/src/nekt/types/tag.rs");
    copy.write("generated/src/nekt/types/tag.rs", &format!("{tag}\n// by hand\n"));
    copy.test("drift").unwrap_or_else(|said| panic!("a hand edit is not undone:\n{said}"));
    assert_eq!(copy.read("generated/src/nekt/types/tag.rs"), tag);
}

/// A copy of the repository.
struct Repository(PathBuf);

impl Repository {
    fn copied() -> Self {
        let (root, copy) =
            (Path::new(env!("CARGO_MANIFEST_DIR")), Path::new(env!("CARGO_TARGET_TMPDIR")).join("rebuild"));
        let _ = fs::remove_dir_all(&copy);
        for part in [
            "Cargo.toml",
            "Cargo.lock",
            "build.rs",
            "clippy.toml",
            "specs",
            "generated",
            "generator",
            "tests",
            "examples",
        ] {
            copy_all(&root.join(part), &copy.join(part));
        }
        Self(copy)
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.0.join(path)).unwrap()
    }

    fn write(&self, path: &str, text: &str) {
        fs::write(self.0.join(path), text).unwrap();
    }

    /// Runs one test file; what was said if it failed.
    fn test(&self, name: &str) -> Result<(), String> {
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("rebuild-target");
        let run = Command::new(env!("CARGO"))
            .args(["test", "--offline", "--quiet", "--test", name])
            .current_dir(&self.0)
            .env("CARGO_TARGET_DIR", target)
            .output()
            .unwrap();
        let said = [run.stdout, run.stderr].concat();
        if run.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&said).into_owned()) }
    }
}

fn copy_all(from: &Path, to: &Path) {
    if from.is_file() {
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(from, to).unwrap();
    } else if !from.ends_with("target") {
        for entry in fs::read_dir(from).unwrap() {
            let path = entry.unwrap().path();
            copy_all(&path, &to.join(path.file_name().unwrap()));
        }
    }
}
