//! Overlays: some that fit, changed at random.

use serde_json::{Value, json};
use truespec::diagnostic::{Files, Report};
use truespec::input::{dump, load, overlay};

use super::{Input, read};
use crate::change::{changed, whole};
use crate::check::{self, Finding};
use crate::random::Random;

/// What actions select.
const TARGETS: &[&str] = &[
    "$",
    "$.info",
    "$.info.title",
    "$..*",
    "$.paths[*]",
    "$.paths[*][*]",
    "$.paths[*].get",
    "$.paths[*][*].parameters[*]",
    "$..parameters[?@.name == 'id']",
    "$.components.schemas[*]",
    "$.components.schemas[*].properties",
    "$..description",
    "$.servers[0]",
    "$..[?@.type == 'string']",
    "$..[?search(@.name, '(a+)+$')]",
    "$.paths['/nothing']",
    "$..*..*",
    "$.components.schemas[*].required",
    "$['info']['x']",
];

/// What is there in nearly every document.
const PRESENT: &[&str] =
    &["$", "$.info", "$.info.title", "$.paths", "$.info['version']", "$.paths[*]", "$..description"];

/// An overlay for a document.
pub(super) fn of(document: &Value, random: &mut Random) -> String {
    let actions: Vec<Value> = (0..=random.below(3)).map(|number| action(document, number, random)).collect();
    let overlay = json!({"overlay": "1.1.0", "info": {"title": "t", "version": "1"}, "actions": actions});
    if random.once_in(3) {
        changed(&overlay.to_string(), &overlay, document, random)
    } else {
        overlay.to_string()
    }
}

fn action(document: &Value, number: usize, random: &mut Random) -> Value {
    let (target, source) = (selector(random), selector(random));
    let mut action = json!({"target": target, "description": "x"});
    match random.below(4) {
        0 => action["remove"] = json!(true),
        1 => action["copy"] = json!(source),
        _ => {
            action["update"] =
                whole(&json!({"description": "y", "x-y": [document["info"]]}), document, random)
        }
    }
    if random.once_in(2) {
        action["x-quirk"] = json!({"id": format!("Q{number}"), "source": "s", "at": *random.of(PRESENT)});
    }
    action
}

/// Mostly what is there.
fn selector(random: &mut Random) -> &'static str {
    let list = if random.once_in(4) { TARGETS } else { PRESENT };
    random.of::<&str>(list)
}

/// Applies the overlay of an input to its document.
pub(super) fn apply(input: &Input) -> Result<bool, Finding> {
    let (mut files, mut report) = (Files::default(), Report::default());
    let id = files.add("overlay", input.beside.as_str());
    let parsed =
        load::load(&files, id, &mut report).and_then(|value| overlay::parse(&value, id, &mut report));
    let (_, _, published) = read(&input.document);
    let document = files.add("document", input.document.as_str());
    let (Some(parsed), Some(published)) = (parsed, published) else { return Ok(false) };
    let mut value = published.clone();
    overlay::apply(&mut value, &published, document, &parsed, &mut report);
    check::diagnostics(&report, &files)?;
    check::visible(&dump::dump(&value, ""))?;
    check::visible(&dump::dump(&value, "{"))?;
    Ok(!report.has_errors())
}
