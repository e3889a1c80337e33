//! `truespec quirks`: lists the corrections of the workspace, and whether they still hold.

use std::path::Path;
use std::process::ExitCode;

use truespec::diagnostic::{Files, Report};
use truespec::review::quirks::{self, ListedAction, State};
use truespec::source;
use truespec::text::print::escape_json;

use crate::cli::show::report;

/// The arguments of `quirks`.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  truespec quirks          each correction, its evidence and whether it still holds
  truespec quirks --json   the same as JSON
Run it in the folder of the workspace. Exits with 1 if a correction no longer holds; the build then fails, too.")]
pub struct Arguments {
    /// Prints a JSON array.
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub fn run(root: &Path, arguments: &Arguments) -> ExitCode {
    let (mut texts, mut found) = (Files::default(), Report::default());
    let Some(sources) = source::read_workspace(root, &mut texts, &mut found) else {
        report(&found, &texts);
        return ExitCode::from(1);
    };
    let listed: Vec<ListedAction> =
        sources.apis.iter().flat_map(|api| quirks::list(api, &mut texts, &mut found)).collect();
    if arguments.json {
        outln!("{}", escape_json(&format!("{:#}", quirks::json(&listed))));
    } else {
        out!("{}", quirks::text(&listed));
    }
    report(&found, &texts);
    let fits = listed.iter().all(|one| matches!(one.state, State::Holds | State::Skipped));
    if fits && !found.has_errors() { ExitCode::SUCCESS } else { ExitCode::from(1) }
}
