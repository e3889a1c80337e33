//! Searches the root document for references, then each part of another file that something refers to. References are
//! recorded but not yet rewritten: names are chosen when all claims are known.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::grammar::{self, KeyKind, key_kind};
use super::library::{DocId, FilePointer, Library, ROOT, Refusal};
use super::target::{Followed, count_values, follow_pointer, override_members, reference};
use crate::base::pointer::{Path, Pointer};
use crate::diagnostic::code::{
    REF_CYCLE, REF_FILE, REF_GROWTH, REF_OUTSIDE, REF_TARGET, REF_UNKNOWN_KEY, REFERENCE_REPAIRED,
};
use crate::diagnostic::{Code, Diagnostic, FileId, Location, Report};
use crate::openapi::kind::ValueKind;
use crate::openapi::object::ObjectId;
use crate::openapi::section;

/// The deepest nesting of copies within copies.
const MAX_COPIES: usize = 32;

/// The longest chain of references to values that are only references.
const MAX_HOPS: usize = 64;

/// A part of another file that becomes a component.
pub(super) struct Import {
    pub(super) target: FilePointer,
    /// The pointer of the section that it goes to.
    pub(super) section: Pointer,
    pub(super) kind: &'static ValueKind,
    pub(super) value: Value,
}

/// The value that a recorded pointer is relative to: an import (its index), or the root document (`None`).
pub(super) type Home = Option<usize>;

/// A string that has to become a reference to an import.
pub(super) struct ImportUse {
    pub(super) home: Home,
    pub(super) at: Pointer,
    pub(super) import: usize,
}

/// A copied value, for the provenance.
pub(super) struct Copied {
    pub(super) home: Home,
    pub(super) at: Pointer,
    pub(super) from: FilePointer,
}

/// What the nodes of one walk share: the file they come from and where they will be.
struct Frame<'f> {
    home: Home,
    /// The pointer in `home` at which the frame begins.
    prefix: Pointer,
    /// The origin of the value there.
    origin: FilePointer,
    outer: Option<&'f Frame<'f>>,
    depth: usize,
}

/// The current node: its frame and its path from the start of the frame.
#[derive(Clone, Copy)]
struct Cursor<'a> {
    frame: &'a Frame<'a>,
    path: &'a Path<'a>,
}

impl Cursor<'_> {
    fn doc(&self) -> DocId {
        self.frame.origin.doc
    }

    /// Returns its future pointer in `home`.
    fn at(&self) -> Pointer {
        self.frame.prefix.concat(self.path.pointer().as_str())
    }

    /// Returns its pointer in its own file.
    fn source(&self) -> Pointer {
        self.frame.origin.pointer.concat(self.path.pointer().as_str())
    }
}

/// The search, with everything found so far.
pub(super) struct Bundler<'r> {
    pub(super) library: Library<'r>,
    pub(super) swagger: bool,
    pub(super) report: &'r mut Report,
    pub(super) imports: Vec<Import>,
    pub(super) uses: Vec<ImportUse>,
    pub(super) copies: Vec<Copied>,
    index: BTreeMap<(Pointer, FilePointer), usize>,
    /// The locations that were already reported.
    reported: BTreeSet<(FileId, Pointer)>,
    /// The number of values that may still be copied.
    budget: usize,
}

impl<'r> Bundler<'r> {
    /// Creates a search that has found nothing yet.
    pub(super) fn new(library: Library<'r>, swagger: bool, report: &'r mut Report) -> Self {
        let (imports, uses, copies, index, reported) = Default::default();
        Self { library, swagger, report, imports, uses, copies, index, reported, budget: 1_000_000 }
    }

    /// Searches the root document.
    pub(super) fn search_root(&mut self, root: &mut Value) {
        let origin = FilePointer { doc: ROOT, pointer: Pointer::root() };
        let frame = Frame { home: None, prefix: Pointer::root(), origin, outer: None, depth: 0 };
        self.walk(root, &grammar::ROOT, Cursor { frame: &frame, path: &Path::ROOT });
    }

    /// Searches the imports, including those added during the search.
    pub(super) fn search_imports(&mut self) {
        let mut next = 0;
        while let Some(import) = self.imports.get_mut(next) {
            let (mut value, kind) = (import.value.take(), import.kind);
            let origin = import.target.clone();
            let frame = Frame { home: Some(next), prefix: Pointer::root(), origin, outer: None, depth: 0 };
            self.walk(&mut value, kind, Cursor { frame: &frame, path: &Path::ROOT });
            if let Some(import) = self.imports.get_mut(next) {
                import.value = value;
            }
            next += 1;
        }
    }

    fn walk(&mut self, node: &mut Value, kind: &'static ValueKind, here: Cursor<'_>) {
        if matches!(kind, ValueKind::Object(object) if object.id == ObjectId::Discriminator) {
            return self.discriminator(node, here);
        }
        if let Some(reference) = reference(node) {
            return self.reference(node, &reference, kind, here);
        }
        match (node, kind) {
            (Value::Object(map), ValueKind::Map(inner)) => {
                for (key, child) in map.iter_mut().filter(|(key, _)| !is_extension(inner, key)) {
                    self.walk(child, inner, Cursor { path: &here.path.key(key), ..here });
                }
            }
            (Value::Object(map), ValueKind::List(inner) | ValueKind::Branches(inner)) => {
                self.members(map, inner, here)
            }
            (Value::Object(map), kind) => self.members(map, kind, here),
            (Value::Array(items), ValueKind::List(inner) | ValueKind::Branches(inner)) => {
                self.elements(items, inner, here);
            }
            (Value::Array(items), ValueKind::Texts) => self.elements(items, &ValueKind::Text, here),
            // Before 2020-12 `items` could also be a list.
            (Value::Array(items), ValueKind::Schema | ValueKind::SchemaOrBool) => {
                self.elements(items, &ValueKind::Schema, here);
            }
            _ => {}
        }
    }

    fn members(&mut self, map: &mut Map<String, Value>, kind: &'static ValueKind, here: Cursor<'_>) {
        for (key, child) in map {
            let path = here.path.key(key);
            let here = Cursor { path: &path, ..here };
            match key_kind(kind, key, self.swagger) {
                KeyKind::ValueKind(kind) => self.walk(child, kind, here),
                KeyKind::Unknown => self.unknown_key(key, child, kind, here),
                KeyKind::Data => {}
            }
        }
    }

    fn elements(&mut self, items: &mut [Value], kind: &'static ValueKind, here: Cursor<'_>) {
        for (index, child) in items.iter_mut().enumerate() {
            self.walk(child, kind, Cursor { path: &here.path.index(index), ..here });
        }
    }

    /// Handles a key that the grammar does not know: a reference under it is followed, as one in its parent would be,
    /// and reported.
    fn unknown_key(&mut self, key: &str, node: &mut Value, holder: &'static ValueKind, here: Cursor<'_>) {
        let Some(reference) = reference(node) else { return };
        let kind = if matches!(holder, ValueKind::Object(_)) { &ValueKind::Text } else { holder };
        self.reference(node, &reference, kind, here);
        let message = format!("unknown key `{key}`; its reference is followed");
        self.report(Some((&REF_UNKNOWN_KEY, message)), here.path.pointer(), here);
    }

    fn reference(&mut self, node: &mut Value, reference: &str, kind: &'static ValueKind, here: Cursor<'_>) {
        // A reference to the `$id` of a schema resolves once everything is in one document.
        if here.doc() == ROOT && (reference.starts_with('#') || self.library.is_id(reference)) {
            return;
        }
        let found = match grammar::section(kind, self.swagger) {
            Some(named) => self.link(reference, named, here).map(|text| set_reference(node, text)),
            None => self.copy(node, reference, kind, here),
        };
        if let Err(refusal) = found {
            let hint = self
                .local_pointer_hint(reference, here)
                .filter(|_| refusal.as_ref().is_some_and(is_missing_file));
            self.report_with_hint(refusal, here.path.key("$ref").pointer(), here, hint);
            // The siblings of the reference are still valid.
            if let Value::Object(map) = node {
                map.shift_remove("$ref");
            }
        }
    }

    /// Returns a hint for a reference that is not a file but a pointer in its own document without `#/`.
    fn local_pointer_hint(&self, reference: &str, here: Cursor<'_>) -> Option<String> {
        let pointer = Pointer::parse(&format!("/{}", reference.trim_start_matches('/')))?;
        let is_there = self.library.doc(here.doc()).value.pointer(pointer.as_str()).is_some();
        is_there
            .then(|| format!("did you mean `{}`? the part before `#` names a file", pointer.to_fragment()))
    }

    fn report(&mut self, refusal: Refusal, path: Pointer, here: Cursor<'_>) {
        self.report_with_hint(refusal, path, here, None);
    }

    fn report_with_hint(&mut self, refusal: Refusal, path: Pointer, here: Cursor<'_>, hint: Option<String>) {
        let Some((code, message)) = refusal else { return };
        let file = self.library.doc(here.doc()).file;
        let at = here.frame.origin.pointer.concat(path.as_str());
        // A value that is copied to several locations is reported once.
        if self.reported.insert((file, at.clone())) {
            let location = Location::Source(file, at);
            self.report.diagnostics.push(Diagnostic { code, location, message, hint });
        }
    }

    /// Returns the new text of a reference to something that has a section; `None` for an import, whose name is filled
    /// in later.
    fn link(&mut self, reference: &str, named: Named, here: Cursor<'_>) -> Result<Option<String>, Refusal> {
        let at = here.at().join("$ref");
        match self.import(reference, named, here)? {
            Linked::Root(pointer) => Ok(Some(pointer.to_fragment())),
            Linked::Import(import) => {
                self.uses.push(ImportUse { home: here.frame.home, at, import });
                Ok(None)
            }
        }
    }

    fn import(
        &mut self,
        reference: &str,
        (section, kind): Named,
        here: Cursor<'_>,
    ) -> Result<Linked, Refusal> {
        let target = match self.follow(reference, here) {
            Ok(target) => target,
            Err(refusal) => self.component_without_section(reference, &section, here).ok_or(refusal)?,
        };
        if target.doc == ROOT {
            return Ok(Linked::Root(target.pointer));
        }
        let next = self.imports.len();
        let import = *self.index.entry((section.clone(), target.clone())).or_insert(next);
        if import == next {
            let value = self.library.value(&target);
            self.imports.push(Import { target, section, kind, value });
        }
        Ok(Linked::Import(import))
    }

    /// Finds the component that a reference names without its section, as early drafts of Swagger 2.0 allowed.
    fn component_without_section(
        &mut self,
        reference: &str,
        section: &Pointer,
        here: Cursor<'_>,
    ) -> Option<FilePointer> {
        let pointer = section.join(reference);
        self.library.doc(here.doc()).value.pointer(pointer.as_str())?;
        let message = format!("`{reference}` is not a file; read as `{}`", pointer.to_fragment());
        self.report(Some((&REFERENCE_REPAIRED, message)), here.path.key("$ref").pointer(), here);
        Some(FilePointer { doc: here.doc(), pointer })
    }

    /// Follows a reference to its final target: past values that are only references, but not into the root document,
    /// where nothing is changed.
    fn follow(&mut self, reference: &str, here: Cursor<'_>) -> Result<FilePointer, Refusal> {
        let mut target = self.library.find(here.doc(), reference, self.report)?;
        for _ in 0..MAX_HOPS {
            if target.doc == ROOT {
                return Ok(target);
            }
            match follow_pointer(&self.library.doc(target.doc).value, &target.pointer) {
                Followed::Value => return Ok(target),
                Followed::Reference(reference, rest) => {
                    let mut next = self.library.find(target.doc, &reference, self.report)?;
                    next.pointer = next.pointer.join_all(rest.iter().map(String::as_str));
                    target = next;
                }
                Followed::Nothing => {
                    let message = format!("`{reference}`: the file has no value at `{}`", target.pointer);
                    return Err(Some((&REF_TARGET, message)));
                }
            }
        }
        Err(Some((&REF_CYCLE, format!("`{reference}` is part of a reference cycle"))))
    }

    /// Replaces a reference by a copy of its target. The siblings of the reference override the members of the copy.
    fn copy(
        &mut self,
        node: &mut Value,
        reference: &str,
        kind: &'static ValueKind,
        here: Cursor<'_>,
    ) -> Result<(), Refusal> {
        let origin = self.follow(reference, here)?;
        if origin.doc == ROOT {
            set_reference(node, Some(origin.pointer.to_fragment()));
            return Ok(());
        }
        let open = std::iter::successors(Some(here.frame), |frame| frame.outer);
        if open.into_iter().any(|frame| frame.origin == origin) {
            return Err(Some((&REF_CYCLE, format!("`{reference}` would contain itself"))));
        }
        let mut value = self.library.value(&origin);
        self.spend(reference, &value, here)?;
        self.copies.push(Copied { home: here.frame.home, at: here.at(), from: origin.clone() });
        let depth = here.frame.depth + 1;
        let frame =
            Frame { home: here.frame.home, prefix: here.at(), origin, outer: Some(here.frame), depth };
        self.walk(&mut value, kind, Cursor { frame: &frame, path: &Path::ROOT });
        let mut beside = node.take();
        if let Value::Object(map) = &mut beside {
            map.shift_remove("$ref");
            for key in map.keys() {
                let from = FilePointer { doc: here.doc(), pointer: here.source().join(key) };
                self.copies.push(Copied { home: here.frame.home, at: here.at().join(key), from });
            }
        }
        self.walk(&mut beside, kind, here);
        *node = override_members(value, beside);
        Ok(())
    }

    /// Once the limit is reached and reported, nothing more is copied.
    fn spend(&mut self, reference: &str, value: &Value, here: Cursor<'_>) -> Result<(), Refusal> {
        if self.budget == 0 {
            return Err(None);
        }
        self.budget = self.budget.saturating_sub(count_values(value));
        if here.frame.depth < MAX_COPIES && self.budget > 0 {
            return Ok(());
        }
        self.budget = 0;
        Err(Some((&REF_GROWTH, format!("`{reference}` is copied too often or nested too deeply"))))
    }

    /// Handles a discriminator. Mapping values are references to schemas or, without a file or fragment, names of
    /// schemas.
    fn discriminator(&mut self, node: &mut Value, here: Cursor<'_>) {
        let Some(mapping) = node.get_mut("mapping").and_then(Value::as_object_mut) else { return };
        let Some(named) = section::pointer("schemas", self.swagger).map(|at| (at, &ValueKind::Schema)) else {
            return;
        };
        let path = here.path.key("mapping");
        for (key, value) in mapping {
            let Some(text) = value.as_str() else { continue };
            let Some(reference) = self.mapping_reference(text, here) else { continue };
            let here = Cursor { path: &path.key(key), ..here };
            match self.import(&reference, named.clone(), here) {
                Ok(Linked::Root(pointer)) => *value = Value::String(pointer.to_fragment()),
                Ok(Linked::Import(import)) => {
                    self.uses.push(ImportUse { home: here.frame.home, at: here.at(), import });
                }
                // The union lists the schemas of a mapping anyway, so an unresolved name has no other effect.
                Err(refusal) => {
                    let softened = refusal.map(|(_, message)| (&REF_TARGET, message));
                    self.report(softened, here.path.pointer(), here);
                }
            }
        }
    }

    /// Returns the reference that a mapping value stands for; `None` if the value stays as it is.
    fn mapping_reference(&self, text: &str, here: Cursor<'_>) -> Option<String> {
        let file = text.split_once('#').map_or(text, |(file, _)| file);
        let is_file = [".yml", ".yaml", ".json"].iter().any(|end| file.ends_with(end)) || file.contains('/');
        if here.doc() == ROOT {
            return is_file.then(|| text.to_owned());
        }
        if is_file || text.starts_with('#') {
            return Some(text.to_owned());
        }
        let named = Pointer::root().join("components").join("schemas").join(text);
        let schemas = &self.library.doc(here.doc()).value;
        schemas.pointer(named.as_str()).map(|_| named.to_fragment())
    }
}

/// A section, and the kind of its members.
type Named = (Pointer, &'static ValueKind);

/// Returns true if a key of a map is an extension, not a name.
fn is_extension(kind: &ValueKind, key: &str) -> bool {
    let is_extensible = |id| matches!(id, ObjectId::PathItem | ObjectId::Response);
    key.starts_with("x-") && matches!(kind, ValueKind::Object(object) if is_extensible(object.id))
}

enum Linked {
    Root(Pointer),
    Import(usize),
}

/// Returns true if a file does not exist or is not allowed.
fn is_missing_file((code, _): &(&'static Code, String)) -> bool {
    [REF_FILE.id, REF_OUTSIDE.id].contains(&code.id)
}

fn set_reference(node: &mut Value, text: Option<String>) {
    if let (Some(text), Some(place)) = (text, node.get_mut("$ref")) {
        *place = Value::String(text);
    }
}
