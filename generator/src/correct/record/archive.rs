//! The HTTP archive that is written: complete after every entry, so that it can be read whenever the program ends.

use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::Path;

use serde_json::Value;

/// What an archive begins with.
const HEAD: &str = concat!(
    r#"{"log":{"version":"1.2","creator":{"name":"truespec record","version":""#,
    env!("CARGO_PKG_VERSION"),
    "\"},\"entries\":[\n"
);

/// The beginning that archives of any version have.
const MARK: &str = r#"{"log":{"version":"1.2","creator":{"name":"truespec record","#;

/// What it ends with; the next entry replaces it.
const TAIL: &str = "\n]}}\n";

/// An archive that entries are appended to, one a line.
#[derive(Debug)]
pub(super) struct Archive {
    file: File,
    /// Where the next entry is written.
    end: u64,
    is_empty: bool,
}

impl Archive {
    /// Opens an archive of an earlier run, or creates one that only its owner can read.
    ///
    /// # Errors
    /// It cannot be written, or the file is no archive of this program.
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(path)?;
        if file.metadata()?.len() == 0 {
            file.write_all(HEAD.as_bytes())?;
            file.write_all(TAIL.trim_start().as_bytes())?;
            return Ok(Self { file, end: HEAD.len() as u64, is_empty: true });
        }
        let (end, is_empty) = last_entry(&mut file)?;
        let mut archive = Self { file, end, is_empty };
        archive.write("")?;
        Ok(archive)
    }

    /// Appends an entry, and ends the archive after it.
    ///
    /// # Errors
    /// The file cannot be written.
    pub(super) fn append(&mut self, entry: &Value) -> io::Result<()> {
        let separator = if self.is_empty { "" } else { ",\n" };
        let text = format!("{separator}{entry}");
        self.write(&text)?;
        self.end += text.len() as u64;
        self.is_empty = false;
        Ok(())
    }

    /// Writes a text and the end with one call.
    fn write(&mut self, text: &str) -> io::Result<()> {
        let tail = if self.is_empty && text.is_empty() { TAIL.trim_start() } else { TAIL };
        let bytes = format!("{text}{tail}");
        self.file.seek(SeekFrom::Start(self.end))?;
        self.file.write_all(bytes.as_bytes())?;
        self.file.set_len(self.end + bytes.len() as u64)
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
