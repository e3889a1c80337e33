//! `truespec watch`: regenerates when `specs/` changes, and prints one line per change.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant, SystemTime};

use truespec::diagnostic::{Diagnostic, Report};
use truespec::{workspace, write};

use crate::cli::show::{fail, fail_with, report};

/// The arguments of `watch`.
#[derive(clap::Args)]
#[command(
    after_help = "Stop it with Ctrl-C. Prints the files that changed, and diagnostics that the run before did not have. A failed run prints its diagnostics and waits for the next change."
)]
pub struct Arguments {
    /// Interval between checks of `specs/`, in milliseconds.
    #[arg(long, value_name = "MS", default_value_t = 300, value_parser = clap::value_parser!(u64).range(50..))]
    every: u64,
    /// Exits after the first run caused by a change.
    #[arg(long)]
    once: bool,
}

/// The files below a folder, with size and time of modification.
type Snapshot = BTreeMap<PathBuf, (u64, Option<SystemTime>)>;

/// How long files have to stay as they are before they are read: an editor may write a file in pieces.
const SETTLED: Duration = Duration::from_millis(100);

/// Runs the command.
pub fn run(root: &Path, arguments: &Arguments) -> ExitCode {
    let specs = root.join("specs");
    let mut seen = match snapshot(&specs) {
        Ok(seen) => seen,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return fail("this folder is not in a workspace; `truespec init` creates one\n");
        }
        Err(error) => return fail(&format!("{}: {error}\n", specs.display())),
    };
    let mut known = regenerate(root, &BTreeSet::new());
    loop {
        std::thread::sleep(Duration::from_millis(arguments.every));
        // Editors replace files: for a moment one may be missing.
        let Ok(now) = snapshot(&specs) else { continue };
        if now != seen {
            seen = settled(&specs, now);
            known = regenerate(root, &known);
            if arguments.once {
                return ExitCode::SUCCESS;
            }
        }
    }
}

/// Waits until the files stay as they are.
fn settled(specs: &Path, mut last: Snapshot) -> Snapshot {
    loop {
        std::thread::sleep(SETTLED);
        match snapshot(specs) {
            Ok(now) if now == last => return now,
            Ok(now) => last = now,
            Err(_) => {}
        }
    }
}

/// Regenerates, and prints what changed and the diagnostics that the run before did not have; returns those of this run.
fn regenerate(root: &Path, known: &BTreeSet<String>) -> BTreeSet<String> {
    let started = Instant::now();
    match workspace::regenerate(root) {
        Ok(done) => {
            let generated = done.generated;
            let (now, new) = split(generated.report, known);
            report(&new, &generated.texts);
            for change in write::without_record(&done.changes) {
                outln!("{} {}", change.kind.sign(), change.path.display());
            }
            let took = started.elapsed().as_secs_f64() * 1000.0;
            outln!("{} of {} files changed ({took:.0} ms)", done.changes.len(), generated.files.len());
            now
        }
        Err(failure) => {
            let _ = fail_with(&failure);
            // What was reported before the failure is reported again after it.
            BTreeSet::new()
        }
    }
}

/// Returns what is reported, without lines, which move with every edit, and the part of it that is not known yet.
fn split(all: Report, known: &BTreeSet<String>) -> (BTreeSet<String>, Report) {
    let key = |found: &Diagnostic| format!("{} {}", found.code.id, found.message);
    let now = all.diagnostics.iter().map(key).collect();
    let diagnostics = all.diagnostics.into_iter().filter(|found| !known.contains(&key(found))).collect();
    (now, Report { diagnostics, ..Report::default() })
}

fn snapshot(folder: &Path) -> io::Result<Snapshot> {
    let mut seen = Snapshot::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?;
            let data = entry.metadata()?;
            if data.is_dir() {
                folders.push(entry.path());
            } else {
                seen.insert(entry.path(), (data.len(), data.modified().ok()));
            }
        }
    }
    Ok(seen)
}
