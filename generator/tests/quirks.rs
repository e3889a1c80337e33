//! `truespec quirks`: a correction that holds, one whose document changed, one that selects nothing.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

mod support;

use std::process::Command;

use support::scratch;

const DOCUMENT: &str = "openapi: 3.0.3\ninfo: {title: Pets, version: '1'}\npaths:\n  /pets:\n    get:\n      operationId: pets\n      responses: {'204': {description: none}}\n";

const OVERLAY: &str = "overlay: 1.1.0
info: {title: Corrections, version: '1'}
actions:
  - target: $.info
    description: Called so.
    x-quirk: {id: A1, source: the site, at: $.info.title, published: Pets}
    update: {title: Animals}
  - target: $.paths['/pets'].get
    description: Has another id.
    x-quirk: {id: A2, source: the site, at: $.info.version, published: '0'}
    update: {operationId: listPets}
  - target: $.paths['/cats']
    description: Is gone.
    x-quirk: {id: A3, source: the site}
    remove: true
";

#[test]
fn states() {
    let folder = scratch("quirks");
    std::fs::create_dir_all(folder.join("specs")).unwrap();
    let settings = "[crate]\nname = \"clients\"\n\n[[api]]\nmodule = \"pets\"\ndocument = \"pets.yaml\"\noverlays = [\"pets.overlay.yaml\"]\n";
    for (name, text) in [("truespec.toml", settings), ("pets.yaml", DOCUMENT), ("pets.overlay.yaml", OVERLAY)]
    {
        std::fs::write(folder.join("specs").join(name), text).unwrap();
    }
    let run = |arguments: &[&str]| {
        let out = Command::new(env!("CARGO_BIN_EXE_truespec"))
            .args(arguments)
            .current_dir(&folder)
            .env_remove("CLICOLOR_FORCE")
            .output()
            .unwrap();
        (out.status.code().unwrap(), String::from_utf8(out.stdout).unwrap())
    };
    let (code, said) = run(&["quirks"]);
    assert_eq!(code, 1, "{said}");
    insta::assert_snapshot!(said);
    let json: serde_json::Value = serde_json::from_str(&run(&["quirks", "--json"]).1).unwrap();
    let states: Vec<&str> =
        json.as_array().unwrap().iter().map(|one| one["state"].as_str().unwrap()).collect();
    assert_eq!(states, ["holds", "stale", "never matched"]);
}
