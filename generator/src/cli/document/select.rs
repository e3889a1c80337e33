//! `truespec select`: lists the operations of a document with what selects them, and what a selection costs.

use std::process::ExitCode;

use truespec::diagnostic::{Files, Report};
use truespec::generate_from;
use truespec::review::listing;
use truespec::source::Sources;

use crate::cli::progress;
use crate::cli::selectors::Selectors;
use crate::cli::show::report;
use crate::cli::source::Document;

/// The arguments of `select`.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  truespec select github.yaml                                  all operations by group, and what each group costs
  truespec select github.yaml --only 'issues/*'                the operations of a group
  truespec select github.yaml --only tag:repos --except deprecated
  truespec select github.yaml --only '/repos/{owner}/{repo}/**' --json
A group `issues` is selected by `issues/*`, its method `list` by `issues/list`. The types and lines of a group are those that it needs alone; groups share types. The same selectors are for `only` and `except` under `[[api]]` of truespec.toml. No file is written.")]
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
    let Some(source) = arguments.document.source(&mut texts, &mut found) else {
        report(&found, &texts);
        return ExitCode::from(1);
    };
    let sources = Sources::new(settings, vec![source]);
    let generated = progress::while_running("selecting", || generate_from(&sources, texts));
    if generated.report.has_errors() {
        report(&generated.report, &generated.texts);
        return ExitCode::from(1);
    }
    if arguments.json {
        outln!("{}", truespec::text::print::escape_json(&listing::json(&generated).to_string()));
    } else {
        out!("{}", listing::text(&generated));
    }
    ExitCode::SUCCESS
}
