//! `truespec apply`: a document with its corrections.

use std::path::PathBuf;
use std::process::ExitCode;

use truespec::diagnostic::{Files, Report};

use super::show::report;
use super::source::alone;

/// What `apply` takes.
#[derive(clap::Args)]
pub struct Arguments {
    /// The document, YAML or JSON.
    document: PathBuf,
    /// Corrections, applied in order.
    #[arg(long, value_name = "FILE", required = true)]
    overlay: Vec<PathBuf>,
}

/// Runs it.
pub fn run(arguments: Arguments) -> ExitCode {
    let (mut texts, mut found) = (Files::default(), Report::default());
    let source = alone(arguments.document, arguments.overlay, None);
    let corrected = truespec::corrected(&source, &mut texts, &mut found);
    report(&found, &texts);
    match corrected {
        Some((file, value, _)) => {
            let like = texts.get(file).map(|file| file.text.as_str()).unwrap_or_default();
            anstream::print!("{}", truespec::dump::dump(&value, like));
            ExitCode::SUCCESS
        }
        None => ExitCode::from(1),
    }
}
