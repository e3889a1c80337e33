//! Documents given on the command line.

use std::path::{Path, PathBuf};

use truespec::diagnostic::{Files, Report};
use truespec::source::{ApiSource, Settings, read_workspace};

/// A document and what belongs to it.
#[derive(clap::Args)]
pub struct Document {
    /// OpenAPI document, YAML or JSON.
    document: PathBuf,
    /// Overlay with corrections; can be repeated, applied in order.
    #[arg(long, value_name = "FILE")]
    overlay: Vec<PathBuf>,
    /// Folder that references to other files must stay in [default: the folder of the document].
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
}

impl Document {
    /// Returns the settings for the document: those of the workspace in this folder if the document is in `specs/`.
    pub fn settings(&self) -> Settings {
        let real = |path: &Path| path.canonicalize().ok();
        let in_specs = real(Path::new("specs")).zip(real(&self.document));
        let is_here = in_specs.is_some_and(|(specs, document)| document.starts_with(specs));
        // Errors of the workspace are for the commands that work on it.
        let sources =
            is_here.then(|| read_workspace(Path::new("."), &mut Files::default(), &mut Report::default()));
        sources.flatten().map(|sources| sources.settings).unwrap_or_default()
    }

    /// Returns the source for the document alone, shown as given.
    pub fn source(self) -> ApiSource {
        single_document(self.document, self.overlay, self.root)
    }
}

/// Returns the source for a single document, shown as given.
pub fn single_document(document: PathBuf, overlays: Vec<PathBuf>, root: Option<PathBuf>) -> ApiSource {
    ApiSource { module: None, document, overlays, root, shown_from: PathBuf::new() }
}
