//! Parses a value into an [`Overlay`] by the rules of the OAI's schema for its version. Either all of it is valid or
//! none of it is used.

use indexmap::IndexSet;
use serde_json::Value;

use super::check::{Fields, kind};
use super::dialect;
use super::direct::Direct;
use super::fault::{Fault, explain};
use super::path::{self, Refusal};
use super::{Action, Change, Overlay, Quirk, Target};
use crate::base::pointer::Pointer;
use crate::correct::propose::FILE;
use crate::diagnostic::code::{OVERLAY_PATH, OVERLAY_PATH_QUOTES, OVERLAY_QUERY, OVERLAY_SHAPE, QUIRK_SHAPE};
use crate::diagnostic::{Diagnostic, FileId, Location, Report};

/// Parses an overlay; `None` if anything in it is invalid, which is reported.
pub fn parse(value: &Value, file: FileId, report: &mut Report) -> Option<Overlay> {
    let mut found = Report::default();
    let overlay = read(value, file, &mut found);
    let sound = !found.has_errors();
    report.extend(found);
    overlay.filter(|_| sound)
}

fn read(value: &Value, file: FileId, report: &mut Report) -> Option<Overlay> {
    let root = Fields::of(value, Pointer::root(), file, "the overlay", report)?;
    root.reject_unknown(&["overlay", "info", "extends", "actions"], report);
    let has_copy = version(&root, report).is_some_and(|minor| minor >= 1);
    let title = info(&root, report);
    let extends = root.text("extends", report);
    let actions = actions(&root, has_copy, report);
    Some(Overlay { file, title: title?, extends, actions, lenient: false })
}

/// Returns the minor version of an `overlay: 1.MINOR.PATCH`.
fn version(root: &Fields<'_>, report: &mut Report) -> Option<u32> {
    let text = root.required("overlay", report)?;
    let minor = text.strip_prefix("1.").and_then(|rest| {
        let (minor, patch) = rest.split_once('.')?;
        let digits = patch.split('-').next().is_some_and(|patch| patch.parse::<u32>().is_ok());
        minor.parse().ok().filter(|minor| digits && *minor <= 2)
    });
    if minor.is_none() {
        let message = format!("unsupported version of the Overlay Specification: `{text}`");
        root.report_field("overlay", &message, "write `overlay: 1.0.0` or `overlay: 1.1.0`", report);
    }
    minor
}

fn info(root: &Fields<'_>, report: &mut Report) -> Option<String> {
    let Some(value) = root.map.get("info") else {
        root.report_field(
            "info",
            "the overlay has no `info`",
            "add `info` with `title` and `version`",
            report,
        );
        return None;
    };
    let info = Fields::of(value, root.at.join("info"), root.file, "`info`", report)?;
    info.reject_unknown(&["title", "version", "description"], report);
    info.text("description", report);
    info.required("version", report);
    info.required("title", report)
}

/// What to do with an overlay that corrects nothing any more.
const NO_ACTION: &str =
    "list at least one action, or remove the file and its name from `overlays` in specs/truespec.toml";

fn actions(root: &Fields<'_>, has_copy: bool, report: &mut Report) -> Vec<Action> {
    let at = root.at.join("actions");
    let items = match root.map.get("actions") {
        Some(Value::Array(items)) => items,
        other => {
            let message = match other {
                Some(other) => format!("`actions` is {}, not an array", kind(other)),
                None => "the overlay has no `actions`".to_owned(),
            };
            root.report_field("actions", &message, NO_ACTION, report);
            return Vec::new();
        }
    };
    if items.is_empty() {
        root.report_field("actions", "`actions` is empty", NO_ACTION, report);
    }
    let mut earlier: IndexSet<&Value> = IndexSet::new();
    for (index, item) in items.iter().enumerate() {
        if !earlier.insert(item) {
            let place = Location::Source(root.file, at.join(index));
            report.add_with_hint(&OVERLAY_SHAPE, place, "duplicate action", "remove one of the two");
        }
    }
    let parsed = items.iter().enumerate().map(|(index, item)| {
        let fields = Fields::of(item, at.join(index), root.file, "the action", report)?;
        action(&fields, has_copy, report)
    });
    parsed.collect::<Vec<_>>().into_iter().flatten().collect()
}

fn action(fields: &Fields<'_>, has_copy: bool, report: &mut Report) -> Option<Action> {
    let all = ["target", "description", "update", "remove", "copy"];
    fields.reject_unknown(if has_copy { &all } else { &all[..4] }, report);
    fields.reject_misspelled_extension(EVIDENCE, report);
    let description = fields.text("description", report);
    let target = fields.required("target", report).and_then(|text| target(fields, "target", text, report));
    let change = change(fields, report);
    let quirk = fields.map.get(EVIDENCE).and_then(|value| quirk(value, fields, report));
    let file = fields.text(FILE, report);
    Some(Action { pointer: fields.at.clone(), target: target?, file, description, change: change?, quirk })
}

/// Reads the change. `remove` overrides the others; `update` and `copy` each override the other, so both together mean
/// nothing.
fn change(fields: &Fields<'_>, report: &mut Report) -> Option<Change> {
    let copy = match fields.map.contains_key("copy") {
        true => {
            let copied = fields.text("copy", report).and_then(|text| target(fields, "copy", text, report));
            Some(copied?)
        }
        false => None,
    };
    if fields.flag("remove", report) {
        return Some(Change::Remove);
    }
    match (fields.map.get("update"), copy) {
        (None, None) => Some(Change::Nothing),
        (Some(value), None) => Some(Change::Update(value.clone())),
        (None, Some(from)) => Some(Change::Copy(from)),
        (Some(_), Some(_)) => {
            let hint = "split it into two actions";
            fields.report_field("copy", "the action has both `update` and `copy`", hint, report);
            None
        }
    }
}

/// Reads a target. A name with a dash after a dot is not valid in RFC 9535, but the specification's own examples write
/// `$.x-name`.
fn target(fields: &Fields<'_>, field: &str, text: String, report: &mut Report) -> Option<Target> {
    let place = || Location::Source(fields.file, fields.at.join(field));
    let offset = match path::parse(&text) {
        Ok(path) => return Some(Target { direct: Direct::parse(&text), text, path }),
        Err(Refusal::Limit(limit)) => {
            report.add(&OVERLAY_QUERY, place(), format!("`{}` has {limit}", path::short(&text)));
            return None;
        }
        Err(Refusal::Syntax(offset)) => offset,
    };
    let quoted = dialect::quote_dashed_names(&text);
    if let Ok(path) = path::parse(&quoted) {
        report.add(&OVERLAY_PATH_QUOTES, place(), format!("`{text}` is read as `{quoted}`"));
        return Some(Target { direct: Direct::parse(&quoted), text: quoted, path });
    }
    let Fault { message, hint } = explain(&text, offset);
    // If the text ends too early, its last character is shown.
    let last = text.char_indices().next_back().map_or(0, |(at, _)| at);
    let location = Location::Within(fields.file, fields.at.join(field), text, offset.min(last));
    report.diagnostics.push(Diagnostic { code: &OVERLAY_PATH, location, message, hint });
    None
}

/// The key of the evidence of an action.
const EVIDENCE: &str = "x-quirk";

/// The keys of actions that the Overlay Specification does not have, with what they say, as Markdown.
pub const ACTION_KEYS: [(&str, &str); 2] = [
    (EVIDENCE, "The evidence of a correction."),
    (
        FILE,
        "The other file of the document that the action is for, relative to the folder of the document; guards are compared with that file.",
    ),
];

/// The members of `x-quirk`, with what they hold, as Markdown.
pub const QUIRK_MEMBERS: [(&str, &str); 6] = [
    ("id", "What people call the correction; several actions may have one."),
    ("source", "Where the truth is documented."),
    (
        "published",
        "The value there in the document as published, before any action, `null` for nothing: the guard. Only a correction with it is guarded.",
    ),
    ("at", "A JSONPath at or below the target, where that value stands instead."),
    ("status", "What became of it."),
    ("note", "Anything else worth knowing."),
];

/// Reads `x-quirk`. Unknown keys are the author's own, unless they look like a misspelled known key: the guard would
/// silently be missing.
fn quirk(value: &Value, action: &Fields<'_>, report: &mut Report) -> Option<Quirk> {
    let at = action.at.join(EVIDENCE);
    let mut found = Report::default();
    let fields = Fields::of(value, at, action.file, "`x-quirk`", &mut found);
    let quirk = fields.and_then(|fields| {
        let misspelled = fields.reject_misspelled(&QUIRK_MEMBERS.map(|(name, _)| name), &mut found);
        let place = fields.text("at", &mut found).and_then(|text| target(&fields, "at", text, &mut found));
        let mut required = |key: &str| match misspelled.contains(&key) {
            true => None,
            false => fields.required(key, &mut found),
        };
        let (id, source) = (required("id"), required("source"));
        let (status, note) = (fields.text("status", &mut found), fields.text("note", &mut found));
        let published = fields.map.get("published").cloned();
        Some(Quirk { id: id?, source: source?, published, at: place, status, note })
    });
    for mut diagnostic in found.diagnostics {
        if diagnostic.code == &OVERLAY_SHAPE {
            diagnostic.code = &QUIRK_SHAPE;
        }
        report.diagnostics.push(diagnostic);
    }
    quirk
}
