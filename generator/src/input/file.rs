//! Reads files named by a document, the settings or a person. Files are checked before they are opened and read up to a
//! limit. Where a folder bounds them, nothing outside that folder is accessed.

mod within;

use std::fmt;
use std::fs::{self, File, FileType};
use std::io::{self, Read};
use std::path::Path;

use crate::diagnostic::Code;
use crate::diagnostic::code::{READ_KIND, READ_LARGE};

pub use within::within;

/// The largest file that is read, in bytes. The largest public documents have a seventh of it.
pub const LIMIT: u64 = 256 << 20;

/// Why a file is not read.
#[derive(Debug)]
pub enum Refusal {
    /// The file system reports an error.
    Io(io::Error),
    /// It is not a regular file; holds what it is instead.
    Kind(&'static str),
    /// It has more bytes than [`LIMIT`].
    Large,
    /// It is outside the allowed folder, or a link leads there.
    Outside,
}

impl Refusal {
    /// Returns the code to report: `io` and `outside` are codes of the caller for these two cases.
    pub fn code(&self, io: &'static Code, outside: &'static Code) -> &'static Code {
        match self {
            Self::Io(_) => io,
            Self::Kind(_) => &READ_KIND,
            Self::Large => &READ_LARGE,
            Self::Outside => outside,
        }
    }

    /// Returns true if nothing exists at the path.
    pub fn is_not_found(&self) -> bool {
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
/// It is neither of these, is too large, or cannot be read.
pub fn bytes(path: &Path) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::with_capacity(usize::try_from(check_size(path)?).unwrap_or_default());
    File::open(path)?.take(LIMIT + 1).read_to_end(&mut bytes)?;
    // A pipe has no length, and a file may have grown meanwhile.
    if bytes.len() as u64 > LIMIT { Err(Refusal::Large) } else { Ok(bytes) }
}

/// Checks a file without opening it, because opening a named pipe waits for a writer, and opening a device may have any
/// effect. Returns its length.
///
/// # Errors
/// As for [`bytes`], except errors that occur only while reading.
pub fn check_size(path: &Path) -> Result<u64, Refusal> {
    let data = fs::metadata(path)?;
    let is_pipe = is_inherited(path) && kind(data.file_type()) == PIPE;
    match data.len() {
        _ if !data.is_file() && !is_pipe => Err(Refusal::Kind(kind(data.file_type()))),
        length if length > LIMIT => Err(Refusal::Large),
        length => Ok(length),
    }
}

/// Like [`bytes`], as text. Bytes that are not UTF-8 become replacement characters, so that the rest of the file is
/// still read.
///
/// # Errors
/// As for [`bytes`].
pub fn text(path: &Path) -> Result<String, Refusal> {
    let bytes = bytes(path)?;
    Ok(String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()))
}

/// Returns true if a path names an open file of this process: `<(…)` of a shell, or standard input. Any other pipe may
/// have no writer.
fn is_inherited(path: &Path) -> bool {
    path == Path::new("/dev/stdin") || path.starts_with("/dev/fd") || path.starts_with("/proc/self/fd")
}

const PIPE: &str = "a pipe";

/// Describes a file type that is not a regular file.
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
