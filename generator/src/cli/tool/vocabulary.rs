//! `truespec vocabulary`: prints the keys that are read beside those of OpenAPI.

use std::process::ExitCode;

/// Runs the command.
pub fn run() -> ExitCode {
    out!("{}", truespec::reference::vocabulary::markdown());
    ExitCode::SUCCESS
}
