//! Reports references. A reference that is copied to several places is reported once, and so is a missing file.

use super::fault::{Fault, Refusal};
use super::library::ROOT;
use super::walk::{Bundler, Cursor};
use crate::base::pointer::Pointer;
use crate::diagnostic::provenance::Provenance;
use crate::diagnostic::{Diagnostic, FileId, Location};

impl Bundler<'_> {
    /// Reports a refusal at a path of the current frame, unless it was reported before.
    pub(super) fn report_refusal(&mut self, refusal: Refusal, path: Pointer, here: Cursor<'_>) {
        let Some(Fault { code, message, hint }) = refusal.filter(|fault| !self.is_repeated(fault)) else {
            return;
        };
        let file = self.library.doc(here.doc()).file;
        let at = here.frame.origin.pointer.concat(path.as_str());
        // A part that is copied to several places is reported once.
        if self.reported.locations.insert((file, at.clone())) {
            let location = Location::Source(file, at);
            self.report.diagnostics.push(Diagnostic { code, location, message, hint });
        }
    }

    /// Counts a fault about a file. Returns true if the same fault was reported before.
    fn is_repeated(&mut self, fault: &Fault) -> bool {
        if !fault.is_about_file() {
            return false;
        }
        let key = (fault.code.id, fault.message.clone());
        let (_, count) = self.reported.files.entry(key).or_insert((self.report.diagnostics.len(), 0));
        *count += 1;
        *count > 1
    }

    /// Completes the report: adds the number of references to the diagnostic of each unreadable file, and replaces
    /// locations in the root by those of the published text.
    pub(super) fn finish_report(&mut self, provenance: &Provenance) {
        for ((code, message), (index, count)) in &self.reported.files {
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
        for diagnostic in self.report.diagnostics.iter_mut().skip(self.reported.before) {
            if let Location::Source(file, at) = &diagnostic.location {
                let (file, at) = published(*file, at);
                diagnostic.location = Location::Source(file, at);
            }
        }
        self.dropped.0 = self.dropped.0.iter().map(|(file, at)| published(*file, at)).collect();
    }

    /// Records that a reference was dropped.
    pub(super) fn record_dropped(&mut self, here: Cursor<'_>) {
        self.dropped.0.insert((self.library.doc(here.doc()).file, here.source()));
    }

    /// Returns a hint if a reference lacks `#/`: there is no such file, but the document has a value at that pointer.
    pub(super) fn missing_hash_hint(&self, reference: &str, here: Cursor<'_>) -> Option<String> {
        let pointer = Pointer::parse(&format!("/{}", reference.trim_start_matches('/')))?;
        let is_there = self.library.doc(here.doc()).value.pointer(pointer.as_str()).is_some();
        is_there
            .then(|| format!("did you mean `{}`? the part before `#` names a file", pointer.to_fragment()))
    }
}
