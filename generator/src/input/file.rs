//! Files that are named by a document, the settings or a person: looked at before they are opened, read up to a limit, and
//! where a folder bounds them, nothing outside of it is looked at either.

mod within;

use std::fmt;
use std::fs::{self, File, FileType};
use std::io::{self, Read};
use std::path::Path;

use crate::diagnostic::Code;
use crate::diagnostic::code::{READ_KIND, READ_LARGE};

pub use within::within;

/// The most bytes that are read of one file; the largest public documents have a seventh of it.
pub const LIMIT: u64 = 256 << 20;

/// Why a file is not read.
#[derive(Debug)]
pub enum Refusal {
    /// The file system refuses.
    Io(io::Error),
    /// It is no regular file; what it is instead.
    Kind(&'static str),
    /// It has more bytes than [`LIMIT`].
    Large,
    /// It is outside the allowed folder, or a link leads there.
    Outside,
}

impl Refusal {
    /// Its code; those without one of their own have the caller's.
    pub fn code(&self, io: &'static Code, outside: &'static Code) -> &'static Code {
        match self {
            Self::Io(_) => io,
            Self::Kind(_) => &READ_KIND,
            Self::Large => &READ_LARGE,
            Self::Outside => outside,
        }
    }

    /// Whether there is nothing at all.
    pub fn is_gone(&self) -> bool {
        matches!(self, Self::Io(error) if error.kind() == io::ErrorKind::NotFound)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => write!(f, "cannot be read: {error}"),
            Self::Kind(kind) => write!(f, "is {kind}, not a file"),
            Self::Large => write!(f, "is larger than {} MiB", LIMIT >> 20),
            Self::Outside => f.write_str("is outside the allowed folder"),
        }
    }
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Reads a regular file, or a pipe that this process was started with.
///
/// # Errors
/// It is neither, is too large, or cannot be read.
pub fn bytes(path: &Path) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::with_capacity(usize::try_from(look(path)?).unwrap_or_default());
    File::open(path)?.take(LIMIT + 1).read_to_end(&mut bytes)?;
    // A pipe has no length, and a file may have grown meanwhile.
    if bytes.len() as u64 > LIMIT { Err(Refusal::Large) } else { Ok(bytes) }
}

/// Looks at a file without opening it, as opening a named pipe waits for whoever writes into it, and opening a device may do
/// anything; gives its length.
///
/// # Errors
/// As those of [`bytes`], but for what only shows when it is read.
pub fn look(path: &Path) -> Result<u64, Refusal> {
    let data = fs::metadata(path)?;
    let is_pipe = is_inherited(path) && kind(data.file_type()) == PIPE;
    match data.len() {
        _ if !data.is_file() && !is_pipe => Err(Refusal::Kind(kind(data.file_type()))),
        length if length > LIMIT => Err(Refusal::Large),
        length => Ok(length),
    }
}

/// The same as a text. Bytes that are no UTF-8 show up as such where they stand, instead of hiding the whole file.
///
/// # Errors
/// As those of [`bytes`].
pub fn text(path: &Path) -> Result<String, Refusal> {
    let bytes = bytes(path)?;
    Ok(String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()))
}

/// Whether a path names an open file of this process: `<(…)` of a shell and standard input. Another pipe may have nobody
/// who writes into it.
fn is_inherited(path: &Path) -> bool {
    path == Path::new("/dev/stdin") || path.starts_with("/dev/fd") || path.starts_with("/proc/self/fd")
}

const PIPE: &str = "a pipe";

/// What something that is no regular file is called.
pub(crate) fn kind(of: FileType) -> &'static str {
    if of.is_dir() {
        return "a folder";
    }
    if of.is_symlink() {
        return "a symbolic link";
    }
    special(of)
}

#[cfg(unix)]
fn special(of: FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    match of {
        of if of.is_fifo() => PIPE,
        of if of.is_socket() => "a socket",
        of if of.is_block_device() || of.is_char_device() => "a device",
        _ => "a special file",
    }
}

#[cfg(not(unix))]
fn special(_: FileType) -> &'static str {
    "a special file"
}
