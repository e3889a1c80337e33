//! Documents given on the command line.

use std::path::{Path, PathBuf};

use truespec::diagnostic::{Files, Report};
use truespec::fetch::supply;
use truespec::source::{ApiSource, Record, Settings, read_workspace};

use super::root;

/// A document and what belongs to it.
#[derive(clap::Args)]
pub struct Document {
    /// OpenAPI document, YAML or JSON: a file, an `https` URL, or `-` for standard input.
    document: PathBuf,
    /// Overlay with corrections; can be repeated, applied in order.
    #[arg(long, value_name = "FILE")]
    overlay: Vec<PathBuf>,
    #[command(flatten)]
    references: References,
}

/// Where the references of a document may lead.
#[derive(clap::Args)]
pub struct References {
    /// Folder that references to other files must stay in [default: the folder of the document].
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,
    /// Folder that holds what is below an address, such as `https://example.com/schemas=./schemas`; can be repeated. Nothing
    /// that a document refers to is ever fetched.
    #[arg(long = "map", value_name = "URL=DIR", value_parser = entry)]
    map: Vec<(String, PathBuf)>,
}

impl References {
    /// The settings with its map, which goes before theirs.
    pub fn map(&self, mut settings: Settings) -> Settings {
        settings.map.extend(self.map.iter().cloned());
        settings
    }
}

/// An address and its folder; the address may hold a `=` as well.
pub fn entry(text: &str) -> Result<(String, PathBuf), String> {
    match text.rsplit_once('=') {
        Some((address, folder)) if address.contains(':') && !folder.is_empty() => {
            Ok((address.to_owned(), PathBuf::from(folder)))
        }
        _ => {
            Err("expected an address and a folder, such as `https://example.com/schemas=./schemas`"
                .to_owned())
        }
    }
}

impl Document {
    /// Returns the settings for the document: those of the workspace around this folder if the document is in `specs/`.
    pub fn settings(&self) -> Settings {
        self.references.map(settings_of(&[&self.document]))
    }

    /// Returns the source for the document alone, shown as given. What is not a file is read now.
    pub fn source(self, texts: &mut Files, found: &mut Report) -> Option<ApiSource> {
        let document = supply(&self.document, texts, found)?;
        Some(single_document(document, self.overlay, self.references.root))
    }

    /// Other settings, with where its references lead.
    pub fn mapped(&self, settings: Settings) -> Settings {
        self.references.map(settings)
    }
}

/// Returns the settings for documents: those of the workspace around this folder if one of them is in `specs/`, with those of the
/// first API that has one of them.
pub fn settings_of(documents: &[&Path]) -> Settings {
    let real = |path: &Path| path.canonicalize().ok();
    let documents: Vec<PathBuf> = documents.iter().filter_map(|path| real(path)).collect();
    let root = root::find();
    let specs = real(&root.join("specs"));
    if !specs.is_some_and(|specs| documents.iter().any(|document| document.starts_with(&specs))) {
        return Settings::default();
    }
    // Errors of the workspace are for the commands that work on it.
    let sources = read_workspace(&root, &mut Files::default(), &mut Report::default());
    let Some(sources) = sources else { return Settings::default() };
    let is_named = |api: &&ApiSource| real(&api.document).is_some_and(|own| documents.contains(&own));
    match sources.apis.iter().find(is_named).and_then(|api| api.module.as_deref()) {
        Some(module) => sources.settings.of_api(module),
        None => sources.settings,
    }
}

/// Returns the corrections of a document: those given, else those that the workspace around this folder has for it.
pub fn overlays_of(document: &Path, given: Vec<PathBuf>) -> Vec<PathBuf> {
    if !given.is_empty() {
        return given;
    }
    let sources = read_workspace(&root::find(), &mut Files::default(), &mut Report::default());
    let same = |api: &ApiSource| {
        let real = api.document.canonicalize().ok();
        real.is_some() && real == document.canonicalize().ok()
    };
    let own = sources.and_then(|sources| sources.apis.into_iter().find(same));
    own.map(|api| api.overlays).unwrap_or_default()
}

/// Returns the source for a single document, shown as given.
pub fn single_document(document: PathBuf, overlays: Vec<PathBuf>, root: Option<PathBuf>) -> ApiSource {
    let record = Record::default();
    ApiSource { module: None, document, overlays, root, lenient: false, shown_from: PathBuf::new(), record }
}
