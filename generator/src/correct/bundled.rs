//! Documents of several files: actions are drafted and tried on the bundled document, and written for the files that it
//! was bundled from.
//!
//! ```text
//! action on the bundled document → what its target selects → the file and pointer there (provenance)
//!                                → the same action on that file, with references as that file writes them
//! ```

use std::collections::BTreeMap;

use serde_json::Value;

use crate::base::pointer::Pointer;
use crate::correct::lint::{Findings, shorten};
use crate::correct::propose::{Action, Proposal, guard_of, is_by_index, json_path};
use crate::correct::trial;
use crate::diagnostic::code::LEARN_UNSETTLED;
use crate::diagnostic::provenance::Provenance;
use crate::diagnostic::{FileId, Location, Report};
use crate::input::overlay;

/// A document with everything that it refers to in other files.
#[derive(Debug)]
pub struct Bundled {
    /// The file of the document.
    pub root: FileId,
    /// The document, corrected and bundled.
    pub document: Value,
    /// Where its parts came from.
    pub provenance: Provenance,
    /// The document as published, bundled.
    pub published: Value,
    /// Where the parts of the published one came from.
    pub published_provenance: Provenance,
    /// The files of the published one, which were read again, with what they are among `parts`.
    pub same: BTreeMap<FileId, FileId>,
    /// The document and all other files that were read.
    pub parts: BTreeMap<FileId, Part>,
}

/// A file of a document.
#[derive(Debug)]
pub struct Part {
    /// Its path relative to the folder of the document, with `/`.
    pub name: String,
    /// Its value as published.
    pub published: Value,
    /// Its value as corrected.
    pub value: Value,
}

impl Bundled {
    /// Returns the document if nothing was read from other files: then it is what it was.
    pub fn alone(root: FileId, published: Value, document: Value) -> Self {
        let provenance = Provenance::new(root);
        let part = Part { name: String::new(), published: published.clone(), value: document.clone() };
        Self {
            root,
            document,
            published_provenance: provenance.clone(),
            provenance,
            published,
            same: BTreeMap::new(),
            parts: BTreeMap::from([(root, part)]),
        }
    }

    /// Brings what was found in the bundled document to its files: locations, and actions.
    pub fn bring_home(&self, findings: &mut Findings) {
        self.locate(&mut findings.report);
        if !self.provenance.has_imports() {
            return;
        }
        let (written, left_out) = self.on_files(&findings.proposals);
        for proposal in left_out {
            let message = format!(
                "the correction of `{}` of the bundled document is none of a single file: {}",
                shorten(&proposal.target),
                proposal.description
            );
            findings.report.add(&LEARN_UNSETTLED, Location::Source(self.root, Pointer::root()), message);
        }
        findings.proposals = written;
    }

    /// Moves the locations of diagnostics from the bundled document to its files.
    pub fn locate(&self, report: &mut Report) {
        for diagnostic in &mut report.diagnostics {
            if let Location::Source(file, at) = &diagnostic.location
                && *file == self.root
            {
                let (file, at) = self.provenance.origin(at);
                diagnostic.location = Location::Source(file, at);
            }
        }
    }

    /// Writes actions on the bundled document as actions on its files; also returns those that cannot be written so.
    fn on_files<'p>(&self, proposals: &'p [Proposal]) -> (Vec<Proposal>, Vec<&'p Proposal>) {
        let values = self.parts.iter().map(|(file, part)| (*file, part.value.clone())).collect();
        let mut progress = Progress { bundled: self, whole: self.document.clone(), values };
        let (mut written, mut left_out) = (Vec::new(), Vec::new());
        for proposal in proposals {
            match progress.write(proposal) {
                Some(action) => written.push(action),
                None => left_out.push(proposal),
            }
        }
        (written, left_out)
    }

    fn name(&self, file: FileId) -> &str {
        self.parts.get(&file).map_or("", |part| part.name.as_str())
    }

    fn published_origin(&self, at: &Pointer) -> (FileId, Pointer) {
        let (file, at) = self.published_provenance.origin(at);
        (self.same.get(&file).copied().unwrap_or(file), at)
    }

    /// Returns the guard of an action as one on its file: what is published there, or that nothing is.
    fn guard(&self, file: FileId, path: &str) -> Option<(String, Value)> {
        let published = &self.parts.get(&file)?.published;
        // The last element has to stay the last one.
        if let Some(list) = path.strip_suffix("[-1]") {
            let [list] = overlay::selected(list, &self.published).try_into().ok()?;
            let (own, at) = self.published_origin(&list);
            return guard_of(published, &at).filter(|_| own == file);
        }
        let selected = overlay::selected(path, &self.published);
        if let [one] = selected.as_slice() {
            let (own, at) = self.published_origin(one);
            published.pointer(at.as_str()).filter(|_| own == file)?;
            return guard_of(published, &at);
        }
        let (holder, last) = overlay::last_segment(path);
        let [holder] = overlay::selected(holder, &self.published).try_into().ok()?;
        let (own, at) = self.published_origin(&holder);
        (own == file).then(|| (json_path(published, &at) + last, Value::Null))
    }

    /// Writes the references of a value as a file writes them.
    fn localise(&self, value: &mut Value, file: FileId) {
        match value {
            Value::Array(list) => list.iter_mut().for_each(|item| self.localise(item, file)),
            Value::Object(object) => {
                for (key, member) in object {
                    match (key.as_str(), member) {
                        ("$ref", Value::String(text)) => *text = self.reference(text, file),
                        ("mapping", Value::Object(mapping)) => {
                            for target in mapping.values_mut() {
                                if let Value::String(text) = target {
                                    *text = self.reference(text, file);
                                }
                            }
                        }
                        (_, member) => self.localise(member, file),
                    }
                }
            }
            _ => {}
        }
    }

    fn reference(&self, text: &str, from: FileId) -> String {
        let Some(at) = text.strip_prefix('#').and_then(Pointer::from_fragment) else {
            return text.to_owned();
        };
        let (file, at) = self.provenance.origin(&at);
        let path = if file == from { String::new() } else { relative(self.name(from), self.name(file)) };
        match at == Pointer::root() && !path.is_empty() {
            true => path,
            false => path + &at.to_fragment(),
        }
    }
}

/// The bundled document and its files while actions are applied to both.
struct Progress<'b> {
    bundled: &'b Bundled,
    whole: Value,
    values: BTreeMap<FileId, Value>,
}

impl Progress<'_> {
    /// Returns an action as one on a file; `None` if it does not apply there.
    fn write(&mut self, proposal: &Proposal) -> Option<Proposal> {
        let (file, target) = self.target(&proposal.target).filter(|(_, target)| !is_by_index(target))?;
        let guard = proposal.guard.as_ref().and_then(|(path, _)| self.bundled.guard(file, path));
        let published = &self.bundled.parts.get(&file)?.published;
        // What is published in another file: guarded is what is around the target.
        let guard = guard.or_else(|| {
            let at = overlay::selected(&target, published).into_iter().next()?;
            guard_of(published, &at)
        });
        let mut action = proposal.action.clone();
        if let Action::Update(value) = &mut action {
            self.bundled.localise(value, file);
        }
        let is_other = file != self.bundled.root;
        let name = is_other.then(|| self.bundled.name(file).to_owned());
        let written = Proposal { target, guard, action, file: name, ..proposal.clone() };
        let part = self.bundled.parts.get(&file)?;
        let value = trial::apply(self.values.get(&file)?, &part.published, &[&written]).ok()?;
        self.whole = trial::apply(&self.whole, &self.bundled.published, &[proposal]).ok()?;
        self.values.insert(file, value);
        Some(written)
    }

    /// Returns the file that a target is in, and the path there.
    fn target(&self, path: &str) -> Option<(FileId, String)> {
        let place = |at: &Pointer| {
            let (file, at) = self.bundled.provenance.origin(at);
            Some((file, json_path(self.values.get(&file)?, &at)))
        };
        if let [one] = overlay::selected(path, &self.whole).as_slice() {
            return place(one);
        }
        let (holder, last) = overlay::last_segment(path);
        let [holder] = overlay::selected(holder, &self.whole).try_into().ok()?;
        place(&holder).map(|(file, path)| (file, path + last))
    }
}

/// Returns the path from one file to another, both relative to the same folder.
fn relative(from: &str, to: &str) -> String {
    let (from, to): (Vec<&str>, Vec<&str>) = (from.split('/').collect(), to.split('/').collect());
    let folders = from.len().saturating_sub(1);
    let same = from.iter().take(folders).zip(&to).take_while(|(one, other)| one == other).count();
    let up = std::iter::repeat_n("..", folders - same);
    let path: Vec<&str> = up.chain(to.iter().skip(same).copied()).collect();
    if path.first() == Some(&"..") { path.join("/") } else { format!("./{}", path.join("/")) }
}

/// Returns the path of a file relative to the folder of a document, from the names of both in diagnostics.
pub fn name_beside(document: &str, file: &str) -> String {
    let path = relative(document, file);
    path.strip_prefix("./").map_or(path.clone(), str::to_owned)
}
