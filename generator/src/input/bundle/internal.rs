//! References within the document where OpenAPI has none: maps, lists and objects without a section stand in for the
//! reference, and pointers that pass through another reference are written as where they lead.

use serde_json::Value;

use super::grammar::{self, Held, held};
use super::target::{Followed, elements, over, reference, step, weigh};
use super::walk::{MAX_COPIES, MAX_HOPS, is_extension};
use crate::base::pointer::{Path, Pointer};
use crate::diagnostic::code::{DANGLING, REF_CYCLE, REF_GROWTH};
use crate::diagnostic::provenance::Provenance;
use crate::diagnostic::{Code, Location, Report};
use crate::openapi::kind::ValueKind;
use crate::openapi::object::ObjectId;

/// How many values an element of a list counts for, whose place is kept.
const ELEMENT: usize = 16;

/// What is done to a reference.
enum Change {
    /// Its text becomes the pointer that it leads to.
    Respell(Pointer),
    /// What it leads to is put in its place.
    Copy(Pointer),
    /// It is taken out: it leads nowhere.
    Drop,
    /// Those in a list that lead to a list are replaced by references to its elements.
    Spread,
}

/// A change and the place of the object, or list, that it is about.
type Found = (Pointer, Change);

/// Makes the changes, again until copies bring nothing new; `false` if some references may lead somewhere once other files
/// are part of the document, which those that lead nowhere are kept for.
pub(super) fn settle(
    root: &mut Value,
    swagger: bool,
    left: &mut usize,
    is_whole: bool,
    provenance: &mut Provenance,
    report: &mut Report,
) -> bool {
    for _ in 0..MAX_COPIES {
        let mut found = search(root, swagger);
        let all = found.len();
        found.retain(|(_, change)| is_whole || !matches!(change, Change::Drop));
        if found.is_empty() || *left == 0 {
            return all == 0;
        }
        // Within a list the last first: what is behind a list that is spread moves.
        for (at, change) in found.into_iter().rev() {
            Changed { root, provenance, report, left }.apply(&at, change);
        }
    }
    for (at, change) in search(root, swagger) {
        if matches!(change, Change::Copy(_) | Change::Drop) {
            let message = "the reference would contain itself".to_owned();
            Changed { root, provenance, report, left }.refuse(&at, &REF_CYCLE, message);
        }
    }
    false
}

fn search(root: &Value, swagger: bool) -> Vec<Found> {
    let mut search = Search { root, swagger, found: Vec::new() };
    search.look(root, &grammar::ROOT, &Path::ROOT);
    search.found
}

/// The walk through the document that finds what is to be changed.
struct Search<'v> {
    root: &'v Value,
    swagger: bool,
    found: Vec<Found>,
}

impl Search<'_> {
    fn look(&mut self, node: &Value, kind: &'static ValueKind, at: &Path<'_>) {
        if matches!(kind, ValueKind::Object(object) if object.id == ObjectId::Discriminator) {
            return;
        }
        if let Some(text) = reference(node)
            && let Some(change) = self.change(&text, kind)
        {
            return self.found.push((at.pointer(), change));
        }
        match (node, kind) {
            (Value::Object(map), ValueKind::Map(inner)) => {
                for (key, child) in map.iter().filter(|(key, _)| !is_extension(inner, key)) {
                    self.look(child, inner, &at.key(key));
                }
            }
            (Value::Object(map), kind) => {
                let kind =
                    if let ValueKind::List(inner) | ValueKind::Branches(inner) = kind { inner } else { kind };
                for (key, child) in map {
                    if let Held::ValueKind(kind) = held(kind, key, self.swagger) {
                        self.look(child, kind, &at.key(key));
                    }
                }
            }
            (Value::Array(items), ValueKind::List(inner) | ValueKind::Branches(inner)) => {
                if items.iter().any(|item| spread(self.root, item).is_some()) {
                    self.found.push((at.pointer(), Change::Spread));
                }
                self.elements(items, inner, at);
            }
            (Value::Array(items), ValueKind::Schema | ValueKind::SchemaOrBool) => {
                self.elements(items, &ValueKind::Schema, at)
            }
            _ => {}
        }
    }

    fn elements(&mut self, items: &[Value], kind: &'static ValueKind, at: &Path<'_>) {
        for (index, child) in items.iter().enumerate() {
            self.look(child, kind, &at.index(index));
        }
    }

    /// What is to be done to a reference in the place of a kind.
    fn change(&self, text: &str, kind: &ValueKind) -> Option<Change> {
        let pointer = own(text)?;
        if stays(kind) {
            let is_there = self.root.pointer(pointer.as_str()).is_some();
            return arrive(self.root, pointer, false).filter(|_| !is_there).map(Change::Respell);
        }
        let target = arrive(self.root, pointer, true);
        let is_list = matches!(kind, ValueKind::List(_) | ValueKind::Branches(_));
        match target {
            // One in the place of a list of them is repaired when everything is read.
            target if is_list => target.filter(|at| is_array(self.root, at)).map(Change::Copy),
            Some(target) => Some(Change::Copy(target)),
            None => Some(Change::Drop),
        }
    }
}

/// Whether later passes follow a reference in the place of a kind.
fn stays(kind: &ValueKind) -> bool {
    match kind {
        ValueKind::Schema | ValueKind::SchemaOrBool => true,
        ValueKind::Object(object) => {
            object.section.is_some() || matches!(object.id, ObjectId::PathItem | ObjectId::Callback)
        }
        _ => false,
    }
}

/// The pointer of a reference within the document.
fn own(text: &str) -> Option<Pointer> {
    text.strip_prefix('#').filter(|fragment| fragment.starts_with('/')).and_then(Pointer::from_fragment)
}

fn is_array(root: &Value, at: &Pointer) -> bool {
    root.pointer(at.as_str()).is_some_and(Value::is_array)
}

/// Where a pointer leads through references on its way, and, if asked, past those at its end.
fn arrive(root: &Value, mut at: Pointer, whole: bool) -> Option<Pointer> {
    for _ in 0..MAX_HOPS {
        match step(root, &at) {
            Followed::Value => return Some(at),
            Followed::Reference(_, rest) if rest.is_empty() && !whole => return Some(at),
            Followed::Reference(text, rest) => at = own(&text)?.join_all(rest.iter().map(String::as_str)),
            Followed::Nothing => return None,
        }
    }
    None
}

/// The references that stand for one to a list.
fn spread(root: &Value, item: &Value) -> Option<Vec<Value>> {
    let target = arrive(root, own(&reference(item)?)?, true)?;
    let count = root.pointer(target.as_str())?.as_array()?.len();
    Some(elements(item, count))
}

/// The document while it is changed.
struct Changed<'r> {
    root: &'r mut Value,
    provenance: &'r mut Provenance,
    report: &'r mut Report,
    /// How many more values may be copied; none once that was reported.
    left: &'r mut usize,
}

impl Changed<'_> {
    fn apply(&mut self, at: &Pointer, change: Change) {
        match change {
            Change::Respell(target) => {
                if let Some(text) = self.root.pointer_mut(at.join("$ref").as_str()) {
                    *text = Value::String(target.to_fragment());
                }
            }
            Change::Copy(target) if at.strip_prefix(&target).is_some() => {
                let message = format!("`{}` would contain itself", target.to_fragment());
                self.refuse(at, &REF_CYCLE, message);
            }
            Change::Copy(target) => self.copy(at, &target),
            Change::Drop => {
                let text = self.root.pointer(at.as_str()).and_then(reference).unwrap_or_default();
                self.refuse(at, &DANGLING, format!("`{text}` does not exist"));
            }
            Change::Spread => self.spread(at),
        }
    }

    /// Takes a number of values off what may still be copied; reported once, and nothing is copied then.
    fn spend(&mut self, at: &Pointer, values: usize) -> bool {
        if *self.left == 0 {
            return false;
        }
        *self.left = self.left.saturating_sub(values);
        if *self.left == 0 {
            let (file, origin) = self.provenance.origin(at);
            let message = "references here copy too much of the document".to_owned();
            self.report.add(&REF_GROWTH, Location::Source(file, origin), message);
        }
        *self.left > 0
    }

    fn copy(&mut self, at: &Pointer, target: &Pointer) {
        let values = self.root.pointer(target.as_str()).map_or(0, weigh);
        if !self.spend(at, values + 1) {
            return;
        }
        let value = self.root.pointer(target.as_str()).cloned().unwrap_or_default();
        let Some(node) = self.root.pointer_mut(at.as_str()) else { return };
        let mut beside = node.take();
        if let Value::Object(map) = &mut beside {
            map.shift_remove("$ref");
            for key in map.keys().map(|key| at.join(key)) {
                let (file, origin) = self.provenance.origin(&key);
                self.provenance.imported(key, file, origin);
            }
        }
        *node = over(value, beside);
        self.provenance.moved(at.clone(), target);
    }

    fn spread(&mut self, at: &Pointer) {
        let list = self.root.pointer(at.as_str()).and_then(Value::as_array);
        let counts =
            list.into_iter().flatten().map(|item| spread(self.root, item).map_or(1, |own| own.len()));
        let values: usize = counts.sum();
        if !self.spend(at, values * ELEMENT) {
            return;
        }
        let Some(items) = self.root.pointer(at.as_str()).and_then(Value::as_array) else { return };
        let (mut list, mut origins) = (Vec::new(), Vec::new());
        for (index, item) in items.iter().enumerate() {
            let own = spread(self.root, item).unwrap_or_else(|| vec![item.clone()]);
            origins.extend(own.iter().map(|_| self.provenance.origin(&at.join(index))));
            list.extend(own);
        }
        for (index, (file, origin)) in origins.into_iter().enumerate() {
            self.provenance.imported(at.join(index), file, origin);
        }
        if let Some(node) = self.root.pointer_mut(at.as_str()) {
            *node = Value::Array(list);
        }
    }

    /// Reports a reference and takes it out.
    fn refuse(&mut self, at: &Pointer, code: &'static Code, message: String) {
        let (file, origin) = self.provenance.origin(&at.join("$ref"));
        self.report.add(code, Location::Source(file, origin), message);
        if let Some(Value::Object(map)) = self.root.pointer_mut(at.as_str()) {
            map.shift_remove("$ref");
        }
    }
}
