//! Reads recordings of exchanges: HTTP archives, cassettes, stubs, collections, and folders of them. What a file is shows
//! in its content. JSON is read as a stream, one exchange at a time, so that a recording may be larger than memory.

#[cfg(feature = "record")]
mod door;
mod draft;
mod exchange;
mod fields;
mod folder;
mod form;
mod har;
mod header;
mod pair;
mod payload;
mod postman;
mod reader;
mod sample;
mod secret;
mod skip;
mod stream;
mod stub;
mod url;

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use serde_json::{Value, json};

use crate::diagnostic::code::{LEARN_CUT, LEARN_RECORDING, LEARN_SKIPPED, READ_FAILED, READ_OUTSIDE};
use crate::diagnostic::{FileId, Files, Location, Report};
use crate::input::file::{self, Refusal};
use crate::input::load;

pub use crate::correct::recorded::form::FormValue;
pub use exchange::{Body, Exchange, Message, SeenCredential};
pub use sample::Samples;
pub use secret::Secrets;
pub use skip::{Skip, Tally};

#[cfg(feature = "record")]
pub(crate) use door::from_har;
use reader::Reader;
pub(crate) use url::path_and_query as url_parts;

/// Reads the exchanges of a recording, a file or a folder, as far as memory allows: see [`Samples`].
pub fn samples(path: &Path, secrets: &Secrets, files: &mut Files, report: &mut Report) -> Vec<Exchange> {
    let mut samples = Samples::default();
    read(path, secrets, files, report, &mut |exchange| samples.add(exchange));
    samples.into_exchanges()
}

/// Reads a recording, a file or a folder, and hands on its exchanges one by one. `each` returns false for an exchange that
/// it does not take. What is not read is counted and reported.
pub fn read(
    path: &Path,
    secrets: &Secrets,
    files: &mut Files,
    report: &mut Report,
    each: &mut dyn FnMut(Exchange) -> bool,
) -> Tally {
    let is_folder = path.is_dir();
    let folder = if is_folder { path } else { path.parent().unwrap_or(Path::new("")) };
    let reader =
        Reader { secrets, tally: Tally::default(), folder: Some(folder.to_owned()), name: None, each };
    let mut source = Source { reader, files, report };
    let shown = source.files.add(path.to_string_lossy(), "");
    match is_folder {
        true => source.folder(path, shown),
        false => source.file(path, shown),
    }
    let Source { reader, report, .. } = source;
    for (_, message) in reader.tally.messages() {
        report.add(&LEARN_SKIPPED, Location::Text(shown, 1, 1), message);
    }
    reader.tally
}

/// Reads the exchanges of a recording that is a value already; bodies in other files are left out.
pub fn exchanges(recording: Value, secrets: &Secrets) -> Vec<Exchange> {
    let mut samples = Samples::default();
    let mut each = |exchange| samples.add(exchange);
    let mut reader = Reader { secrets, tally: Tally::default(), folder: None, name: None, each: &mut each };
    // What is no recording has no exchanges.
    let _ = stream::read(recording, &mut |kind, number, value| reader.element(kind, number, value));
    samples.into_exchanges()
}

/// A recording on disk.
struct Source<'r> {
    reader: Reader<'r>,
    files: &'r mut Files,
    report: &'r mut Report,
}

impl Source<'_> {
    fn folder(&mut self, folder: &Path, shown: FileId) {
        let found = match folder::files(folder) {
            Ok(found) => found,
            Err(error) => return self.refused(folder, &error.into()),
        };
        for request in &found.requests {
            self.pair(folder, request);
        }
        for recording in &found.recordings {
            self.reader.name =
                recording.strip_prefix(folder).ok().map(|name| name.to_string_lossy().into_owned());
            let shown = self.files.add(recording.to_string_lossy(), "");
            match file::within(folder, &absolute(recording)) {
                Ok(_) => self.file(recording, shown),
                Err(refusal) => self.refused(recording, &refusal),
            }
        }
        let tally = &self.reader.tally;
        let holds_none = tally.read == 0 && tally.skipped.keys().all(|reason| *reason == Skip::NoRecording);
        if holds_none && !self.report.has_errors() {
            self.report.add(&LEARN_RECORDING, Location::Text(shown, 1, 1), "the folder holds no recording");
        }
    }

    /// Reads a pair of files.
    fn pair(&mut self, folder: &Path, request: &Path) {
        let response = folder::response(request);
        let place = request.strip_prefix(folder).unwrap_or(request).to_string_lossy().into_owned();
        let (Some(request), Some(response)) = (self.value(folder, request), self.value(folder, &response))
        else {
            return;
        };
        let draft = pair::draft(json!({"request": request, "response": response}));
        self.reader.name = None;
        self.reader.draft(draft, &place);
    }

    fn value(&mut self, folder: &Path, path: &Path) -> Option<Value> {
        match file::within(folder, &absolute(path)).and_then(|_| file::text(path)) {
            Ok(text) => {
                let id = self.files.add(path.to_string_lossy(), text);
                load::load(self.files, id, self.report)
            }
            Err(refusal) => {
                self.refused(path, &refusal);
                None
            }
        }
    }

    fn refused(&mut self, path: &Path, refusal: &Refusal) {
        let code = refusal.code(&READ_FAILED, &READ_OUTSIDE);
        self.report.add(code, Location::Nowhere, format!("`{}` {refusal}", path.display()));
    }

    /// Reads a file: JSON as a stream, anything else as YAML.
    fn file(&mut self, path: &Path, shown: FileId) {
        let mut text = match open(path) {
            Ok(text) => text,
            Err(refusal) => return self.refused(path, &refusal),
        };
        let known = if is_json(&mut text) {
            self.json(text, shown)
        } else {
            match file::check_size(path).and_then(|_| rest(text)) {
                Ok(text) => self.yaml(path, text),
                Err(refusal) => return self.refused(path, &refusal),
            }
        };
        let in_folder = self.reader.name.clone();
        if known == Some(false)
            && let Some(name) = &in_folder
        {
            self.reader.tally.skip(Skip::NoRecording, name);
        } else if known == Some(false) {
            self.report.add(
                &LEARN_RECORDING,
                Location::Text(shown, 1, 1),
                "this is none of the recordings that are known",
            );
        }
    }

    /// Returns whether the file is a recording; `None` if its syntax is at fault.
    fn json(&mut self, text: impl Read, shown: FileId) -> Option<bool> {
        let reader = &mut self.reader;
        let mut json = serde_json::Deserializer::from_reader(text);
        let read = stream::read(&mut json, &mut |kind, number, value| reader.element(kind, number, value));
        let ended = read.and_then(|known| json.end().map(|()| known));
        match ended {
            Ok(known) => Some(known),
            Err(error) => {
                let at = Location::Text(shown, error.line().max(1), error.column().max(1));
                let tally = &reader.tally;
                let message = match tally.read + tally.skipped.len() {
                    0 => "the recording is not valid JSON here",
                    _ => "the recording ends early or is not valid JSON here; what stands before was read",
                };
                let code =
                    if tally.read == 0 && reader.name.is_none() { &LEARN_RECORDING } else { &LEARN_CUT };
                self.report.add(code, at, message);
                None
            }
        }
    }

    fn yaml(&mut self, path: &Path, text: String) -> Option<bool> {
        let id = self.files.add(path.to_string_lossy(), text);
        let value = load::load(self.files, id, self.report)?;
        let reader = &mut self.reader;
        stream::read(value, &mut |kind, number, value| reader.element(kind, number, value)).ok()
    }
}

fn absolute(path: &Path) -> std::path::PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

/// Opens a file that can be read without waiting. A recording in JSON may be of any size, as it is read in parts.
fn open(path: &Path) -> Result<BufReader<File>, Refusal> {
    match file::check_size(path) {
        Ok(_) | Err(Refusal::Large) => {}
        Err(refusal) => return Err(refusal),
    }
    Ok(BufReader::with_capacity(1 << 16, File::open(path)?))
}

/// Returns true if a text begins like JSON; a byte order mark before it is read.
fn is_json(text: &mut BufReader<File>) -> bool {
    let Ok(start) = text.fill_buf() else { return false };
    let mark = if start.starts_with(&[0xef, 0xbb, 0xbf]) { 3 } else { 0 };
    let first = start.iter().skip(mark).find(|byte| !byte.is_ascii_whitespace()).copied();
    text.consume(mark);
    matches!(first, Some(b'{' | b'['))
}

fn rest(text: BufReader<File>) -> Result<String, Refusal> {
    let mut bytes = Vec::new();
    text.take(file::LIMIT + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > file::LIMIT {
        return Err(Refusal::Large);
    }
    Ok(String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()))
}
