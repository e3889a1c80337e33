//! `truespec lint`: where a document contradicts itself, and what would settle it.

use std::path::PathBuf;
use std::process::ExitCode;

use truespec::diagnostic::{Files, Report, render};
use truespec::{correct::lint, correct::propose, input::dump};

use super::show::report_all;
use super::source::alone;

/// What `lint` takes.
#[derive(clap::Args)]
#[command(after_help = "Problems go to standard error, the proposed overlay to standard output:
  truespec lint specs/api.yaml > specs/api.proposed.yaml
Read each action before it is taken over: the document may be right and its example wrong.")]
pub struct Arguments {
    /// The document, YAML or JSON.
    document: PathBuf,
    /// Corrections that are there already, applied first.
    #[arg(long, value_name = "FILE")]
    overlay: Vec<PathBuf>,
    /// Prints problems as JSON, a line each, and no overlay.
    #[arg(long, conflicts_with = "quiet")]
    json: bool,
    /// Prints the overlay alone.
    #[arg(long, short)]
    quiet: bool,
}

/// Runs it.
pub fn run(arguments: Arguments) -> ExitCode {
    let (mut texts, mut found) = (Files::default(), Report::default());
    let title = format!("What {} contradicts itself about", arguments.document.display());
    let source = alone(arguments.document, arguments.overlay, None);
    let Some((file, document, _)) = truespec::corrected(&source, &mut texts, &mut found) else {
        report_all(&found, &texts);
        return ExitCode::from(1);
    };
    let findings = lint::lint(&document, file);
    if arguments.json {
        out!("{}", render::json_lines(&findings.report, &texts));
        return ExitCode::SUCCESS;
    }
    if !arguments.quiet {
        report_all(&findings.report, &texts);
    }
    if !findings.proposals.is_empty() {
        out!("{}", dump::dump(&propose::overlay(&title, &findings.proposals), ""));
    } else if !arguments.quiet {
        errln!("nothing to propose");
    }
    ExitCode::SUCCESS
}
