//! Turns references to other files into components of the one document, so that no later pass needs to know about
//! files. Objects without a section under `components` (a path item, a whole `responses` object) are copied to where
//! they are used.

mod grammar;
mod insert;
mod library;
mod names;
mod target;
mod walk;

use std::path::Path;

use serde_json::Value;

use crate::diagnostic::provenance::Provenance;
use crate::diagnostic::{FileId, Files, Report};
use library::Library;
use walk::Bundler;

/// Copies everything that `root` refers to in other files into it.
///
/// Paths are relative to the file that holds the reference and must stay in `allowed_root` after following symbolic
/// links. Nothing is ever fetched from the network. A reference that cannot be resolved is reported and becomes `{}`.
pub fn bundle(
    root: &mut Value,
    root_file: FileId,
    root_path: &Path,
    allowed_root: &Path,
    files: &mut Files,
    provenance: &mut Provenance,
    report: &mut Report,
) {
    let swagger = root.get("swagger").is_some();
    let library = Library::new(root, root_file, root_path, allowed_root, files);
    let mut bundler = Bundler::new(library, swagger, report);
    bundler.search_root(root);
    bundler.search_imports();
    insert::insert_imports(bundler, root, provenance);
}
