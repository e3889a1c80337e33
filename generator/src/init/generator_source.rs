//! Where the build of a workspace finds this generator.

use std::fmt;
use std::path::{Component, Path, PathBuf};

use toml::{Table, Value};

use crate::input::file;

/// The source of the dependency on truespec: a folder, a repository or the registry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GeneratorSource {
    /// Its folder on this machine, or that of its repository.
    Folder(PathBuf),
    /// The URL of its repository.
    Git(String),
    /// The version of this program on crates.io.
    Registry,
}

/// Set by `release/release.sh` in programs of a release: the folder that these were built from is gone.
const RELEASED: Option<&str> = option_env!("TRUESPEC_RELEASED");

/// Where cargo unpacks what it installs from a registry, below its own folder.
const UNPACKED: [&str; 2] = ["registry", "src"];

impl GeneratorSource {
    /// Returns what this program was built from.
    pub fn current() -> Self {
        match RELEASED {
            Some(_) => Self::Registry,
            None => Self::built_in(Path::new(env!("CARGO_MANIFEST_DIR"))),
        }
    }

    /// Returns what a program was built from whose package lay in this folder.
    pub fn built_in(folder: &Path) -> Self {
        let parts: Vec<Component<'_>> = folder.components().collect();
        let is_unpacked =
            parts.windows(2).any(|pair| pair == UNPACKED.map(|part| Component::Normal(part.as_ref())));
        if is_unpacked { Self::Registry } else { Self::Folder(folder.to_owned()) }
    }

    /// Whether only this machine has it.
    pub fn is_local(&self) -> bool {
        matches!(self, Self::Folder(folder) if folder.is_absolute())
    }

    /// Returns the dependency for the manifest of a workspace; `None` if the folder is not truespec.
    pub(super) fn dependency(&self, root: &Path) -> Option<String> {
        let place = match self {
            Self::Git(url) => format!("git = {}", quoted(url)),
            Self::Registry => format!("version = {}", quoted(env!("CARGO_PKG_VERSION"))),
            Self::Folder(given) => {
                let folder = [given.clone(), given.join("generator")]
                    .into_iter()
                    .find(|folder| is_truespec(folder))?;
                let path = if given.is_absolute() { folder } else { relative(root, &folder)? };
                format!("path = {}", quoted(&path.to_string_lossy().replace('\\', "/")))
            }
        };
        // A build needs neither the command line nor its dependencies.
        Some(format!("truespec = {{ {place}, default-features = false }}"))
    }
}

impl GeneratorSource {
    /// Returns `owner/name` of a repository on GitHub, whose actions a workflow can use.
    pub(super) fn on_github(&self) -> Option<&str> {
        let url = match self {
            Self::Git(url) => url,
            Self::Registry => env!("CARGO_PKG_REPOSITORY"),
            Self::Folder(_) => return None,
        };
        let path = url.strip_prefix("https://github.com/")?;
        let path = path.strip_suffix('/').unwrap_or(path);
        let path = path.strip_suffix(".git").unwrap_or(path);
        let is_plain = |part: &str| {
            !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c))
        };
        let (owner, name) = path.split_once('/')?;
        (is_plain(owner) && is_plain(name)).then_some(path)
    }
}

impl fmt::Display for GeneratorSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder(path) => write!(f, "{}", path.display()),
            Self::Git(url) => f.write_str(url),
            Self::Registry => f.write_str("crates.io"),
        }
    }
}

fn is_truespec(folder: &Path) -> bool {
    let text = file::text(&folder.join("Cargo.toml")).unwrap_or_default();
    let name = |manifest: &Table| Some(manifest.get("package")?.get("name")?.as_str()? == "truespec");
    text.parse::<Table>().ok().and_then(|manifest| name(&manifest)).unwrap_or_default()
}

/// Quotes a string for TOML.
fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

/// Returns the relative path from one folder to another; the first need not exist yet.
fn relative(from: &Path, to: &Path) -> Option<PathBuf> {
    let (from, to) = (absolute_normalized(from)?, absolute_normalized(to)?);
    let shared = from.components().zip(to.components()).take_while(|(from, to)| from == to).count();
    let up = from.components().skip(shared).map(|_| Component::ParentDir);
    Some(up.chain(to.components().skip(shared)).collect())
}

/// Makes a path absolute and removes `..`.
fn absolute_normalized(path: &Path) -> Option<PathBuf> {
    let mut normal = PathBuf::new();
    for part in std::path::absolute(path).ok()?.components() {
        match part {
            Component::ParentDir => _ = normal.pop(),
            part => normal.push(part),
        }
    }
    Some(normal)
}
