//! A document given on the command line.

use std::path::PathBuf;

use truespec::source::ApiSource;

/// A document and what belongs to it.
#[derive(clap::Args)]
pub struct Document {
    /// The document, YAML or JSON.
    document: PathBuf,
    /// Corrections, applied in order.
    #[arg(long, value_name = "FILE")]
    overlay: Vec<PathBuf>,
    /// The folder that references to other files must stay in; by default the document's.
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
}

impl Document {
    /// By itself, shown as it was given.
    pub fn source(self) -> ApiSource {
        alone(self.document, self.overlay, self.root)
    }
}

/// A document by itself, shown as it was given.
pub fn alone(document: PathBuf, overlays: Vec<PathBuf>, root: Option<PathBuf>) -> ApiSource {
    ApiSource { module: None, document, overlays, root, shown_from: PathBuf::new() }
}
