//! An emitted crate in a Cargo workspace: a member or a dependency by path, as cargo itself sees it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

use std::path::{Path, PathBuf};
use std::process::Command;

const DOCUMENT: &str = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {/a: {get: {operationId: a, responses: {'204': {description: ok}}}}}\n";

/// A new folder with a workspace manifest and a package that depends on the client by its path.
fn workspace(name: &str, lines: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cargo_workspace").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(folder.join("app/src")).unwrap();
    let write = |path: &str, text: &str| std::fs::write(folder.join(path), text).unwrap();
    write("Cargo.toml", &format!("[workspace]\nresolver = \"3\"\nmembers = [\"app\"]\n{lines}"));
    let dependency = "[dependencies]\nclient = { path = \"../client\" }\n";
    write(
        "app/Cargo.toml",
        &format!("[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n{dependency}"),
    );
    write("app/src/lib.rs", "");
    write("api.yaml", DOCUMENT);
    folder
}

/// The names of the packages that cargo takes for members.
fn members(folder: &Path) -> Vec<String> {
    let asked = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(asked.status.success(), "{}", String::from_utf8_lossy(&asked.stderr));
    let metadata: serde_json::Value = serde_json::from_slice(&asked.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap().iter();
    let mut names: Vec<String> =
        packages.map(|package| package["name"].as_str().unwrap().to_owned()).collect();
    names.sort();
    names
}

fn truespec(folder: &Path, arguments: &[&str]) -> String {
    let ran = Command::new(env!("CARGO_BIN_EXE_truespec")).args(arguments).current_dir(folder).output();
    let ran = ran.unwrap();
    let said = String::from_utf8(ran.stderr).unwrap();
    assert!(ran.status.success(), "{said}");
    said
}

fn is_standalone(folder: &Path) -> bool {
    std::fs::read_to_string(folder.join("Cargo.toml")).unwrap().contains("\n[workspace]\n")
}

#[test]
fn a_crate_in_a_workspace_is_its_member() {
    let folder = workspace("member", "");
    let said = truespec(&folder, &["generate", "api.yaml", "--out", "client"]);
    assert!(said.contains("add it to `members`"), "{said}");
    assert!(!is_standalone(&folder.join("client")));
    assert_eq!(members(&folder), ["app", "client"]);
}

/// What `init` creates inside of a workspace is a package of it.
#[test]
fn a_workspace_of_ours_in_a_cargo_workspace_is_its_member() {
    let folder = workspace("init", "");
    let manifest = std::fs::read_to_string(folder.join("Cargo.toml")).unwrap();
    std::fs::write(folder.join("Cargo.toml"), manifest.replace("\"app\"", "\"app\", \"client\"")).unwrap();
    let said = truespec(&folder, &["init", "--document", "api.yaml", "--crate", "client", "client"]);
    assert!(said.contains("add it to `members`") && said.contains("cargo run -p client"), "{said}");
    assert!(!is_standalone(&folder.join("client")) && !is_standalone(&folder.join("client/generated")));
    assert!(!folder.join("client/.github").exists());
    assert_eq!(members(&folder), ["app", "client"]);
    truespec(&folder.join("client"), &["check"]);
}

#[test]
fn a_crate_that_is_excluded_is_a_workspace_of_its_own() {
    let folder = workspace("excluded", "exclude = [\"client\"]\n");
    let said = truespec(&folder, &["generate", "api.yaml", "--out", "client"]);
    assert!(!said.contains("members"), "{said}");
    assert!(is_standalone(&folder.join("client")));
    assert_eq!(
        (members(&folder), members(&folder.join("client"))),
        (vec!["app".into()], vec!["client".into()])
    );
}

#[test]
fn a_crate_below_a_target_folder_is_no_member() {
    let folder = workspace("cache", "");
    std::fs::create_dir(folder.join("target")).unwrap();
    std::fs::write(folder.join("target/CACHEDIR.TAG"), "").unwrap();
    truespec(&folder, &["generate", "api.yaml", "--out", "target/client"]);
    assert!(is_standalone(&folder.join("target/client")));
    assert_eq!(members(&folder.join("target/client")), ["client"]);
}

/// What lies outside of the repository is not the same on every machine.
#[test]
fn a_workspace_around_the_repository_decides_nothing() {
    let folder = workspace("repository", "");
    std::fs::create_dir_all(folder.join("inner/.git")).unwrap();
    truespec(&folder, &["generate", "api.yaml", "--out", "inner/client"]);
    assert!(is_standalone(&folder.join("inner/client")));
}

/// The settings have the last word.
#[test]
fn the_setting_decides() {
    for standalone in [true, false] {
        let folder = workspace("setting", "");
        std::fs::create_dir(folder.join("specs")).unwrap();
        std::fs::rename(folder.join("api.yaml"), folder.join("specs/api.yaml")).unwrap();
        let settings = format!(
            "[crate]\nname = \"client\"\nstandalone = {standalone}\n\n[[api]]\nmodule = \"pets\"\ndocument = \"api.yaml\"\n"
        );
        std::fs::write(folder.join("specs/truespec.toml"), settings).unwrap();
        truespec(&folder, &[]);
        assert_eq!(is_standalone(&folder.join("generated")), standalone);
    }
}
