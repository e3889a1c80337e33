//! The state shared by all rules while the document is rewritten: the report, the record of moves, the diagnostics that
//! are reported once for many locations, and the references that are resolved at the end.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::path::Path;
use super::reference::References;
use crate::base::pointer::Pointer;
use crate::diagnostic::budget::Budget;
use crate::diagnostic::provenance::Provenance;
use crate::diagnostic::{Code, Diagnostic, Location, Report};
use crate::openapi::version::Version;

/// A JSON object, in the document's own order.
pub type Object = Map<String, Value>;

/// The state of one run of the pass.
pub struct Context<'d> {
    report: &'d mut Report,
    provenance: &'d mut Provenance,
    /// The version that the document declares.
    pub version: Version,
    counted: BTreeMap<(&'static str, String), Counted>,
    /// Moves inside the document, and the references that they may concern.
    pub references: References,
    /// The number of nested schemas around the current one.
    pub depth: usize,
    /// Reusable objects of 3.2 that 3.0 does not have; they are copied to where they are used.
    pub reusable: Reusable,
}

/// The origin of a value that is being moved: its old pointer, which references use, and a pointer that the provenance
/// can trace even if another value has moved to the old pointer.
#[derive(Clone)]
pub struct Source {
    /// The old pointer.
    pub old: Pointer,
    /// The pointer that the provenance traces.
    pub origin: Pointer,
}

impl Source {
    /// The source of a value that has not moved.
    pub fn at(old: Pointer) -> Self {
        Self { origin: old.clone(), old }
    }

    /// Returns the source of a member of the value.
    pub fn join(&self, key: &str) -> Self {
        Self { old: self.old.join(key), origin: self.origin.join(key) }
    }
}

/// Reusable objects of 3.2 that 3.0 does not have.
#[derive(Default)]
pub struct Reusable {
    /// `components/parameters` entries that are `in: querystring`.
    pub querystrings: Object,
    /// `components/mediaTypes`.
    pub media_types: Object,
}

impl Reusable {
    /// Returns the shared query string that a parameter refers to.
    pub fn querystring(&self, parameter: &Value) -> Option<&Value> {
        let name = parameter.get("$ref")?.as_str()?.strip_prefix("#/components/parameters/")?;
        self.querystrings.get(name)
    }
}

/// A diagnostic that many locations may have.
struct Counted {
    code: &'static Code,
    all: Vec<Location>,
    hint: Option<String>,
}

impl<'d> Context<'d> {
    /// Starts a run of the pass.
    pub fn new(provenance: &'d mut Provenance, report: &'d mut Report, version: Version) -> Self {
        Self {
            report,
            provenance,
            version,
            counted: BTreeMap::new(),
            depth: 0,
            references: References::new(version == Version::V2),
            reusable: Reusable::default(),
        }
    }

    /// Adds the steps that a budget used to the report.
    pub fn report_steps(&mut self, budget: &Budget) {
        budget.report_steps(self.report);
    }

    /// Reports a diagnostic at a path.
    pub fn report(&mut self, code: &'static Code, at: &Path<'_>, message: impl Into<String>) {
        self.report_at(code, at.pointer(), message);
    }

    /// [`Context::report`] with a specific hint, if there is one.
    pub fn report_with_hint(
        &mut self,
        code: &'static Code,
        at: &Path<'_>,
        message: impl Into<String>,
        hint: Option<String>,
    ) {
        self.report_with_hint_at(code, at.pointer(), message, hint);
    }

    /// [`Context::report_with_hint`] for a pointer.
    pub fn report_with_hint_at(
        &mut self,
        code: &'static Code,
        at: Pointer,
        message: impl Into<String>,
        hint: Option<String>,
    ) {
        let (file, published) = self.provenance.origin(&at);
        let place = Location::Source(file, published);
        self.report.diagnostics.push(Diagnostic { code, location: place, message: message.into(), hint });
    }

    /// [`Context::report`] for a pointer. The location is traced to the published text immediately, because a value
    /// that is about to be left out has no pointer in the final document.
    pub fn report_at(&mut self, code: &'static Code, at: Pointer, message: impl Into<String>) {
        let (file, published) = self.provenance.origin(&at);
        self.report.add(code, Location::Source(file, published), message);
    }

    /// Returns true if the last diagnostics all have this code.
    pub fn is_repeated(&self, code: &'static Code) -> bool {
        self.report.is_repeated(code)
    }

    /// Counts a diagnostic that is reported once per document and message.
    pub fn report_once(&mut self, code: &'static Code, at: &Path<'_>, what: &str) {
        self.report_once_with_hint(code, at, what, || None);
    }

    /// [`Context::report_once`] with a specific hint, if there is one.
    pub fn report_once_with_hint(
        &mut self,
        code: &'static Code,
        at: &Path<'_>,
        what: &str,
        hint: impl FnOnce() -> Option<String>,
    ) {
        let counted = self.counted.entry((code.id, what.to_owned())).or_insert_with(|| Counted {
            code,
            all: Vec::new(),
            hint: hint(),
        });
        let (file, published) = self.provenance.origin(&at.pointer());
        counted.all.push(Location::Source(file, published));
    }

    /// Records that the value at `new` was at `old` just before.
    pub fn record_move(&mut self, new: Pointer, old: Pointer) {
        self.provenance.moved(new.clone(), &old);
        self.references.record_move(old, new);
    }

    /// Records that a value that was taken out is now at `new`.
    pub fn record_insert(&mut self, new: Pointer, source: &Source) {
        self.provenance.moved(new.clone(), &source.origin);
        self.references.record_move(source.old.clone(), new);
    }

    /// Records that the value at `new` was made from the value at `old`, which stays there.
    pub fn record_copy(&mut self, new: Pointer, old: &Pointer) {
        self.provenance.moved(new, old);
    }

    /// Records that an element of a list moves to a lower index, because elements before it were left out.
    pub fn record_shift(&mut self, list: &Path<'_>, from: usize, to: usize) {
        if from != to {
            self.record_move(list.index(to).pointer(), list.index(from).pointer());
        }
    }

    /// Adds the counted diagnostics to the report: those that are alike have the same words, and become one when the report is
    /// complete.
    pub fn finish(self) {
        for ((_, message), Counted { code, all, hint }) in self.counted {
            let each = |location| Diagnostic { code, location, message: message.clone(), hint: hint.clone() };
            self.report.diagnostics.extend(all.into_iter().map(each));
        }
    }
}

/// Returns a value as text of at most 40 characters, for a diagnostic.
pub fn shorten(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
