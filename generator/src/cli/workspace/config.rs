//! `truespec config`: prints the settings that take effect, with where they come from.

use std::path::Path;
use std::process::ExitCode;

use truespec::diagnostic::{Files, Report};
use truespec::reference::settings;
use truespec::source::{self, effective};
use truespec::text::print::escape_json;

use crate::cli::show::report;

/// The arguments of `config`.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  truespec config                                   the settings of the workspace, each with its line or `default`
  truespec config --json                            the same as JSON
  truespec config --schema > truespec.schema.json   a JSON Schema of truespec.toml, for editors
  truespec config --reference                       all settings that there are, as Markdown
Exits with 1 if the settings have errors.")]
pub struct Arguments {
    /// Prints one JSON object.
    #[arg(long)]
    json: bool,
    /// Prints a JSON Schema of `specs/truespec.toml`.
    #[arg(long, conflicts_with = "json")]
    schema: bool,
    /// Prints all settings with their types, defaults and meanings, as Markdown.
    #[arg(long, conflicts_with_all = ["json", "schema"])]
    reference: bool,
}

/// Runs the command.
pub fn run(root: &Path, arguments: &Arguments) -> ExitCode {
    if arguments.reference {
        out!("{}", settings::markdown());
        return ExitCode::SUCCESS;
    }
    if arguments.schema {
        outln!("{}", escape_json(&format!("{:#}", settings::schema())));
        return ExitCode::SUCCESS;
    }
    let (mut texts, mut found) = (Files::default(), Report::default());
    let read = source::read_effective(root, &mut texts, &mut found);
    report(&found, &texts);
    let Some((file, settings)) = read else { return ExitCode::from(1) };
    if arguments.json {
        outln!("{}", escape_json(&format!("{:#}", effective::json(&file, &settings))));
    } else {
        out!("{}", effective::text(&file, &settings));
    }
    ExitCode::from(u8::from(found.has_errors()))
}
