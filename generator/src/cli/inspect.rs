//! `truespec inspect`: shows the types, operations and diagnostics of a document.

use std::process::ExitCode;

use truespec::diagnostic::{Files, Report};

use super::selectors::Selectors;
use super::show::report;
use super::source::Document;

/// The arguments of `inspect`.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  truespec inspect petstore.yaml                         all operations and types with their Rust names, and all diagnostics
  truespec inspect petstore.yaml --overlay fixes.yaml    the same, with corrections
  truespec inspect petstore.yaml --json > petstore.json  as JSON
A document in `specs/` of the current folder is read with the settings in its `truespec.toml`. No file is written. Exits with 1 if the document has errors.")]
pub struct Arguments {
    #[command(flatten)]
    document: Document,
    #[command(flatten)]
    selectors: Selectors,
    /// Prints one JSON object.
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub fn run(arguments: Arguments) -> ExitCode {
    let settings = arguments.selectors.select(arguments.document.settings());
    let (mut texts, mut found) = (Files::default(), Report::default());
    let mut built = None;
    if let Some(source) = arguments.document.source(&mut texts, &mut found) {
        (built, found, texts) = truespec::inspect_from(settings, &source, texts);
    }
    if arguments.json {
        let whole = truespec::review::inspect::json(built.as_ref(), &found, &texts);
        outln!("{}", truespec::text::print::escape_json(&whole.to_string()));
    } else {
        report(&found, &texts);
        if let Some(built) = &built {
            out!("{}", truespec::review::inspect::table(built));
        }
    }
    if found.has_errors() { ExitCode::from(1) } else { ExitCode::SUCCESS }
}
