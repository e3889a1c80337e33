//! `truespec check`: checks that `generated/` is up to date with `specs/`.

use std::path::Path;
use std::process::ExitCode;

use truespec::diagnostic::{Files, Report};
use truespec::review::{files, untyped};
use truespec::text::print::escape_json;
use truespec::workspace;
use truespec::write;

use crate::cli::progress;
use crate::cli::show::{fail, fail_with, warn_of_manifest};

/// The arguments of `check`.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  truespec check                     lists the files of generated/ that differ
  truespec check --json              the same as JSON, with the diagnostics
  truespec check --report-untyped    lists what has no type of its own in the clients, with the reason and the place
Writes nothing. Exits with 1 if a file differs, or the input has errors.")]
pub struct Arguments {
    /// Prints one JSON object.
    #[arg(long)]
    json: bool,
    /// Lists everything that is any value, text or bytes in the clients although a type could describe it.
    #[arg(long)]
    report_untyped: bool,
}

/// Runs the command.
pub fn run(root: &Path, arguments: &Arguments) -> ExitCode {
    match progress::while_running("checking", || workspace::compare(root)) {
        Ok((generated, changes)) => {
            let drift = workspace::drift(&changes);
            let untyped = arguments.report_untyped.then(|| untyped::list(&generated.apis, &generated.texts));
            if arguments.json {
                let mut whole = files::json(&generated.files, &changes, &generated.report, &generated.texts);
                if let Some(untyped) = &untyped {
                    whole["untyped"] = untyped::json(untyped);
                }
                outln!("{}", escape_json(&format!("{whole:#}")));
                return ExitCode::from(u8::from(!drift.is_empty()));
            }
            if let Some(untyped) = &untyped {
                out!("{}", untyped::text(untyped));
            }
            warn_of_manifest(root, &generated);
            if drift.is_empty() {
                errln!("generated/ is up to date with specs/");
                return ExitCode::SUCCESS;
            }
            drift.iter().for_each(|file| outln!("{file}"));
            fail(&workspace::drift_message(&drift, "`truespec` (here: `cargo run`)"))
        }
        Err(failure) if arguments.json => {
            let (found, texts): (&Report, &Files) = failure.found();
            let whole = files::json(&write::Files::new(), &[], found, texts);
            outln!("{}", escape_json(&format!("{whole:#}")));
            ExitCode::from(1)
        }
        Err(failure) => fail_with(&failure),
    }
}
