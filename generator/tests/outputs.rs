//! What commands print as JSON is what its schema says; the schemas, the settings and the vocabulary are what the tool works
//! by.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

#[path = "support/run.rs"]
mod run;
mod support;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use run::{Run, truespec};
use serde_json::{Value, json};
use support::scratch;
use truespec::ir::TYPE_NAMES;
use truespec::reference::outputs::OUTPUTS;
use truespec::reference::vocabulary::TYPE_WORDS;
use truespec::source::Settings;
use truespec::source::setting::{Kind, NONE, SETTINGS, Table};

const DOCUMENT: &str = r"openapi: 3.1.0
info: {title: Pets, version: '1'}
paths:
  /pets:
    get:
      operationId: listPets
      tags: [pets]
      responses:
        '200':
          description: ok
          content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Pet'}}}}
    post:
      operationId: createPet
      tags: [pets]
      deprecated: true
      requestBody: {content: {application/xml: {schema: {$ref: '#/components/schemas/Pet'}}}}
      responses: {'201': {description: made, content: {application/json: {}}}}
  /pets/{id}:
    get:
      parameters: [{name: id, in: path, required: true, schema: {type: integer}}, {name: deep, in: query, schema: {}}]
      responses: {'204': {description: none}}
components:
  schemas:
    Pet:
      type: object
      required: [id, gone]
      additionalProperties: true
      properties:
        id: {type: integer, example: 'not a number'}
        tag: {}
        extra: {type: object}
        all: {type: array}
        bags: {type: array, items: {type: array, items: {}}}
        given: {type: string, x-truespec-type: any}
        either: {not: {type: string}}
        broken: {$ref: '#/components/schemas/Gone'}
";

const OVERLAY: &str = "overlay: 1.0.0
info: {title: Corrections, version: '1'}
actions:
  - target: $.info
    x-quirk: {id: A1, source: the site, at: $.info.title, published: Pets}
    update: {title: Animals}
  - target: $.paths['/cats']
    remove: true
";

const SETTINGS_TEXT: &str = "[crate]
name = \"clients\"
version = \"auto\"
validate = true

[crate.formats]
money = \"decimal\"

[map]
\"https://pets.example/schemas\" = \"schemas\"

[[api]]
module = \"pets\"
document = \"pets.yaml\"
source = [\"../vendor/pets.yaml\", \"https://pets.example/more.yaml?key=SECRET\"]
only = [
  \"tag:pets\", # a comment
  \"GET /pets/{id}\",
]
";

/// A workspace in a repository, with documents beside it.
fn workspace(name: &str) -> PathBuf {
    let folder = scratch(name);
    for part in ["specs/schemas", "vendor", "inner/deep"] {
        std::fs::create_dir_all(folder.join(part)).unwrap();
    }
    let write = |path: &str, text: &str| std::fs::write(folder.join(path), text).unwrap();
    write("specs/truespec.toml", SETTINGS_TEXT);
    write("specs/pets.yaml", DOCUMENT);
    write("vendor/pets.yaml", &DOCUMENT.replace("operationId: createPet", "operationId: addPet"));
    write("pets.yaml", DOCUMENT);
    write("twice.yaml", &DOCUMENT.replace("paths:", "servers: []\nservers: []\npaths:"));
    write("broken.yaml", "a: 1\n");
    write("fixes.overlay.yaml", OVERLAY);
    git(&folder, &["init", "--quiet"]);
    git(&folder, &["add", "specs"]);
    git(&folder, &["-c", "user.name=t", "-c", "user.email=t@t", "commit", "--quiet", "-m", "specs"]);
    folder
}

fn git(folder: &Path, arguments: &[&str]) {
    assert!(Command::new("git").args(arguments).current_dir(folder).status().unwrap().success());
}

/// Holds values against the schema of a name.
fn fits(name: &str, values: impl IntoIterator<Item = Value>) -> usize {
    let output = OUTPUTS.iter().find(|output| output.name == name).unwrap();
    let validator = jsonschema::validator_for(&serde_json::from_str(output.schema).unwrap()).unwrap();
    let mut count = 0;
    for value in values {
        let errors: Vec<String> = validator
            .iter_errors(&value)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{name}: {}\n{value:#}", errors.join("\n"));
        count += 1;
    }
    count
}

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn whole(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[test]
fn commands_print_what_their_schemas_say() {
    let folder = workspace("outputs");
    let run = |arguments: &[&str]| truespec(&folder, arguments).1;
    let generated = run(&["generate", "twice.yaml", "--out", "a", "--json", "--report-untyped"]);
    assert!(fits("diagnostic", lines(&generated)) > 8, "{generated}");
    assert!(fits("diagnostic", lines(&run(&["lint", "pets.yaml", "--json"]))) > 0);
    assert!(fits("diagnostic", lines(&run(&["import", "broken.yaml", "--into", "x.yaml", "--json"]))) > 0);
    for arguments in [
        &["check", "--json"][..],
        &["check", "--json", "--report-untyped"],
        &["generate", "pets.yaml", "--out", "new", "--dry-run", "--json", "--report-untyped"],
        &["generate", "twice.yaml", "--out", "a", "--check", "--json"],
        &["generate", "broken.yaml", "--out", "new", "--check", "--json"],
    ] {
        fits("files", [whole(&run(arguments))]);
    }
    fits("inspect", [whole(&run(&["inspect", "pets.yaml", "--json"]))]);
    fits("inspect", [whole(&run(&["inspect", "broken.yaml", "--json"]))]);
    fits("select", [whole(&run(&["select", "pets.yaml", "--json"]))]);
    fits("config", [whole(&run(&["config", "--json"]))]);
    let diff = run(&["diff", "pets.yaml", "vendor/pets.yaml", "--format", "json"]);
    fits("diff", [whole(&diff)]);
    fits("release", [whole(&run(&["release", "--dry-run", "--json"]))]);
    fits("update", [whole(&run(&["update", "--check", "--json"]))]);
    fits("update", [whole(&run(&["update", "--json"]))]);
    std::fs::write(folder.join("specs/pets.overlay.yaml"), OVERLAY).unwrap();
    let settings = SETTINGS_TEXT.replace("source =", "overlays = [\"pets.overlay.yaml\"]\nsource =");
    std::fs::write(folder.join("specs/truespec.toml"), settings).unwrap();
    fits("quirks", [whole(&run(&["quirks", "--json"]))]);
    fits("files", [whole(&run(&["check", "--json"]))]);
}

#[test]
fn every_output_is_printed_by_its_name() {
    let folder = scratch("outputs-schema");
    let listed = truespec(&folder, &["schema"]).1;
    for output in OUTPUTS {
        assert!(listed.contains(output.name) && listed.contains(output.of));
        assert_eq!(truespec(&folder, &["schema", output.name]).1, output.schema);
        let schema: Value = serde_json::from_str(output.schema).unwrap();
        assert!(jsonschema::meta::is_valid(&schema), "{}", output.name);
    }
    let Run(code, _, said) = truespec(&folder, &["schema", "nothing"]);
    assert!(code == 2 && said.contains("there are diagnostic, files"), "{said}");
}

#[test]
fn what_has_no_type_is_listed_with_its_reason_and_place() {
    let folder = workspace("outputs-untyped");
    let Run(code, listed, _) = truespec(&folder, &["inspect", "pets.yaml", "--report-untyped"]);
    assert_eq!(code, 0, "{listed}");
    insta::assert_snapshot!("untyped", listed);
    let Run(_, generated, _) =
        truespec(&folder, &["generate", "pets.yaml", "--out", "a", "--report-untyped"]);
    assert_eq!(generated, listed);
    let Run(_, checked, _) = truespec(&folder, &["check", "--report-untyped"]);
    assert!(checked.contains("specs/pets.yaml:30:9: pets::types::Pet::tag: any value"), "{checked}");
}

#[test]
fn nothing_is_written_by_a_dry_run_or_a_check() {
    let folder = workspace("outputs-dry");
    let arguments = |mode: &'static str| ["generate", "pets.yaml", "--out", "a", mode];
    let Run(code, listed, said) = truespec(&folder, &arguments("--dry-run"));
    assert_eq!(code, 0, "{said}");
    assert!(
        listed.contains("+ src/lib.rs\n") && listed.contains(" new, 0 changed, 0 removed, 0 unchanged"),
        "{listed}"
    );
    assert!(!folder.join("a").exists());
    assert_eq!(truespec(&folder, &arguments("--check")).0, 1);
    assert!(!folder.join("a").exists());
    assert_eq!(truespec(&folder, &["generate", "pets.yaml", "--out", "a"]).0, 0);
    let Run(code, listed, _) = truespec(&folder, &arguments("--check"));
    assert!(code == 0 && listed.contains(" 0 new, 0 changed, 0 removed, "), "{listed}");
    std::fs::write(folder.join("a/src/client.rs"), "// @generated by truespec\n").unwrap();
    std::fs::write(folder.join("a/src/old.rs"), "// @generated by truespec\n").unwrap();
    std::fs::remove_file(folder.join("a/src/types.rs")).unwrap();
    let Run(code, listed, _) = truespec(&folder, &arguments("--check"));
    assert_eq!(code, 1);
    for line in ["~ src/client.rs\n", "- src/old.rs\n", "+ src/types.rs\n", " 1 new, 1 changed, 1 removed, "]
    {
        assert!(listed.contains(line), "{listed}");
    }
    assert!(!folder.join("a/src/types.rs").exists() && folder.join("a/src/old.rs").exists());
}

#[test]
fn settings_are_shown_with_their_origin_from_anywhere_below() {
    let folder = workspace("outputs-config");
    let Run(code, shown, said) = truespec(&folder, &["config"]);
    assert_eq!(code, 0, "{said}");
    insta::assert_snapshot!("config", shown);
    for below in ["inner/deep", "specs"] {
        assert_eq!(truespec(&folder.join(below), &["config"]).1, shown);
        assert_eq!(truespec(&folder.join(below), &["check"]).0, 1);
    }
    // What is printed is TOML that means the same.
    let again: toml_like::Table = toml_like::parse(&shown);
    assert_eq!(again["crate"]["formats"]["money"], "decimal");
    assert_eq!(again["api"][0]["only"], json!(["tag:pets", "GET /pets/{id}"]));
}

/// TOML as JSON, by the settings' own reader.
mod toml_like {
    use super::Value;

    pub type Table = Value;

    pub fn parse(text: &str) -> Table {
        serde_json::to_value(text.parse::<toml::Table>().unwrap()).unwrap()
    }
}

#[test]
fn the_schema_of_the_settings_takes_what_the_tool_takes() {
    let folder = workspace("outputs-settings");
    let schema = whole(&truespec(&folder, &["config", "--schema"]).1);
    let validator = jsonschema::validator_for(&schema).unwrap();
    let valid = toml_like::parse(SETTINGS_TEXT);
    assert!(validator.is_valid(&valid), "{valid:#}");
    for (from, to) in [
        ("validate = true", "validate = \"yes\""),
        ("validate = true", "date-time = \"crono\""),
        ("validate = true", "unknown = 1"),
        ("module = \"pets\"\n", ""),
        ("name = \"clients\"\n", ""),
    ] {
        let text = SETTINGS_TEXT.replace(from, to);
        assert!(!validator.is_valid(&toml_like::parse(&text)), "{to}");
        std::fs::write(folder.join("specs/truespec.toml"), &text).unwrap();
        let Run(code, _, said) = truespec(&folder, &["config"]);
        assert!(code == 1 && said.contains("error[TS802]"), "{to}: {said}");
    }
}

#[test]
fn defaults_are_those_of_the_table() {
    let folder = scratch("outputs-defaults");
    std::fs::create_dir_all(folder.join("specs")).unwrap();
    let line = |table: Table| {
        let of_table = SETTINGS.iter().filter(move |setting| setting.table == table);
        let written = of_table.filter(|setting| setting.kind != Kind::Texts && setting.default != Some(NONE));
        let lines = written.filter_map(|setting| Some(format!("{} = {}\n", setting.name, setting.default?)));
        lines.collect::<String>()
    };
    let given = format!(
        "[crate]\nname = \"client\"\n{}[[api]]\nmodule = \"a\"\ndocument = \"a.yaml\"\n{}",
        line(Table::Crate),
        line(Table::Api)
    );
    let read = |text: &str| {
        std::fs::write(folder.join("specs/truespec.toml"), text).unwrap();
        std::fs::write(folder.join("specs/a.yaml"), DOCUMENT).unwrap();
        let (mut files, mut report) = Default::default();
        let sources = truespec::source::read_workspace(&folder, &mut files, &mut report);
        sources.unwrap_or_else(|| panic!("{text}\n{:?}", report.diagnostics)).settings
    };
    let without = read("[crate]\nname = \"client\"\n[[api]]\nmodule = \"a\"\ndocument = \"a.yaml\"\n");
    assert_eq!(read(&given), without, "{given}");
    assert_eq!(without, Settings::default());
}

#[test]
fn the_pages_of_reference_are_complete() {
    let folder = scratch("outputs-pages");
    let print = |arguments: &[&str]| truespec(&folder, arguments).1;
    let settings = print(&["config", "--reference"]);
    let of_tables = |setting: &&truespec::source::setting::Setting| {
        !matches!(setting.kind, Kind::Settings | Kind::SeveralSettings)
    };
    SETTINGS
        .iter()
        .filter(of_tables)
        .for_each(|one| assert!(settings.contains(&format!("| `{}` |", one.name))));
    let codes = print(&["explain", "--all"]);
    for code in truespec::diagnostic::code::ALL {
        assert!(codes.contains(&format!("### {}\n", code.id)) && codes.contains(code.explain), "{}", code.id);
    }
    let vocabulary = print(&["vocabulary"]);
    insta::assert_snapshot!("vocabulary", vocabulary);
    let told: BTreeSet<&str> = TYPE_WORDS.iter().flat_map(|(words, ..)| words.iter().copied()).collect();
    let known: BTreeSet<&str> = TYPE_NAMES.iter().map(|(word, _)| *word).chain(["quoted i64"]).collect();
    assert_eq!(told, known);
}

#[test]
fn every_command_has_completions_and_a_page() {
    let folder = scratch("outputs-man");
    let help = truespec(&folder, &["--help"]).1;
    assert!(!help.contains("Others:"), "{help}");
    let commands =
        help.lines().filter_map(|line| line.strip_prefix("  ")).filter(|line| !line.starts_with([' ', '-']));
    let commands: Vec<&str> =
        commands.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help").collect();
    assert!(commands.len() > 20, "{commands:?}");
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let completions = truespec(&folder, &["completions", shell]).1;
        commands.iter().for_each(|name| assert!(completions.contains(name), "{shell}: {name}"));
    }
    let whole = truespec(&folder, &["man"]).1;
    for name in commands {
        let Run(code, page, said) = truespec(&folder, &["man", name]);
        assert_eq!(code, 0, "{said}");
        assert!(page.contains(&format!("truespec\\-{name} \\- ")), "{name}: {page}");
        assert!(whole.contains(name));
    }
    assert_eq!(truespec(&folder, &["man", "nothing"]).0, 2);
}
