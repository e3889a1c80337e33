//! `truespec apply`: prints a document with its corrections applied.

use std::path::PathBuf;
use std::process::ExitCode;

use truespec::Settings;
use truespec::diagnostic::{Files, Report};
use truespec::fetch::supply;
use truespec::source::ApiSource;

use crate::cli::show::report;
use crate::cli::source::{References, single_document};

/// The arguments of `apply`.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  truespec apply petstore.yaml --overlay fixes.yaml > corrected.yaml   a corrected document, for other tools
  truespec apply petstore.yaml --overlay a.yaml --overlay b.yaml       several overlays, applied in this order
The output is YAML or JSON, like the input; a document of several files becomes one. Fails if an action matches nothing, unless `--lenient` allows it, or if a published value changed.")]
pub struct Arguments {
    /// OpenAPI document, YAML or JSON: a file, an `https` URL, or `-` for standard input.
    document: PathBuf,
    /// Overlay with corrections; can be repeated, applied in order.
    #[arg(long, value_name = "FILE", required = true)]
    overlay: Vec<PathBuf>,
    /// Allows actions that match nothing, as the Overlay Specification has it, and reports them as notes.
    #[arg(long)]
    lenient: bool,
    #[command(flatten)]
    references: References,
}

/// Runs the command.
pub fn run(arguments: Arguments) -> ExitCode {
    let (mut texts, mut found) = (Files::default(), Report::default());
    let Some(document) = supply(&arguments.document, &mut texts, &mut found) else {
        report(&found, &texts);
        return ExitCode::from(1);
    };
    let source = single_document(document, arguments.overlay, arguments.references.root.clone());
    let source = ApiSource { lenient: arguments.lenient, ..source };
    let map = arguments.references.map(Settings::default()).map;
    let corrected = truespec::corrected(&source, &map, &mut texts, &mut found);
    report(&found, &texts);
    match corrected {
        Some((file, value)) => {
            let like = texts.get(file).map(|file| file.text.as_str()).unwrap_or_default();
            out!("{}", truespec::input::dump::dump(&value, like));
            ExitCode::SUCCESS
        }
        None => ExitCode::from(1),
    }
}
