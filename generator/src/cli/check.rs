//! `truespec check`: whether `generated/` is what `specs/` implies.

use std::path::Path;
use std::process::ExitCode;

use truespec::workspace;

use super::show::fail;

/// Runs it.
pub fn run(root: &Path) -> ExitCode {
    match workspace::check(root) {
        Ok(drift) if drift.is_empty() => {
            errln!("generated/ is up to date with specs/");
            ExitCode::SUCCESS
        }
        Ok(drift) => {
            drift.iter().for_each(|file| outln!("{file}"));
            fail(&workspace::drifted(&drift, "`truespec` (here: `cargo run`)"))
        }
        Err(failure) => fail(&failure.text),
    }
}
