//! `specs/release.toml`: the version that `version = "auto"` of the settings stands for. `truespec release` writes it.

use std::path::Path;

use serde::Deserialize;
use toml::Spanned;

use super::{read_within, rules};
use crate::diagnostic::code::{SETTINGS, VERSION};
use crate::diagnostic::{Files, Location, Report};
use crate::input::file;

/// The file in a workspace.
pub const RELEASE: &str = "specs/release.toml";

/// What the settings say for the version of that file.
pub(super) const AUTO: &str = "auto";

/// The version before the first release.
pub(super) const INITIAL: &str = "0.1.0";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Content {
    version: Spanned<String>,
}

/// Returns the text of the file for a version.
pub fn release_text(version: &str) -> String {
    let version = toml::Value::from(version);
    format!(
        "# Written by `truespec release`: what `version = \"auto\"` of truespec.toml stands for.\nversion = {version}\n"
    )
}

/// Reads the version of a workspace; that before the first release if it has no such file.
pub(super) fn version(root: &Path, files: &mut Files, report: &mut Report) -> String {
    let path = root.join(RELEASE);
    if file::within(root, &path).is_err_and(|refusal| refusal.is_not_found()) {
        return INITIAL.to_owned();
    }
    let read = read_within(root, &path, root, files, report);
    let Some((id, file)) = read.and_then(|id| Some((id, files.get(id)?))) else { return INITIAL.to_owned() };
    let at = |offset: usize| {
        let (line, column) = super::position(&file.text, offset);
        Location::Text(id, line, column)
    };
    match toml::from_str::<Content>(&file.text) {
        Err(error) => {
            let start = error.span().unwrap_or_default().start;
            let hint = "it holds `version = \"…\"` alone; `truespec release` writes it";
            report.add_with_hint(&SETTINGS, at(start), error.message(), hint);
            INITIAL.to_owned()
        }
        Ok(content) => {
            let span = content.version.span();
            let version = content.version.into_inner();
            if let Err(error) = semver::Version::parse(&version) {
                let message = format!("{} is not a semantic version: {error}", rules::quoted(&version));
                report.add(&VERSION, at(span.start), message);
            }
            version
        }
    }
}
