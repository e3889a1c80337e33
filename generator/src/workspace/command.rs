//! The two commands of a workspace that `truespec init` created, without the rest of the command line: the build of a
//! client needs no more.

use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use super::{check, drift_message, regenerate_with, summary};
use crate::diagnostic::render;
use crate::text::print;
use crate::write::Options;

/// Updates `generated/` of a workspace, with `--force` also over files that truespec did not write. With the argument
/// `check`, lists the files that differ instead.
///
/// Exits with 1 if the input has errors or something differs, with 2 if the arguments are invalid.
pub fn command(root: &Path) -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => write(root, false),
        ["--force"] => write(root, true),
        ["check"] => compare(root),
        _ => {
            print::err(
                "expected no arguments, to regenerate generated/ (with `--force`, over files that truespec did not write), or `check`, to compare it \
                 with specs/\n",
            );
            ExitCode::from(2)
        }
    }
}

fn write(root: &Path, force: bool) -> ExitCode {
    let started = Instant::now();
    match regenerate_with(root, Options { force, ..Options::default() }) {
        Ok(done) => {
            let found = render::text(&done.generated.report, &done.generated.texts, render::Style::default());
            print::err(&(found + &summary(&done.generated, &done.changes, started.elapsed())));
            ExitCode::SUCCESS
        }
        Err(failure) => {
            print::err(&failure.text);
            ExitCode::from(1)
        }
    }
}

fn compare(root: &Path) -> ExitCode {
    match check(root) {
        Ok(drift) if drift.is_empty() => {
            print::err("generated/ is up to date with specs/\n");
            ExitCode::SUCCESS
        }
        Ok(drift) => {
            drift.iter().for_each(|file| print::out(&format!("{file}\n")));
            print::err(&drift_message(&drift, "`cargo run`"));
            ExitCode::from(1)
        }
        Err(failure) => {
            print::err(&failure.text);
            ExitCode::from(1)
        }
    }
}
