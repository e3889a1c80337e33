//! Finds the release before: the last commit that changed `specs/release.toml`. What `specs/` was then is what was released.

use std::path::Path;

use crate::review::diff::{Rejected, git};
use crate::source::RELEASE;

/// Returns the commit of the release before; `None` if there was none.
///
/// # Errors
/// The history does not tell: there is none, or it is cut off.
pub fn last_release(root: &Path) -> Result<Option<String>, Rejected> {
    let text = |arguments: &[&str]| {
        git(root, arguments).map(|bytes| String::from_utf8_lossy(&bytes).trim().to_owned())
    };
    if let Err(rejected) = text(&["rev-parse", "--git-dir"]) {
        return match root.join(RELEASE).exists() {
            true => Err(Rejected(format!("{}; the release before is found by git", rejected.0))),
            false => Ok(None),
        };
    }
    if text(&["rev-parse", "--verify", "-q", "HEAD"]).is_err() {
        return Ok(None);
    }
    if text(&["rev-parse", "--is-shallow-repository"])? == "true" {
        let why = "the history is cut off, so that the release before cannot be found; run `git fetch --unshallow`, or \
                   name it with `--against`";
        return Err(Rejected(why.to_owned()));
    }
    let commit = text(&["log", "-1", "--format=%H", "--", RELEASE])?;
    Ok(Some(commit).filter(|commit| !commit.is_empty()))
}
