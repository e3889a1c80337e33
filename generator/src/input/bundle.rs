//! References to other files → components of the one document, so that no later pass knows of files. What has no
//! section of its own under `components` (a path item, a whole `responses` object) is copied to where it is used.

mod grammar;
mod library;
mod names;
mod place;
mod target;
mod walk;

use std::path::Path;

use serde_json::Value;

use crate::diagnostic::provenance::Provenance;
use crate::diagnostic::{FileId, Files, Report};
use library::Library;
use walk::Bundler;

/// Brings everything that `root` refers to in other files into it.
///
/// Paths are taken relative to the file that holds the reference and must stay in `allowed_root`, links followed.
/// Nothing is ever fetched from the network. A reference that leads nowhere is reported and becomes `{}`.
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
    bundler.root(root);
    bundler.imports();
    place::place(bundler, root, provenance);
}
