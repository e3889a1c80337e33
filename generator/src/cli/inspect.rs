//! `truespec inspect`: what becomes of a document.

use std::process::ExitCode;

use super::show::report;
use super::source::Document;

/// What `inspect` takes.
#[derive(clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    document: Document,
    /// Prints one JSON object.
    #[arg(long)]
    json: bool,
}

/// Runs it.
pub fn run(arguments: Arguments) -> ExitCode {
    let (built, found, texts) = truespec::inspect(&arguments.document.source());
    if arguments.json {
        anstream::println!("{}", truespec::inspect::json(built.as_ref(), &found, &texts));
    } else {
        report(&found, &texts);
        if let Some(built) = &built {
            anstream::print!("{}", truespec::inspect::table(built));
        }
    }
    if found.has_errors() { ExitCode::from(1) } else { ExitCode::SUCCESS }
}
