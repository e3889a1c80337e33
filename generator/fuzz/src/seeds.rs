//! The documents that are changed: small ones of the project and, where the corpus is at hand, of others.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};
use truespec::diagnostic::{Files, Report};
use truespec::input::load::load;

/// A document, as text and as a value.
#[derive(Debug, Clone)]
pub struct Seed {
    /// Where it is from.
    pub name: String,
    /// As it was read.
    pub text: String,
    /// What it says.
    pub value: Value,
}

/// Longer documents are not taken whole.
const LONGEST: u64 = 40_000;
/// Vendors' documents up to this size are cut into slices.
const LONGEST_SLICED: u64 = 400_000;
/// How many paths a slice has, and how many slices are taken of a document.
const PATHS: usize = 4;
const SLICES: usize = 3;

/// Every document that is there, in an order that does not depend on the machine.
pub fn all() -> Vec<Seed> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let own =
        ["features", "diagnostics", "bundle/plain", "normalise"].map(|name| here.join("../tests").join(name));
    let corpus = here.join("../../../shared/corpus");
    let mut seeds: Vec<Seed> =
        own.iter().flat_map(|folder| files(folder)).filter_map(|path| read(&path, LONGEST)).collect();
    seeds.extend(files(&corpus.join("peer")).iter().filter_map(|path| read(path, LONGEST)));
    let vendors = files(&corpus.join("vendor"));
    seeds.extend(vendors.iter().filter_map(|path| read(path, LONGEST_SLICED)).flat_map(|seed| slices(&seed)));
    seeds
}

/// The documents below a folder, by path.
fn files(folder: &Path) -> Vec<PathBuf> {
    let (mut found, mut folders) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let known =
                path.extension().is_some_and(|end| ["yaml", "yml", "json"].iter().any(|it| end == *it));
            if path.is_dir() {
                folders.push(path);
            } else if known {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn read(path: &Path, longest: u64) -> Option<Seed> {
    if std::fs::metadata(path).ok()?.len() > longest {
        return None;
    }
    let text = std::fs::read_to_string(path).ok()?;
    let mut files = Files::default();
    let name = path.file_name()?.to_string_lossy().into_owned();
    let id = files.add(name.as_str(), text.as_str());
    let value = load(&files, id, &mut Report::default())?;
    let document = value.get("openapi").or(value.get("swagger")).is_some();
    document.then_some(Seed { name, text, value })
}

/// Parts of a large document: a few paths each, with the components that they lead to.
fn slices(seed: &Seed) -> Vec<Seed> {
    let Some(paths) = seed.value.get("paths").and_then(Value::as_object) else { return Vec::new() };
    let step = (paths.len() / SLICES).max(1);
    let slice = |start: usize| {
        let own: Map<String, Value> =
            paths.iter().skip(start).take(PATHS).map(|(key, item)| (key.clone(), item.clone())).collect();
        let value = with_components(&seed.value, own);
        Seed { name: format!("{} from path {start}", seed.name), text: value.to_string(), value }
    };
    (0..paths.len()).step_by(step).take(SLICES).map(slice).collect()
}

fn with_components(whole: &Value, paths: Map<String, Value>) -> Value {
    let mut slice = json!({});
    let (mut wanted, mut queue) = (BTreeSet::new(), Vec::new());
    references(&Value::Object(paths.clone()), &mut queue);
    while let Some(pointer) = queue.pop() {
        if let Some(target) = whole.pointer(&pointer)
            && wanted.insert(pointer)
            && wanted.len() < 60
        {
            references(target, &mut queue);
        }
    }
    for (key, value) in whole.as_object().into_iter().flatten() {
        match key.as_str() {
            "paths" => slice[key] = Value::Object(paths.clone()),
            "components" | "definitions" | "parameters" | "responses" => {}
            _ => slice[key] = value.clone(),
        }
    }
    for pointer in wanted {
        let tokens: Vec<String> =
            pointer.split('/').skip(1).map(|token| token.replace("~1", "/").replace("~0", "~")).collect();
        let target = whole.pointer(&pointer).cloned().unwrap_or_default();
        match tokens.as_slice() {
            [first, second] => slice[first][second] = target,
            [first, second, third] if first == "components" => slice[first][second][third] = target,
            _ => {}
        }
    }
    slice
}

fn references(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            let target = members.get("$ref").and_then(Value::as_str).and_then(|text| text.strip_prefix('#'));
            found.extend(target.map(str::to_owned));
            members.values().for_each(|value| references(value, found));
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}
