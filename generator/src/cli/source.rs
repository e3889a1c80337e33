//! A document given on the command line.

use std::path::{Path, PathBuf};

use truespec::diagnostic::{Files, Report};
use truespec::source::{ApiSource, Settings, workspace};

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
    /// The settings that it is emitted with: those of the workspace in this folder if it lies in `specs/`.
    pub fn settings(&self) -> Settings {
        let real = |path: &Path| path.canonicalize().ok();
        let in_specs = real(Path::new("specs")).zip(real(&self.document));
        let is_here = in_specs.is_some_and(|(specs, document)| document.starts_with(specs));
        // A workspace with faults is for the commands that are about it.
        let sources =
            is_here.then(|| workspace(Path::new("."), &mut Files::default(), &mut Report::default()));
        sources.flatten().map(|sources| sources.settings).unwrap_or_default()
    }

    /// By itself, shown as it was given.
    pub fn source(self) -> ApiSource {
        alone(self.document, self.overlay, self.root)
    }
}

/// A document by itself, shown as it was given.
pub fn alone(document: PathBuf, overlays: Vec<PathBuf>, root: Option<PathBuf>) -> ApiSource {
    ApiSource { module: None, document, overlays, root, shown_from: PathBuf::new() }
}
