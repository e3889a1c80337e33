//! What is added to a document stays an addition: none of `additions/additions.yaml` renames, removes or changes what users
//! of the crate had before, so that `diff` finds no major change. The compiler judges the same with
//! `cargo test -p truespec --test additions -- --ignored`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

#[path = "support/edit.rs"]
mod edit;
#[path = "support/emit.rs"]
mod emit;
#[path = "support/probe.rs"]
mod probe;
mod support;

use std::collections::BTreeSet;
use std::path::Path;

use edit::{Edit, edited, read};
use emit::{emitted, generated, generated_after, surface_of};
use serde::Deserialize;
use serde_json::Value;
use support::scratch;
use truespec::review::diff::{self, compare};
use truespec::source::{Record, Settings};

/// So many additions are judged.
const ADDITIONS: usize = 65;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Addition {
    name: String,
    edits: Vec<Edit>,
    /// Whether it is one only beside the record of names: which of two that compete is the older, no document says.
    #[serde(default)]
    competes: bool,
    /// What compiles no longer where a caller names the type of a call.
    #[serde(default)]
    named: Vec<String>,
}

#[test]
fn additions_stay_additions() {
    let (base, additions) = cases();
    assert!(additions.len() >= ADDITIONS, "{}", additions.len());
    let folder = scratch("additions");
    let before = generated(&base, &folder.join("old.json"), settings());
    let old = surface_of(&before);
    let judge = |addition: &Addition, record: &Record| {
        let new = edited(&base, &addition.edits).unwrap_or_else(|what| panic!("{}: {what}", addition.name));
        let made = generated_after(record, &new, &folder.join("new.json"), settings());
        assert!(made.files != before.files, "{}: nothing was added", addition.name);
        let changes = compare(&old, &surface_of(&made));
        let is_major = diff::level(&changes) == Some(diff::Level::Major);
        is_major.then(|| format!("{}:\n{}", addition.name, diff::text(&changes, false, None)))
    };
    let with_record = additions.iter().filter_map(|addition| judge(addition, &old.record));
    let alone = additions.iter().filter_map(|addition| {
        let found = judge(addition, &Record::default());
        let stays_alone = || format!("{}: is an addition without the record, too", addition.name);
        if addition.competes { found.is_none().then(stays_alone) } else { found }
    });
    let wrong: Vec<String> = with_record.chain(alone).collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), additions.len(), wrong.join("\n"));
}

#[test]
#[ignore = "compiles a crate for each addition; minutes"]
fn the_compiler_agrees_about_each_addition() {
    let (base, additions) = cases();
    let folder = scratch("additions-compiled");
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("features-target");
    let old = emitted(&base, &folder.join("old"), settings());
    // The program hands in texts wherever others convert, which enumerations of numbers do not take.
    let own = probe::failing(&old, &folder.join("old"), &target);
    let mut wrong = Vec::new();
    for addition in &additions {
        emitted(&edited(&base, &addition.edits).unwrap(), &folder.join("new"), settings());
        let failing = probe::failing(&old, &folder.join("new"), &target);
        let expected: BTreeSet<String> = own.iter().chain(&addition.named).cloned().collect();
        if failing != expected {
            wrong.push(format!("{}: {failing:?}, of before {own:?}", addition.name));
        }
    }
    assert!(wrong.is_empty(), "{} of {} wrong:\n{}", wrong.len(), additions.len(), wrong.join("\n"));
}

fn cases() -> (Value, Vec<Addition>) {
    (read("additions/base.yaml"), read("additions/additions.yaml"))
}

/// The settings of all crates.
fn settings() -> Settings {
    Settings::default().name(probe::CRATE)
}
