//! Turns references to other files into components of the one document, so that no later pass needs to know about
//! files. Objects without a section under `components` (a path item, a whole `responses` object) are copied to where
//! they are used.

mod fault;
mod grammar;
mod insert;
mod internal;
mod library;
mod list;
mod mapping;
mod names;
mod nearby;
mod prose;
mod report;
mod reported;
mod site;
mod target;
mod walk;

use serde_json::Value;

use crate::base::weight::weight;
use crate::diagnostic::provenance::Provenance;
use crate::diagnostic::{Files, Report};
pub use library::Correct;
use library::Library;
pub use reported::Dropped;
pub use site::{Map, Site};
use walk::Bundler;

/// Copies everything that `root` refers to in other files into it, as [`bundle_corrected`] does.
pub fn bundle(
    root: &mut Value,
    site: Site<'_>,
    files: &mut Files,
    provenance: &mut Provenance,
    report: &mut Report,
) -> Dropped {
    bundle_corrected(root, site, &mut |_, _, _, _| {}, files, provenance, report)
}

/// Copies everything that `root` refers to in other files into it, each file corrected when it is read.
///
/// Paths are relative to the file that holds the reference and must stay in the allowed folder after symbolic links are
/// followed. An address is looked up in the map, then among the files next to a document that has an address of its
/// own. Nothing is fetched from the network. A reference that leads nowhere is reported and becomes `{}`.
pub fn bundle_corrected(
    root: &mut Value,
    site: Site<'_>,
    correct: &mut Correct<'_>,
    files: &mut Files,
    provenance: &mut Provenance,
    report: &mut Report,
) -> Dropped {
    let swagger = root.get("swagger").is_some();
    // First, so that the search also sees the copied values.
    let mut budget = walk::most_copies(weight(root));
    let is_resolved = internal::resolve(root, swagger, &mut budget, false, provenance, report);
    let library = Library::new(root, site, correct, files);
    let mut bundler = Bundler::new(library, swagger, report);
    bundler.search_root(root);
    bundler.search_imports();
    bundler.finish_report(provenance);
    let all = bundler.library.weight();
    let is_alone = bundler.imports.is_empty() && bundler.copies.is_empty();
    let dropped = insert::insert_imports(bundler, root, provenance);
    if !is_resolved || !is_alone {
        budget = if budget == 0 { 0 } else { walk::most_copies(all) };
        internal::resolve(root, swagger, &mut budget, true, provenance, report);
    }
    dropped
}
