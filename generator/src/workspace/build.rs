//! The build script of a workspace.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::{OUTPUT, Regenerated, mounted, regenerate_with};
use crate::diagnostic::render;
use crate::text::print::{self, Directive};
use crate::write::{Files, Options};

/// Returns the folder of the workspace, which cargo sets when it runs something. It is not fixed at compile time: a
/// target folder may be shared, so that code compiled for one workspace runs in another. Without cargo it is the
/// current folder.
pub fn folder() -> PathBuf {
    std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from("."), PathBuf::from)
}

/// The whole build script of a workspace: regenerates `generated/` when `specs/` or `generated/` changed, and reports
/// diagnostics as cargo's warnings and errors.
pub fn build_script(root: &Path) {
    let lines: String = directives(root).iter().map(|directive| format!("{directive}\n")).collect();
    print::out(&lines);
}

/// Regenerates, and returns the directives for cargo.
fn directives(root: &Path) -> Vec<Directive> {
    let mut directives = vec![Directive::RerunIfChanged("specs".to_owned())];
    match regenerate_with(root, Options { modified: script_start_time(), ..Options::default() }) {
        Ok(Regenerated { generated, .. }) => {
            directives.extend(output_paths(&generated.files).into_iter().map(Directive::RerunIfChanged));
            let warnings = render::lines(&generated.report, &generated.texts);
            directives.extend(warnings.into_iter().map(Directive::Warning));
            directives.extend(mounted::differences(root, &generated.files).into_iter().map(Directive::Error));
        }
        Err(failure) => {
            directives.extend(failure.into_lines().map(Directive::Error));
        }
    }
    directives
}

/// Returns the emitted top-level files and folders: not all of `generated/`, because cargo builds in there too.
fn output_paths(files: &Files) -> BTreeSet<String> {
    let tops = files.keys().filter_map(|path| path.iter().next());
    tops.map(|top| format!("{OUTPUT}/{}", top.to_string_lossy())).collect()
}

/// Returns the time at which cargo started this script. Written files get this time: a later one would make cargo run
/// the script, and compile its dependents, once more. If cargo leaves no such timestamp, that happens, without harm.
fn script_start_time() -> Option<SystemTime> {
    let out = PathBuf::from(std::env::var_os("OUT_DIR")?);
    out.parent()?.join("invoked.timestamp").metadata().ok()?.modified().ok()
}
