//! Overlays in `specs/` that no API names: they are not applied, which nobody would notice.

use std::path::{Path, PathBuf};

use crate::Generated;
use crate::diagnostic::Location;
use crate::diagnostic::code::OVERLAY_UNNAMED;
use crate::input::file;
use crate::source::Sources;

/// How the names of overlays end.
const ENDINGS: [&str; 3] = [".overlay.yaml", ".overlay.yml", ".overlay.json"];

/// Reports each of them at its beginning.
pub(super) fn report(root: &Path, sources: &Sources, generated: &mut Generated) {
    let specs = root.join("specs");
    let named = |path: &Path| sources.apis.iter().flat_map(|api| &api.overlays).any(|own| is_same(own, path));
    for path in overlays(&specs).into_iter().filter(|path| !named(path) && has_actions(path)) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        // No more of its text is told than that there is something to apply.
        let file = generated.texts.add(format!("specs/{name}"), String::new());
        let message = format!("`{name}` is in `specs/`, and no `[[api]]` names it; it is not applied");
        generated.report.add(&OVERLAY_UNNAMED, Location::Text(file, 1, 1), message);
    }
}

/// Returns the files of a folder that have the name of an overlay, by name.
fn overlays(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let paths = entries.map(|entry| entry.path()).filter(|path| path.is_file());
    let is_overlay = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        ENDINGS.iter().any(|ending| name.ends_with(ending))
    };
    let mut found: Vec<PathBuf> = paths.filter(is_overlay).collect();
    found.sort();
    found
}

/// Returns false for an overlay in which nothing is to be applied yet, such as the one that a new workspace begins with.
fn has_actions(path: &Path) -> bool {
    let is_action = |line: &str| !line.trim_start().starts_with('#') && line.contains("target");
    file::text(path).is_ok_and(|text| text.lines().any(is_action))
}

/// Compares paths as they are on disk: settings may write `./x` or go through a link.
fn is_same(one: &Path, other: &Path) -> bool {
    one == other
        || std::fs::canonicalize(one)
            .ok()
            .zip(std::fs::canonicalize(other).ok())
            .is_some_and(|(one, other)| one == other)
}
