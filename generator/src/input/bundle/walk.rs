//! The search for references: through the root document, then through each part of another file that something
//! refers to. References are noted, not yet rewritten: names are given when all claims are known.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::fault::{Fault, Refusal};
use super::grammar::{self, Held, held, is_prose};
use super::library::{DocId, FilePointer, Library, ROOT};
use super::report::{Lost, Said};
use super::target::{Followed, over, reference, step, weigh};
use crate::base::pointer::{Path, Pointer};
use crate::diagnostic::Report;
use crate::diagnostic::code::{REF_CYCLE, REF_GROWTH, REF_TARGET, REF_UNKNOWN_KEY, REFERENCE_REPAIRED};
use crate::openapi::kind::ValueKind;
use crate::openapi::object::ObjectId;

/// How deep copies may lie in copies.
pub(super) const MAX_COPIES: usize = 32;

/// How many references without a value may follow each other.
pub(super) const MAX_HOPS: usize = 64;

/// How many values are copied at most.
pub(super) const MAX_VALUES: usize = 1_000_000;

/// A part of another file that becomes a component.
pub(super) struct Import {
    pub(super) target: FilePointer,
    /// Where the section stands that holds it.
    pub(super) section: Pointer,
    pub(super) kind: &'static ValueKind,
    pub(super) value: Value,
}

/// The value that a noted place lies in: the root document or an import.
pub(super) type Home = Option<usize>;

/// A text that has to become a reference to an import.
pub(super) struct Use {
    pub(super) home: Home,
    pub(super) at: Pointer,
    pub(super) import: usize,
}

/// A copy, for the provenance.
pub(super) struct Copied {
    pub(super) home: Home,
    pub(super) at: Pointer,
    pub(super) from: FilePointer,
}

/// What the parts of one walk have in common: which file the nodes come from and where they will stand.
pub(super) struct Frame<'f> {
    pub(super) home: Home,
    /// Where in `home` the frame begins.
    prefix: Pointer,
    /// What was copied there.
    pub(super) origin: FilePointer,
    outer: Option<&'f Frame<'f>>,
    depth: usize,
}

/// A node: its frame and its path from there.
#[derive(Clone, Copy)]
pub(super) struct Here<'a> {
    pub(super) frame: &'a Frame<'a>,
    pub(super) path: &'a Path<'a>,
}

impl Here<'_> {
    pub(super) fn doc(&self) -> DocId {
        self.frame.origin.doc
    }

    /// Where it will stand.
    pub(super) fn at(&self) -> Pointer {
        self.frame.prefix.concat(self.path.pointer().as_str())
    }

    /// Where it stands in its file.
    pub(super) fn source(&self) -> Pointer {
        self.frame.origin.pointer.concat(self.path.pointer().as_str())
    }
}

/// Everything found so far.
pub(super) struct Bundler<'r> {
    pub(super) library: Library<'r>,
    pub(super) swagger: bool,
    pub(super) report: &'r mut Report,
    pub(super) imports: Vec<Import>,
    pub(super) uses: Vec<Use>,
    pub(super) copies: Vec<Copied>,
    index: BTreeMap<(Pointer, FilePointer), usize>,
    pub(super) said: Said,
    pub(super) lost: Lost,
    /// Parts of the root that the grammar does not know and a reference leads to, as what it takes them for.
    extensions: BTreeMap<Pointer, &'static ValueKind>,
    /// How many more values may be copied.
    budget: usize,
}

impl<'r> Bundler<'r> {
    /// Nothing found yet.
    pub(super) fn new(library: Library<'r>, swagger: bool, report: &'r mut Report) -> Self {
        let (imports, uses, copies, index, lost, extensions) = Default::default();
        let (said, budget) = (Said::new(report), MAX_VALUES);
        Self { library, swagger, report, imports, uses, copies, index, said, lost, extensions, budget }
    }

    /// Searches the root document.
    pub(super) fn root(&mut self, root: &mut Value) {
        let origin = FilePointer { doc: ROOT, pointer: Pointer::root() };
        let frame = Frame { home: None, prefix: Pointer::root(), origin, outer: None, depth: 0 };
        self.walk(root, &grammar::ROOT, Here { frame: &frame, path: &Path::ROOT });
        let mut seen = BTreeSet::new();
        while let Some((pointer, kind)) = self.extensions.pop_first() {
            if !seen.insert(pointer.clone()) {
                continue;
            }
            let Some(node) = root.pointer_mut(pointer.as_str()) else { continue };
            let origin = FilePointer { doc: ROOT, pointer: pointer.clone() };
            let frame = Frame { home: None, prefix: pointer, origin, outer: None, depth: 0 };
            self.walk(node, kind, Here { frame: &frame, path: &Path::ROOT });
        }
    }

    /// Searches the imports, and those that they add.
    pub(super) fn imports(&mut self) {
        let mut next = 0;
        while let Some(import) = self.imports.get_mut(next) {
            let (mut value, kind) = (import.value.take(), import.kind);
            let origin = import.target.clone();
            let frame = Frame { home: Some(next), prefix: Pointer::root(), origin, outer: None, depth: 0 };
            self.walk(&mut value, kind, Here { frame: &frame, path: &Path::ROOT });
            if let Some(import) = self.imports.get_mut(next) {
                import.value = value;
            }
            next += 1;
        }
    }

    fn walk(&mut self, node: &mut Value, kind: &'static ValueKind, here: Here<'_>) {
        if matches!(kind, ValueKind::Object(object) if object.id == ObjectId::Discriminator) {
            return self.discriminator(node, here);
        }
        if let Some(reference) = reference(node) {
            return self.reference(node, &reference, kind, here);
        }
        match (node, kind) {
            (Value::Object(map), ValueKind::Map(inner)) => {
                map.retain(|_, child| !is_example_elsewhere(inner, child));
                for (key, child) in map.iter_mut().filter(|(key, _)| !is_extension(inner, key)) {
                    self.walk(child, inner, Here { path: &here.path.key(key), ..here });
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

    fn members(&mut self, map: &mut Map<String, Value>, kind: &'static ValueKind, here: Here<'_>) {
        for (key, child) in map {
            let path = here.path.key(key);
            let here = Here { path: &path, ..here };
            match held(kind, key, self.swagger) {
                Held::ValueKind(ValueKind::Text) if is_prose(key) => self.prose(child, here),
                Held::ValueKind(kind) => self.walk(child, kind, here),
                Held::Unknown => self.unknown(key, child, kind, here),
                Held::Data => {}
            }
        }
    }

    fn elements(&mut self, items: &mut [Value], kind: &'static ValueKind, here: Here<'_>) {
        for (index, child) in items.iter_mut().enumerate() {
            self.walk(child, kind, Here { path: &here.path.index(index), ..here });
        }
    }

    /// A key that the grammar does not know: a reference under it is followed, as that of what it stands in, and said.
    fn unknown(&mut self, key: &str, node: &mut Value, holder: &'static ValueKind, here: Here<'_>) {
        let Some(reference) = reference(node) else { return };
        let kind = if matches!(holder, ValueKind::Object(_)) { &ValueKind::Text } else { holder };
        self.reference(node, &reference, kind, here);
        let message = format!("unknown key `{key}`; its reference is followed");
        self.say(Fault::refusal(&REF_UNKNOWN_KEY, message), here.path.pointer(), here);
    }

    fn reference(&mut self, node: &mut Value, reference: &str, kind: &'static ValueKind, here: Here<'_>) {
        // A schema with an `$id` of its own is found by that when all is in one document.
        if here.doc() == ROOT && (reference.starts_with('#') || self.library.is_id(reference)) {
            if reference.contains("/x-")
                && let Some(pointer) = Pointer::from_fragment(reference.trim_start_matches('#'))
            {
                self.extensions.insert(pointer, kind);
            }
            return self.beside(node, kind, here);
        }
        if matches!(kind, ValueKind::Map(inner) if is_example_elsewhere(inner, node)) {
            *node = Value::Object(Map::new());
            return;
        }
        let is_list = matches!(kind, ValueKind::List(_) | ValueKind::Branches(_))
            && self.listed(reference, here).is_some();
        let found = match grammar::section(kind, self.swagger).filter(|_| !is_list) {
            Some(named) => self.link(reference, named, here).map(|text| {
                set(node, text);
                self.beside(node, kind, here);
            }),
            None => self.copy(node, reference, kind, here),
        };
        if let Err(refusal) = found {
            let refusal = refusal.map(|fault| {
                let own = fault.is_no_file().then(|| self.own_part(reference, here)).flatten();
                Fault { hint: own.or(fault.hint), ..fault }
            });
            self.say(refusal, here.path.key("$ref").pointer(), here);
            self.lose(here);
            // What the author says beside the reference is still true.
            if let Value::Object(map) = node {
                map.shift_remove("$ref");
            }
        }
    }

    /// What stands beside a reference that stays one may hold others, where it means something.
    fn beside(&mut self, node: &mut Value, kind: &'static ValueKind, here: Here<'_>) {
        let adds = matches!(kind, ValueKind::Schema | ValueKind::SchemaOrBool)
            || matches!(kind, ValueKind::Object(object) if object.id == ObjectId::PathItem);
        if let Value::Object(map) = node
            && adds
            && map.len() > 1
        {
            self.members(map, kind, here);
        }
    }

    /// The new text of a reference to something that has a section; the name of an import is filled in later.
    fn link(&mut self, reference: &str, named: Named, here: Here<'_>) -> Result<Option<String>, Refusal> {
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
        (section, kind): Named,
        here: Here<'_>,
    ) -> Result<Linked, Refusal> {
        let target = match self.follow(reference, here) {
            Ok(target) => target,
            Err(refusal) => self.named(reference, &section, here).ok_or(refusal)?,
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

    /// The component that a reference which is no file names without its section, as early drafts of Swagger 2.0 allowed.
    fn named(&mut self, reference: &str, section: &Pointer, here: Here<'_>) -> Option<FilePointer> {
        let pointer = section.join(reference);
        self.library.doc(here.doc()).value.pointer(pointer.as_str())?;
        let message = format!("`{reference}` is not a file; read as `{}`", pointer.to_fragment());
        self.say(Fault::refusal(&REFERENCE_REPAIRED, message), here.path.key("$ref").pointer(), here);
        Some(FilePointer { doc: here.doc(), pointer })
    }

    /// Where a reference leads at last: past values that are nothing but a reference themselves, but not into the root
    /// document, where everything stays what it is.
    pub(super) fn follow(&mut self, reference: &str, here: Here<'_>) -> Result<FilePointer, Refusal> {
        let mut target = self.library.find(here.doc(), reference, self.report)?;
        for _ in 0..MAX_HOPS {
            if target.doc == ROOT {
                return Ok(target);
            }
            match step(&self.library.doc(target.doc).value, &target.pointer) {
                Followed::Value => return Ok(target),
                Followed::Reference(reference, rest) => {
                    let mut next = self.library.find(target.doc, &reference, self.report)?;
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

    /// Puts what is referred to in the place of the reference, and what stands beside the reference over it.
    pub(super) fn copy(
        &mut self,
        node: &mut Value,
        reference: &str,
        kind: &'static ValueKind,
        here: Here<'_>,
    ) -> Result<(), Refusal> {
        let origin = self.follow(reference, here)?;
        if origin.doc == ROOT {
            set(node, Some(origin.pointer.to_fragment()));
            return Ok(());
        }
        let open = std::iter::successors(Some(here.frame), |frame| frame.outer);
        if open.into_iter().any(|frame| frame.origin == origin) {
            return Err(Fault::refusal(&REF_CYCLE, format!("`{reference}` would contain itself")));
        }
        let mut value = self.library.value(&origin);
        self.spend(reference, &value, here)?;
        self.copies.push(Copied { home: here.frame.home, at: here.at(), from: origin.clone() });
        let depth = here.frame.depth + 1;
        let frame =
            Frame { home: here.frame.home, prefix: here.at(), origin, outer: Some(here.frame), depth };
        self.walk(&mut value, kind, Here { frame: &frame, path: &Path::ROOT });
        let mut beside = node.take();
        if let Value::Object(map) = &mut beside {
            map.shift_remove("$ref");
            for key in map.keys() {
                let from = FilePointer { doc: here.doc(), pointer: here.source().join(key) };
                self.copies.push(Copied { home: here.frame.home, at: here.at().join(key), from });
            }
        }
        self.walk(&mut beside, kind, here);
        *node = over(value, beside);
        Ok(())
    }

    /// Once the limit is reached and said, nothing more is copied.
    fn spend(&mut self, reference: &str, value: &Value, here: Here<'_>) -> Result<(), Refusal> {
        if self.budget == 0 {
            return Err(None);
        }
        self.budget = self.budget.saturating_sub(weigh(value));
        if here.frame.depth < MAX_COPIES && self.budget > 0 {
            return Ok(());
        }
        self.budget = 0;
        Err(Fault::refusal(&REF_GROWTH, format!("`{reference}` is copied too often or nested too deeply")))
    }
}

/// A section, and what stands in it.
type Named = (Pointer, &'static ValueKind);

/// Whether a key of a map is no name but an extension.
pub(super) fn is_extension(kind: &ValueKind, key: &str) -> bool {
    let is_extensible = |id| matches!(id, ObjectId::PathItem | ObjectId::Response);
    key.starts_with("x-") && matches!(kind, ValueKind::Object(object) if is_extensible(object.id))
}

pub(super) enum Linked {
    Root(Pointer),
    Import(usize),
}

/// Whether an example stands in another file: examples are shown to people only, and a client shows none of these.
fn is_example_elsewhere(kind: &ValueKind, node: &Value) -> bool {
    matches!(kind, ValueKind::Object(object) if object.id == ObjectId::Example)
        && reference(node).is_some_and(|reference| !reference.starts_with('#'))
}

fn set(node: &mut Value, text: Option<String>) {
    if let (Some(text), Some(place)) = (text, node.get_mut("$ref")) {
        *place = Value::String(text);
    }
}
