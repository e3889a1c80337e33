//! `truespec` without a command: updates `generated/` from `specs/`.

use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use truespec::workspace;
use truespec::write::Options;

use crate::cli::show::{fail_with, report, summarise, warn_of_manifest};

/// Runs the command.
pub fn run(root: &Path, force: bool) -> ExitCode {
    let started = Instant::now();
    match workspace::regenerate_with(root, Options { force, ..Options::default() }) {
        Ok(done) => {
            report(&done.generated.report, &done.generated.texts);
            summarise(&done.generated, &done.changes, started);
            warn_of_manifest(root, &done.generated);
            ExitCode::SUCCESS
        }
        Err(failure) => fail_with(&failure),
    }
}
