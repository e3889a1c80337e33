//! `x-quirk.published`: whether the document as published is still what it was when the quirk was written.

use serde_json::Value;

use super::Action;
use super::apply::prefix;
use crate::diagnostic::code::{QUIRK_CHANGED, QUIRK_HERE};
use crate::diagnostic::{FileId, Place, Report};
use crate::pointer::Pointer;

/// Values in hints are cut to this many characters.
const SHOWN: usize = 80;

/// Holds the guard of an action, if it has one, against the document as published.
pub(super) fn check(
    action: &Action,
    overlay_file: FileId,
    published: &Value,
    document_file: FileId,
    report: &mut Report,
) {
    let Some(quirk) = &action.quirk else { return };
    let Some(expected) = &quirk.published else { return };
    let guarded = quirk.at.as_ref().unwrap_or(&action.target);
    let found = guarded.path.query_located(published);
    let own_place = || Place::Source(overlay_file, action.pointer.join_all(["x-quirk", "published"]));
    if found.is_empty() && !expected.is_null() {
        let message =
            format!("{}the published document no longer has `{}`, look again", prefix(action), guarded.text);
        let hint = format!("it was {} when the quirk was written", short(expected));
        report.add_with_hint(&QUIRK_CHANGED, own_place(), message, hint);
    }
    if quirk.at.is_some() && found.len() > 1 {
        let message = format!("{}`{}` guards several places, look again", prefix(action), guarded.text);
        report.add_with_hint(&QUIRK_CHANGED, own_place(), message, "let `at` select exactly one value");
        return;
    }
    for node in found.iter().filter(|node| node.node() != expected) {
        let at = Pointer::parse(&node.location().to_json_pointer()).unwrap_or_default();
        let message = format!("{}the published document changed at `{at}`, look again", prefix(action));
        let hint = match expected {
            Value::Null => format!("nothing was published there; now it is {}", short(node.node())),
            _ => format!("it was {} and is now {}", short(expected), short(node.node())),
        };
        report.add_with_hint(&QUIRK_CHANGED, Place::Source(document_file, at), message, hint);
        let here = format!("{}this is the correction that guards `{}`", prefix(action), guarded.text);
        report.add(&QUIRK_HERE, own_place(), here);
    }
}

/// The value as JSON, cut in the middle of what is long.
fn short(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("`{}…`", text.get(..end).unwrap_or_default()),
        None => format!("`{text}`"),
    }
}
