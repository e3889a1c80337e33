//! Where this generator is, as the build of a workspace finds it.

use std::fmt;
use std::path::{Component, Path, PathBuf};

use toml::{Table, Value};

use crate::input::file;

/// A folder or a repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Generator {
    /// Its folder on this machine, or the one of its repository.
    Folder(PathBuf),
    /// The URL of its repository.
    Git(String),
}

impl Generator {
    /// The folder that this program was built from.
    pub fn own() -> Self {
        Self::Folder(PathBuf::from(env!("CARGO_MANIFEST_DIR")))
    }

    /// What the manifest of a workspace says of it, if it is there.
    pub(super) fn dependency(&self, root: &Path) -> Option<String> {
        let place = match self {
            Self::Git(url) => format!("git = {}", quoted(url)),
            Self::Folder(given) => {
                let folder = [given.clone(), given.join("generator")]
                    .into_iter()
                    .find(|folder| is_truespec(folder))?;
                let path = if given.is_absolute() { folder } else { relative(root, &folder)? };
                format!("path = {}", quoted(&path.to_string_lossy().replace('\\', "/")))
            }
        };
        // The command line and what it needs is nothing for a build.
        Some(format!("truespec = {{ {place}, default-features = false }}"))
    }
}

impl fmt::Display for Generator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder(path) => write!(f, "{}", path.display()),
            Self::Git(url) => f.write_str(url),
        }
    }
}

fn is_truespec(folder: &Path) -> bool {
    let text = file::text(&folder.join("Cargo.toml")).unwrap_or_default();
    let name = |manifest: &Table| Some(manifest.get("package")?.get("name")?.as_str()? == "truespec");
    text.parse::<Table>().ok().and_then(|manifest| name(&manifest)).unwrap_or_default()
}

/// A string of TOML.
fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

/// The way from one folder to another; the first may not be there yet.
fn relative(from: &Path, to: &Path) -> Option<PathBuf> {
    let (from, to) = (normal(from)?, normal(to)?);
    let shared = from.components().zip(to.components()).take_while(|(from, to)| from == to).count();
    let up = from.components().skip(shared).map(|_| Component::ParentDir);
    Some(up.chain(to.components().skip(shared)).collect())
}

/// Absolute, without `..`.
fn normal(path: &Path) -> Option<PathBuf> {
    let mut normal = PathBuf::new();
    for part in std::path::absolute(path).ok()?.components() {
        match part {
            Component::ParentDir => _ = normal.pop(),
            part => normal.push(part),
        }
    }
    Some(normal)
}
