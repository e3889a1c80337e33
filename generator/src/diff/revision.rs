//! The `specs/` of a git revision, laid out in a folder of its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Why a revision could not be read, as a person should read it.
#[derive(Debug)]
pub struct Rejected(pub String);

/// Writes `specs/` as it was at a revision below `into`, which is then a workspace without `generated/`.
///
/// # Errors
/// There is no git, no such revision, or the disk is full.
pub fn revision(root: &Path, revision: &str, into: &Path) -> Result<(), Rejected> {
    if revision.starts_with('-') {
        return Err(Rejected(format!("`{revision}` is not a revision")));
    }
    let listed = git(root, &["ls-tree", "-r", "-z", "--name-only", revision, "--", "specs"])?;
    let listed = String::from_utf8_lossy(&listed).into_owned();
    let paths: Vec<&str> = listed.split('\0').filter(|path| !path.is_empty()).collect();
    if paths.is_empty() {
        return Err(Rejected(format!("revision `{revision}` has no specs/ in this folder")));
    }
    for path in paths {
        let bytes = git(root, &["show", &format!("{revision}:./{path}")])?;
        let target: PathBuf = into.join(path);
        let folder = target.parent().unwrap_or(into);
        fs::create_dir_all(folder)
            .and_then(|()| fs::write(&target, bytes))
            .map_err(|error| Rejected(format!("{}: {error}", target.display())))?;
    }
    Ok(())
}

fn git(root: &Path, arguments: &[&str]) -> Result<Vec<u8>, Rejected> {
    let ran = Command::new("git").arg("-C").arg(root).args(arguments).output();
    let ran = ran.map_err(|error| Rejected(format!("git cannot be run: {error}")))?;
    if ran.status.success() {
        Ok(ran.stdout)
    } else {
        Err(Rejected(format!("git: {}", String::from_utf8_lossy(&ran.stderr).trim())))
    }
}
