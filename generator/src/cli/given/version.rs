//! The versions that commands compare: a document, or a workspace on disk or of a revision.

use std::path::{Path, PathBuf};

use truespec::diagnostic::{Files, Report};
use truespec::fetch::{is_elsewhere, shown_name, supply};
use truespec::review::accepted::{self, Accepted};
use truespec::review::diff::{Module, Revision, successor};
use truespec::review::surface::surface;
use truespec::select::Unknown;
use truespec::source::{self, ApiSource, Settings};

use super::source::{References, settings_of, single_document};

/// A version of what is compared.
#[derive(Default)]
pub struct Version {
    /// The surface of each API.
    pub modules: Vec<Module>,
    /// The selectors that match nothing in it.
    pub unknown: Vec<Unknown>,
    /// The changes that it accepts.
    pub accepted: Vec<Accepted>,
    /// Its settings.
    pub settings: Settings,
}

/// What a version is generated from.
pub struct Sources<'a> {
    /// Its documents.
    pub apis: &'a [ApiSource],
    /// Its settings.
    pub settings: &'a Settings,
    /// The folder of the workspace, if it is one.
    pub workspace: Option<&'a Path>,
}

/// How documents are read. A workspace says that itself.
pub struct Documents<'a> {
    settings: Settings,
    references: &'a References,
}

impl<'a> Documents<'a> {
    /// Reads all that are named with the same settings, so that only what differs in them is a change.
    pub fn new(named: &[&String], references: &'a References) -> Self {
        let paths: Vec<&Path> = named.iter().map(Path::new).collect();
        Self { settings: references.map(settings_of(&paths)), references }
    }

    /// The same with other settings.
    pub fn with(self, settings: impl FnOnce(Settings) -> Settings) -> Self {
        Self { settings: settings(self.settings), ..self }
    }

    /// Reads the sources of what is named, a document or a revision of the workspace in the current folder, else of that
    /// workspace, and does something with them. An error that is not in the report is returned as text.
    pub fn read<R>(
        &self,
        named: Option<&str>,
        overlays: Vec<PathBuf>,
        texts: &mut Files,
        found: &mut Report,
        then: impl FnOnce(Sources<'_>, &mut Files, &mut Report) -> Result<R, String>,
    ) -> Result<R, String> {
        match named {
            None => with_workspace(Path::new("."), texts, found, then),
            Some(named) if is_document(named) => {
                let path = supply(Path::new(named), texts, found).ok_or_else(String::new)?;
                let source = single_document(path, overlays, self.references.root.clone());
                let sources = Sources { apis: &[source], settings: &self.settings, workspace: None };
                then(sources, texts, found)
            }
            Some(revision) => with_revision(revision, texts, found, then),
        }
    }
}

/// Returns true for a file, an address or standard input; anything else is a revision.
pub fn is_document(named: &str) -> bool {
    is_elsewhere(named) || Path::new(named).is_file()
}

/// Returns why what is named cannot be compared, if a document stands alone.
pub fn misuse(named: &[&String]) -> Option<&'static str> {
    let [document] = named else { return None };
    is_document(document).then_some("a document can only be compared with another document: give both")
}

/// Reads a workspace on disk.
pub fn workspace(root: &Path, texts: &mut Files, found: &mut Report) -> Result<Version, String> {
    with_workspace(root, texts, found, version)
}

/// Reads the workspace of a revision.
pub fn revision(named: &str, texts: &mut Files, found: &mut Report) -> Result<Version, String> {
    with_revision(named, texts, found, version)
}

fn with_revision<R>(
    named: &str,
    texts: &mut Files,
    found: &mut Report,
    then: impl FnOnce(Sources<'_>, &mut Files, &mut Report) -> Result<R, String>,
) -> Result<R, String> {
    let extracted = Revision::extract(Path::new("."), named).map_err(|rejected| {
        format!("{} is neither a document nor a readable revision: {}\n", shown_name(named), rejected.0)
    })?;
    with_workspace(extracted.root(), texts, found, then)
}

fn with_workspace<R>(
    root: &Path,
    texts: &mut Files,
    found: &mut Report,
    then: impl FnOnce(Sources<'_>, &mut Files, &mut Report) -> Result<R, String>,
) -> Result<R, String> {
    let sources = source::read_workspace(root, texts, found).ok_or_else(String::new)?;
    then(Sources { apis: &sources.apis, settings: &sources.settings, workspace: Some(root) }, texts, found)
}

/// Builds the surface of each API. Errors are reported; warnings are not, because they are not the purpose of the command.
pub fn version(sources: Sources<'_>, texts: &mut Files, found: &mut Report) -> Result<Version, String> {
    version_after(&[], sources, texts, found)
}

/// Like [`version`], of the next version after older ones.
pub fn version_after(
    older: &[Module],
    sources: Sources<'_>,
    texts: &mut Files,
    found: &mut Report,
) -> Result<Version, String> {
    let mut version = Version { settings: sources.settings.clone(), ..Version::default() };
    let settings = sources.settings.clone().to_compare();
    for api in sources.apis {
        let mut own = Report::default();
        let built = truespec::inspect_among(settings.clone(), &successor(api, older), texts, &mut own);
        match built.filter(|_| !own.has_errors()) {
            Some(built) => {
                version.modules.push((built.module.clone(), surface(&built, settings.scalars)));
                version.unknown.extend(built.unknown);
            }
            None => {
                found.extend(own);
                return Err(String::new());
            }
        }
    }
    if let Some(root) = sources.workspace {
        version.accepted = accepted::read_within(root, texts, found);
    }
    Ok(version)
}
