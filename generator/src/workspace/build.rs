//! What a workspace's build script does.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::{OUTPUT, Regenerated, mounted, regenerate_with};
use crate::diagnostic::render;
use crate::text::print::{self, Directive};
use crate::write::{Files, Options};

/// The folder of the workspace, as cargo says when it runs something: a target folder may be shared, and what was compiled
/// in it for one workspace runs in another. Without cargo it is the current one.
pub fn folder() -> PathBuf {
    std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from("."), PathBuf::from)
}

/// The whole of a workspace's build script: regenerates `generated/` when `specs/` or `generated/` changed, and reports what
/// is wrong with it in cargo's own way.
pub fn build_script(root: &Path) {
    let lines: String = directives(root).iter().map(|directive| format!("{directive}\n")).collect();
    print::out(&lines);
}

/// Regenerates, and gives what the build script has to tell cargo of it.
fn directives(root: &Path) -> Vec<Directive> {
    let mut directives = vec![Directive::RerunIfChanged("specs".to_owned())];
    match regenerate_with(root, Options { modified: invoked(), ..Options::default() }) {
        Ok(Regenerated { generated, .. }) => {
            directives.extend(watched(&generated.files).into_iter().map(Directive::RerunIfChanged));
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

/// What is emitted, by its first folders: not all of `generated/`, as cargo builds in there too.
fn watched(files: &Files) -> BTreeSet<String> {
    let tops = files.keys().filter_map(|path| path.iter().next());
    tops.map(|top| format!("{OUTPUT}/{}", top.to_string_lossy())).collect()
}

/// When cargo started this script. What is written gets this time: any later one would make cargo run the script, and
/// compile what depends on it, once more. Where a cargo leaves no such note, that is what happens, and no harm is done.
fn invoked() -> Option<SystemTime> {
    let out = PathBuf::from(std::env::var_os("OUT_DIR")?);
    out.parent()?.join("invoked.timestamp").metadata().ok()?.modified().ok()
}
