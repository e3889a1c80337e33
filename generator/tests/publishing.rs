//! What is published: the package of truespec and its archives, and the package of an emitted crate.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use support::scratch;
use toml::Table;
use truespec::init::GeneratorSource;

const DOCUMENT: &str = "openapi: 3.0.3
info: {title: Pets, version: '1'}
servers: [{url: 'https://pets.example'}]
paths: {/pets: {get: {operationId: listPets, responses: {'204': {description: none}}}}}
";

const SETTINGS: &str = r#"
[crate]
name = "pets-client"
version = "1.2.3"
description = "A client of \"Pets\",\nwith all that there is"
license = "MIT OR Apache-2.0"
repository = "https://git.example/pets"
publish = true
standalone = true

[[api]]
module = "pets"
document = "pets.yaml"
"#;

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn read(path: &str) -> String {
    fs::read_to_string(repository().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Runs a program, which has to succeed; what it printed.
fn run(command: &mut Command) -> String {
    let out = command.output().unwrap();
    let said = String::from_utf8_lossy(&out.stderr).into_owned();
    assert!(out.status.success(), "{command:?}: {said}");
    String::from_utf8(out.stdout).unwrap()
}

fn cargo(folder: &Path, arguments: &[&str]) -> String {
    run(Command::new(env!("CARGO")).args(arguments).current_dir(folder))
}

/// The workspace of a crate that is to be published, with its emitted crate.
fn workspace(name: &str) -> PathBuf {
    let folder = scratch(name);
    fs::create_dir_all(folder.join("specs")).unwrap();
    fs::write(folder.join("specs/pets.yaml"), DOCUMENT).unwrap();
    fs::write(folder.join("specs/truespec.toml"), SETTINGS).unwrap();
    run(Command::new(env!("CARGO_BIN_EXE_truespec")).current_dir(&folder));
    folder
}

#[test]
fn the_settings_of_a_package_are_in_its_manifest() {
    let folder = workspace("publishing-settings");
    let text = fs::read_to_string(folder.join("generated/Cargo.toml")).unwrap();
    let manifest: Table = text.parse().unwrap();
    let package = manifest["package"].as_table().unwrap();
    assert_eq!(package["description"].as_str(), Some("A client of \"Pets\", with all that there is"));
    assert_eq!(package["license"].as_str(), Some("MIT OR Apache-2.0"));
    assert_eq!(package["repository"].as_str(), Some("https://git.example/pets"));
    assert!(!package.contains_key("publish"), "{text}");

    let truespec = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_truespec"));
        command.current_dir(&folder);
        command
    };
    let config = run(truespec().arg("config"));
    assert!(
        config.lines().any(|line| line.starts_with("publish = true ") && line.ends_with(":8")),
        "{config}"
    );
    run(truespec().arg("check"));

    // Without them the manifest says nothing of the kind, and nothing is published.
    let plain: Vec<&str> = SETTINGS
        .lines()
        .filter(|line| !["desc", "lice", "repo", "publ"].iter().any(|key| line.starts_with(key)))
        .collect();
    fs::write(folder.join("specs/truespec.toml"), plain.join("\n")).unwrap();
    run(&mut truespec());
    let text = fs::read_to_string(folder.join("generated/Cargo.toml")).unwrap();
    assert!(
        text.contains("\npublish = false\n") && !text.contains("description") && !text.contains("license"),
        "{text}"
    );
    let config = run(truespec().arg("config"));
    assert!(config.contains("publish = false ") && !config.contains("none"), "{config}");
}

/// Cargo takes the emitted crate as it is, with its README, and packs nothing that is not its own.
#[test]
fn an_emitted_crate_is_a_package() {
    let generated = workspace("publishing-list").join("generated");
    let listed = cargo(&generated, &["package", "--list", "--offline", "--allow-dirty"]);
    for file in ["Cargo.toml", "README.md", "src/lib.rs", "src/pets.rs"] {
        assert!(listed.lines().any(|line| line == file), "{file}: {listed}");
    }
}

#[test]
#[ignore = "builds the package of an emitted crate, in a minute; .ci/run runs it"]
fn an_emitted_crate_can_be_published() {
    let folder = workspace("publishing-package");
    let generated = folder.join("generated");
    fs::copy(repository().join("Cargo.lock"), generated.join("Cargo.lock")).unwrap();
    let target = folder.join("target");
    let arguments = ["publish", "--dry-run", "--allow-dirty", "--target-dir", target.to_str().unwrap()];
    cargo(&generated, &arguments);
    fs::remove_dir_all(folder).unwrap();
}

/// What `cargo package` takes along: what a build reads, and the licences; no tests, whose documents are others'.
#[test]
fn the_package_of_truespec_is_whole() {
    let listed =
        cargo(&repository(), &["package", "--package", "truespec", "--list", "--offline", "--allow-dirty"]);
    let listed: BTreeSet<&str> = listed.lines().collect();
    for file in [
        "Cargo.lock",
        "Cargo.toml",
        "LICENSE-APACHE",
        "LICENSE-MIT",
        "README.md",
        "src/lib.rs",
        "src/main.rs",
    ] {
        assert!(listed.contains(file), "{file}: {listed:?}");
    }
    let sources = support::sources("runtime/src");
    assert!(sources.len() > 100);
    for (path, _) in sources {
        let path = format!("runtime/src/{}", path.to_string_lossy().replace('\\', "/"));
        assert!(listed.contains(path.as_str()), "{path}");
    }
    let folders: BTreeSet<&str> = listed.iter().filter_map(|path| Some(path.split_once('/')?.0)).collect();
    assert_eq!(folders, ["playground", "runtime", "schemas", "src"].into());
    for name in ["app.css", "app.js", "icon.svg", "index.html", "licenses.txt", "worker.js"] {
        let path = format!("playground/page/dist/{name}");
        assert!(listed.contains(path.as_str()), "{path}");
    }
    for name in ["LICENSE-APACHE", "LICENSE-MIT"] {
        assert_eq!(read(&format!("generator/{name}")), read(name), "{name}");
    }
}

/// What registries limit, and what `cargo binstall` looks for is what the script packs.
#[test]
fn the_metadata_is_what_registries_take() {
    let manifest: Table = read("generator/Cargo.toml").parse().unwrap();
    let package = manifest["package"].as_table().unwrap();
    let keywords = package["keywords"].as_array().unwrap();
    assert!(keywords.len() <= 5 && keywords.iter().all(|word| word.as_str().unwrap().len() <= 20));
    assert!(package["categories"].as_array().unwrap().len() <= 5);
    let binstall = &package["metadata"]["binstall"];
    let name = "{ name }-{ version }-{ target }";
    assert_eq!(
        binstall["pkg-url"].as_str().unwrap(),
        format!("{{ repo }}/releases/download/v{{ version }}/{name}{{ archive-suffix }}")
    );
    assert_eq!(binstall["bin-dir"].as_str().unwrap(), format!("{name}/{{ bin }}{{ binary-ext }}"));
    assert!(read("generator/release/release.sh").contains("name=truespec-$(version)-$target\n"));
}

/// A program from a registry names the registry: the folder that it was built from is cargo's own.
#[test]
fn a_workspace_takes_truespec_from_where_the_program_is_from() {
    let registry = "/home/me/.cargo/registry/src/index.crates.io-1949cf8c6b5b557f/truespec-0.1.0";
    assert_eq!(GeneratorSource::built_in(Path::new(registry)), GeneratorSource::Registry);
    let clone = Path::new("/home/me/registry/truespec/generator");
    assert_eq!(GeneratorSource::built_in(clone), GeneratorSource::Folder(clone.to_owned()));
}

#[cfg(unix)]
fn script(arguments: &[&str]) -> Command {
    let mut command = Command::new("bash");
    command.arg(repository().join("generator/release/release.sh")).args(arguments);
    command
}

/// Programs of a release come with their licences, completions and manual pages, in one folder, with a checksum that holds.
#[cfg(unix)]
#[test]
fn an_archive_has_what_a_packager_needs() {
    let out = scratch("publishing-archive");
    // The real program is large; what the script does with it is the same.
    let binary = out.join("truespec");
    let real = env!("CARGO_BIN_EXE_truespec");
    fs::write(&binary, format!("#!/bin/sh\nexec '{real}' \"$@\"\n")).unwrap();
    run(Command::new("chmod").arg("+x").arg(&binary));
    let archives = out.join("archives");
    let [binary, to] = [&binary, &archives].map(|path| path.to_str().unwrap());
    let printed = run(&mut script(&[
        "archive",
        "--target",
        "x86_64-unknown-linux-gnu",
        "--binary",
        binary,
        "--out",
        to,
    ]));
    let name = format!("truespec-{}-x86_64-unknown-linux-gnu", env!("CARGO_PKG_VERSION"));
    assert!(printed.trim_end().ends_with(&format!("/{name}.tar.gz")), "{printed}");

    let listed = run(Command::new("tar").arg("-tzf").arg(printed.trim_end()));
    let listed: BTreeSet<&str> = listed.lines().collect();
    let mut expected = vec!["truespec".to_owned()];
    expected.extend(["README.md", "CHANGELOG.md", "LICENSE-MIT", "LICENSE-APACHE"].map(str::to_owned));
    let completions = ["truespec.bash", "_truespec", "truespec.fish", "_truespec.ps1", "truespec.elv"];
    expected.extend(completions.map(|file| format!("complete/{file}")));
    expected
        .extend(["truespec.1", "truespec-generate.1", "truespec-diff.1"].map(|page| format!("man/{page}")));
    for file in expected {
        assert!(listed.contains(format!("{name}/{file}").as_str()), "{file}: {listed:?}");
    }

    run(&mut script(&["verify", to]));
    fs::write(archives.join(format!("{name}.tar.gz")), "something else").unwrap();
    assert!(!script(&["verify", to]).output().unwrap().status.success());
}

/// A tag that is not the version, and a release whose address nobody filled in, are refused.
#[cfg(unix)]
#[test]
fn a_release_that_is_not_ready_is_refused() {
    let said = |arguments: &[&str]| {
        let out = script(arguments).output().unwrap();
        assert!(!out.status.success());
        String::from_utf8(out.stderr).unwrap()
    };
    assert!(said(&["ready", "v999.0.0"]).starts_with("error: the tag v999.0.0 is not v"));
    let manifest: Table = read("generator/Cargo.toml").parse().unwrap();
    if manifest["package"].get("repository").is_none() {
        for command in ["ready", "publish"] {
            assert_eq!(said(&[command]), "error: generator/Cargo.toml names no `repository`\n");
        }
    }
}

/// Workflows run what is pinned to a commit, and only the job that releases may write.
#[test]
fn the_workflow_pins_its_actions() {
    let workflow: Value = serde_yaml::from_str(&read(".github/workflows/release.yml")).unwrap();
    assert_eq!(workflow["permissions"], serde_json::json!({"contents": "read"}));
    let jobs = workflow["jobs"].as_object().unwrap();
    assert_eq!(jobs.keys().collect::<Vec<_>>(), ["check", "archive", "release", "publish"]);
    for (name, job) in jobs {
        assert_eq!(job.get("permissions").is_some(), name == "release", "{name}");
        for step in job["steps"].as_array().unwrap() {
            assert!(step["name"].is_string(), "{name}: {step}");
            if let Some(action) = step["uses"].as_str() {
                let commit = action.split_once('@').unwrap().1;
                assert!(commit.len() == 40 && commit.chars().all(|c| c.is_ascii_hexdigit()), "{action}");
            }
            // What a tag or an input says reaches a shell as a variable only.
            assert!(!step["run"].as_str().unwrap_or_default().contains("${{"), "{name}: {step}");
        }
    }
    let targets = jobs["archive"]["strategy"]["matrix"]["include"].as_array().unwrap();
    assert_eq!(targets.len(), 7);
    assert_eq!(jobs["publish"]["environment"], "crates-io");
}
