//! JSON objects have no order: a document whose keys stand in another order gives the same bytes. What is a list stays as it is.
//! The order follows from the document and the round alone; `TRUESPEC_EDITS` gives another number of rounds.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

#[path = "support/edited.rs"]
mod edited;
mod support;

use std::path::{Path, PathBuf};

use edited::{Dice, documents, enough, rounds, seed};
use serde_json::{Map, Value};
use support::{copy, scratch};
use truespec::diagnostic::{Files, Report, render};
use truespec::input::load::load;
use truespec::source::{ApiSource, Settings, Sources};
use truespec::{generate, workspace, write};

#[test]
fn the_order_of_keys_does_not_matter() {
    let folder = scratch("key-order");
    let (mut tried, mut moved) = (Vec::new(), Vec::new());
    for path in documents() {
        let Some(value) = read(&path) else { continue };
        let before = files(&path, &value, &folder);
        if before.is_empty() {
            continue;
        }
        tried.push(path.clone());
        for round in 0..rounds() {
            let shuffled = shuffled(&value, &mut Dice(seed(&path, 0, round)));
            assert_eq!(shuffled, value, "the same value");
            moved.extend(
                differing(&before, &files(&path, &shuffled, &folder)).map(|file| (path.clone(), file)),
            );
        }
    }
    println!("{} documents", tried.len());
    let shown: Vec<String> =
        moved.iter().map(|(path, file)| format!("{}: {}", path.display(), file.display())).collect();
    assert!(moved.is_empty(), "{} files differ:\n{}", shown.len(), shown.join("\n"));
    enough(&tried);
}

/// The documents of this repository, with their overlays: what is checked in comes out whatever the order of their keys.
#[test]
fn the_order_of_keys_of_a_workspace_does_not_matter() {
    let folder = scratch("key-order-workspace");
    let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs");
    copy(&specs, &folder.join("specs"));
    std::fs::copy(specs.join("../Cargo.toml"), folder.join("Cargo.toml")).unwrap();
    let before = workspace::make(&folder).unwrap().files;
    for name in ["dify-knowledge.yaml", "nekt.yaml"] {
        let path = folder.join("specs").join(name);
        let value = read(&path).unwrap();
        // JSON is YAML.
        std::fs::write(&path, shuffled(&value, &mut Dice(seed(&path, 0, 0))).to_string()).unwrap();
    }
    let after = workspace::make(&folder).unwrap().files;
    let moved: Vec<PathBuf> = differing(&before, &after).collect();
    assert!(moved.is_empty(), "{moved:?}");
}

/// A workspace whose document lists the parameters of a method in this order, and the required members of a schema.
fn workspace_of(folder: &Path, parameters: [&str; 2], required: [&str; 3]) {
    let parameters = parameters
        .map(|name| format!("{{name: {name}, in: query, required: true, schema: {{type: string}}}}"));
    let text = format!(
        "openapi: 3.0.3\ninfo: {{title: Beds, version: '1'}}\nservers: [{{url: 'https://beds.example'}}]\npaths:\n  /beds:\n    \
         get:\n      operationId: findBeds\n      tags: [beds]\n      parameters: [{}]\n      \
         responses: {{'200': {{description: ok, content: {{application/json: {{schema: {{$ref: '#/components/schemas/Bed'}}}}}}}}}}\n\
         components:\n  schemas:\n    Bed:\n      type: object\n      required: [{}]\n      \
         properties: {{from: {{type: string}}, rows: {{type: integer}}, to: {{type: string}}}}\n",
        parameters.join(", "),
        required.join(", "),
    );
    let specs = folder.join("specs");
    std::fs::create_dir_all(&specs).unwrap();
    std::fs::write(specs.join("beds.yaml"), text).unwrap();
    let settings = "[crate]\nname = \"clients\"\n\n[[api]]\nmodule = \"beds\"\ndocument = \"beds.yaml\"\n";
    std::fs::write(specs.join("truespec.toml"), settings).unwrap();
}

/// Where two arguments of one type would change places, callers would go on compiling.
#[test]
fn swapped_arguments_are_refused() {
    let folder = scratch("key-order-swapped");
    let required = ["from", "rows", "to"];
    workspace_of(&folder, ["from", "to"], required);
    workspace::regenerate(&folder).unwrap();
    let method = folder.join("generated/src/beds/beds.rs");
    let before = std::fs::read_to_string(&method).unwrap();
    workspace_of(&folder, ["to", "from"], required);
    let refused = workspace::regenerate(&folder).unwrap_err();
    let said = "TS810]: `generated/src/beds/beds.rs`: `to` now precedes `from` in `Beds::find()`, and the compiler takes each for the other";
    assert!(refused.text.contains(said), "{refused}");
    assert!(
        refused.hints[0].contains("delete `generated/src/beds/beds.rs` and run again"),
        "{:?}",
        refused.hints
    );
    assert_eq!(std::fs::read_to_string(&method).unwrap(), before, "nothing is written");
    // As the hint says.
    std::fs::remove_file(&method).unwrap();
    workspace::regenerate(&folder).unwrap();
    assert_ne!(std::fs::read_to_string(&method).unwrap(), before);
    workspace::regenerate(&folder).unwrap();
}

/// `new` takes members of one type by name, so that none can take the place of another.
#[test]
fn required_members_of_one_type_have_names() {
    let folder = scratch("key-order-required");
    for required in [["from", "rows", "to"], ["to", "rows", "from"]] {
        workspace_of(&folder, ["from", "to"], required);
        workspace::regenerate(&folder).unwrap();
        let bed = std::fs::read_to_string(folder.join("generated/src/beds/types/bed.rs")).unwrap();
        assert!(bed.contains("pub struct BedRequired"), "{bed}");
    }
}

/// A check of the check: an order that matters is seen.
#[test]
fn the_order_of_lists_matters() {
    let folder = scratch("key-order-lists");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/changes/base.yaml");
    let value = read(&path).unwrap();
    let mut other = value.clone();
    other["paths"]["/seeds"]["get"]["parameters"].as_array_mut().unwrap().reverse();
    assert!(differing(&files(&path, &value, &folder), &files(&path, &other, &folder)).next().is_some());
}

/// The paths of the files that are not the same.
fn differing<'f>(before: &'f write::Files, after: &'f write::Files) -> impl Iterator<Item = PathBuf> + 'f {
    let all = before.keys().chain(after.keys().filter(|path| !before.contains_key(*path)));
    all.filter(|path| before.get(*path) != after.get(*path)).cloned()
}

fn read(path: &Path) -> Option<Value> {
    let (mut files, mut report) = (Files::default(), Report::default());
    let id = files.add("document", std::fs::read_to_string(path).ok()?);
    load(&files, id, &mut report)
}

/// The crate of a document, under a name that is the same for each order; empty if there is none.
fn files(path: &Path, value: &Value, folder: &Path) -> write::Files {
    let document = folder.join("document.json");
    std::fs::write(&document, value.to_string()).unwrap();
    let source = ApiSource {
        module: None,
        document,
        overlays: Vec::new(),
        root: path.parent().map(Path::to_owned),
        lenient: false,
        shown_from: PathBuf::new(),
        ..ApiSource::default()
    };
    let generated = generate(&Sources::new(Settings::default(), vec![source]));
    if generated.files.is_empty() {
        println!("{}: {:?}", path.display(), render::lines(&generated.report, &generated.texts).first());
    }
    generated.files
}

/// Returns a value with the keys of all its objects in another order.
fn shuffled(value: &Value, dice: &mut Dice) -> Value {
    match value {
        Value::Object(members) => {
            let mut left: Vec<(&String, &Value)> = members.iter().collect();
            let mut moved = Map::new();
            while !left.is_empty() {
                let (key, member) = left.swap_remove(dice.roll(left.len()));
                moved.insert(key.clone(), shuffled(member, dice));
            }
            Value::Object(moved)
        }
        Value::Array(elements) => elements.iter().map(|element| shuffled(element, dice)).collect(),
        other => other.clone(),
    }
}
