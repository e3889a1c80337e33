//! Runs of the program.

use std::path::Path;
use std::process::Command;

/// What a run gave: exit code, standard output, standard error.
pub struct Run(pub i32, pub String, pub String);

/// Runs `truespec` in a folder.
pub fn truespec(folder: &Path, arguments: &[&str]) -> Run {
    let out = Command::new(env!("CARGO_BIN_EXE_truespec"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("CLICOLOR_FORCE")
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Run(out.status.code().unwrap(), text(out.stdout), text(out.stderr))
}
