//! `accept`: adds a correction to an overlay and leaves its text otherwise as somebody wrote it.

use serde::Serialize;
use serde_json::{Value, json};

use super::request::Accept;
use crate::correct::propose;
use crate::diagnostic::{Files, Report};
use crate::input::dump;
use crate::input::load;

/// The answer.
#[derive(Debug, Default, Serialize)]
pub(super) struct Accepted {
    /// The text of the overlay with its actions, if the overlay can be read.
    overlay: Option<String>,
    /// True if the overlay had to be written anew, so that comments in it are lost.
    rewritten: bool,
}

/// Adds the actions at the end, with the next free id.
pub(super) fn accept(request: &Accept) -> Accepted {
    let mut new = request.actions.clone();
    let is_comment = |line: &str| line.trim().is_empty() || line.trim_start().starts_with('#');
    if request.overlay.lines().all(is_comment) {
        number(&mut new, 1);
        let overlay = propose::overlay_of(&request.title, new);
        let comments = request.overlay.trim_end();
        let comments = if comments.is_empty() { String::new() } else { format!("{comments}\n") };
        return Accepted { overlay: Some(comments + &dump::dump(&overlay, "")), rewritten: false };
    }
    let Some(mut overlay) = read(&request.overlay) else { return Accepted::default() };
    number(&mut new, next_number(&overlay));
    let Some(actions) = overlay.get_mut("actions").and_then(Value::as_array_mut) else {
        return Accepted::default();
    };
    actions.extend(new.clone());
    match appended(&request.overlay, new).filter(|text| read(text).as_ref() == Some(&overlay)) {
        Some(text) => Accepted { overlay: Some(text), rewritten: false },
        None => Accepted { overlay: Some(dump::dump(&overlay, &request.overlay)), rewritten: true },
    }
}

fn read(text: &str) -> Option<Value> {
    let mut files = Files::default();
    let id = files.add("overlay", text);
    load::load(&files, id, &mut Report::default())
}

fn next_number(overlay: &Value) -> usize {
    let actions = overlay.get("actions").and_then(Value::as_array);
    let quirks = actions.into_iter().flatten().filter_map(|action| action.get("x-quirk"));
    propose::next_number(quirks.filter_map(|quirk| quirk.get("id")?.as_str()))
}

fn number(actions: &mut [Value], number: usize) {
    let quirks = actions.iter_mut().filter_map(|action| action.get_mut("x-quirk"));
    for quirk in quirks.filter_map(Value::as_object_mut) {
        quirk.insert("id".to_owned(), json!(format!("P{number}")));
    }
}

/// Returns a YAML text with actions after its last line, if their list may end there: whoever calls this reads
/// the result to see whether it did.
fn appended(text: &str, new: Vec<Value>) -> Option<String> {
    let mut lines = text.lines().skip_while(|line| !line.starts_with("actions:")).skip(1);
    let item = lines.find(|line| line.trim_start().starts_with("- "))?;
    let indent = item.get(..item.len() - item.trim_start().len())?;
    let added = dump::dump(&Value::Array(new), "");
    let added: String = added.lines().map(|line| indented(line, indent)).collect();
    Some(format!("{}\n{added}", text.trim_end()))
}

fn indented(line: &str, indent: &str) -> String {
    if line.is_empty() { "\n".to_owned() } else { format!("{indent}{line}\n") }
}
