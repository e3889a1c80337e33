//! Finds the Cargo workspace around the emitted crate. Cargo treats a package as a member of the workspace above it,
//! unless the package is a workspace itself or is excluded there.

use std::path::Path;

use toml::{Table, Value};

use crate::input::file;

/// The marker of a cache folder (such as cargo's target folder): nothing below it is a member.
const CACHE: &str = "CACHEDIR.TAG";

/// The marker of a repository. What is above it differs between machines and is ignored.
const REPOSITORY: &str = ".git";

/// Returns true if a crate in this folder belongs to a Cargo workspace above it, within its repository if it is in one.
pub fn is_in_workspace(folder: &Path) -> bool {
    let folder = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let repository = folder.ancestors().find(|above| above.join(REPOSITORY).exists());
    let is_inside = |above: &&Path| repository.is_none_or(|repository| above.starts_with(repository));
    let above = folder.ancestors().skip(1).take_while(is_inside);
    let Some((root, workspace)) = above.filter_map(|above| Some((above, workspace(above)?))).next() else {
        return false;
    };
    let is_cache = |above: &Path| above != root && above.starts_with(root) && above.join(CACHE).exists();
    !excludes(&workspace, root, &folder) && !folder.ancestors().any(is_cache)
}

/// Returns the `[workspace]` of a folder's manifest. An invalid manifest is ignored; cargo reports it.
fn workspace(folder: &Path) -> Option<Table> {
    let manifest: Table = file::text(&folder.join("Cargo.toml")).ok()?.parse().ok()?;
    manifest.get("workspace").and_then(Value::as_table).cloned()
}

fn excludes(workspace: &Table, root: &Path, folder: &Path) -> bool {
    let excluded = workspace.get("exclude").and_then(Value::as_array).into_iter().flatten();
    excluded.filter_map(Value::as_str).any(|excluded| folder.starts_with(root.join(excluded)))
}
