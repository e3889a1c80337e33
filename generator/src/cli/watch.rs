//! `truespec watch`: regenerates when `specs/` changes, and prints one line per change.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant, SystemTime};

use truespec::workspace;
use truespec::write::ChangeKind;

use super::show::fail;

/// The arguments of `watch`.
#[derive(clap::Args)]
#[command(
    after_help = "Stop it with Ctrl-C. A failed run prints its diagnostics and waits for the next change."
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

/// Runs the command.
pub fn run(root: &Path, arguments: &Arguments) -> ExitCode {
    let specs = root.join("specs");
    let mut seen = match snapshot(&specs) {
        Ok(seen) => seen,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return fail("this folder is not a workspace; `truespec init` creates one\n");
        }
        Err(error) => return fail(&format!("{}: {error}\n", specs.display())),
    };
    regenerate(root);
    loop {
        std::thread::sleep(Duration::from_millis(arguments.every));
        // Editors replace files: for a moment one may be missing.
        let Ok(now) = snapshot(&specs) else { continue };
        if now != seen {
            seen = now;
            regenerate(root);
            if arguments.once {
                return ExitCode::SUCCESS;
            }
        }
    }
}

fn regenerate(root: &Path) {
    let started = Instant::now();
    match workspace::regenerate(root) {
        Ok(done) => {
            for change in &done.changes {
                let sign = match change.kind {
                    ChangeKind::Added => '+',
                    ChangeKind::Changed | ChangeKind::Foreign => '~',
                    ChangeKind::Removed | ChangeKind::Leftover => '-',
                };
                outln!("{sign} {}", change.path.display());
            }
            let took = started.elapsed().as_secs_f64() * 1000.0;
            outln!("{} of {} files changed ({took:.0} ms)", done.changes.len(), done.generated.files.len());
        }
        Err(failure) => err!("{failure}"),
    }
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
