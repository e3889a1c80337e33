//! `truespec lint`: finds contradictions in a document, and proposes corrections.

use std::path::PathBuf;
use std::process::ExitCode;

use truespec::diagnostic::{Files, Report, render};
use truespec::{correct::lint, correct::propose, input::dump};

use super::show::report_all;
use super::source::single_document;

/// The arguments of `lint`.
#[derive(clap::Args)]
#[command(after_help = "Diagnostics go to standard error, the proposed overlay to standard output:
  truespec lint specs/api.yaml > specs/api.proposed.yaml
Check each action before you use it: the document may be right and its example wrong.")]
pub struct Arguments {
    /// OpenAPI document, YAML or JSON.
    document: PathBuf,
    /// Overlay with existing corrections, applied first; can be repeated.
    #[arg(long, value_name = "FILE")]
    overlay: Vec<PathBuf>,
    /// Prints diagnostics as JSON, one per line, instead of the overlay.
    #[arg(long, conflicts_with = "quiet")]
    json: bool,
    /// Prints only the overlay.
    #[arg(long, short)]
    quiet: bool,
}

/// Runs the command.
pub fn run(arguments: Arguments) -> ExitCode {
    let (mut texts, mut found) = (Files::default(), Report::default());
    let title = format!("Contradictions in {}", propose::name_of(&arguments.document));
    let source = single_document(arguments.document, arguments.overlay, None);
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
        errln!("no corrections to propose");
    }
    ExitCode::SUCCESS
}
