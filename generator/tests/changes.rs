//! What `diff` says of single changes: each of `changes/changes.yaml` is made to `changes/base.yaml`, and requires the version
//! step that stands there. The compiler judges the same changes with
//! `cargo test -p truespec --test changes -- --ignored`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

#[path = "support/edit.rs"]
mod edit;
#[path = "support/emit.rs"]
mod emit;
#[path = "support/probe.rs"]
mod probe;
#[path = "support/mod.rs"]
mod support;

use std::collections::BTreeSet;
use std::path::Path;

use edit::{Single, edited, read};
use emit::{emitted, generated, surface_of};
use serde_json::Value;
use support::scratch;
use truespec::diagnostic::{Files, Report, render};
use truespec::review::accepted;
use truespec::review::diff::{self, Change, compare};
use truespec::review::surface::Surface;
use truespec::source::Settings;

/// So many single changes are judged.
const CHANGES: usize = 178;

/// So many of them were judged by hand before.
const JUDGED: usize = 81;

#[test]
fn each_change_requires_its_level() {
    let (base, changes) = (read::<Value>("changes/base.yaml"), read::<Vec<Single>>("changes/changes.yaml"));
    assert!(changes.len() >= CHANGES, "{}", changes.len());
    let folder = scratch("changes");
    let old = surface_of(&generated(&base, &folder.join("old.json"), settings()));
    let wrong: Vec<String> =
        changes.iter().filter_map(|single| fault(single, &base, &old, &folder)).collect();
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// Says what is wrong about a change, with all that `diff` says of it.
fn fault(single: &Single, base: &Value, old: &Surface, folder: &Path) -> Option<String> {
    let new = edited(base, &single.edits).unwrap_or_else(|what| panic!("{}: {what}", single.name));
    let new = surface_of(&generated(&new, &folder.join("new.json"), settings()));
    let changes = compare(old, &new);
    let level = diff::level(&changes).map_or("none", diff::Level::word);
    let said = diff::text(&changes, false, None);
    let majors =
        diff::independent(&changes).into_iter().filter(|change| change.level == diff::Level::Major).count();
    let expected = single.independent.unwrap_or(majors);
    let says = single.says.as_deref().unwrap_or_default();
    (level != single.level || !said.contains(says) || expected != majors)
        .then(|| format!("{}: {} is right, not {level}\n{said}", single.name, single.level))
}

/// Whoever accepts everything that `diff --accept` prints is left with nothing that fails: in both directions, and of each level.
#[test]
fn all_that_is_printed_accepts_all() {
    let (base, changes) = (read::<Value>("changes/base.yaml"), read::<Vec<Single>>("changes/changes.yaml"));
    let folder = scratch("changes-accepted");
    let old = surface_of(&generated(&base, &folder.join("old.json"), settings()));
    let mut open = Vec::new();
    for single in &changes {
        let new = edited(&base, &single.edits).unwrap();
        let new = surface_of(&generated(&new, &folder.join("new.json"), settings()));
        for (direction, changes) in [("", compare(&old, &new)), (" taken back", compare(&new, &old))] {
            let left = left_open(&changes, &folder.join("accepted.toml"));
            open.extend(left.map(|left| format!("{}{direction}: {left}", single.name)));
        }
    }
    assert!(open.is_empty(), "{} left open:\n{}", open.len(), open.join("\n"));
}

/// Accepts all changes of a level or above, and says which are open nevertheless, and what is said of the entries.
fn left_open(changes: &[Change], file: &Path) -> Option<String> {
    [diff::Level::Patch, diff::Level::Minor, diff::Level::Major].into_iter().find_map(|least| {
        let entries = accepted::entries(changes, least).replace("reason = \"\"", "reason = \"r\"");
        std::fs::write(file, entries).unwrap();
        let (mut texts, mut found, mut accepted) = (Files::default(), Report::default(), changes.to_vec());
        let known = accepted::read(file, &mut texts, &mut found);
        accepted::accept(&mut accepted, &known, &mut found);
        accepted::report_unused(&accepted, &known, &mut found);
        let said = render::lines(&found, &texts).join("\n");
        let left = accepted.iter().filter(|change| change.accepted.is_none() && change.level >= least);
        let left: Vec<&str> = left.map(|change| change.path.as_str()).collect();
        (!left.is_empty() || !said.is_empty()).then(|| format!("{}: {left:?} {said}", least.word()))
    })
}

/// The judgements of people hold for the same changes here.
#[test]
fn judgements_hold() {
    let changes = read::<Vec<Single>>("changes/changes.yaml");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/changes/judged.tsv");
    let text = std::fs::read_to_string(path).unwrap();
    let rows: Vec<Vec<&str>> =
        text.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect()).collect();
    assert_eq!(rows.len(), JUDGED);
    for row in rows {
        let [id, level, name] = row.as_slice() else { panic!("{row:?}") };
        let single = changes.iter().find(|single| single.name == *name);
        assert_eq!(single.map(|single| single.level.as_str()), Some(*level), "{id}");
    }
}

#[test]
#[ignore = "compiles a crate for each change; minutes"]
fn the_compiler_agrees_about_each_change() {
    let (base, changes) = (read::<Value>("changes/base.yaml"), read::<Vec<Single>>("changes/changes.yaml"));
    let folder = scratch("changes-compiled");
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("features-target");
    let old = emitted(&base, &folder.join("old"), settings());
    let mut wrong = Vec::new();
    for single in &changes {
        let new = emitted(&edited(&base, &single.edits).unwrap(), &folder.join("new"), settings());
        let failing = probe::failing(&old, &folder.join("new"), &target);
        let said: BTreeSet<String> = compare(&old, &new)
            .into_iter()
            .filter(|change: &Change| change.compile)
            .map(|change| change.path)
            .collect();
        if failing != said {
            wrong.push(format!("{}: fails {failing:?}, said {said:?}", single.name));
        }
    }
    assert!(wrong.is_empty(), "{} of {} wrong:\n{}", wrong.len(), changes.len(), wrong.join("\n"));
}

/// The settings of all crates: limits of elements are known where they are checked, as `truespec diff` has it.
fn settings() -> Settings {
    Settings::default().name(probe::CRATE).validate(true)
}
