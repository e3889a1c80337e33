//! `specs/truespec.lock`: what was fetched last. It decides nothing but what need not be fetched again.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::diagnostic::code::UPDATE_STATE;
use crate::diagnostic::{Files, Location, Report};
use crate::fetch::Validators;
use crate::input::file;
use crate::source::{self, Origin, Published, Sources};
use crate::write::with_unix_line_ends;

/// The name of the file in `specs/`.
pub(super) const NAME: &str = "truespec.lock";

const HEAD: &str =
    "# Written by `truespec update`: what was fetched last, so that it is not fetched again. Keep it in the
# repository; without it documents are fetched as a whole.
";

/// The file, by modules.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Lock {
    #[serde(default)]
    pub document: BTreeMap<String, Entry>,
}

/// The document of an API.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Entry {
    /// The digest of the document as it was written.
    pub sha256: String,
    /// What it was made of, in order.
    #[serde(default)]
    pub source: Vec<Part>,
}

/// A source, and its state when it was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Part {
    /// The source, without the values of its query, which may be secret.
    pub from: String,
    /// Tells such values from others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub query: Option<String>,
    pub sha256: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_modified: Option<String>,
}

impl Part {
    pub(super) fn new(origin: &Origin, bytes: &[u8], validators: Validators) -> Self {
        let Validators { etag, last_modified } = validators;
        Self { from: origin.name(), query: query(origin), sha256: digest(bytes), etag, last_modified }
    }

    fn is_from(&self, origin: &Origin) -> bool {
        self.from == origin.name() && self.query == query(origin)
    }

    pub(super) fn validators(&self) -> Validators {
        Validators { etag: self.etag.clone(), last_modified: self.last_modified.clone() }
    }
}

impl Entry {
    /// Returns true if the document was made of these sources.
    pub(super) fn is_from(&self, published: &Published) -> bool {
        let origins = published.origins();
        origins.len() == self.source.len()
            && self.source.iter().zip(origins).all(|(part, origin)| part.is_from(origin))
    }

    /// Returns true if a document is the one that was written, perhaps with the line ends of Windows.
    pub(super) fn is_of(&self, document: &[u8]) -> bool {
        self.sha256 == digest(document) || self.sha256 == digest(&with_unix_line_ends(document))
    }
}

impl Lock {
    /// Sets or removes the entry of an API.
    pub(super) fn set(&mut self, module: &str, entry: Option<Entry>) {
        match entry {
            Some(entry) => _ = self.document.insert(module.to_owned(), entry),
            None => _ = self.document.remove(module),
        }
    }

    /// Returns the text of the file, with the APIs that still name a source; `None` if there is nothing to remember.
    pub(super) fn text(mut self, sources: &Sources) -> Option<String> {
        self.document.retain(|module, _| sources.settings.published.contains_key(module));
        if self.document.is_empty() {
            return None;
        }
        let tables = toml::to_string(&self).ok()?;
        Some(format!("{HEAD}\n{tables}"))
    }
}

/// Reads the file of a workspace. If it cannot be read, that is reported, and nothing is known.
pub(super) fn read(root: &Path, texts: &mut Files, report: &mut Report) -> Lock {
    let path = root.join("specs").join(NAME);
    if file::within(root, &path).is_err_and(|refusal| refusal.is_not_found()) {
        return Lock::default();
    }
    let Some(id) = source::read_within(root, &path, root, texts, report) else { return Lock::default() };
    let text = texts.get(id).map(|file| file.text.clone()).unwrap_or_default();
    toml::from_str(&text).unwrap_or_else(|error: toml::de::Error| {
        let start = error.span().map_or(0, |span| span.start);
        let (line, column) = source::position(&text, start);
        report.add(&UPDATE_STATE, Location::Text(id, line, column), error.message());
        Lock::default()
    })
}

/// Returns what tells an address with hidden values from another one: too short to tell the values.
fn query(origin: &Origin) -> Option<String> {
    match origin {
        Origin::Address(address) if address.shown() != address.as_str() => {
            Some(digest(address.as_str().as_bytes())[..QUERY_DIGITS].to_owned())
        }
        _ => None,
    }
}

/// The digits of the digest of an address that are remembered.
const QUERY_DIGITS: usize = 8;

/// Returns the SHA-256 digest of bytes, in hexadecimal.
pub(super) fn digest(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(64);
    for byte in ring::digest::digest(&ring::digest::SHA256, bytes).as_ref() {
        let _ = write!(text, "{byte:02x}");
    }
    text
}
