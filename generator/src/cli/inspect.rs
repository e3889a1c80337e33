//! `truespec inspect`: what becomes of a document.

use std::process::ExitCode;

use super::show::report;
use super::source::Document;

/// What `inspect` takes.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  truespec inspect petstore.yaml                         each operation and type with its Rust name, and every problem
  truespec inspect petstore.yaml --overlay fixes.yaml    what becomes of it once it is corrected
  truespec inspect petstore.yaml --json > petstore.json  for programs
A document in the `specs/` of this folder is read with the settings of its `truespec.toml`. No file is written. Exits with 1 where the document has errors.")]
pub struct Arguments {
    #[command(flatten)]
    document: Document,
    /// Prints one JSON object.
    #[arg(long)]
    json: bool,
}

/// Runs it.
pub fn run(arguments: Arguments) -> ExitCode {
    let settings = arguments.document.settings();
    let (built, found, texts) = truespec::inspect_with(settings, &arguments.document.source());
    if arguments.json {
        let whole = truespec::review::inspect::json(built.as_ref(), &found, &texts);
        outln!("{}", truespec::text::print::json(&whole.to_string()));
    } else {
        report(&found, &texts);
        if let Some(built) = &built {
            out!("{}", truespec::review::inspect::table(built));
        }
    }
    if found.has_errors() { ExitCode::from(1) } else { ExitCode::SUCCESS }
}
