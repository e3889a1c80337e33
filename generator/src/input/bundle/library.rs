//! The files that references lead to. Each file is read once, and no file outside the allowed folder is read.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::fault::{Fault, Refusal};
use super::nearby::{files_by_address, find_other_case, own_address};
use super::site::Site;
use crate::base::address::Address;
use crate::base::pointer::{Pointer, percent_decode};
use crate::base::weight::{BYTES_PER_VALUE, weight};
use crate::diagnostic::code::{ADDRESS_SHARED, REF_FILE, REF_OUTSIDE, REF_REMOTE, REF_TARGET};
use crate::diagnostic::{FileId, Files, Location, Report};
use crate::input::file;
use crate::input::load::load;

/// The index of a document in its library.
pub(super) type DocId = usize;

/// The root document. The library keeps only the keys of its value.
pub(super) const ROOT: DocId = 0;

/// A file that was read.
pub(super) struct Doc {
    pub(super) file: FileId,
    /// The canonical path.
    path: PathBuf,
    /// The name shown in diagnostics.
    name: String,
    /// The address that it declares, or the one that it was referred to by.
    address: Option<Address>,
    /// The parsed value; of the root, its objects down to the names of components.
    pub(super) value: Value,
}

/// A pointer into a document of the library.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct FilePointer {
    pub(super) doc: DocId,
    pub(super) pointer: Pointer,
}

/// Corrects the value of a file that was read, by its canonical path.
pub type Correct<'c> = dyn FnMut(&Path, FileId, &mut Value, &mut Report) + 'c;

/// Finds and reads the files that references lead to.
pub(super) struct Library<'r> {
    docs: Vec<Doc>,
    /// Documents by path as referred to. Saves calls of `canonicalize`, which take longer than the rest.
    by_path: BTreeMap<PathBuf, DocId>,
    /// Documents by canonical path; `None` for a file that could not be parsed.
    by_canonical_path: BTreeMap<PathBuf, Option<DocId>>,
    /// Documents by address.
    addresses: BTreeMap<Address, DocId>,
    /// The files next to the root that declare their own address; read when first needed.
    nearby: Option<BTreeMap<Address, Vec<PathBuf>>>,
    /// The addresses that were found to be those of several files.
    shared: BTreeSet<Address>,
    /// Files that were read as text, by canonical path.
    texts: BTreeMap<PathBuf, FileId>,
    /// The `$id`s of schemas in the root.
    ids: BTreeSet<String>,
    /// The weight of all values and texts that were read.
    weight: usize,
    site: Site<'r>,
    /// True if the root has no folder: references lead from it by address only.
    is_alone: bool,
    correct: &'r mut Correct<'r>,
    /// The canonical path of the allowed folder.
    allowed: PathBuf,
    files: &'r mut Files,
}

impl<'r> Library<'r> {
    /// Creates a library that holds the root document only.
    pub(super) fn new(
        root: &Value,
        site: Site<'r>,
        correct: &'r mut Correct<'r>,
        files: &'r mut Files,
    ) -> Self {
        // A path that cannot be canonicalised has no files next to it. Each reference reports that.
        let path = site.path.canonicalize().unwrap_or_else(|_| site.path.to_owned());
        // An empty path means the current folder.
        let allowed = if site.allowed.as_os_str().is_empty() { Path::new(".") } else { site.allowed };
        let allowed = allowed.canonicalize().unwrap_or_else(|_| allowed.to_owned());
        let name = files.get(site.file).map(|file| file.name.clone()).unwrap_or_default();
        let by_canonical_path = BTreeMap::from([(path.clone(), Some(ROOT))]);
        let is_alone = files.stand_in_for(site.path).is_some_and(|text| text.is_alone);
        let fetched_from = || site.path.to_str().filter(|_| is_alone).and_then(Address::parse);
        let address = own_address(root).or_else(fetched_from);
        let addresses = address.iter().map(|address| (address.clone(), ROOT)).collect();
        Self {
            docs: vec![Doc {
                file: site.file,
                path,
                name,
                address,
                value: object_keys(root, COMPONENT_DEPTH),
            }],
            by_path: BTreeMap::new(),
            by_canonical_path,
            addresses,
            nearby: None,
            shared: BTreeSet::new(),
            texts: BTreeMap::new(),
            ids: schema_ids(root),
            weight: weight(root),
            site,
            is_alone,
            correct,
            allowed,
            files,
        }
    }

    /// Returns the document with an id from [`Library::resolve`].
    pub(super) fn doc(&self, id: DocId) -> &Doc {
        &self.docs[id]
    }

    /// Returns the weight of all values and texts that were read.
    pub(super) fn weight(&self) -> usize {
        self.weight
    }

    /// Returns true if a reference names a schema of the root by its `$id`. The root itself counts as a file.
    pub(super) fn is_id(&self, reference: &str) -> bool {
        let base = reference.split_once('#').map_or(reference, |(base, _)| base);
        let is_root = || Address::parse(base).is_some_and(|base| self.addresses.get(&base) == Some(&ROOT));
        self.ids.contains(base) && !is_root()
    }

    /// Returns the value at a pointer.
    pub(super) fn get(&self, target: &FilePointer) -> Option<&Value> {
        self.doc(target.doc).value.pointer(target.pointer.as_str())
    }

    /// Returns a copy of the value at a pointer; null if there is none.
    pub(super) fn value(&self, target: &FilePointer) -> Value {
        self.get(target).cloned().unwrap_or_default()
    }

    /// Returns the name of a document as tokens: its folders below the allowed one, then its file stem.
    pub(super) fn name_tokens(&self, id: DocId) -> Vec<String> {
        let path = &self.docs[id].path;
        let path = path.strip_prefix(&self.allowed).unwrap_or(path).with_extension("");
        path.iter().map(|part| part.to_string_lossy().into_owned()).collect()
    }

    /// Resolves a reference in a document. Reads the file if it was not read before.
    pub(super) fn resolve(
        &mut self,
        from: DocId,
        reference: &str,
        report: &mut Report,
    ) -> Result<FilePointer, Refusal> {
        let (path, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let doc = if path.is_empty() { from } else { self.open(from, path, report)? };
        Pointer::from_fragment(fragment).map(|pointer| FilePointer { doc, pointer }).ok_or_else(|| {
            Fault::refusal(&REF_TARGET, format!("`#{fragment}` of `{reference}` is not a JSON pointer"))
        })
    }

    /// Reads a file as text, without parsing it; each file once.
    pub(super) fn read_text(&mut self, from: DocId, reference: &str) -> Result<&str, Refusal> {
        let (path, name) = match self.address(from, reference)? {
            Some(address) => {
                let first = self.candidates(from, &address).into_iter().next();
                let (path, _) = first.ok_or_else(|| self.remote_fault(&address))?;
                let name = self.display_name(&path);
                (path, name)
            }
            None => self.local_path(from, reference),
        };
        let path =
            file::within(&self.allowed, &path).map_err(|refusal| self.file_fault(&refusal, &path, &name))?;
        if !self.texts.contains_key(&path) {
            let text = file::text(&path).map_err(|refusal| self.file_fault(&refusal, &path, &name))?;
            self.weight += text.len() / BYTES_PER_VALUE;
            self.texts.insert(path.clone(), self.files.add(name, text));
        }
        let file = self.texts.get(&path).and_then(|file| self.files.get(*file));
        Ok(file.map_or("", |file| file.text.as_str()))
    }

    fn open(&mut self, from: DocId, reference: &str, report: &mut Report) -> Result<DocId, Refusal> {
        match self.address(from, reference)? {
            Some(address) => self.open_by_address(from, &address, report),
            None => self.open_local(from, reference, report),
        }
    }

    /// Returns the address that a reference names; `None` for a path. In a root without a folder, a path is part of the
    /// address that the root came from.
    fn address(&self, from: DocId, reference: &str) -> Result<Option<Address>, Refusal> {
        let own = Address::parse(reference);
        if own.is_some() || !self.is_alone || from != ROOT {
            return Ok(own);
        }
        let root = &self.docs[ROOT];
        let joined = root.address.as_ref().and_then(|address| address.join(reference));
        joined.map(Some).ok_or_else(|| {
            let message = format!("`{reference}` is next to the document, and `{}` has no folder", root.name);
            let hint =
                "give the path of the document, with the files that it refers to next to it".to_owned();
            Some(Fault { code: &REF_FILE, message, hint: Some(hint) })
        })
    }

    /// Opens the file at a path relative to the referring document. If there is none, resolves the path against the
    /// address of that document.
    fn open_local(&mut self, from: DocId, reference: &str, report: &mut Report) -> Result<DocId, Refusal> {
        let (path, name) = self.local_path(from, reference);
        if let Some(met) = self.by_path.get(&path) {
            return Ok(*met);
        }
        let found = match self.read(&path, &name, report) {
            Err(Some(fault)) if fault.is_missing_file() => {
                let address = self.docs[from].address.as_ref().and_then(|address| address.join(reference));
                let elsewhere = address.map(|address| self.open_by_address(from, &address, report));
                elsewhere
                    .and_then(Result::ok)
                    .ok_or_else(|| Some(self.with_case_hint(fault, &path, reference)))
            }
            found => found,
        };
        found.inspect(|id| _ = self.by_path.insert(path, *id))
    }

    fn local_path(&self, from: DocId, reference: &str) -> (PathBuf, String) {
        let decoded = percent_decode(reference).unwrap_or_else(|| reference.to_owned());
        let referrer = &self.docs[from];
        let path = referrer.path.parent().unwrap_or(Path::new("")).join(&decoded);
        (path, join_name(&referrer.name, &decoded))
    }

    /// Opens the local file for an address. Nothing is fetched.
    fn open_by_address(
        &mut self,
        from: DocId,
        address: &Address,
        report: &mut Report,
    ) -> Result<DocId, Refusal> {
        if let Some(known) = self.addresses.get(address).copied() {
            self.report_shared(address, known, report);
            return Ok(known);
        }
        for (path, is_mapped) in self.candidates(from, address) {
            match self.read(&path, &self.display_name(&path), report) {
                Err(Some(fault)) if fault.is_missing_file() && !is_mapped => {}
                found => {
                    return found.inspect(|id| {
                        self.addresses.insert(address.clone(), *id);
                        self.docs[*id].address.get_or_insert_with(|| address.clone());
                        self.report_shared(address, *id, report);
                    });
                }
            }
        }
        Err(self.remote_fault(address))
    }

    /// Reports an address that other files declare as well as the one that is used, once.
    fn report_shared(&mut self, address: &Address, used: DocId, report: &mut Report) {
        if used == ROOT || self.site.mapped_path(address).is_some() {
            return;
        }
        let mut files: BTreeSet<PathBuf> =
            self.nearby().get(address).into_iter().flatten().cloned().collect();
        let of_read = self.docs.iter().filter(|doc| own_address(&doc.value).as_ref() == Some(address));
        files.extend(of_read.map(|doc| doc.path.clone()));
        let own = &self.docs[used];
        let others: Vec<String> =
            files.iter().filter(|path| **path != own.path).map(|path| self.display_name(path)).collect();
        if others.is_empty() || !self.shared.insert(address.clone()) {
            return;
        }
        let own = &self.docs[used];
        let message = format!(
            "`{}` has the address `{address}`, and so has `{}`; `{}` is used",
            own.name,
            others.join("`, `"),
            own.name
        );
        let key = if own.value.get("$self").is_some() { "$self" } else { "$id" };
        report.add(&ADDRESS_SHARED, Location::Source(own.file, Pointer::root().join(key)), message);
    }

    /// Returns the files next to the root by the addresses that they declare.
    fn nearby(&mut self) -> &BTreeMap<Address, Vec<PathBuf>> {
        let folder = self.docs[ROOT].path.parent().unwrap_or(Path::new(""));
        let read = || if self.is_alone { BTreeMap::new() } else { files_by_address(folder, &self.allowed) };
        self.nearby.get_or_insert_with(read)
    }

    fn remote_fault(&self, address: &Address) -> Refusal {
        let message = format!("`{address}` is not fetched");
        let hint = if self.is_alone { Site::alone_hint(address) } else { self.site.map_hint(address) };
        Some(Fault { code: &REF_REMOTE, message, hint: Some(hint) })
    }

    /// Returns the paths where the file for an address may be, and whether the map gives the path. That is the path in
    /// the map; otherwise paths relative to documents with an address of their own, and the file next to the root that
    /// declares the address.
    fn candidates(&mut self, from: DocId, address: &Address) -> Vec<(PathBuf, bool)> {
        if let Some(path) = self.site.mapped_path(address) {
            return vec![(path, true)];
        }
        let mut paths = Vec::new();
        for doc in [from, ROOT].into_iter().filter(|doc| *doc != ROOT || !self.is_alone) {
            let Doc { path, address: own, .. } = &self.docs[doc];
            let way = own.as_ref().and_then(|own| address.relative_to(own));
            let folder = path.parent().unwrap_or(Path::new(""));
            paths.extend(way.map(|way| (folder.join(percent_decode(&way).unwrap_or(way)), false)));
        }
        let nearby = self.nearby().get(address).and_then(|files| files.first());
        paths.extend(nearby.map(|path| (path.clone(), false)));
        paths
    }

    /// Returns the name of a path for diagnostics: relative to the root, in the way the root is named, if the path is
    /// in or below its folder.
    fn display_name(&self, path: &Path) -> String {
        let root = &self.docs[ROOT];
        let way = root.path.parent().and_then(|folder| path.strip_prefix(folder).ok());
        let way = way.map(|way| way.to_string_lossy().replace('\\', "/"));
        way.map_or_else(|| path.display().to_string(), |way| join_name(&root.name, &way))
    }

    /// Adds a hint with the name of the file that differs in letter case only.
    fn with_case_hint(&self, fault: Fault, path: &Path, reference: &str) -> Fault {
        let Some(meant) = find_other_case(&self.allowed, path) else { return fault };
        let (mut parts, mut meant): (Vec<String>, _) =
            (reference.split('/').map(str::to_owned).collect(), meant.components().rev());
        for part in parts.iter_mut().rev().take_while(|part| ![".", ".."].contains(&part.as_str())) {
            if let Some(meant) = meant.next() {
                *part = meant.as_os_str().to_string_lossy().into_owned();
            }
        }
        let hint = format!("did you mean `{}`? file names are case-sensitive", parts.join("/"));
        Fault { hint: Some(hint), ..fault }
    }

    fn file_fault(&self, refusal: &file::Refusal, path: &Path, name: &str) -> Refusal {
        let code = refusal.code(&REF_FILE, &REF_OUTSIDE);
        if !matches!(refusal, file::Refusal::Outside) {
            return Fault::refusal(code, format!("`{name}` {refusal}"));
        }
        let message = format!("`{name}` is outside the folder `{}`", self.allowed.display());
        Some(Fault { code, message, hint: self.site.root_hint(path) })
    }

    fn read(&mut self, path: &Path, name: &str, report: &mut Report) -> Result<DocId, Refusal> {
        let path =
            file::within(&self.allowed, path).map_err(|refusal| self.file_fault(&refusal, path, name))?;
        if let Some(known) = self.by_canonical_path.get(&path) {
            return known.ok_or(None);
        }
        let text = file::text(&path).map_err(|refusal| self.file_fault(&refusal, &path, name))?;
        let file = self.files.add(name, text);
        let id = load(self.files, file, report).map(|mut value| {
            (self.correct)(&path, file, &mut value, report);
            self.weight += weight(&value);
            let address = own_address(&value);
            let id = self.docs.len();
            if let Some(address) = &address {
                self.addresses.entry(address.clone()).or_insert(id);
            }
            self.docs.push(Doc { file, path: path.clone(), name: name.to_owned(), address, value });
            id
        });
        self.by_canonical_path.insert(path, id);
        id.ok_or(None)
    }
}

/// The depth of a component in a document: `components`, its section and its name.
const COMPONENT_DEPTH: usize = 3;

/// Returns the objects of a value down to a depth, without other values.
fn object_keys(value: &Value, depth: usize) -> Value {
    match value {
        Value::Object(map) if depth > 0 => {
            map.iter().map(|(key, value)| (key.clone(), object_keys(value, depth - 1))).collect()
        }
        _ => Value::Null,
    }
}

/// Returns every `$id` that is a string, without an empty fragment.
fn schema_ids(root: &Value) -> BTreeSet<String> {
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

/// Joins the name of a file and a relative path: `a/b.yml` and `../c.yml` give `c.yml`.
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
