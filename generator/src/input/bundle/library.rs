//! The files that references lead to. Each is read once, and none is read from outside the allowed folder.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::base::pointer::{Pointer, percent_decode};
use crate::diagnostic::code::{REF_FILE, REF_OUTSIDE, REF_REMOTE, REF_TARGET};
use crate::diagnostic::{Code, FileId, Files, Report};
use crate::input::file;
use crate::input::load::load;

/// The index of a file in the library.
pub(super) type DocId = usize;

/// The root document; only its names are kept here.
pub(super) const ROOT: DocId = 0;

/// A file that was read.
pub(super) struct Doc {
    pub(super) file: FileId,
    /// The canonical path.
    path: PathBuf,
    /// The name that diagnostics show.
    name: String,
    /// The value; for the root only its objects down to the names of components.
    pub(super) value: Value,
}

/// A pointer in a file.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct FilePointer {
    pub(super) doc: DocId,
    pub(super) pointer: Pointer,
}

/// Why a reference cannot be resolved; `None` if that is already reported.
pub(super) type Refusal = Option<(&'static Code, String)>;

pub(super) struct Library<'r> {
    docs: Vec<Doc>,
    /// Files by path as referred to. Canonicalising a path takes longer than anything else here.
    by_path: BTreeMap<PathBuf, DocId>,
    /// Files by canonical path; `None` for a file that could not be read as a value.
    by_canonical_path: BTreeMap<PathBuf, Option<DocId>>,
    /// The `$id`s of the root's schemas.
    ids: BTreeSet<String>,
    allowed: PathBuf,
    files: &'r mut Files,
}

impl<'r> Library<'r> {
    /// Creates a library with only the root document.
    pub(super) fn new(root: &Value, file: FileId, path: &Path, allowed: &Path, files: &'r mut Files) -> Self {
        // A path that cannot be canonicalised has no files beside it: every reference will report that.
        let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        // An empty path means the current folder.
        let allowed = if allowed.as_os_str().is_empty() { Path::new(".") } else { allowed };
        let allowed = allowed.canonicalize().unwrap_or_else(|_| allowed.to_owned());
        let name = files.get(file).map(|file| file.name.clone()).unwrap_or_default();
        let by_canonical_path = BTreeMap::from([(path.clone(), Some(ROOT))]);
        Self {
            docs: vec![Doc { file, path, name, value: objects_only(root, COMPONENT_DEPTH) }],
            by_path: BTreeMap::new(),
            by_canonical_path,
            ids: ids(root),
            allowed,
            files,
        }
    }

    /// Returns the document with an id that [`Library::find`] returned.
    pub(super) fn doc(&self, id: DocId) -> &Doc {
        &self.docs[id]
    }

    /// Returns true if a reference names a schema of the root by its `$id`.
    pub(super) fn is_id(&self, reference: &str) -> bool {
        let base = reference.split_once('#').map_or(reference, |(base, _)| base);
        self.ids.contains(base)
    }

    /// Returns a copy of the value at a pointer; null if there is none.
    pub(super) fn value(&self, target: &FilePointer) -> Value {
        self.doc(target.doc).value.pointer(target.pointer.as_str()).cloned().unwrap_or_default()
    }

    /// Returns the name of a document as tokens: its folders below the allowed one, then its file stem.
    pub(super) fn name_tokens(&self, id: DocId) -> Vec<String> {
        let path = &self.docs[id].path;
        let path = path.strip_prefix(&self.allowed).unwrap_or(path).with_extension("");
        path.iter().map(|part| part.to_string_lossy().into_owned()).collect()
    }

    /// Returns what a reference in a document points to. Reads the file if it has not been read yet.
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
        if let Some(id) = self.by_path.get(&path) {
            return Ok(*id);
        }
        let name = join_name(&referrer.name, &decoded);
        let id = self.read(&path, &name, report)?;
        self.by_path.insert(path, id);
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
        if let Some(id) = self.by_canonical_path.get(&path) {
            return id.ok_or(None);
        }
        let text = file::text(&path).map_err(failed)?;
        let file = self.files.add(name, text);
        let id = load(self.files, file, report).map(|value| {
            self.docs.push(Doc { file, path: path.clone(), name: name.to_owned(), value });
            self.docs.len() - 1
        });
        self.by_canonical_path.insert(path, id);
        id.ok_or(None)
    }
}

/// The number of tokens in the pointer of a component.
const COMPONENT_DEPTH: usize = 3;

/// Returns the objects of a value down to a depth, without any other values.
fn objects_only(value: &Value, depth: usize) -> Value {
    match value {
        Value::Object(map) if depth > 0 => {
            map.iter().map(|(key, value)| (key.clone(), objects_only(value, depth - 1))).collect()
        }
        _ => Value::Null,
    }
}

/// Returns every `$id` that is a string, without an empty fragment.
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

/// Returns true if a reference begins with a URI scheme or a host. A single letter before the colon is a Windows drive.
fn is_address(reference: &str) -> bool {
    let scheme = reference.split_once(':').is_some_and(|(scheme, _)| {
        scheme.len() > 1 && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
    });
    scheme || reference.starts_with("//")
}

/// Returns the name of a file referred to from another: `a/b.yml` and `../c.yml` give `c.yml`.
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
