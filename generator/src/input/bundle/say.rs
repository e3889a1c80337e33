//! What is reported of references: where they are copied to does not count, and a file that is missing is missing once.

use super::fault::{Fault, Refusal};
use super::library::ROOT;
use super::walk::{Bundler, Here};
use crate::base::pointer::Pointer;
use crate::diagnostic::provenance::Provenance;
use crate::diagnostic::{Diagnostic, FileId, Location};

impl Bundler<'_> {
    pub(super) fn say(&mut self, refusal: Refusal, path: Pointer, here: Here<'_>) {
        let Some(Fault { code, message, hint }) = refusal.filter(|fault| !self.is_repeated(fault)) else {
            return;
        };
        let file = self.library.doc(here.doc()).file;
        let at = here.frame.origin.pointer.concat(path.as_str());
        // What is copied to several places is wrong only once.
        if self.said.places.insert((file, at.clone())) {
            let place = Location::Source(file, at);
            self.report.diagnostics.push(Diagnostic { code, location: place, message, hint });
        }
    }

    /// Whether a file was reported before; it is counted, and noted if not.
    fn is_repeated(&mut self, fault: &Fault) -> bool {
        if !fault.is_of_file() {
            return false;
        }
        let key = (fault.code.id, fault.message.clone());
        let (_, count) = self.said.files.entry(key).or_insert((self.report.diagnostics.len(), 0));
        *count += 1;
        *count > 1
    }

    /// Ends the search: says of each file that cannot be read how many references name it, and brings places of the root to
    /// where they were published.
    pub(super) fn end(&mut self, provenance: &Provenance) {
        for ((code, message), (index, count)) in &self.said.files {
            let first = self.report.diagnostics.get_mut(*index);
            let first =
                first.filter(|first| *count > 1 && first.code.id == *code && first.message == *message);
            if let Some(first) = first {
                first.message.push_str(&format!(" ({count} references, this is the first)"));
            }
        }
        let root = self.library.doc(ROOT).file;
        let published = |file: FileId, at: &Pointer| {
            if file == root { provenance.origin(at) } else { (file, at.clone()) }
        };
        for diagnostic in self.report.diagnostics.iter_mut().skip(self.said.before) {
            if let Location::Source(file, at) = &diagnostic.location {
                let (file, at) = published(*file, at);
                diagnostic.location = Location::Source(file, at);
            }
        }
        self.lost.0 = self.lost.0.iter().map(|(file, at)| published(*file, at)).collect();
    }

    /// Notes that a reference is replaced by nothing.
    pub(super) fn lose(&mut self, here: Here<'_>) {
        self.lost.0.insert((self.library.doc(here.doc()).file, here.source()));
    }

    /// What to do about a reference that is no file but the way to a part of its own document, without `#/`.
    pub(super) fn own_part(&self, reference: &str, here: Here<'_>) -> Option<String> {
        let pointer = Pointer::parse(&format!("/{}", reference.trim_start_matches('/')))?;
        let is_there = self.library.doc(here.doc()).value.pointer(pointer.as_str()).is_some();
        is_there
            .then(|| format!("did you mean `{}`? the part before `#` names a file", pointer.to_fragment()))
    }
}
