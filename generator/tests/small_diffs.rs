//! A small edit of a document is a small diff of the client: documents of others, edited at one place at random, emitted
//! before and after. What the edit is not about keeps its lines and their order, and nothing is renamed.
//!
//! The edits follow from the document and the round alone; `TRUESPEC_EDITS` gives another number of rounds.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

#[path = "support/edited.rs"]
mod edited;

use std::collections::BTreeMap;
use std::path::Path;

use edited::{Dice, difference, documents, enough, made, read, rounds, seed};
use serde_json::{Map, Value, json};
use truespec::write;

/// What no document has: an edit's own lines hold it, in one case or another.
const OWN: &str = "zzprobe";

/// An edit, and its opposite.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Edit {
    Operation,
    Component,
    Field,
    EnumValue,
    Description,
}

const EDITS: [Edit; 5] = [Edit::Operation, Edit::Component, Edit::Field, Edit::EnumValue, Edit::Description];

#[test]
fn small_edits_are_small_diffs() {
    let documents = documents();
    let mut table: BTreeMap<Edit, (usize, usize)> = BTreeMap::new();
    let mut ripples = Vec::new();
    let mut tried = Vec::new();
    // The documents of vendors whose front page shows the new operation instead of one that it showed before.
    let mut shown = 0;
    for path in &documents {
        let Some(value) = read(path) else { continue };
        let Some(before) = files(path, &value) else { continue };
        tried.push(path.clone());
        for (index, edit) in EDITS.iter().enumerate() {
            for round in 0..rounds() {
                let mut edited = value.clone();
                if apply(*edit, &mut edited, &mut Dice(seed(path, index, round))).is_none() {
                    continue;
                }
                let Some(after) = files(path, &edited) else { continue };
                let entry = table.entry(*edit).or_default();
                entry.0 += 1;
                let front = after.get(Path::new("src/lib.rs")).filter(|text| is_shown(text));
                shown += usize::from(*edit == Edit::Operation && front.is_some() && is_of_vendor(path));
                // Backwards it is the removal.
                let found = ripple(*edit, &before, &after);
                if !found.is_empty() {
                    entry.1 += 1;
                    ripples.push(format!("{edit:?} of {}:\n{}", path.display(), found.join("\n")));
                }
            }
        }
    }
    println!("{} documents; edits and those that ripple: {table:?}", tried.len());
    assert!(ripples.is_empty(), "{}\n{table:?}", ripples.join("\n\n"));
    let of_vendors = tried.iter().filter(|path| is_of_vendor(path)).count();
    assert!(shown * 20 <= of_vendors, "{shown} of {of_vendors} front pages show another operation");
    enough(&tried);
}

fn is_of_vendor(path: &Path) -> bool {
    path.components().any(|part| part.as_os_str() == "vendor")
}

/// The sources of the client of a document, without the runtime.
fn files(path: &Path, value: &Value) -> Option<write::Files> {
    made("small-diffs", path, value).map(|(files, _)| files)
}

fn apply(edit: Edit, document: &mut Value, dice: &mut Dice) -> Option<()> {
    match edit {
        Edit::Operation => {
            let tag = tags(document);
            let operation = json!({
                "operationId": "zzprobeRead",
                "tags": dice.pick(&tag).map(|tag| vec![tag.clone()]).unwrap_or_default(),
                "parameters": [{"name": "zzprobe", "in": "query", "schema": {"type": "string"}}],
                "responses": {"200": {"description": "d", "content": {"application/json": {"schema": {
                    "type": "object", "properties": {"zzprobe": {"type": "object", "properties": {"id": {"type": "string"}}}}
                }}}}},
            });
            document
                .get_mut("paths")?
                .as_object_mut()?
                .insert("/zzprobe/things".to_owned(), json!({"get": operation}));
        }
        Edit::Component => {
            let schema = json!({"type": "object", "properties": {"zzprobe": {"type": "string"}}});
            schemas(document)?.insert("ZzprobeThing".to_owned(), schema);
        }
        Edit::Field => {
            let schema = one_of(document, dice, |schema| {
                schema["type"] == "object" && schema["properties"].is_object()
            })?;
            let field = json!({"type": "string", "description": "zzprobe"});
            schema.get_mut("properties")?.as_object_mut()?.insert("zzprobe".to_owned(), field);
        }
        Edit::EnumValue => {
            let schema = one_of(document, dice, |schema| {
                schema["type"] == "string"
                    && schema["enum"].as_array().is_some_and(|values| values.len() > 1)
                    && schema.get("x-enum-varnames").is_none()
            })?;
            schema.get_mut("enum")?.as_array_mut()?.push(json!("zzprobe"));
        }
        Edit::Description => {
            let schema = one_of(document, dice, |schema| {
                schema["type"] == "object" && schema["properties"].is_object()
            })?;
            schema.as_object_mut()?.insert("description".to_owned(), json!("Of a zzprobe."));
        }
    }
    Some(())
}

/// The groups that operations are in by their tags, not by another generator's extension.
fn tags(document: &Value) -> Vec<String> {
    let items = document["paths"].as_object().into_iter().flat_map(Map::values);
    let operations = items.filter_map(Value::as_object).flat_map(Map::values);
    let is_tagged = |operation: &&Value| {
        ["x-speakeasy-group", "x-fern-sdk-group-name"].iter().all(|key| operation.get(key).is_none())
    };
    let mut tags: Vec<String> = operations
        .filter(is_tagged)
        .filter_map(|operation| Some(operation.get("tags")?.get(0)?.as_str()?.to_owned()))
        .collect();
    tags.sort();
    tags.dedup();
    tags
}

fn schemas(document: &mut Value) -> Option<&mut Map<String, Value>> {
    document.get_mut("components")?.get_mut("schemas")?.as_object_mut()
}

/// A component schema that is such a one.
fn one_of<'a>(
    document: &'a mut Value,
    dice: &mut Dice,
    is: impl Fn(&Value) -> bool,
) -> Option<&'a mut Value> {
    let schemas = schemas(document)?;
    let names: Vec<String> =
        schemas.iter().filter(|(_, schema)| is(schema)).map(|(name, _)| name.clone()).collect();
    schemas.get_mut(dice.pick(&names)?)
}

/// The lines that changed though the edit is not about them. Read forwards it is about what came, backwards about what went.
fn ripple(edit: Edit, before: &write::Files, after: &write::Files) -> Vec<String> {
    let mut found = Vec::new();
    for (path, was) in before {
        let Some(now) = after.get(path) else {
            found.push(format!("  {} is gone", path.display()));
            continue;
        };
        if was == now {
            continue;
        }
        let (mut gone, mut come) = difference(was, now);
        if edit == Edit::Operation && is_shown(now) {
            gone.retain(|line| !is_front_page(line));
            come.retain(|line| !is_front_page(line));
        }
        let own = |line: &str| line.to_lowercase().replace('_', "").contains(OWN);
        // Lists on one line (imports, known keys of a union) and signatures are changed in place: such a line is paired
        // with the one that replaced it.
        let replaced = come.iter().filter(|line| own(line)).count();
        let kept: Vec<&str> = gone.iter().copied().filter(|line| !may_change(edit, line)).collect();
        if kept.len() > replaced {
            found.extend(kept.iter().map(|line| format!("  {}: - {line}", path.display())));
        }
        let alien: Vec<&&str> = come
            .iter()
            .filter(|line| !own(line) && !may_come(edit, line))
            // The first of several opens what was written empty before: `{}` becomes `{` and `}`.
            .filter(|line| !gone.iter().any(|was| was.starts_with(**line) || was.ends_with(**line)))
            .filter(|line| **line != "pub mod types;" || before.contains_key(Path::new("src/types.rs")))
            .collect();
        found.extend(alien.iter().map(|line| format!("  {}: + {line}", path.display())));
    }
    found.extend(
        after
            .iter()
            .filter(|(path, text)| {
                !before.contains_key(*path) && !text.to_lowercase().replace('_', "").contains(OWN)
            })
            .map(|(path, _)| format!("  {} came", path.display())),
    );
    found
}

/// A line of the front page, or the condition under which the examples of `README.md` compile.
fn is_front_page(line: &str) -> bool {
    line.starts_with("//!") || line.contains("include_str!(\"../README.md\")")
}

/// Returns true if the front page shows the new operation. It does where the document has none that shows the purpose as
/// well.
fn is_shown(text: &str) -> bool {
    let own = |line: &str| line.to_lowercase().replace('_', "").contains(OWN);
    text.lines().any(|line| is_front_page(line) && own(line))
}

/// Lines that name many things at once, and the words of what is described.
fn may_change(edit: Edit, line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("use ") || (edit == Edit::Description && line.starts_with("///"))
}

/// What belongs to an own thing without naming it.
fn may_come(edit: Edit, line: &str) -> bool {
    let text = line.trim();
    let frame = text.is_empty()
        || text.starts_with("///")
        || text.starts_with("use ")
        || !text.contains(char::is_alphanumeric);
    frame
        || match edit {
            // The parts of an operation: its entry, call, method and types.
            Edit::Operation => {
                // The first of a group's calls that have setters opens the module that tells them apart.
                text == "pub mod of {"
                    || ["Operation::new(", "#[", ".decode", "core", "}"]
                        .iter()
                        .any(|part| text.contains(part))
            }
            _ => false,
        }
}
