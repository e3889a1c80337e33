//! The versions of a workspace that commands compare: on disk, or of a revision.

use std::path::Path;

use truespec::diagnostic::{Files, Report};
use truespec::review::accepted::{self, Accepted};
use truespec::review::diff::{Module, Revision};
use truespec::review::surface::surface;
use truespec::select::Unknown;
use truespec::source::{self, ApiSource, Settings};

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

/// Reads a workspace on disk. An error that is not in the report is returned as text.
pub fn workspace(root: &Path, texts: &mut Files, found: &mut Report) -> Result<Version, String> {
    let sources = source::read_workspace(root, texts, found).ok_or_else(String::new)?;
    let (modules, unknown) = modules(&sources.apis, &sources.settings, texts, found)?;
    let accepted = accepted::read_within(root, texts, found);
    Ok(Version { modules, unknown, accepted, settings: sources.settings })
}

/// Reads the workspace of a revision.
pub fn revision(given: &str, texts: &mut Files, found: &mut Report) -> Result<Version, String> {
    let extracted = Revision::extract(Path::new("."), given).map_err(|rejected| {
        format!("{given} is neither a document nor a readable revision: {}\n", rejected.0)
    })?;
    workspace(extracted.root(), texts, found)
}

/// Returns the surface of each API, and the selectors that match nothing. Errors are reported; warnings are not, because they are not the purpose of the
/// command.
pub fn modules(
    apis: &[ApiSource],
    settings: &Settings,
    texts: &mut Files,
    found: &mut Report,
) -> Result<(Vec<Module>, Vec<Unknown>), String> {
    let (mut modules, mut unknown) = (Vec::new(), Vec::new());
    // Limits of elements are known where they are checked.
    let mut settings = settings.clone().validate(true);
    // What is selected may be new in one version, or gone.
    settings.selections.values_mut().for_each(|selection| selection.may_match_nothing = true);
    for api in apis {
        let mut own = Report::default();
        let built = truespec::inspect_among(settings.clone(), api, texts, &mut own);
        match built.filter(|_| !own.has_errors()) {
            Some(built) => {
                modules.push((built.module.clone(), surface(&built, settings.scalars)));
                unknown.extend(built.unknown);
            }
            None => {
                found.extend(own);
                return Err(String::new());
            }
        }
    }
    Ok((modules, unknown))
}
