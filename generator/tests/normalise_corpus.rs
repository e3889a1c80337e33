//! Real documents: every piece of what `normalise` makes of them must be one that `openapiv3` reads, and
//! normalising it once more must change nothing. Runs where the corpus is at hand, `../../shared/corpus`.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "normalise/support.rs"]
mod support;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde_json::Value;
use support::{check, difference};
use truespec::base::pointer::Pointer;
use truespec::diagnostic::provenance::Provenance;
use truespec::diagnostic::{FileId, Report};
use truespec::normalise::normalise;

/// Documents of peers that are broken on purpose in a way that no normal form can mend, with the reason.
const BROKEN: &[(&str, &str)] = &[];

#[test]
fn every_piece_is_read_by_openapiv3() {
    let Some(root) = corpus() else { return };
    let mut failures = String::new();
    let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut documents, mut slowest) = (0, (Duration::ZERO, PathBuf::new()));
    for (path, document) in documents_of(&root) {
        documents += 1;
        let name = path.strip_prefix(&root).unwrap().display().to_string();
        let (started, mut report) = (Instant::now(), Report::default());
        let mut provenance = Provenance::new(FileId(0));
        let Some(normal) = normalise(document, &mut provenance, &mut report) else {
            // `corpus/refused.tsv` lists those with nothing in them.
            if !report.diagnostics.iter().any(|said| said.code.id == "TS368") {
                writeln!(failures, "{name}: not taken for an OpenAPI document").unwrap();
            }
            continue;
        };
        slowest = slowest.max((started.elapsed(), path.clone()));
        for said in &report.diagnostics {
            *codes.entry(said.code.id).or_default() += 1;
            if std::env::var_os("TRUESPEC_SHOW").is_some() {
                println!("{name} | {} | {:?} | {}", said.code.id, said.location, said.message);
            }
        }
        if !BROKEN.iter().any(|(broken, _)| name.ends_with(broken)) {
            check(&normal, &name, &mut failures);
        }
        let mut again = Report::default();
        let twice = normalise(normal.clone(), &mut Provenance::new(FileId(0)), &mut again);
        if let Some(at) = twice.and_then(|twice| difference(&normal, &twice, &Pointer::root())) {
            writeln!(failures, "{name}: normalising again changes {at}").unwrap();
        }
    }
    println!("{documents} documents, slowest {:?} {}", slowest.0, slowest.1.display());
    println!("said: {codes:?}");
    assert!(failures.is_empty(), "{} failures\n{failures}", failures.lines().count());
}

/// What a text of the normal form says stands, word for word, at the place of the published document that the
/// provenance gives for it. (Short words and other values are respelled or made up.)
#[test]
fn places_lead_back_to_what_was_published() {
    let Some(root) = corpus() else { return };
    let (mut right, mut wrong) = (0, Vec::new());
    for (path, document) in documents_of(&root) {
        let mut provenance = Provenance::new(FileId(0));
        let Some(normal) = normalise(document.clone(), &mut provenance, &mut Report::default()) else {
            continue;
        };
        let mut open = vec![(Pointer::root(), &normal)];
        while let Some((at, value)) = open.pop() {
            match value {
                Value::Object(map) => open.extend(map.iter().map(|(key, value)| (at.join(key), value))),
                Value::Array(list) => {
                    open.extend(list.iter().enumerate().map(|(index, value)| (at.join(index), value)));
                }
                Value::String(text) if text.len() > 8 && text.contains(' ') => {
                    let (_, old) = provenance.origin(&at);
                    if document.pointer(old.as_str()) == Some(value) {
                        right += 1;
                    } else {
                        wrong.push(format!("{} | {at} <- {old} | {text}", path.display()));
                    }
                }
                _ => {}
            }
        }
    }
    println!("{right} texts lead back");
    assert!(wrong.is_empty(), "{} do not\n{}", wrong.len(), wrong.join("\n"));
}

/// The corpus, if it is here.
fn corpus() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    if !root.is_dir() {
        println!("skipped: there is no corpus at {}", root.display());
    }
    root.is_dir().then_some(root)
}

/// Every file of vendors and peers that can be read and says that it is an OpenAPI document.
fn documents_of(root: &Path) -> impl Iterator<Item = (PathBuf, Value)> {
    let mut files = Vec::new();
    let mut folders = vec![root.join("vendor"), root.join("peer")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    files.into_iter().filter_map(|path| {
        let text = std::fs::read_to_string(&path).ok()?;
        let document: Value =
            serde_json::from_str(&text).ok().or_else(|| serde_yaml::from_str(&text).ok())?;
        let is_openapi = document.get("openapi").is_some() || document.get("swagger").is_some();
        is_openapi.then_some((path, document))
    })
}

/// The largest document there is, timed: `cargo test --release -- --ignored --nocapture`.
#[test]
#[ignore = "a measurement"]
fn time_github() {
    let Some(root) = corpus() else { return };
    let text = std::fs::read_to_string(root.join("vendor/github.json")).unwrap();
    for _ in 0..5 {
        let document: Value = serde_json::from_str(&text).unwrap();
        let (mut provenance, mut report) = (Provenance::new(FileId(0)), Report::default());
        let started = Instant::now();
        let normal = normalise(document, &mut provenance, &mut report);
        println!("{:?}, {} diagnostics", started.elapsed(), report.diagnostics.len());
        drop(normal);
    }
}
