//! `truespec release`: the version and the entry that changes require, and that a second run changes nothing.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

mod support;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use support::scratch;

/// A workspace in a repository.
struct Workspace(PathBuf);

impl Workspace {
    fn new(name: &str) -> Self {
        let folder = scratch(name);
        std::fs::create_dir_all(folder.join("specs")).unwrap();
        let workspace = Self(folder);
        workspace.write(
            "specs/truespec.toml",
            "[crate]\nname = \"clients\"\nversion = \"auto\"\n\n[[api]]\nmodule = \"shop\"\ndocument = \"shop.yaml\"\n",
        );
        workspace.document("shop_old.yaml");
        workspace.git(&["init", "-q"]);
        workspace
    }

    fn write(&self, path: &str, text: &str) {
        std::fs::write(self.0.join(path), text).unwrap();
    }

    fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.0.join(path)).unwrap()
    }

    fn document(&self, name: &str) {
        let pairs = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pairs");
        std::fs::copy(pairs.join(name), self.0.join("specs/shop.yaml")).unwrap();
    }

    /// Arguments of one type change places between the two documents, which has to be meant: as the hint of TS810 says.
    fn accept_places(&self) {
        std::fs::remove_file(self.0.join("generated/src/shop/items.rs")).unwrap();
    }

    fn git(&self, arguments: &[&str]) {
        let ran = Command::new("git")
            .args(["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main"])
            .args(arguments)
            .current_dir(&self.0)
            .output()
            .unwrap();
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    }

    fn commit(&self) {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-qm", "c"]);
    }

    /// Runs truespec; returns what it printed if it succeeds.
    fn run(&self, arguments: &[&str]) -> Result<String, String> {
        let out = Command::new(env!("CARGO_BIN_EXE_truespec"))
            .args(arguments)
            .current_dir(&self.0)
            .env("GIT_CEILING_DIRECTORIES", self.0.parent().unwrap())
            .output()
            .unwrap();
        let said = String::from_utf8(out.stdout).unwrap() + &String::from_utf8(out.stderr).unwrap();
        if out.status.success() { Ok(said) } else { Err(said) }
    }

    /// Every file but those of git.
    fn files(&self) -> BTreeMap<PathBuf, String> {
        let mut files = BTreeMap::new();
        let mut folders = vec![self.0.clone()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(&folder).unwrap() {
                let path = entry.unwrap().path();
                match path.is_dir() {
                    true if path.ends_with(".git") => {}
                    true => folders.push(path),
                    false => drop(files.insert(path.clone(), std::fs::read_to_string(&path).unwrap())),
                }
            }
        }
        files
    }

    fn version(&self) -> String {
        let manifest = self.read("generated/Cargo.toml");
        manifest
            .lines()
            .find_map(|line| line.strip_prefix("version = "))
            .unwrap()
            .trim_matches('"')
            .to_owned()
    }
}

#[test]
fn versions_follow_the_changes() {
    let workspace = Workspace::new("release");
    let first = workspace.run(&["release"]).unwrap();
    assert!(first.contains("0.1.0: the first release"), "{first}");
    assert_eq!(workspace.version(), "0.1.0");
    let files = workspace.files();
    workspace.run(&["release"]).unwrap();
    assert_eq!(workspace.files(), files, "a second run before the commit changes nothing");
    workspace.commit();
    assert!(workspace.run(&["release"]).unwrap().contains("0.1.0: nothing changed since"));
    assert_eq!(workspace.files(), files, "nothing changed");

    workspace.document("shop_new.yaml");
    let dry = workspace.run(&["release", "--dry-run"]).unwrap();
    assert!(dry.contains("## 0.2.0") && dry.contains("0.1.0 → 0.2.0: 31 major"), "{dry}");
    assert_eq!(workspace.version(), "0.1.0", "a dry run writes nothing");
    let refused = workspace.run(&["release"]).unwrap_err();
    assert!(refused.contains("error[TS810]"), "{refused}");
    assert_eq!(workspace.version(), "0.1.0", "what is refused is not released");
    workspace.accept_places();
    workspace.run(&["release", "--date", "2026-01-31"]).unwrap();
    assert_eq!(workspace.version(), "0.2.0");
    let changelog = workspace.read("generated/CHANGELOG.md");
    let entries: Vec<&str> = changelog.lines().filter(|line| line.starts_with('#')).collect();
    let expected = [
        "# Changelog",
        "## 0.2.0 - 2026-01-31",
        "### Breaking",
        "### Added",
        "### Changed",
        "### Documentation",
        "## 0.1.0",
    ];
    assert_eq!(entries, expected, "{changelog}");
    assert!(changelog.contains(
        "- `shop::items::Items::get()` (operation, `GET /items/{id}`) is now `shop::items::Items::read()`"
    ));
    let files = workspace.files();
    workspace.run(&["release", "--date", "2026-01-31"]).unwrap();
    assert_eq!(workspace.files(), files, "a second run changes nothing");
    assert!(workspace.run(&[]).unwrap().contains("up to date"));
    assert!(workspace.run(&["check"]).is_ok());
    assert_eq!(workspace.files(), files, "the changelog stays when the crate is generated anew");

    // What was not committed is no release yet.
    workspace.document("shop_old.yaml");
    workspace.accept_places();
    workspace.run(&["release"]).unwrap();
    assert_eq!(workspace.version(), "0.1.0");
    assert!(!workspace.read("generated/CHANGELOG.md").contains("0.2.0"));
    workspace.run(&["release", "--at-least", "patch"]).unwrap();
    assert_eq!(workspace.version(), "0.1.1");
}

/// A version that was written by hand and committed may be in use: what changed since is counted from it.
#[test]
fn a_version_written_by_hand_counts() {
    let workspace = Workspace::new("release-by-hand");
    let by_hand = workspace.read("specs/truespec.toml").replace("\"auto\"", "\"1.4.0\"");
    workspace.write("specs/truespec.toml", &by_hand);
    workspace.run(&[]).unwrap();
    workspace.commit();
    workspace.write("specs/truespec.toml", &by_hand.replace("\"1.4.0\"", "\"auto\""));
    workspace.document("shop_new.yaml");
    workspace.accept_places();
    let said = workspace.run(&["release"]).unwrap();
    assert!(said.contains("1.4.0 → 2.0.0: 31 major"), "{said}");
    // A changelog that is not UTF-8 is not written over.
    let path = workspace.0.join("generated/CHANGELOG.md");
    std::fs::write(&path, b"## 1.0.0\n\ncaf\xe9\n").unwrap();
    std::fs::remove_file(workspace.0.join("specs/release.toml")).unwrap();
    let said = workspace.run(&["release"]).unwrap_err();
    assert!(said.contains("generated/CHANGELOG.md is not UTF-8; nothing was written"), "{said}");
    assert!(!workspace.0.join("specs/release.toml").exists(), "the version was written");
    assert!(std::fs::read(&path).unwrap().ends_with(b"caf\xe9\n"));
}

#[test]
fn what_stands_in_the_way_is_told() {
    let workspace = Workspace::new("release-refused");
    workspace.run(&["release"]).unwrap();
    workspace.commit();
    let settings = workspace.read("specs/truespec.toml");
    workspace.write("specs/truespec.toml", &settings.replace("\"auto\"", "\"1.0.0\""));
    let said = workspace.run(&["release"]).unwrap_err();
    assert!(said.contains("set `version = \"auto\"`"), "{said}");
    workspace.write("specs/truespec.toml", &settings);
    for (text, said) in [
        ("version = \"1\"\n", "error[TS820]: `1` is not a semantic version"),
        ("versoin = \"1.0.0\"\n", "specs/release.toml:1:1"),
    ] {
        workspace.write("specs/release.toml", text);
        let found = workspace.run(&["check"]).unwrap_err();
        assert!(found.contains(said), "{found}");
    }
    workspace.git(&["checkout", "-q", "specs/release.toml"]);
    let said = workspace.run(&["release", "--against", "nowhere"]).unwrap_err();
    assert!(said.contains("nowhere is neither a document nor a readable revision"), "{said}");
    let said = workspace.run(&["release", "--date", "today"]).unwrap_err();
    assert!(said.contains("expected a date"), "{said}");
    std::fs::remove_dir_all(workspace.0.join(".git")).unwrap();
    let said = workspace.run(&["release"]).unwrap_err();
    assert!(said.contains("the release before is found by git"), "{said}");
}

/// A crate whose document has an error keeps its version and its changelog.
#[test]
fn nothing_is_released_of_a_document_with_errors() {
    let workspace = Workspace::new("release-errors");
    workspace.run(&["release"]).unwrap();
    workspace.commit();
    let before = workspace.files();
    workspace.write("specs/shop.yaml", "openapi: [");
    assert!(workspace.run(&["release"]).is_err());
    workspace.document("shop_old.yaml");
    assert_eq!(workspace.files(), before);
}

/// What people add to the entry of a release that is not committed yet stays with the next run, or the run says why not.
#[test]
fn what_is_added_to_the_entry_stays() {
    let workspace = Workspace::new("release-added");
    workspace.run(&["release"]).unwrap();
    workspace.commit();
    workspace.document("shop_new.yaml");
    workspace.accept_places();
    workspace.run(&["release"]).unwrap();
    let changelog = workspace.read("generated/CHANGELOG.md");
    let line = "what is above is written anew";
    let end = changelog.find(line).unwrap() + changelog[changelog.find(line).unwrap()..].find('\n').unwrap();
    let (own, rest) = changelog.split_at(end);
    let added = format!("{own}\n\nSee the guide to moving.{rest}");
    workspace.write("generated/CHANGELOG.md", &added);
    workspace.run(&["release", "--date", "2026-02-01"]).unwrap();
    let again = workspace.read("generated/CHANGELOG.md");
    assert!(again.contains("## 0.2.0 - 2026-02-01") && again.contains("See the guide to moving."), "{again}");
    let edited = again.replace("### Breaking\n", "### Breaking\n\nAll of it.\n");
    workspace.write("generated/CHANGELOG.md", &edited);
    let said = workspace.run(&["release"]).unwrap_err();
    assert!(said.contains("the entry of 0.2.0 was edited; nothing was written"), "{said}");
    assert!(said.contains("below the comment at its end"), "{said}");
    assert_eq!(workspace.read("generated/CHANGELOG.md"), edited);
    workspace.write("generated/CHANGELOG.md", &again);
    workspace.commit();
    workspace.run(&["release", "--at-least", "patch"]).unwrap();
    let later = workspace.read("generated/CHANGELOG.md");
    assert!(later.contains("See the guide to moving.") && later.matches(line).count() == 1, "{later}");
}

/// Pre-releases follow each other, and lead to their version.
#[test]
fn pre_releases() {
    let workspace = Workspace::new("release-pre");
    workspace.write("specs/release.toml", "version = \"1.1.0-rc.1\"\n");
    workspace.run(&[]).unwrap();
    workspace.commit();
    let said = workspace.run(&["release", "--final", "--dry-run"]).unwrap();
    assert!(said.contains("1.1.0-rc.1 → 1.1.0") && said.contains("No changes since 1.1.0-rc.1."), "{said}");
    workspace.run(&["release", "--at-least", "minor"]).unwrap();
    assert_eq!(workspace.version(), "1.1.0-rc.2");
    workspace.document("shop_new.yaml");
    workspace.accept_places();
    workspace.run(&["release"]).unwrap();
    assert_eq!(workspace.version(), "2.0.0-rc.1", "a breaking change is none of 1.1.0");
    workspace.run(&["release", "--final"]).unwrap();
    assert_eq!(workspace.version(), "2.0.0");
    workspace.commit();
    assert!(workspace.run(&["release", "--final"]).unwrap_err().contains("2.0.0 is no pre-release"));
}
