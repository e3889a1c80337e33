//! Creates `specs/`: the document as published, byte for byte, and a skeleton for its corrections.

use std::path::{Path, PathBuf};

use super::texts;
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
    path: &Path,
    module: &str,
    package: &str,
    read: &Files,
    report: &mut Report,
) -> Option<write::Files> {
    let own = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    // Files that refer to each other keep their names.
    let name = if read.iter().count() > 1 { own.clone() } else { document(path, module) };
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut files = write::Files::new();
    let overlay = Path::new("specs").join(format!("{module}.overlay.yaml"));
    files.insert(overlay, texts::overlay(module, &name));
    files.insert("specs/truespec.toml".into(), texts::settings(package, module, &name));
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

/// Reads a file again; a pipe cannot be read twice.
fn read_again(path: &Path) -> Result<Vec<u8>, Refusal> {
    match path.metadata() {
        Ok(data) if !data.is_file() => Err(Refusal::Kind(file::kind(data.file_type()))),
        _ => file::bytes(path),
    }
}
