//! Creates `specs/`: the document as published, byte for byte, and a skeleton for its corrections.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::{Request, texts};
use crate::diagnostic::code::{READ_FAILED, READ_OUTSIDE};
use crate::diagnostic::{Files, Location, Report};
use crate::input::file::{self, Refusal};
use crate::write;

/// Returns the file name of a document in `specs/`.
pub(super) fn document(path: &Path, module: &str) -> String {
    let extension = path.extension().and_then(|extension| extension.to_str());
    let is_plain = |text: &&str| text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    format!("{module}.{}", extension.filter(is_plain).unwrap_or("yaml"))
}

/// Returns the document, the files that it refers to, the settings and a skeleton of corrections.
pub(super) fn files(
    request: &Request,
    module: &str,
    read: &Files,
    report: &mut Report,
) -> Option<write::Files> {
    let path = request.document.as_path();
    let own = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    // Files that refer to each other keep their names.
    let name = if read.iter().count() > 1 { own.clone() } else { document(path, module) };
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut files = write::Files::new();
    let overlay = Path::new("specs").join(format!("{module}.overlay.yaml"));
    files.insert(overlay, texts::overlay(module, &name));
    let settings = texts::settings(&request.package, module, &name, &below(&request.map, folder));
    files.insert("specs/truespec.toml".into(), settings);
    for file in read.iter() {
        let target = if file.name == own { PathBuf::from(&name) } else { PathBuf::from(&file.name) };
        // Read as it is on disk: a text that was repaired for display would not be the published one.
        let bytes = match read_again(&folder.join(&file.name)) {
            Ok(bytes) => bytes,
            Err(refusal) => {
                let message = format!("`{}` {refusal}", file.name);
                report.add(refusal.code(&READ_FAILED, &READ_OUTSIDE), Location::Nowhere, message);
                continue;
            }
        };
        match String::from_utf8(bytes) {
            Ok(text) => _ = files.insert(Path::new("specs").join(target), text),
            Err(why) => report.add(&READ_FAILED, Location::Nowhere, format!("{}: {why}", file.name)),
        }
    }
    (!report.has_errors()).then_some(files)
}

/// The folders of a map by their paths from the one of the document; those elsewhere hold nothing that was read.
fn below(map: &BTreeMap<String, PathBuf>, folder: &Path) -> BTreeMap<String, String> {
    let folder = std::path::absolute(if folder == Path::new("") { Path::new(".") } else { folder });
    let entries = map.iter().filter_map(|(prefix, path)| {
        let path = file::within(folder.as_ref().ok()?, &std::path::absolute(path).ok()?).ok()?;
        let way = path.strip_prefix(folder.as_ref().ok()?.canonicalize().ok()?).ok()?;
        let way = way.to_string_lossy().replace('\\', "/");
        Some((prefix.clone(), if way.is_empty() { ".".to_owned() } else { way }))
    });
    entries.collect()
}

/// Reads a file once more; a pipe gave all it had the first time.
fn read_again(path: &Path) -> Result<Vec<u8>, Refusal> {
    match path.metadata() {
        Ok(data) if !data.is_file() => Err(Refusal::Kind(file::kind(data.file_type()))),
        _ => file::bytes(path),
    }
}
