//! What a request leaves open: the settings, and where the texts of the page are among files.

use std::path::{Path, PathBuf};

use crate::diagnostic::{File, Files, StandIn};
use crate::source::{ApiSource, Record, RejectedName, Settings, crate_name};

use super::request::{Text, Version};

/// What a request is about, beside the texts in it.
#[derive(Debug, Clone)]
pub struct Base {
    settings: Settings,
    /// The files of an API in a workspace; `None` if there are no files.
    files: Option<ApiSource>,
    /// The overlay that the page edits, where there are files.
    edited: PathBuf,
}

/// A version as the generator reads it.
pub(super) struct Input {
    pub settings: Settings,
    pub source: ApiSource,
}

impl Base {
    /// The texts of the page are all there is: references lead to no file.
    pub fn alone() -> Self {
        Self { settings: Settings::default(), files: None, edited: PathBuf::new() }
    }

    /// The texts of the page stand in for files of a workspace: the document of an API, and the overlay that is edited.
    #[cfg(feature = "serve")]
    pub(super) fn of_workspace(settings: Settings, files: ApiSource, edited: PathBuf) -> Self {
        Self { settings, files: Some(files), edited }
    }

    /// Returns why a crate cannot have the name that a version asks for.
    pub(super) fn refused_name(&self, version: &Version) -> Option<RejectedName> {
        version.name.as_ref().filter(|_| self.files.is_none()).and_then(|name| crate_name(name).err())
    }

    /// Lets the texts of a version stand in for files, and returns where they are.
    pub(super) fn input(&self, version: &Version, texts: &mut Files) -> Input {
        match &self.files {
            Some(files) => self.beside(files, version, texts),
            None => self.input_alone(version, texts),
        }
    }

    fn input_alone(&self, version: &Version, texts: &mut Files) -> Input {
        let document = stand_in(Path::new("document"), &version.document, true, texts);
        let overlay = written(version).map(|text| stand_in(Path::new("overlay"), text, true, texts));
        let mut settings = self.settings.clone();
        if let Some(name) = version.name.as_ref().filter(|name| crate_name(name).is_ok()) {
            settings.name.clone_from(name);
        }
        let source = ApiSource {
            module: None,
            document,
            overlays: overlay.into_iter().collect(),
            root: None,
            lenient: false,
            shown_from: PathBuf::new(),
            record: Record::default(),
        };
        Input { settings, source }
    }

    fn beside(&self, files: &ApiSource, version: &Version, texts: &mut Files) -> Input {
        let mut source = files.clone();
        stand_in(&source.document, &version.document, false, texts);
        let others = source.overlays.iter().filter(|path| **path != self.edited).cloned();
        source.overlays = if version.overlay.is_some() { others.collect() } else { Vec::new() };
        if let Some(text) = written(version) {
            source.overlays.push(stand_in(&self.edited, text, false, texts));
        }
        Input { settings: self.settings.clone(), source }
    }
}

/// Returns the overlay of a version, if there is anything in it: an empty one is one that is yet to be written.
fn written(version: &Version) -> Option<&Text> {
    let is_content = |line: &str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
    version.overlay.as_ref().filter(|overlay| overlay.text.lines().any(is_content))
}

fn stand_in(path: &Path, text: &Text, is_alone: bool, texts: &mut Files) -> PathBuf {
    let file = File { name: text.name.clone(), text: text.text.clone() };
    texts.stand_in(path, StandIn { file, is_alone });
    path.to_owned()
}
