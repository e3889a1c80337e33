//! `truespec lint`: finds contradictions in a document, and proposes corrections.

use std::path::PathBuf;
use std::process::ExitCode;

use truespec::diagnostic::{Files, Report};
use truespec::fetch::supply;
use truespec::{Settings, correct::lint, correct::propose, input::dump};

use crate::cli::format::{FailOn, Format};
use crate::cli::progress;
use crate::cli::source::{References, overlays_of, single_document};

/// The arguments of `lint`.
#[derive(clap::Args)]
#[command(after_help = "Diagnostics go to standard error, the proposed overlay to standard output:
  truespec lint specs/api.yaml > specs/api.proposed.yaml
Other formats go to standard output, without the overlay:
  truespec lint specs/api.yaml --format github --fail-on warning
Check each action before you use it: the document may be right and its example wrong.")]
pub struct Arguments {
    /// OpenAPI document, YAML or JSON: a file, an `https` URL, or `-` for standard input.
    document: PathBuf,
    /// Overlay with existing corrections, applied first; can be repeated.
    #[arg(long, value_name = "FILE")]
    overlay: Vec<PathBuf>,
    #[command(flatten)]
    references: References,
    /// Format of the diagnostics; all but `text` go to standard output, instead of the overlay.
    #[arg(long, value_enum, default_value_t, conflicts_with = "quiet")]
    format: Format,
    /// The same as `--format json`.
    #[arg(long, conflicts_with_all = ["quiet", "format"])]
    json: bool,
    /// Exits with 1 if there is a diagnostic of this severity or higher. A document that cannot be read always does.
    #[arg(long, value_name = "SEVERITY", value_enum, default_value_t)]
    fail_on: FailOn,
    /// Prints only the overlay.
    #[arg(long, short)]
    quiet: bool,
}

/// Runs the command.
pub fn run(arguments: Arguments) -> ExitCode {
    let format = if arguments.json { Format::Json } else { arguments.format };
    let (mut texts, mut found) = (Files::default(), Report::default());
    let Some(document) = supply(&arguments.document, &mut texts, &mut found) else {
        format.print(&found, &texts);
        return ExitCode::from(1);
    };
    let title = format!("Contradictions in {}", propose::name_of(&document));
    let overlays = overlays_of(&document, arguments.overlay);
    let source = single_document(document, overlays, arguments.references.root.clone());
    let map = arguments.references.map(Settings::default()).map;
    let read =
        progress::while_running("reading", || truespec::bundled(&source, &map, &mut texts, &mut found));
    let Some((whole, applied)) = read else {
        format.print(&found, &texts);
        return ExitCode::from(1);
    };
    let mut findings = progress::while_running("comparing", || {
        lint::lint_corrected(&whole.document, &whole.published, whole.root)
    });
    whole.bring_home(&mut findings);
    if !arguments.quiet {
        format.print(&findings.report, &texts);
    }
    if !format.is_for_machines() {
        let ids = applied.iter().filter_map(|one| one.quirk.as_ref()).map(|quirk| quirk.id.as_str());
        print_overlay(&title, &findings.proposals, propose::next_number(ids), arguments.quiet);
    }
    ExitCode::from(u8::from(arguments.fail_on.is_reached(&findings.report)))
}

fn print_overlay(title: &str, proposals: &[propose::Proposal], first: usize, quiet: bool) {
    if !proposals.is_empty() {
        out!("{}", dump::dump(&propose::overlay_from(title, proposals, first), ""));
    } else if !quiet {
        errln!("no corrections to propose");
    }
}
