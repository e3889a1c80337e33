//! `truespec init`: what it writes and says, what it refuses, and that the two commands of what it set up work.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

#[path = "support/files.rs"]
mod files;
mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use support::scratch;

const PETS: &str = "openapi: 3.0.3
info: {version: '1', title: Pets}
servers: [{url: 'https://pets.example'}]
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        '200':
          description: all
          content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Pet'}}}}
components:
  schemas:
    Pet:
      type: object
      required: [name]
      properties:
        name: {type: string}
";

/// What a run gave: exit code, standard output, standard error; this machine's folders left out.
struct Run(i32, String, String);

fn truespec(folder: &Path, arguments: &[&str]) -> Run {
    let out = Command::new(env!("CARGO_BIN_EXE_truespec"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("CLICOLOR_FORCE")
        .output()
        .unwrap();
    let text =
        |bytes| counted(&String::from_utf8(bytes).unwrap().replace(env!("CARGO_MANIFEST_DIR"), "[truespec]"));
    Run(out.status.code().unwrap(), text(out.stdout), text(out.stderr))
}

/// Without the number of emitted files, which is the runtime's affair.
fn counted(text: &str) -> String {
    text.lines()
        .map(|line| {
            if line.starts_with("  + generated/ (") {
                "  + generated/ (some files)\n".to_owned()
            } else {
                format!("{line}\n")
            }
        })
        .collect()
}

/// A folder with the document in it.
fn folder(name: &str) -> PathBuf {
    let folder = scratch(&format!("init-{name}"));
    fs::write(folder.join("pets.yaml"), PETS).unwrap();
    folder
}

fn write(folder: &Path, path: &str, text: &str) {
    fs::create_dir_all(folder.join(path).parent().unwrap()).unwrap();
    fs::write(folder.join(path), text).unwrap();
}

/// Every file below a folder but the emitted ones.
fn own(folder: &Path) -> Vec<PathBuf> {
    let (mut found, mut folders) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(within) = folders.pop() {
        for entry in fs::read_dir(&within).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                found.push(path.strip_prefix(folder).unwrap().to_owned());
            } else if !path.ends_with("generated") {
                folders.push(path);
            }
        }
    }
    found.sort();
    found
}

#[test]
fn an_empty_folder_becomes_a_workspace() {
    let folder = folder("empty");
    let Run(code, out, said) = truespec(&folder, &["init", "--document", "pets.yaml", "shop"]);
    assert_eq!((code, out.as_str()), (0, ""), "{said}");
    insta::assert_snapshot!("said", said);
    let shop = folder.join("shop");
    let texts = own(&shop).into_iter().filter(|path| !path.ends_with("pets.yaml")).map(|path| {
        let text = fs::read_to_string(shop.join(&path)).unwrap();
        format!("=== {}\n{text}", path.display()).replace(env!("CARGO_MANIFEST_DIR"), "[truespec]")
    });
    insta::assert_snapshot!("files", texts.collect::<String>());
    assert_eq!(fs::read_to_string(shop.join("specs/pets.yaml")).unwrap(), PETS);
    let Run(code, _, said) = truespec(&shop, &["check"]);
    assert_eq!(code, 0, "{said}");
}

/// A repository of truespec on GitHub has the actions for a second workflow; another one has not.
#[test]
fn a_workflow_for_what_vendors_publish() {
    let folder = folder("workflow");
    for (git, name) in [
        ("https://github.com/someone/truespec.git", "github"),
        ("https://git.example.com/someone/truespec", "elsewhere"),
        ("https://github.com/someone/a b", "odd"),
    ] {
        let arguments = ["init", "--document", "pets.yaml", "--git", git, name];
        let Run(code, _, said) = truespec(&folder, &arguments);
        assert_eq!(code, 0, "{said}");
    }
    let text = fs::read_to_string(folder.join("github/.github/workflows/api.yml")).unwrap();
    for action in ["update", "review"] {
        let used = format!("- uses: someone/truespec/generator/actions/{action}@main\n");
        assert!(text.contains(&used), "{text}");
        assert!(Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("actions/{action}/action.yml")).is_file());
    }
    for name in ["elsewhere", "odd"] {
        assert!(!folder.join(name).join(".github/workflows/api.yml").exists(), "{name}");
    }
}

#[test]
fn nothing_is_written_over() {
    let folder = folder("refused");
    write(&folder, "shop/README.md", "# Mine\n");
    write(&folder, "shop/specs", "a file\n");
    write(&folder, "shop/generated/mine.rs", "// mine\n");
    let before = own(&folder);
    let Run(code, out, said) = truespec(&folder, &["init", "--document", "pets.yaml", "shop"]);
    assert_eq!((code, out.as_str()), (1, ""));
    insta::assert_snapshot!("refused", said);
    assert_eq!(own(&folder), before);

    assert_eq!(truespec(&folder, &["init", "--document", "pets.yaml", "other"]).0, 0);
    let Run(code, _, said) = truespec(&folder, &["init", "--document", "pets.yaml", "other"]);
    assert_eq!(code, 1);
    insta::assert_snapshot!("twice", said);
}

#[test]
fn what_cannot_be_set_up_is_refused() {
    let folder = folder("faults");
    write(&folder, "none.yaml", "a: 1\n");
    write(&folder, "below/none.yaml", "a: 1\n");
    let refused = |arguments: &[&str]| {
        let arguments = [&["init", "--document"], arguments, &["out"]].concat();
        let Run(code, _, said) = truespec(&folder, &arguments);
        assert_eq!(code, 1, "{said}");
        assert!(!folder.join("out").exists());
        format!("{}\n{said}\n", arguments.join(" "))
    };
    let said = [
        refused(&["none.yaml"]),
        refused(&["below/none.yaml"]),
        refused(&["below/gone.yaml"]),
        refused(&["pets.yaml", "--truespec", "."]),
        refused(&["pets.yaml", "--name", "my pets"]),
        refused(&["pets.yaml", "--crate", "1st"]),
    ];
    insta::assert_snapshot!("faults", said.concat());
}

#[test]
fn beside_a_crate_lines_are_told() {
    for (name, manifest) in [
        ("package", "[package]\nname = \"shop\"\nversion = \"0.1.0\"\n"),
        ("both", "[package]\nname = \"shop\"\nversion = \"0.1.0\"\n\n[workspace]\n"),
        ("virtual", "[workspace]\nmembers = []\n"),
    ] {
        let folder = folder(&format!("beside-{name}"));
        write(&folder, "Cargo.toml", manifest);
        let Run(code, out, said) = truespec(&folder, &["init", "--document", "pets.yaml"]);
        assert_eq!(code, 0, "{said}");
        assert_eq!(fs::read_to_string(folder.join("Cargo.toml")).unwrap(), manifest);
        insta::assert_snapshot!(format!("beside_{name}"), format!("{said}--- standard output\n{out}"));
    }
}

#[test]
fn files_that_the_document_refers_to_come_along() {
    let folder = folder("several");
    let split = PETS.replace("#/components/schemas/Pet", "parts/pet.yaml");
    write(&folder, "pets.yaml", split.split("components:").next().unwrap());
    write(&folder, "parts/pet.yaml", "type: object\nproperties:\n  name: {type: string}\n");
    let Run(code, _, said) = truespec(&folder, &["init", "--document", "pets.yaml", "--name", "shop", "out"]);
    assert_eq!(code, 0, "{said}");
    assert!(folder.join("out/specs/parts/pet.yaml").exists() && folder.join("out/specs/pets.yaml").exists());
    let Run(code, _, said) = truespec(&folder.join("out"), &["check"]);
    assert_eq!(code, 0, "{said}");
}

#[test]
fn the_generator_is_found_where_it_is_said_to_be() {
    let folder = folder("generator");
    let git = ["init", "--document", "pets.yaml", "--git", "https://git.example/truespec", "git"];
    assert_eq!(truespec(&folder, &git).0, 0);
    let manifest = fs::read_to_string(folder.join("git/Cargo.toml")).unwrap();
    let line = "truespec = { git = \"https://git.example/truespec\", default-features = false } #";
    assert_eq!(manifest.matches(line).count(), 2, "{manifest}");
    // A path that is given relative to here is written relative to there; a repository has it in a folder.
    write(&folder, "tool/generator/Cargo.toml", "[package]\nname = \"truespec\"\n");
    let path = ["init", "--document", "pets.yaml", "--truespec", "tool", "deep/path"];
    assert_eq!(truespec(&folder, &path).0, 0);
    let manifest = fs::read_to_string(folder.join("deep/path/Cargo.toml")).unwrap();
    let line = "truespec = { path = \"../../tool/generator\", default-features = false } #";
    assert_eq!(manifest.matches(line).count(), 2, "{manifest}");
}

/// Runs cargo; what was said, and whether it succeeded.
fn cargo(folder: &Path, arguments: &[&str]) -> (bool, String) {
    let run = Command::new(env!("CARGO"))
        .args(["--offline", "--color", "never"])
        .args(arguments)
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("init-target"))
        .env("CARGO_INCREMENTAL", "0")
        .output()
        .unwrap();
    (run.status.success(), String::from_utf8_lossy(&[run.stdout, run.stderr].concat()).into_owned())
}

/// Runs cargo, which has to succeed.
fn works(folder: &Path, arguments: &[&str]) -> String {
    let (success, said) = cargo(folder, arguments);
    assert!(success, "cargo {arguments:?}:\n{said}");
    said
}

/// The versions that this workspace has.
fn lock(folder: &Path) {
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock"), folder.join("Cargo.lock")).unwrap();
}

#[test]
#[ignore = "compiles a client and the generator, in minutes where its target folder is cold; .ci/run runs it"]
fn its_two_commands_work() {
    let folder = folder("works");
    let Run(code, _, said) = truespec(&folder, &["init", "--document", "pets.yaml", "shop"]);
    assert_eq!(code, 0, "{said}");
    let shop = folder.join("shop");
    lock(&shop);
    let said = works(&shop, &["run"]);
    assert!(said.contains("pets: 1 operation, 1 type") && said.contains("up to date"), "{said}");
    let said = works(&shop, &["test"]);
    assert!(said.contains("a_client_is_put_together ... ok") && said.contains("imply ... ok"), "{said}");
    works(&shop, &["run", "--", "check"]);
    assert_eq!(
        truespec(&folder, &["init", "--document", "pets.yaml", "shop"]).0,
        1,
        "a second one is refused"
    );

    edited(&shop);
    damaged(&shop);
}

/// An edit of the document regenerates; where it needs another dependency, the build says which line is missing, and of
/// what is there by target too.
fn edited(shop: &Path) {
    let manifest = fs::read_to_string(shop.join("Cargo.toml")).unwrap();
    let clock = manifest.split_inclusive('\n').find(|line| line.starts_with("web-time = "));
    let clock = clock.unwrap_or_else(|| panic!("{manifest}"));
    fs::write(shop.join("Cargo.toml"), manifest.replace(clock, "")).unwrap();
    let line = "        name: {type: string}\n";
    let more = format!("{line}        id: {{type: string, format: uuid}}\n");
    fs::write(shop.join("specs/pets.yaml"), PETS.replace(line, &more)).unwrap();
    let (success, said) = cargo(shop, &["run"]);
    let need = "Cargo.toml: [dependencies] needs, as in generated/Cargo.toml: ";
    let pasted = said.lines().find_map(|line| line.split_once(need)).map(|(_, line)| line.to_owned());
    assert!(!success, "{said}");
    let target = "[target.'cfg(all(target_arch = \"wasm32\", target_os = \"unknown\"))'.dependencies]";
    let by_target = format!("Cargo.toml: {target} needs, as in generated/Cargo.toml: {clock}");
    assert!(said.contains(&by_target), "{said}");
    let pasted = format!("[dependencies]\n{}\n", pasted.unwrap_or_else(|| panic!("{said}")));
    fs::write(shop.join("Cargo.toml"), manifest.replacen("[dependencies]\n", &pasted, 1)).unwrap();
    works(shop, &["run"]);
    assert!(fs::read_to_string(shop.join("generated/src/pets/types/pet.rs")).unwrap().contains("uuid::Uuid"));
    works(shop, &["test"]);
}

/// What somebody did to `generated/` is undone by the next build, also where nothing would compile otherwise; where it is
/// a file of their own that is in the way, the build says so and what to do, and that helps.
fn damaged(shop: &Path) {
    let generated = shop.join("generated");
    let whole = files::tree(&generated);
    let heals = |what: &str, arguments: &[&str]| {
        works(shop, arguments);
        assert_eq!(files::tree(&generated), whole, "{what}");
    };
    let pet = generated.join("src/pets/types/pet.rs");
    fs::write(&pet, format!("{}// by hand\n", fs::read_to_string(&pet).unwrap())).unwrap();
    heals("a hand edit", &["run", "--", "check"]);
    fs::write(generated.join("src/lib.rs"), "garbled\n").unwrap();
    heals("a library that does not compile", &["run"]);
    fs::write(generated.join("Cargo.toml"), "garbled\n").unwrap();
    heals("a manifest that is none", &["test"]);
    fs::remove_file(generated.join("src/pets.rs")).unwrap();
    heals("a file that is gone", &["run"]);
    fs::remove_dir_all(&generated).unwrap();
    // Without the file that it compiles cargo runs nothing, no build script either; README.md tells what helps.
    let (success, said) = cargo(shop, &["run"]);
    assert!(!success && said.contains("can't find lib"), "{said}");
    write(shop, "generated/src/lib.rs", "");
    heals("all of it is gone", &["run"]);
    fs::remove_file(generated.join("src/lib.rs")).unwrap();
    assert_eq!(truespec(shop, &[]).0, 0);
    heals("the library is gone", &["run"]);
    let said = works(shop, &["build"]);
    assert!(!said.contains("Compiling"), "what the build script wrote is not compiled twice: {said}");

    fs::remove_dir_all(&generated).unwrap();
    fs::create_dir_all(generated.join("src")).unwrap();
    fs::write(generated.join("src/lib.rs"), "// mine\n").unwrap();
    let (success, said) = cargo(shop, &["run"]);
    let told = "error[TS804]: not written by truespec and therefore not overwritten: `generated/src/lib.rs`";
    assert!(!success && said.contains(told) && said.contains("help: move or delete them"), "{said}");
    write(shop, "generated/src/lib.rs", "");
    heals("moved out of the way", &["run"]);
}

/// Two copies of a workspace that build into one target folder: each writes its own files, and no other's.
#[test]
#[ignore = "compiles a client and the generator, in minutes where its target folder is cold; .ci/run runs it"]
fn two_copies_may_share_a_target_folder() {
    let folder = folder("copies");
    let Run(code, _, said) = truespec(&folder, &["init", "--document", "pets.yaml", "one"]);
    assert_eq!(code, 0, "{said}");
    lock(&folder.join("one"));
    support::copy(&folder.join("one"), &folder.join("two"));
    let line = "        name: {type: string}\n";
    for (copy, member) in [("one", "first"), ("two", "second"), ("one", "third"), ("two", "fourth")] {
        let other = folder.join(if copy == "one" { "two" } else { "one" }).join("generated");
        let before = files::tree(&other);
        let document = PETS.replace(line, &format!("{line}        {member}: {{type: string}}\n"));
        fs::write(folder.join(copy).join("specs/pets.yaml"), document).unwrap();
        works(&folder.join(copy), &["run"]);
        let pet = fs::read_to_string(folder.join(copy).join("generated/src/pets/types/pet.rs")).unwrap();
        assert!(pet.contains(member), "{copy}: {pet}");
        assert_eq!(files::tree(&other), before, "{copy} wrote into the other one");
    }
}

#[test]
#[ignore = "compiles a client and the generator, in minutes where its target folder is cold; .ci/run runs it"]
fn what_is_told_beside_a_crate_builds() {
    let folder = folder("works-beside");
    write(
        &folder,
        "Cargo.toml",
        "[package]\nname = \"shop\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n",
    );
    let test = "pub fn name(pet: &clients::pets::types::Pet) -> &str {\n    &pet.name\n}\n\n#[test]\nfn uses_the_client() {}\n";
    write(&folder, "src/lib.rs", test);
    lock(&folder);
    let Run(code, out, said) = truespec(&folder, &["init", "--document", "pets.yaml"]);
    assert_eq!(code, 0, "{said}");
    // What is indented is to be pasted: one line into [dependencies], the rest at the end.
    let lines: Vec<&str> = out.lines().filter(|line| line.starts_with("    ")).map(str::trim).collect();
    let manifest = fs::read_to_string(folder.join("Cargo.toml")).unwrap();
    fs::write(folder.join("Cargo.toml"), format!("{manifest}{}\n\n{}\n", lines[0], lines[1..].join("\n")))
        .unwrap();
    works(&folder, &["run", "-p", "clients"]);
    works(&folder, &["test", "-p", "clients"]);
    assert!(works(&folder, &["test"]).contains("uses_the_client ... ok"));
    // One run after an edit, here too.
    write(&folder, "clients/specs/pets.yaml", &PETS.replace("name: {type: string}", "name: {type: integer}"));
    write(&folder, "src/lib.rs", &test.replace("&str", "&i64"));
    assert!(works(&folder, &["test"]).contains("uses_the_client ... ok"));
}
