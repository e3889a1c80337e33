//! The workspace that the current folder is in.

use std::path::PathBuf;

/// The file that makes a folder a workspace.
const SETTINGS: &str = "specs/truespec.toml";

/// The markers of a repository and of a cache folder (such as cargo's target folder). What is above them is not looked at.
const BOUNDARIES: [&str; 2] = [".git", "CACHEDIR.TAG"];

/// Returns the folder of the workspace that the current folder is in: `.`, or the whole path of a folder above it. Without one
/// it is the current folder, where commands report what is missing.
pub fn find() -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    for folder in here.ancestors() {
        if folder.join(SETTINGS).is_file() {
            return if folder == here { ".".into() } else { folder.to_owned() };
        }
        if BOUNDARIES.iter().any(|name| folder.join(name).exists()) {
            break;
        }
    }
    ".".into()
}
