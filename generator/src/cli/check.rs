//! `truespec check`: checks that `generated/` is up to date with `specs/`.

use std::path::Path;
use std::process::ExitCode;

use truespec::workspace;

use super::show::fail;

/// Runs the command.
pub fn run(root: &Path) -> ExitCode {
    match workspace::check(root) {
        Ok(drift) if drift.is_empty() => {
            errln!("generated/ is up to date with specs/");
            ExitCode::SUCCESS
        }
        Ok(drift) => {
            drift.iter().for_each(|file| outln!("{file}"));
            fail(&workspace::drift_message(&drift, "`truespec` (here: `cargo run`)"))
        }
        Err(failure) => fail(&failure.text),
    }
}
