//! Extracts the `specs/` of a git revision into a folder of its own.

use std::fs::{self, DirBuilder};
use std::io;
use std::path::{Component, Path, PathBuf};
use std::process::Command;

use crate::input::file;

/// The error message if a revision cannot be read.
#[derive(Debug)]
pub struct Rejected(pub String);

/// The `specs/` of a revision, in a folder that is removed with this value. The folder is a workspace without `generated/`.
#[derive(Debug)]
pub struct Revision(PathBuf);

impl Revision {
    /// Extracts a revision of the workspace in a folder.
    ///
    /// # Errors
    /// There is no git or no such revision, or the disk is full.
    pub fn extract(root: &Path, revision: &str) -> Result<Self, Rejected> {
        let folder =
            scratch().map_err(|error| Rejected(format!("{}: {error}", std::env::temp_dir().display())))?;
        let extracted = Self(folder);
        extract_revision(root, revision, &extracted.0)?;
        Ok(extracted)
    }

    /// Returns the folder.
    pub fn root(&self) -> &Path {
        &self.0
    }
}

impl Drop for Revision {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Creates a new folder that only this user can access: the folder for temporary files is shared, and somebody may have
/// put a link there.
fn scratch() -> io::Result<PathBuf> {
    #[cfg_attr(not(unix), allow(unused_mut))]
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    let name = |number| std::env::temp_dir().join(format!("truespec-{}-{number}", std::process::id()));
    let made = (0..100).map(name).map(|folder| builder.create(&folder).map(|()| folder));
    let is_taken = |made: &io::Result<PathBuf>| {
        made.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::AlreadyExists)
    };
    made.into_iter().find(|made| !is_taken(made)).unwrap_or_else(|| Err(io::ErrorKind::AlreadyExists.into()))
}

/// Writes `specs/` of a revision into the folder `into`, which then is a workspace without `generated/`.
///
/// # Errors
/// There is no git or no such revision, or the disk is full.
pub fn extract_revision(root: &Path, revision: &str, into: &Path) -> Result<(), Rejected> {
    if revision.starts_with('-') {
        return Err(Rejected(format!("`{revision}` is not a revision")));
    }
    let listed = git(root, &["ls-tree", "-r", "-l", "-z", revision, "--", "specs"])?;
    let listed = String::from_utf8_lossy(&listed).into_owned();
    let entries: Vec<&str> = listed.split('\0').filter(|entry| !entry.is_empty()).collect();
    if entries.is_empty() {
        return Err(Rejected(format!("revision `{revision}` has no specs/ in this folder")));
    }
    for path in entries.into_iter().filter_map(file_path).collect::<Result<Vec<&str>, Rejected>>()? {
        let bytes = git(root, &["show", &format!("{revision}:./{path}")])?;
        let target: PathBuf = into.join(path);
        let folder = target.parent().unwrap_or(into);
        fs::create_dir_all(folder)
            .and_then(|()| fs::write(&target, bytes))
            .map_err(|error| Rejected(format!("{}: {error}", target.display())))?;
    }
    Ok(())
}

/// Returns the path of an entry that is a file, not a link. A revision is untrusted data: paths have to stay in the
/// folder.
fn file_path(entry: &str) -> Option<Result<&str, Rejected>> {
    let (about, path) = entry.split_once('\t')?;
    let size = about.rsplit(' ').next().and_then(|size| size.parse::<u64>().ok());
    if !about.starts_with("100") {
        return None;
    }
    let stays = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
    Some(match size {
        _ if !stays => Err(Rejected(format!("`{path}` is outside the folder"))),
        Some(size) if size <= file::LIMIT => Ok(path),
        _ => Err(Rejected(format!("`{path}` is larger than {} MiB", file::LIMIT >> 20))),
    })
}

/// Runs git in a folder.
pub(crate) fn git(root: &Path, arguments: &[&str]) -> Result<Vec<u8>, Rejected> {
    // Missing objects are not fetched: a comparison only reads, and never from a network.
    let ran = Command::new("git").arg("-C").arg(root).args(arguments).env("GIT_NO_LAZY_FETCH", "1").output();
    let ran = ran.map_err(|error| Rejected(format!("could not run git: {error}")))?;
    if ran.status.success() {
        Ok(ran.stdout)
    } else {
        Err(Rejected(format!("git: {}", String::from_utf8_lossy(&ran.stderr).trim())))
    }
}
