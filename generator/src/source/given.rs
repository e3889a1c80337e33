//! Hints for a path that cannot be read as a file: an address without its scheme, and a folder with documents in it.

use std::path::{Component, Path};

use super::rules::quoted;
use crate::base::web::{is_address, without_credentials};
use crate::input::file::Refusal;

/// How files of documents end.
const ENDINGS: [&str; 3] = ["yaml", "yml", "json"];

/// What the names of documents mostly hold, and those of other files of these endings hardly.
const NAMES: [&str; 3] = ["openapi", "swagger", "api"];

/// The most documents of a folder that a hint names.
const MAX_NAMED: usize = 3;

/// Returns a hint for a path that cannot be read, if there is one.
pub(super) fn hint(path: &Path, refusal: &Refusal) -> Option<String> {
    if let Some(address) = path.to_str().filter(|text| is_address(text)).filter(|_| refusal.is_not_found()) {
        return Some(format!(
            "this command takes a file; fetch it first: `curl -fLo openapi.yaml {}`",
            without_credentials(address)
        ));
    }
    if refusal.is_not_found() {
        return address(path).map(|address| format!("for an address write its scheme: `{address}`"));
    }
    match refusal {
        Refusal::Kind(_) if path.is_dir() => documents(path),
        _ => None,
    }
}

/// Returns the address that a path means if it begins with the name of a host.
fn address(path: &Path) -> Option<String> {
    let mut parts = path.components();
    let Some(Component::Normal(host)) = parts.next() else { return None };
    let (host, text) = (host.to_str()?, path.to_str()?);
    let (name, port) = host.split_once(':').unwrap_or((host, "0"));
    let is_name = |name: &str| {
        let mut labels = name.split('.');
        labels.all(|label| {
            !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        })
    };
    let is_host = is_name(name) && port.bytes().all(|byte| byte.is_ascii_digit()) && !port.is_empty();
    match () {
        () if !is_host || parts.next().is_none() || Path::new(host).exists() => None,
        () if name == "localhost" || name == "127.0.0.1" => Some(format!("http://{text}")),
        () if name.contains('.') => Some(format!("https://{text}")),
        () => None,
    }
}

/// Names the documents of a folder, those first whose names say that they are.
fn documents(folder: &Path) -> Option<String> {
    let entries = std::fs::read_dir(folder).ok()?.filter_map(|entry| Some(entry.ok()?.path()));
    let is_document = |path: &std::path::PathBuf| {
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        ENDINGS.contains(&ending) && path.is_file()
    };
    let mut found: Vec<_> = entries.filter(is_document).collect();
    let rank = |path: &Path| {
        let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
        NAMES.iter().position(|word| name.contains(word)).unwrap_or(NAMES.len())
    };
    found.sort_by(|one, other| rank(one).cmp(&rank(other)).then_with(|| one.cmp(other)));
    let names: Vec<String> =
        found.iter().take(MAX_NAMED).map(|path| quoted(&super::display_path(path, Path::new("")))).collect();
    (!names.is_empty()).then(|| format!("name the document in it: {}", names.join(", ")))
}
