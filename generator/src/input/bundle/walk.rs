//! Searches for references: first in the root document, then in each imported part of another file. References to
//! imports are only recorded here, because names are assigned when all imports are known.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::fault::{Fault, Refusal};
use super::grammar::{self, is_prose};
use super::library::{DocId, FilePointer, Library, ROOT};
use super::reported::{Dropped, Reported};
use super::target::{Followed, follow_pointer, merge_members, reference};
use crate::base::pointer::{Path, Pointer};
use crate::base::weight::weight;
use crate::diagnostic::Report;
use crate::diagnostic::code::{REF_CYCLE, REF_GROWTH, REF_TARGET, REF_UNKNOWN_KEY, REFERENCE_REPAIRED};
use crate::openapi::content::{KeyContent, ROOT as DOCUMENT, key_content};
use crate::openapi::kind::ValueKind;
use crate::openapi::object::ObjectId;

/// The maximum nesting of copies within copies.
pub(super) const MAX_COPIES: usize = 32;

/// The maximum length of a chain of references.
pub(super) const MAX_HOPS: usize = 64;

/// The maximum number of values that are copied, besides [`COPIES_PER_VALUE`] for each value of the files.
const MAX_VALUES: usize = 100_000;

/// How often all values of the files may be copied. Real documents copy most parts once.
const COPIES_PER_VALUE: usize = 16;

/// Returns how many values may be copied from files of a weight.
pub(super) fn most_copies(weight: usize) -> usize {
    MAX_VALUES.saturating_add(weight.saturating_mul(COPIES_PER_VALUE))
}

/// A part of another file that becomes a component.
pub(super) struct Import {
    pub(super) target: FilePointer,
    /// The pointer of the section that will hold it.
    pub(super) section: Pointer,
    pub(super) kind: &'static ValueKind,
    pub(super) value: Value,
}

/// The value that a pointer belongs to: the import with this index, or the root document.
pub(super) type Home = Option<usize>;

/// A string that has to become a reference to an import.
pub(super) struct Use {
    pub(super) home: Home,
    pub(super) at: Pointer,
    pub(super) import: usize,
}

/// A copied value, recorded for the provenance.
pub(super) struct Copied {
    pub(super) home: Home,
    pub(super) at: Pointer,
    pub(super) from: FilePointer,
}

/// A walk through one value: the file that its nodes come from, and the pointer that they will have.
pub(super) struct Frame<'f> {
    pub(super) home: Home,
    /// The pointer in `home` at which the frame begins.
    prefix: Pointer,
    /// The source of the value.
    pub(super) origin: FilePointer,
    outer: Option<&'f Frame<'f>>,
    depth: usize,
}

/// The current node: its frame and its path within the frame.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'a> {
    pub(super) frame: &'a Frame<'a>,
    pub(super) path: &'a Path<'a>,
}

impl Cursor<'_> {
    /// Returns the document that the node comes from.
    pub(super) fn doc(&self) -> DocId {
        self.frame.origin.doc
    }

    /// Returns the pointer that the node will have in its home.
    pub(super) fn at(&self) -> Pointer {
        self.frame.prefix.concat(self.path.pointer().as_str())
    }

    /// Returns the pointer of the node in its file.
    pub(super) fn source(&self) -> Pointer {
        self.frame.origin.pointer.concat(self.path.pointer().as_str())
    }
}

/// The state of the search.
pub(super) struct Bundler<'r> {
    pub(super) library: Library<'r>,
    pub(super) swagger: bool,
    pub(super) report: &'r mut Report,
    pub(super) imports: Vec<Import>,
    pub(super) uses: Vec<Use>,
    pub(super) copies: Vec<Copied>,
    index: BTreeMap<(Pointer, FilePointer), usize>,
    pub(super) reported: Reported,
    pub(super) dropped: Dropped,
    /// Extensions of the root that a reference leads to, with the kind that the reference expects.
    extensions: BTreeMap<Pointer, &'static ValueKind>,
    /// How many values were copied.
    copied: usize,
}

impl<'r> Bundler<'r> {
    /// Starts a search.
    pub(super) fn new(library: Library<'r>, swagger: bool, report: &'r mut Report) -> Self {
        let (imports, uses, copies, index, dropped, extensions) = Default::default();
        let (reported, copied) = (Reported::new(report), 0);
        Self { library, swagger, report, imports, uses, copies, index, reported, dropped, extensions, copied }
    }

    /// Searches the root document.
    pub(super) fn search_root(&mut self, root: &mut Value) {
        let origin = FilePointer { doc: ROOT, pointer: Pointer::root() };
        let frame = Frame { home: None, prefix: Pointer::root(), origin, outer: None, depth: 0 };
        self.walk(root, &DOCUMENT, Cursor { frame: &frame, path: &Path::ROOT });
        let mut seen = BTreeSet::new();
        while let Some((pointer, kind)) = self.extensions.pop_first() {
            if !seen.insert(pointer.clone()) {
                continue;
            }
            let Some(node) = root.pointer_mut(pointer.as_str()) else { continue };
            let origin = FilePointer { doc: ROOT, pointer: pointer.clone() };
            let frame = Frame { home: None, prefix: pointer, origin, outer: None, depth: 0 };
            self.walk(node, kind, Cursor { frame: &frame, path: &Path::ROOT });
        }
    }

    /// Searches the imports, including those that the search adds.
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
            return self.import_mapping(node, here);
        }
        if let Some(reference) = reference(node) {
            return self.reference(node, &reference, kind, here);
        }
        match (node, kind) {
            (Value::Object(map), ValueKind::Map(inner)) => {
                map.retain(|_, child| !is_external_example(inner, child));
                for (key, child) in map.iter_mut().filter(|(key, _)| !is_extension(inner, key)) {
                    self.walk(child, inner, Cursor { path: &here.path.key(key), ..here });
                }
            }
            (Value::Object(map), ValueKind::List(inner) | ValueKind::Branches(inner)) => {
                self.members(map, inner, here)
            }
            (Value::Object(map), kind) => self.members(map, kind, here),
            (Value::Array(items), ValueKind::List(inner) | ValueKind::Branches(inner)) => {
                self.spread(items, here);
                self.elements(items, inner, here);
            }
            (Value::Array(items), ValueKind::Texts) => self.elements(items, &ValueKind::Text, here),
            // Before 2020-12 `items` was a list, too.
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
            match key_content(kind, key, self.swagger) {
                KeyContent::ValueKind(ValueKind::Text) if is_prose(key) => self.inline_prose(child, here),
                KeyContent::ValueKind(kind) => self.walk(child, kind, here),
                KeyContent::Unknown => self.follow_unknown_key(key, child, kind, here),
                KeyContent::Data => {}
            }
        }
    }

    fn elements(&mut self, items: &mut [Value], kind: &'static ValueKind, here: Cursor<'_>) {
        for (index, child) in items.iter_mut().enumerate() {
            self.walk(child, kind, Cursor { path: &here.path.index(index), ..here });
        }
    }

    /// Follows a reference under a key that the grammar does not know, as a reference to the kind of its holder, and
    /// reports the key.
    fn follow_unknown_key(
        &mut self,
        key: &str,
        node: &mut Value,
        holder: &'static ValueKind,
        here: Cursor<'_>,
    ) {
        let Some(reference) = reference(node) else { return };
        let kind = if matches!(holder, ValueKind::Object(_)) { &ValueKind::Text } else { holder };
        self.reference(node, &reference, kind, here);
        let message = format!("unknown key `{key}`; its reference is followed");
        self.report_refusal(Fault::refusal(&REF_UNKNOWN_KEY, message), here.path.pointer(), here);
    }

    fn reference(&mut self, node: &mut Value, reference: &str, kind: &'static ValueKind, here: Cursor<'_>) {
        // A later pass finds schemas of the root by their `$id`.
        if here.doc() == ROOT && (reference.starts_with('#') || self.library.is_id(reference)) {
            if reference.contains("/x-")
                && let Some(pointer) = Pointer::from_fragment(reference.trim_start_matches('#'))
            {
                self.extensions.insert(pointer, kind);
            }
            return self.walk_siblings(node, kind, here);
        }
        if matches!(kind, ValueKind::Map(inner) if is_external_example(inner, node)) {
            *node = Value::Object(Map::new());
            return;
        }
        let is_list = matches!(kind, ValueKind::List(_) | ValueKind::Branches(_))
            && self.list_length(reference, here).is_some();
        let found = match grammar::section(kind, self.swagger).filter(|_| !is_list) {
            Some(named) => self.import_reference(reference, named, here).map(|text| {
                set_reference(node, text);
                self.walk_siblings(node, kind, here);
            }),
            None => self.copy(node, reference, kind, here),
        };
        if let Err(refusal) = found {
            let refusal = refusal.map(|fault| {
                let own = fault.is_missing_file().then(|| self.missing_hash_hint(reference, here)).flatten();
                Fault { hint: own.or(fault.hint), ..fault }
            });
            self.report_refusal(refusal, here.path.key("$ref").pointer(), here);
            self.record_dropped(here);
            // The siblings of the reference stay valid.
            if let Value::Object(map) = node {
                map.shift_remove("$ref");
            }
        }
    }

    /// Searches the siblings of a reference, where siblings have a meaning (schemas and path items).
    fn walk_siblings(&mut self, node: &mut Value, kind: &'static ValueKind, here: Cursor<'_>) {
        let adds = matches!(kind, ValueKind::Schema | ValueKind::SchemaOrBool)
            || matches!(kind, ValueKind::Object(object) if object.id == ObjectId::PathItem);
        if let Value::Object(map) = node
            && adds
            && map.len() > 1
        {
            self.members(map, kind, here);
        }
    }

    /// Imports the target of a reference that has a section. Returns the new text, or `None` for an import, whose name
    /// is written later.
    fn import_reference(
        &mut self,
        reference: &str,
        named: SectionKind,
        here: Cursor<'_>,
    ) -> Result<Option<String>, Refusal> {
        let at = here.at().join("$ref");
        match self.import(reference, named, here)? {
            Linked::Root(pointer) => Ok(Some(pointer.to_fragment())),
            Linked::Import(import) => {
                self.uses.push(Use { home: here.frame.home, at, import });
                Ok(None)
            }
        }
    }

    pub(super) fn import(
        &mut self,
        reference: &str,
        (section, kind): SectionKind,
        here: Cursor<'_>,
    ) -> Result<Linked, Refusal> {
        let target = match self.follow(reference, here) {
            Ok(target) => target,
            Err(refusal) => self.find_component(reference, &section, here).ok_or(refusal)?,
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

    /// Returns the component that a bare name refers to, as early drafts of Swagger 2.0 allowed, and reports the
    /// repair.
    fn find_component(
        &mut self,
        reference: &str,
        section: &Pointer,
        here: Cursor<'_>,
    ) -> Option<FilePointer> {
        let pointer = section.join(reference);
        self.library.doc(here.doc()).value.pointer(pointer.as_str())?;
        let message = format!("`{reference}` is not a file; read as `{}`", pointer.to_fragment());
        self.report_refusal(
            Fault::refusal(&REFERENCE_REPAIRED, message),
            here.path.key("$ref").pointer(),
            here,
        );
        Some(FilePointer { doc: here.doc(), pointer })
    }

    /// Resolves a reference through values that are only a reference themselves. Stops in the root document, where
    /// references stay.
    pub(super) fn follow(&mut self, reference: &str, here: Cursor<'_>) -> Result<FilePointer, Refusal> {
        let mut target = self.library.resolve(here.doc(), reference, self.report)?;
        for _ in 0..MAX_HOPS {
            if target.doc == ROOT {
                return Ok(target);
            }
            match follow_pointer(&self.library.doc(target.doc).value, &target.pointer) {
                Followed::Value => return Ok(target),
                Followed::Reference(reference, rest) => {
                    let mut next = self.library.resolve(target.doc, &reference, self.report)?;
                    next.pointer = next.pointer.join_all(rest.iter().map(String::as_str));
                    target = next;
                }
                Followed::Nothing => {
                    let message = format!("`{reference}`: the file has no value at `{}`", target.pointer);
                    return Err(Fault::refusal(&REF_TARGET, message));
                }
            }
        }
        Err(Fault::refusal(&REF_CYCLE, format!("`{reference}` is part of a reference cycle")))
    }

    /// Replaces a reference by a copy of its target, with the siblings of the reference merged over it.
    pub(super) fn copy(
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
            return Err(Fault::refusal(&REF_CYCLE, format!("`{reference}` would contain itself")));
        }
        let mut value = self.library.value(&origin);
        self.spend_budget(reference, &value, here)?;
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
        *node = merge_members(value, beside);
        Ok(())
    }

    /// Counts a value that is about to be copied. Once the limit was reached and reported, nothing more is copied.
    pub(super) fn spend_budget(
        &mut self,
        reference: &str,
        value: &Value,
        here: Cursor<'_>,
    ) -> Result<(), Refusal> {
        if self.copied == usize::MAX {
            return Err(None);
        }
        self.copied = self.copied.saturating_add(weight(value));
        if here.frame.depth < MAX_COPIES && self.copied < most_copies(self.library.weight()) {
            return Ok(());
        }
        self.copied = usize::MAX;
        Err(Fault::refusal(&REF_GROWTH, format!("`{reference}` is copied too often or nested too deeply")))
    }
}

/// A section of `components` and the kind of its entries.
type SectionKind = (Pointer, &'static ValueKind);

/// Returns true if a key of a map is an extension rather than a name.
pub(super) fn is_extension(kind: &ValueKind, key: &str) -> bool {
    let is_extensible = |id| matches!(id, ObjectId::PathItem | ObjectId::Response);
    key.starts_with("x-") && matches!(kind, ValueKind::Object(object) if is_extensible(object.id))
}

/// The target of a reference: a value of the root document or an import.
pub(super) enum Linked {
    Root(Pointer),
    Import(usize),
}

/// Returns true for an example in another file. Such examples are not opened, because clients do not show them.
fn is_external_example(kind: &ValueKind, node: &Value) -> bool {
    matches!(kind, ValueKind::Object(object) if object.id == ObjectId::Example)
        && reference(node).is_some_and(|reference| !reference.starts_with('#'))
}

fn set_reference(node: &mut Value, text: Option<String>) {
    if let (Some(text), Some(place)) = (text, node.get_mut("$ref")) {
        *place = Value::String(text);
    }
}
