//! `truespec inspect`: shows the types, operations and diagnostics of a document.

use std::process::ExitCode;

use truespec::diagnostic::{Files, Report};
use truespec::review::untyped;

use crate::cli::progress;
use crate::cli::selectors::Selectors;
use crate::cli::show::report;
use crate::cli::source::Document;

/// The arguments of `inspect`.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  truespec inspect petstore.yaml                         all operations and types with their Rust names, and all diagnostics
  truespec inspect petstore.yaml --overlay fixes.yaml    the same, with corrections
  truespec inspect petstore.yaml --json > petstore.json  as JSON
  truespec inspect petstore.yaml --report-untyped        what has no type of its own, with the reason and the place
A document in `specs/` of the current folder is read with the settings in its `truespec.toml`. No file is written. Exits with 1 if the document has errors.")]
pub struct Arguments {
    #[command(flatten)]
    document: Document,
    #[command(flatten)]
    selectors: Selectors,
    /// Prints one JSON object.
    #[arg(long)]
    json: bool,
    /// Lists everything that is any value, text or bytes in the client although a type could describe it, instead of the
    /// table; the JSON always has it.
    #[arg(long)]
    report_untyped: bool,
}

/// Runs the command.
pub fn run(arguments: Arguments) -> ExitCode {
    let settings = arguments.selectors.select(arguments.document.settings());
    let (mut texts, mut found) = (Files::default(), Report::default());
    let mut built = None;
    if let Some(source) = arguments.document.source(&mut texts, &mut found) {
        (built, found, texts) =
            progress::while_running("reading", || truespec::inspect_from(settings, &source, texts));
    }
    if arguments.json {
        let whole = truespec::review::inspect::json(built.as_ref(), &found, &texts);
        outln!("{}", truespec::text::print::escape_json(&whole.to_string()));
    } else {
        report(&found, &texts);
        if let Some(built) = &built {
            match arguments.report_untyped {
                true => out!("{}", untyped::text(&untyped::list(std::slice::from_ref(built), &texts))),
                false => out!("{}", truespec::review::inspect::table(built)),
            }
        }
    }
    if found.has_errors() { ExitCode::from(1) } else { ExitCode::SUCCESS }
}
