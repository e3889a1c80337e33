//! What every rule may use while the document is rewritten: the report, the record of moves, the notes that
//! are given once for many places, and the references that can be settled only when all else stands.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::path::Path;
use super::reference::References;
use crate::base::pointer::Pointer;
use crate::diagnostic::provenance::Provenance;
use crate::diagnostic::{Code, Diagnostic, Location, Report};
use crate::openapi::version::Version;

/// A JSON object, in the document's own order.
pub type Object = Map<String, Value>;

/// The state of one run of the pass.
pub struct Context<'d> {
    report: &'d mut Report,
    provenance: &'d mut Provenance,
    /// What the document says it is.
    pub version: Version,
    notes: BTreeMap<(&'static str, String), Note>,
    /// Moves inside the document, and the references that they may concern.
    pub references: References,
    /// How many schemas the walk is in.
    pub depth: usize,
    /// Reusable objects of 3.2 that 3.0 has no place for: copied to where they are used.
    pub reusable: Reusable,
}

/// Something that is being moved: where it stood, for references to it, and a place from which its provenance
/// can be told although other things may have moved to where it stood.
#[derive(Clone)]
pub struct Source {
    /// Where it stood.
    pub place: Pointer,
    /// The place that the provenance knows.
    pub origin: Pointer,
}

impl Source {
    /// Something that still stands where it stood.
    pub fn at(place: Pointer) -> Self {
        Self { origin: place.clone(), place }
    }

    /// A member of it.
    pub fn join(&self, key: &str) -> Self {
        Self { place: self.place.join(key), origin: self.origin.join(key) }
    }
}

/// What 3.2 lets a document share and 3.0 does not.
#[derive(Default)]
pub struct Reusable {
    /// `components/parameters` entries that are `in: querystring`.
    pub querystrings: Object,
    /// `components/mediaTypes`.
    pub media_types: Object,
}

impl Reusable {
    /// The shared query string that a parameter refers to.
    pub fn querystring(&self, parameter: &Value) -> Option<&Value> {
        let name = parameter.get("$ref")?.as_str()?.strip_prefix("#/components/parameters/")?;
        self.querystrings.get(name)
    }
}

/// Something worth saying once, with the first place and how many there are.
struct Note {
    code: &'static Code,
    first: Location,
    count: usize,
    hint: Option<String>,
}

impl<'d> Context<'d> {
    /// Begins a run.
    pub fn new(provenance: &'d mut Provenance, report: &'d mut Report, version: Version) -> Self {
        Self {
            report,
            provenance,
            version,
            notes: BTreeMap::new(),
            depth: 0,
            references: References::new(version == Version::V2),
            reusable: Reusable::default(),
        }
    }

    /// Says what is wrong at a place.
    pub fn say(&mut self, code: &'static Code, at: &Path<'_>, message: impl Into<String>) {
        self.say_at(code, at.pointer(), message);
    }

    /// [`Context::say`] with a hint made for it, if there is one.
    pub fn advise(
        &mut self,
        code: &'static Code,
        at: &Path<'_>,
        message: impl Into<String>,
        hint: Option<String>,
    ) {
        self.advise_at(code, at.pointer(), message, hint);
    }

    /// [`Context::advise`] for a place that is known by its pointer.
    pub fn advise_at(
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

    /// [`Context::say`] for a place that is known by its pointer. The place is traced back at once: what is
    /// about to be left out has none in the document as it will be.
    pub fn say_at(&mut self, code: &'static Code, at: Pointer, message: impl Into<String>) {
        let (file, published) = self.provenance.origin(&at);
        self.report.add(code, Location::Source(file, published), message);
    }

    /// Whether the last problems are all of one kind.
    pub fn is_repeated(&self, code: &'static Code) -> bool {
        self.report.is_repeated(code)
    }

    /// Counts something that is said once a document, under the text that names it.
    pub fn note(&mut self, code: &'static Code, at: &Path<'_>, what: &str) {
        self.note_advice(code, at, what, || None);
    }

    /// [`Context::note`] with a hint made for it, if there is one.
    pub fn note_advice(
        &mut self,
        code: &'static Code,
        at: &Path<'_>,
        what: &str,
        hint: impl FnOnce() -> Option<String>,
    ) {
        let note = self.notes.entry((code.id, what.to_owned())).or_insert_with(|| {
            let (file, published) = self.provenance.origin(&at.pointer());
            Note { code, first: Location::Source(file, published), count: 0, hint: hint() }
        });
        note.count += 1;
    }

    /// Records that what now stands at `new` was at `old` in the document as it was just before.
    pub fn moved(&mut self, new: Pointer, old: Pointer) {
        self.provenance.moved(new.clone(), &old);
        self.references.moved(old, new);
    }

    /// Records that something that was taken out now stands at `new`.
    pub fn put(&mut self, new: Pointer, source: &Source) {
        self.provenance.moved(new.clone(), &source.origin);
        self.references.moved(source.place.clone(), new);
    }

    /// Records that what now stands at `new` was made from what is at `old`, which stays where it is.
    pub fn made_from(&mut self, new: Pointer, old: &Pointer) {
        self.provenance.moved(new, old);
    }

    /// Records that an element of a list moves up over some that were left out before it.
    pub fn moves_up(&mut self, list: &Path<'_>, from: usize, to: usize) {
        if from != to {
            self.moved(list.index(to).pointer(), list.index(from).pointer());
        }
    }

    /// Gives the counted notes.
    pub fn finish(self) {
        for ((_, what), Note { code, first, count, hint }) in self.notes {
            let places =
                if count == 1 { String::new() } else { format!(" ({count} locations, this is the first)") };
            let message = format!("{what}{places}");
            self.report.diagnostics.push(Diagnostic { code, location: first, message, hint });
        }
    }
}

/// A value in a few characters, for a message.
pub fn show(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
