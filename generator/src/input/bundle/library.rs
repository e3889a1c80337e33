//! The files that references lead to, each read once, and none from outside the allowed folder.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::base::pointer::{Pointer, percent_decode};
use crate::diagnostic::code::{REF_FILE, REF_OUTSIDE, REF_REMOTE, REF_TARGET};
use crate::diagnostic::{Code, FileId, Files, Report};
use crate::input::file;
use crate::input::load::load;

/// A file that was read; the index of a document in its library.
pub(super) type DocId = usize;

/// The document that the bundle is made of; of its value only the names are kept here.
pub(super) const ROOT: DocId = 0;

/// What is known of a file.
pub(super) struct Doc {
    pub(super) file: FileId,
    /// Canonical.
    path: PathBuf,
    /// As people know it.
    name: String,
    /// What it holds; of the root its objects down to the names of components.
    pub(super) value: Value,
}

/// A place in a file.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct FilePointer {
    pub(super) doc: DocId,
    pub(super) pointer: Pointer,
}

/// Why a reference leads nowhere; `None` where the report already says it.
pub(super) type Refusal = Option<(&'static Code, String)>;

pub(super) struct Library<'r> {
    docs: Vec<Doc>,
    /// By path as referred to: asking the file system where a path really leads takes longer than all else here.
    met: BTreeMap<PathBuf, DocId>,
    /// By canonical path; `None` for a file that could not be read as a value.
    known: BTreeMap<PathBuf, Option<DocId>>,
    /// What the schemas of the root are called by `$id`.
    ids: BTreeSet<String>,
    allowed: PathBuf,
    files: &'r mut Files,
}

impl<'r> Library<'r> {
    /// A library that holds the root document only.
    pub(super) fn new(root: &Value, file: FileId, path: &Path, allowed: &Path, files: &'r mut Files) -> Self {
        // What cannot be canonicalised has no files beside it: every reference will say so.
        let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        // No folder is the current one.
        let allowed = if allowed.as_os_str().is_empty() { Path::new(".") } else { allowed };
        let allowed = allowed.canonicalize().unwrap_or_else(|_| allowed.to_owned());
        let name = files.get(file).map(|file| file.name.clone()).unwrap_or_default();
        let known = BTreeMap::from([(path.clone(), Some(ROOT))]);
        Self {
            docs: vec![Doc { file, path, name, value: names(root, SECTION) }],
            met: BTreeMap::new(),
            known,
            ids: ids(root),
            allowed,
            files,
        }
    }

    /// A document by the id that [`Library::find`] gave.
    pub(super) fn doc(&self, id: DocId) -> &Doc {
        &self.docs[id]
    }

    /// Whether a reference names a schema of the root by its `$id`.
    pub(super) fn is_id(&self, reference: &str) -> bool {
        let base = reference.split_once('#').map_or(reference, |(base, _)| base);
        self.ids.contains(base)
    }

    /// A copy of what is at a place; null where nothing is.
    pub(super) fn value(&self, target: &FilePointer) -> Value {
        self.doc(target.doc).value.pointer(target.pointer.as_str()).cloned().unwrap_or_default()
    }

    /// The name of a document as tokens: its folders below the allowed one, then its stem.
    pub(super) fn context(&self, id: DocId) -> Vec<String> {
        let path = &self.docs[id].path;
        let path = path.strip_prefix(&self.allowed).unwrap_or(path).with_extension("");
        path.iter().map(|part| part.to_string_lossy().into_owned()).collect()
    }

    /// Where a reference in a document leads, reading the file if it has not been read yet.
    pub(super) fn find(
        &mut self,
        from: DocId,
        reference: &str,
        report: &mut Report,
    ) -> Result<FilePointer, Refusal> {
        let (path, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let doc = if path.is_empty() { from } else { self.open(from, path, report)? };
        match Pointer::from_fragment(fragment) {
            Some(pointer) => Ok(FilePointer { doc, pointer }),
            None => Err(Some((&REF_TARGET, format!("`#{fragment}` of `{reference}` is not a JSON pointer")))),
        }
    }

    fn open(&mut self, from: DocId, reference: &str, report: &mut Report) -> Result<DocId, Refusal> {
        if is_address(reference) {
            return Err(Some((&REF_REMOTE, format!("`{reference}` is not fetched; read as `{{}}`"))));
        }
        let decoded = percent_decode(reference).unwrap_or_else(|| reference.to_owned());
        let referrer = &self.docs[from];
        let path = referrer.path.parent().unwrap_or(Path::new("")).join(&decoded);
        if let Some(met) = self.met.get(&path) {
            return Ok(*met);
        }
        let name = join_name(&referrer.name, &decoded);
        let id = self.read(&path, &name, report)?;
        self.met.insert(path, id);
        Ok(id)
    }

    fn read(&mut self, path: &Path, name: &str, report: &mut Report) -> Result<DocId, Refusal> {
        let allowed = self.allowed.display().to_string();
        let failed = |refusal: file::Refusal| {
            let message = match &refusal {
                file::Refusal::Outside => format!("`{name}` is outside the folder `{allowed}`"),
                refusal => format!("`{name}` {refusal}"),
            };
            Some((refusal.code(&REF_FILE, &REF_OUTSIDE), message))
        };
        let path = file::within(&self.allowed, path).map_err(failed)?;
        if let Some(known) = self.known.get(&path) {
            return known.ok_or(None);
        }
        let text = file::text(&path).map_err(failed)?;
        let file = self.files.add(name, text);
        let id = load(self.files, file, report).map(|value| {
            self.docs.push(Doc { file, path: path.clone(), name: name.to_owned(), value });
            self.docs.len() - 1
        });
        self.known.insert(path, id);
        id.ok_or(None)
    }
}

/// How many names lead to a component.
const SECTION: usize = 3;

/// The objects of a value down to a depth, without what else is in them.
fn names(value: &Value, depth: usize) -> Value {
    match value {
        Value::Object(map) if depth > 0 => {
            map.iter().map(|(key, value)| (key.clone(), names(value, depth - 1))).collect()
        }
        _ => Value::Null,
    }
}

/// Every `$id` that is a text, without an empty fragment.
fn ids(root: &Value) -> BTreeSet<String> {
    let (mut found, mut stack) = (BTreeSet::new(), vec![root]);
    while let Some(value) = stack.pop() {
        match value {
            Value::Object(map) => {
                let id = map.get("$id").and_then(Value::as_str);
                found.extend(id.map(|id| id.trim_end_matches('#').to_owned()));
                stack.extend(map.values());
            }
            Value::Array(items) => stack.extend(items),
            _ => {}
        }
    }
    found
}

/// Whether a reference begins with a URI scheme or names a host; one letter before the colon is a drive.
fn is_address(reference: &str) -> bool {
    let scheme = reference.split_once(':').is_some_and(|(scheme, _)| {
        scheme.len() > 1 && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
    });
    scheme || reference.starts_with("//")
}

/// The name of a file referred to from another: `a/b.yml` and `../c.yml` give `c.yml`.
fn join_name(referrer: &str, path: &str) -> String {
    let absolute = path.starts_with('/');
    let folder = referrer.rsplit_once('/').map_or("", |(folder, _)| folder);
    let folder = if absolute { "" } else { folder };
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    let lead = if absolute || referrer.starts_with('/') { "/" } else { "" };
    format!("{lead}{}", parts.join("/"))
}
