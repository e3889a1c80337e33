//! The scripts of the GitHub actions, run in a repository with a remote, against a `gh` that writes down what it is asked for.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

mod support;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use support::scratch;

/// Prints the number of an open pull request if there is one, and writes down everything else with the text of the body.
const GH: &str = r#"#!/usr/bin/env bash
printf '%s\n' "$*" >>"$GH_LOG"
case "$1 $2" in
"pr list") cat "$GH_OPEN" 2>/dev/null || true ;;
"pr create") echo 7 >"$GH_OPEN" ;;
esac
while [ $# -gt 0 ]; do
    if [ "$1" = --body-file ]; then cp "$2" "$GH_BODY"; fi
    shift
done
"#;

const OLD: &str = "openapi: 3.0.3
info: {title: Pets, version: '1'}
servers: [{url: 'https://pets.example.com'}]
paths:
  /pets:
    get:
      operationId: listPets
      tags: [pets]
      responses:
        '200': {description: All, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
components:
  schemas:
    Pet:
      type: object
      properties: {name: {type: string}, age: {type: integer}}
";

/// A workspace in a repository with a remote.
struct Repository(PathBuf);

impl Repository {
    fn new(name: &str) -> Self {
        let folder = scratch(name);
        let repository = Self(folder);
        for path in ["work/specs", "bin"] {
            fs::create_dir_all(repository.0.join(path)).unwrap();
        }
        repository.write("work/vendor.yaml", OLD);
        repository.write("work/specs/pets.yaml", OLD);
        repository.write(
            "work/specs/truespec.toml",
            "[crate]\nname = \"clients\"\n\n[[api]]\nmodule = \"pets\"\ndocument = \"pets.yaml\"\nsource = \"../vendor.yaml\"\n",
        );
        repository.write("work/.gitignore", "/vendor.yaml\n");
        repository.write("bin/gh", GH);
        fs::set_permissions(repository.0.join("bin/gh"), fs::Permissions::from_mode(0o755)).unwrap();
        assert!(repository.command(env!("CARGO_BIN_EXE_truespec")).status().unwrap().success());
        repository.git(&["init", "--quiet", "--bare", "../remote"]);
        repository.git(&["init", "--quiet"]);
        repository.git(&["remote", "add", "origin", "../remote"]);
        repository.git(&["add", "--all"]);
        repository.git(&["commit", "--quiet", "--message", "all"]);
        repository
    }

    fn write(&self, path: &str, text: &str) {
        fs::write(self.0.join(path), text).unwrap();
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.0.join(path)).unwrap_or_default()
    }

    /// A command in the workspace that finds this `truespec` and this `gh`.
    fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let own = Path::new(env!("CARGO_BIN_EXE_truespec")).parent().unwrap();
        let path = std::env::var("PATH").unwrap();
        let mut command = Command::new(program);
        command
            .current_dir(self.0.join("work"))
            .env("PATH", format!("{}:{}:{path}", self.0.join("bin").display(), own.display()))
            .env("GH_LOG", self.0.join("gh.log"))
            .env("GH_OPEN", self.0.join("gh.open"))
            .env("GH_BODY", self.0.join("gh.body"))
            .env("GITHUB_STEP_SUMMARY", self.0.join("summary.md"))
            .envs([("GIT_CONFIG_GLOBAL", "/dev/null"), ("GIT_CONFIG_SYSTEM", "/dev/null")]);
        command
    }

    fn git(&self, arguments: &[&str]) -> String {
        let user = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main"];
        let ran = self.command("git").args(user).args(arguments).output().unwrap();
        assert!(ran.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&ran.stderr));
        String::from_utf8(ran.stdout).unwrap()
    }

    fn script(&self, name: &str, with: &[(&str, &str)]) -> Output {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("actions/{name}/{name}.sh"));
        self.command("bash").arg(script).envs(with.iter().copied()).output().unwrap()
    }
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

#[test]
fn a_new_document_becomes_a_pull_request() {
    let repository = Repository::new("actions-update");
    let nothing = repository.script("update", &[]);
    assert!(nothing.status.success() && said(&nothing).contains("nothing new"), "{}", said(&nothing));
    assert_eq!(repository.read("gh.log"), "");

    repository.write("work/vendor.yaml", &OLD.replace(", age: {type: integer}", ""));
    let first = repository.script("update", &[]);
    assert!(first.status.success(), "{}", said(&first));
    let asked = repository.read("gh.log");
    assert!(
        asked.contains("pr create --head truespec-update --title API documents: new versions"),
        "{asked}"
    );
    assert!(repository.read("gh.body").contains("Pet::age"), "{}", repository.read("gh.body"));
    assert!(repository.read("summary.md").contains("Pet::age"));
    let changed = repository.git(&["diff", "--stat", "main", "origin/truespec-update"]);
    assert!(changed.contains("specs/pets.yaml") && changed.contains("generated/src/"), "{changed}");

    // Next week there is more of it, in the same pull request.
    repository.git(&["switch", "--quiet", "main"]);
    repository.write(
        "work/vendor.yaml",
        &OLD.replace("name: {type: string}, age: {type: integer}", "id: {type: string}"),
    );
    let second = repository.script("update", &[]);
    assert!(second.status.success(), "{}", said(&second));
    let asked = repository.read("gh.log");
    assert!(asked.lines().last().unwrap().starts_with("pr edit truespec-update"), "{asked}");
    assert!(repository.read("gh.body").contains("Pet::id"));
}

/// A vendor's document that cannot be generated from changes nothing, and fails the run.
#[test]
fn a_broken_document_is_no_pull_request() {
    let repository = Repository::new("actions-broken");
    repository.write("work/vendor.yaml", "<html>gone</html>");
    let ran = repository.script("update", &[]);
    assert_eq!(ran.status.code(), Some(2), "{}", said(&ran));
    assert!(said(&ran).contains("::error::truespec update failed, nothing was changed"), "{}", said(&ran));
    assert_eq!(repository.read("gh.log"), "");
    assert_eq!(repository.git(&["status", "--porcelain"]), "");
}

#[test]
fn a_pull_request_is_commented_and_annotated() {
    let repository = Repository::new("actions-review");
    repository.write("work/specs/pets.yaml", &OLD.replace(", age: {type: integer}", ""));
    assert!(repository.command(env!("CARGO_BIN_EXE_truespec")).status().unwrap().success());
    let with = [("BASE", "main"), ("NUMBER", "12")];
    let ran = repository.script("review", &with);
    assert!(ran.status.success(), "{}", said(&ran));
    assert!(said(&ran).contains("::error file=specs/pets.yaml,line="), "{}", said(&ran));
    assert!(
        repository.read("gh.log").starts_with("pr comment 12 --body-file "),
        "{}",
        repository.read("gh.log")
    );
    assert!(repository.read("gh.body").contains("Pet::age"));
    let failed = repository.script("review", &[with[0], with[1], ("FAIL_ON", "major")]);
    assert_eq!(failed.status.code(), Some(1), "{}", said(&failed));
}

/// A workspace below the root of its repository: its files are annotated by their paths in the repository.
#[test]
fn a_workspace_below_the_root() {
    let repository = Repository::new("actions-below");
    fs::rename(repository.0.join("work/.git"), repository.0.join(".git")).unwrap();
    repository.git(&["add", "--all", ".."]);
    repository.git(&["commit", "--quiet", "--message", "below"]);
    repository.write("work/specs/pets.yaml", &OLD.replace(", age: {type: integer}", ""));
    let ran = repository.script("review", &[("BASE", "main"), ("NUMBER", "12")]);
    assert!(ran.status.success(), "{}", said(&ran));
    assert!(said(&ran).contains("::error file=work/specs/pets.yaml,line="), "{}", said(&ran));
}
