//! Extracts the `specs/` of a git revision into a folder of its own.

use std::fs::{self, DirBuilder};
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};
use std::process::{Command, Stdio};

use crate::input::file;
use crate::write::{NAMES, OUTPUT};

/// The error message if a revision cannot be read.
#[derive(Debug)]
pub struct Rejected(pub String);

/// The `specs/` of a revision, in a folder that is removed with this value. The folder is a workspace; of `generated/` it has the
/// record of names.
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

/// Writes `specs/` of a revision, and the record of the names of its crate, into the folder `into`, which then is a workspace
/// whose `generated/` has no other file.
///
/// # Errors
/// There is no git or no such revision, or the disk is full.
pub fn extract_revision(root: &Path, revision: &str, into: &Path) -> Result<(), Rejected> {
    if revision.starts_with('-') {
        return Err(Rejected(format!("`{revision}` is not a revision")));
    }
    let tree = Tree { root, revision, into };
    let mut left = MAX_FILES;
    let listed = tree.entries(&["-r", revision, "--", "specs"])?;
    if listed.is_empty() {
        return Err(Rejected(format!("revision `{revision}` has no specs/ in this folder")));
    }
    let names = tree.entries(&[revision, "--", &format!("{OUTPUT}/{NAMES}")])?;
    listed.iter().chain(&names).try_for_each(|entry| tree.extract(entry, "", &mut left))
}

/// The most files that links may lead to.
const MAX_FILES: usize = 10_000;

/// The most folders in each other below a link to a folder: such links may lead in a circle.
const MAX_DEPTH: usize = 16;

/// The `specs/` of a revision, and where it is written.
struct Tree<'a> {
    root: &'a Path,
    revision: &'a str,
    into: &'a Path,
}

/// What a tree of git lists.
struct Entry {
    mode: String,
    object: String,
    size: Option<u64>,
    /// Its path in the tree.
    path: String,
}

impl Tree<'_> {
    fn entries(&self, arguments: &[&str]) -> Result<Vec<Entry>, Rejected> {
        let listed = git(self.root, &[&["ls-tree", "-l", "-z"], arguments].concat())?;
        Ok(String::from_utf8_lossy(&listed).split('\0').filter_map(Entry::parse).collect())
    }

    /// Writes an entry of the tree at a path. A link is followed within the repository; one that leads nowhere in there is
    /// no file, nor is a submodule.
    fn extract(&self, entry: &Entry, below: &str, left: &mut usize) -> Result<(), Rejected> {
        let path = format!("{below}{}", entry.path);
        if entry.is_link() {
            return self.follow(&path, left);
        }
        if !entry.is_file() {
            return Ok(());
        }
        let stays = Path::new(&path).components().all(|part| matches!(part, Component::Normal(_)));
        match entry.size {
            // A revision is untrusted data.
            _ if !stays => Err(Rejected(format!("`{path}` is outside the folder"))),
            Some(size) if size <= file::LIMIT => self.write(&path, &entry.object),
            _ => Err(Rejected(format!("`{path}` is larger than {} MiB", file::LIMIT >> 20))),
        }
    }

    /// Writes what a link leads to, at the path of the link.
    fn follow(&self, path: &str, left: &mut usize) -> Result<(), Rejected> {
        let Some((kind, object, size)) = self.target(path)? else { return Ok(()) };
        if path.split('/').count() > MAX_DEPTH {
            return Ok(());
        }
        let is_less = || Rejected(format!("the links at `{path}` lead to more than {MAX_FILES} files"));
        *left = left.checked_sub(1).ok_or_else(is_less)?;
        if kind == "tree" {
            let below = format!("{path}/");
            return self.entries(&["--full-tree", &object])?.iter().try_for_each(|entry| {
                match entry.mode.as_str() {
                    // Its own folders are read like links, so that links in there lead where they lead.
                    FOLDER => self.follow(&format!("{below}{}", entry.path), left),
                    _ => self.extract(entry, &below, left),
                }
            });
        }
        let (mode, path) = ("100644".to_owned(), path.to_owned());
        self.extract(&Entry { mode, object, size: Some(size), path }, "", left)
    }

    /// Returns the kind, the object and the size of what a path leads to, with links followed; `None` if that is not in the
    /// revision.
    fn target(&self, path: &str) -> Result<Option<(String, String, u64)>, Rejected> {
        let prefix = git(self.root, &["rev-parse", "--show-prefix"])?;
        let prefix = String::from_utf8_lossy(&prefix).trim_end_matches('\n').to_owned();
        let asked = format!("{}:{prefix}{path}", self.revision);
        if asked.contains('\n') {
            return Ok(None);
        }
        let found = git_with(self.root, &["cat-file", "--batch-check", "--follow-symlinks"], &asked)?;
        let found = String::from_utf8_lossy(&found).into_owned();
        let mut words = found.lines().next().unwrap_or_default().split(' ');
        let (object, kind, size) = (words.next(), words.next(), words.next());
        let size = size.and_then(|size| size.parse().ok());
        Ok(object.zip(kind).zip(size).and_then(|((object, kind), size)| {
            matches!(kind, "blob" | "tree").then(|| (kind.to_owned(), object.to_owned(), size))
        }))
    }

    fn write(&self, path: &str, object: &str) -> Result<(), Rejected> {
        let bytes = git(self.root, &["cat-file", "blob", object])?;
        let target: PathBuf = self.into.join(path);
        let folder = target.parent().unwrap_or(self.into);
        fs::create_dir_all(folder)
            .and_then(|()| fs::write(&target, bytes))
            .map_err(|error| Rejected(format!("{}: {error}", target.display())))
    }
}

/// The mode of a folder.
const FOLDER: &str = "040000";

impl Entry {
    /// Reads `100644 blob 0123…    1024\tspecs/a.yaml`.
    fn parse(line: &str) -> Option<Self> {
        let (about, path) = line.split_once('\t')?;
        let mut words = about.split(' ').filter(|word| !word.is_empty());
        let (mode, _, object) = (words.next()?, words.next()?, words.next()?);
        let size = words.next().and_then(|size| size.parse().ok());
        Some(Self { mode: mode.to_owned(), object: object.to_owned(), size, path: path.to_owned() })
    }

    fn is_file(&self) -> bool {
        self.mode.starts_with("100")
    }

    fn is_link(&self) -> bool {
        self.mode == "120000"
    }
}

/// Runs git in a folder.
pub(crate) fn git(root: &Path, arguments: &[&str]) -> Result<Vec<u8>, Rejected> {
    git_with(root, arguments, "")
}

/// Runs git in a folder, with a text on its standard input.
fn git_with(root: &Path, arguments: &[&str], input: &str) -> Result<Vec<u8>, Rejected> {
    // Missing objects are not fetched: a comparison only reads, and never from a network.
    let mut command = Command::new("git");
    command.arg("-C").arg(root).args(arguments).env("GIT_NO_LAZY_FETCH", "1");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let could_not = |error: io::Error| Rejected(format!("could not run git: {error}"));
    let mut running = command.spawn().map_err(could_not)?;
    if let Some(mut pipe) = running.stdin.take() {
        // It may have ended without reading: it says why.
        let _ = pipe.write_all(input.as_bytes());
    }
    let ran = running.wait_with_output().map_err(could_not)?;
    if ran.status.success() {
        Ok(ran.stdout)
    } else {
        Err(Rejected(format!("git: {}", String::from_utf8_lossy(&ran.stderr).trim())))
    }
}
