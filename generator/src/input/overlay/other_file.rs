//! The actions for other files of a document, which `x-truespec-file` names: references lead to them, and they are
//! corrected as they are read.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use serde_json::Value;

use super::failure::prefix;
use super::{Applied, Overlay, apply};
use crate::correct::propose::FILE;
use crate::diagnostic::code::{OVERLAY_NO_MATCH, OVERLAY_SKIPPED};
use crate::diagnostic::{FileId, Location, Report};

/// The actions of all overlays for other files, and what was done with them.
#[derive(Debug, Default)]
pub struct OtherFiles {
    /// The folder of the document, with links followed.
    folder: PathBuf,
    overlays: Vec<Overlay>,
    /// The files that were read and corrected, by the names that actions give them.
    read: BTreeSet<String>,
    applied: Vec<Applied>,
}

impl OtherFiles {
    /// Starts with no actions for the files of a document.
    pub fn new(document: &Path) -> Self {
        let document = document.canonicalize().unwrap_or_else(|_| document.to_owned());
        let folder = document.parent().unwrap_or(Path::new("")).to_owned();
        Self { folder, ..Self::default() }
    }

    /// Takes the actions for other files out of an overlay.
    pub fn take(&mut self, overlay: &mut Overlay) {
        let (others, own) = overlay.actions.drain(..).partition(|action| action.file.is_some());
        overlay.actions = own;
        self.overlays.push(Overlay { actions: others, ..overlay.clone() });
    }

    /// Corrects a file that was read, by its canonical path.
    pub fn correct(&mut self, path: &Path, file: FileId, value: &mut Value, report: &mut Report) {
        let names = self.overlays.iter().flat_map(|overlay| &overlay.actions);
        let names: BTreeSet<&String> = names.filter_map(|action| action.file.as_ref()).collect();
        let is_own = |name: &&&String| self.path(name) == path;
        let own: BTreeSet<String> = names.iter().filter(is_own).map(|name| (*name).clone()).collect();
        if own.is_empty() {
            return;
        }
        let published = value.clone();
        for overlay in &self.overlays {
            let is_own = |name: &Option<String>| name.as_ref().is_some_and(|name| own.contains(name));
            let actions = overlay.actions.iter().filter(|action| is_own(&action.file)).cloned().collect();
            let overlay = Overlay { actions, ..overlay.clone() };
            self.applied.extend(apply(value, &published, file, &overlay, report));
        }
        self.read.extend(own);
    }

    /// Returns the path of a name. Links are followed below the folder of the document only: what is elsewhere is not
    /// looked at.
    fn path(&self, name: &str) -> PathBuf {
        let mut path = PathBuf::new();
        for part in self.folder.join(name).components() {
            match part {
                Component::ParentDir => _ = path.pop(),
                Component::CurDir => {}
                part => path.push(part),
            }
        }
        let real = if path.starts_with(&self.folder) { path.canonicalize().ok() } else { None };
        real.unwrap_or(path)
    }

    /// Reports actions for files that no reference led to, and returns what was applied.
    pub fn finish(self, report: &mut Report) -> Vec<Applied> {
        for overlay in &self.overlays {
            for action in &overlay.actions {
                let Some(name) = action.file.as_ref().filter(|name| !self.read.contains(*name)) else {
                    continue;
                };
                let message =
                    format!("{}no reference of the document leads to the file `{name}`", prefix(action));
                let place = Location::Source(overlay.file, action.pointer.join(FILE));
                let hint = "write its path relative to the folder of the document, or remove the action";
                let code = if overlay.lenient { &OVERLAY_SKIPPED } else { &OVERLAY_NO_MATCH };
                report.add_with_hint(code, place, message, hint);
            }
        }
        self.applied
    }
}
