//! Where the files of positions are for tools that look from the root of a repository.

use std::path::{Component, Path, PathBuf};

use crate::base::web::is_address;
use crate::diagnostic::STANDARD_INPUT;

/// The repository around a folder, whose files other tools name from its root.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Repository {
    root: PathBuf,
    /// The folder that names are relative to, below the root.
    below: PathBuf,
}

/// What a position is in.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Artifact<'a> {
    /// A file, from the root of the repository; an absolute path if it is not in there.
    File(String),
    /// A document that was fetched.
    Address(&'a str),
    /// No file: standard input.
    Other,
}

impl Repository {
    /// Returns the repository around a folder: the nearest one that has a `.git`. Without one the folder is its root.
    pub fn around(folder: &Path) -> Self {
        let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
        let root = folder.ancestors().find(|root| root.join(".git").exists()).unwrap_or(&folder);
        let below = folder.strip_prefix(root).unwrap_or(Path::new("")).to_owned();
        Self { root: root.to_owned(), below }
    }

    /// Returns what a name of a text stands for.
    pub(super) fn artifact<'a>(&self, name: &'a str) -> Artifact<'a> {
        if name == STANDARD_INPUT {
            return Artifact::Other;
        }
        if is_address(name) {
            return Artifact::Address(name);
        }
        let path = Path::new(name);
        let inside = match path.is_absolute() {
            true => path.strip_prefix(&self.root).ok().map(Path::to_owned),
            false => normal(&self.below.join(path)),
        };
        let shown = inside.filter(|inside| !inside.as_os_str().is_empty()).unwrap_or_else(|| path.to_owned());
        Artifact::File(shown.to_string_lossy().replace('\\', "/"))
    }
}

/// Returns a relative path without `.` and `..`; `None` if it leads out of its beginning.
fn normal(path: &Path) -> Option<PathBuf> {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::Normal(name) => out.push(name),
            Component::CurDir => {}
            Component::ParentDir if out.pop() => {}
            _ => return None,
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::{Artifact, Repository};

    #[test]
    fn names_are_from_the_root() {
        let at = Repository { root: PathBuf::from("/r"), below: PathBuf::from("api/v1") };
        for (name, shown) in [
            ("specs/a.yaml", "api/v1/specs/a.yaml"),
            ("./a.yaml", "api/v1/a.yaml"),
            ("../../b.yaml", "b.yaml"),
            ("../../../b.yaml", "../../../b.yaml"),
            ("/r/b.yaml", "b.yaml"),
            ("/s/b.yaml", "/s/b.yaml"),
        ] {
            assert_eq!(at.artifact(name), Artifact::File(shown.to_owned()), "{name}");
        }
        assert_eq!(at.artifact("https://a.example/b"), Artifact::Address("https://a.example/b"));
        assert_eq!(at.artifact("<stdin>"), Artifact::Other);
    }
}
