//! `diff` against the compiler: a program that uses every public item of the old crate fails to compile against the new
//! one at exactly the items where `diff` says that a caller no longer compiles.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

#[path = "support/probe.rs"]
mod probe;
#[path = "support/mod.rs"]
mod support;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use support::scratch;
use truespec::diagnostic::render;
use truespec::review::diff::{self, compare};
use truespec::review::surface::{Surface, surface};
use truespec::source::{ApiSource, Settings, Sources};
use truespec::{generate, write};

/// Where pairs of documents of others are, `NAME_old.*` beside `NAME_new.*`.
const PAIRS: &str = "TRUESPEC_PAIRS";

#[test]
fn a_small_pair_agrees_with_the_compiler() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pairs");
    let said = agreement("shop", &folder.join("shop_old.yaml"), &folder.join("shop_new.yaml"));
    assert!(said.disagreements.is_empty(), "{}", said.disagreements.join("\n"));
    assert!(said.failing >= 20 && said.probes > 80, "{} of {}", said.failing, said.probes);
}

#[test]
#[ignore = "compiles large crates: TRUESPEC_PAIRS=DIR cargo test -p truespec --test pairs -- --ignored --nocapture"]
fn pairs_agree_with_the_compiler() {
    let folder = PathBuf::from(std::env::var_os(PAIRS).expect("TRUESPEC_PAIRS is the folder of the pairs"));
    let only = std::env::var("TRUESPEC_PAIR").ok();
    let mut old: Vec<PathBuf> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.file_stem().unwrap().to_str().unwrap().ends_with("_old"))
        .collect();
    old.sort();
    let mut table = String::new();
    for old in old {
        let new = PathBuf::from(old.to_str().unwrap().replace("_old", "_new"));
        let name = old.file_stem().unwrap().to_str().unwrap().trim_end_matches("_old").to_owned();
        if only.as_ref().is_some_and(|only| !name.contains(only)) {
            continue;
        }
        let said = agreement(&name, &old, &new);
        let line = format!(
            "{name}: {} probes, {} no longer compile, {} disagree",
            said.probes,
            said.failing,
            said.disagreements.len()
        );
        println!("{line}");
        writeln!(table, "{line}").unwrap();
        said.disagreements.iter().for_each(|line| println!("  {line}"));
        said.disagreements.iter().for_each(|line| writeln!(table, "  {line}").unwrap());
    }
    assert!(!table.contains("\n  "), "{table}");
}

struct Agreement {
    probes: usize,
    failing: usize,
    disagreements: Vec<String>,
}

fn agreement(name: &str, old: &Path, new: &Path) -> Agreement {
    let folder = scratch(&format!("pair-{name}"));
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("features-target");
    let old = emitted(old, &folder.join("old"));
    let new = emitted(new, &folder.join("new"));
    let itself = probe::failing(&old, &folder.join("old"), &target);
    assert!(itself.is_empty(), "the program does not compile against the old crate itself: {itself:#?}");
    let failing = probe::failing(&old, &folder.join("new"), &target);
    let changes = compare(&old, &new);
    let expected: BTreeSet<String> =
        changes.iter().filter(|change| change.compile).map(|change| change.path.clone()).collect();
    assert!(changes.iter().all(|change| !change.compile || change.level == diff::Level::Major));
    let too_little =
        failing.difference(&expected).map(|path| format!("does not compile, diff is silent: {path}"));
    let too_much =
        expected.difference(&failing).map(|path| format!("compiles, diff says it does not: {path}"));
    let disagreements = too_little.chain(too_much).collect();
    Agreement { probes: old.items.len(), failing: failing.len(), disagreements }
}

/// Emits the crate of a document and gives its surface.
fn emitted(document: &Path, folder: &Path) -> Surface {
    let settings = Settings::default().name(probe::CRATE);
    let scalars = settings.scalars;
    let source = ApiSource {
        module: None,
        document: document.to_owned(),
        overlays: Vec::new(),
        root: None,
        lenient: false,
        shown_from: PathBuf::new(),
        ..ApiSource::default()
    };
    let generated = generate(&Sources::new(settings, vec![source]));
    let said = render::lines(&generated.report, &generated.texts).join("\n");
    assert!(!generated.report.has_errors(), "{said}");
    write::write(folder, &generated.files).unwrap();
    std::fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock"), folder.join("Cargo.lock"))
        .unwrap();
    surface(&generated.apis[0], scalars)
}
