//! The HTTP archive that is written: complete after every entry, so that it can be read whenever the program ends.

use serde_json::Value;
use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// What an archive begins with, before the version of its writer.
const MARK: &str = r#"{"log":{"version":"1.2","creator":{"name":"truespec record","#;

/// What it ends with; the next entry replaces it.
const TAIL: &str = "\n]}}\n";

/// What it ends with where there is no entry.
const EMPTY_TAIL: &str = "]}}\n";

/// The archives that this process has open.
static OPEN: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// An archive that entries are appended to, one a line.
#[derive(Debug)]
pub struct Archive {
    file: File,
    path: PathBuf,
    /// Where the next entry is written.
    end: u64,
    /// How long the file is, unless somebody else writes to it.
    length: u64,
    is_empty: bool,
}

impl Archive {
    /// Opens an archive of an earlier run, or creates one that only its owner can read. `version` is that of the writer.
    ///
    /// # Errors
    /// It cannot be written, the file is no archive of this program, or it is open already.
    pub fn open(path: &Path, version: &str) -> io::Result<Self> {
        let file = file(path)?;
        let path = path.canonicalize()?;
        if !OPEN.lock().unwrap_or_else(PoisonError::into_inner).insert(path.clone()) {
            return Err(io::Error::other("this program records to the file already"));
        }
        let length = file.metadata()?.len();
        let mut archive = Self { file, path, end: 0, length, is_empty: true };
        archive.begin(version)?;
        Ok(archive)
    }

    /// Finds the end, and repairs what another run left behind.
    fn begin(&mut self, version: &str) -> io::Result<()> {
        if self.length == 0 {
            let version = Value::from(version);
            let head = format!("{MARK}\"version\":{version}}},\"entries\":[\n");
            self.write(&head)?;
            self.end = head.len() as u64;
            return Ok(());
        }
        (self.end, self.is_empty) = last_entry(&mut self.file)?;
        let tail = if self.is_empty { EMPTY_TAIL } else { TAIL };
        if self.length == self.end + tail.len() as u64 { Ok(()) } else { self.write("") }
    }

    /// Appends an entry, and ends the archive after it.
    ///
    /// # Errors
    /// The file cannot be written, or somebody else has written to it.
    pub fn append(&mut self, entry: &Value) -> io::Result<()> {
        let text = if self.is_empty { entry.to_string() } else { format!(",\n{entry}") };
        self.is_empty = false;
        self.write(&text)?;
        self.end += text.len() as u64;
        Ok(())
    }

    /// Writes a text and the end with one call.
    fn write(&mut self, text: &str) -> io::Result<()> {
        if self.file.metadata()?.len() != self.length {
            return Err(io::Error::other("another program writes to the file: record to one of its own"));
        }
        let bytes = format!("{text}{}", if self.is_empty { EMPTY_TAIL } else { TAIL });
        self.file.seek(SeekFrom::Start(self.end))?;
        let written = self.file.write_all(bytes.as_bytes());
        let written = written.and_then(|()| self.file.set_len(self.end + bytes.len() as u64));
        self.length = self.file.metadata()?.len();
        written
    }
}

impl Drop for Archive {
    fn drop(&mut self) {
        OPEN.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.path);
    }
}

/// Opens a file, which has to be one: a pipe would wait for a reader, and behind a link to nothing is nobody's file.
fn file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match fs::metadata(path) {
        Ok(found) if found.is_file() => options.open(path),
        Ok(_) => Err(io::Error::other("it exists and is no file to append to")),
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        Err(_) if path.symlink_metadata().is_ok() => {
            Err(io::Error::other("it is a link to a file that is not there"))
        }
        Err(_) => options.create_new(true).open(path),
    }
}

/// Returns where the last complete entry ends, and whether there is none. An archive whose writer was killed may end
/// within an entry.
fn last_entry(file: &mut File) -> io::Result<(u64, bool)> {
    file.seek(SeekFrom::Start(0))?;
    let mut lines = BufReader::new(&mut *file);
    let mut line = Vec::new();
    lines.by_ref().take(4096).read_until(b'\n', &mut line)?;
    if !line.starts_with(MARK.as_bytes()) || !line.ends_with(b"\n") {
        return Err(io::Error::other("the file exists and is no recording of `truespec record`"));
    }
    let (mut at, mut end, mut is_empty) = (line.len() as u64, line.len() as u64, true);
    loop {
        line.clear();
        let read = lines.read_until(b'\n', &mut line)? as u64;
        let entry = line.trim_ascii_end();
        let length = entry.strip_suffix(b",").map_or(entry.len(), <[u8]>::len);
        let is_entry = entry.get(..length).is_some_and(is_object);
        if read == 0 || !is_entry {
            return Ok((end, is_empty));
        }
        (end, is_empty) = (at + length as u64, false);
        at += read;
    }
}

fn is_object(line: &[u8]) -> bool {
    line.starts_with(b"{") && serde_json::from_slice::<serde::de::IgnoredAny>(line).is_ok()
}
