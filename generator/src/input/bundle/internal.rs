//! Resolves references within the document that OpenAPI does not provide for: maps, lists and objects without a section
//! are copied over the reference, and pointers that pass through another reference are replaced by the final pointer.

use serde_json::Value;

use super::target::{Followed, element_references, follow_pointer, merge_members, reference};
use super::walk::{MAX_COPIES, MAX_HOPS, is_extension};
use crate::base::pointer::{Path, Pointer};
use crate::base::weight::weight;
use crate::diagnostic::code::{DANGLING, REF_CYCLE, REF_GROWTH};
use crate::diagnostic::provenance::Provenance;
use crate::diagnostic::{Code, Location, Report};
use crate::openapi::content::{KeyContent, ROOT, key_content};
use crate::openapi::kind::ValueKind;
use crate::openapi::object::ObjectId;

/// The cost of a list element in values, because its origin is recorded.
const ELEMENT: usize = 16;

/// How a reference is changed.
enum Change {
    /// Replaces its text by the pointer that it leads to.
    Rewrite(Pointer),
    /// Replaces it by a copy of its target.
    Copy(Pointer),
    /// Removes it, because it leads nowhere.
    Drop,
    /// Replaces the entries of a list that lead to another list by references to its elements.
    Spread,
}

/// A change and the pointer of the object or list that it applies to.
type Found = (Pointer, Change);

/// Applies changes until copies bring no new ones. Unless the document `is_complete`, references that lead nowhere are
/// kept, because they may lead somewhere once other files are part of the document. Returns false if references remain.
pub(super) fn resolve(
    root: &mut Value,
    swagger: bool,
    budget: &mut usize,
    is_complete: bool,
    provenance: &mut Provenance,
    report: &mut Report,
) -> bool {
    for _ in 0..MAX_COPIES {
        let mut found = search(root, swagger);
        let all = found.len();
        found.retain(|(_, change)| is_complete || !matches!(change, Change::Drop));
        if found.is_empty() || *budget == 0 {
            return all == 0;
        }
        // Last element of a list first: spreading a list moves the elements after it.
        for (at, change) in found.into_iter().rev() {
            Editor { root, provenance, report, budget }.apply(&at, change);
        }
    }
    for (at, change) in search(root, swagger) {
        if matches!(change, Change::Copy(_) | Change::Drop) {
            let message = "the reference would contain itself".to_owned();
            Editor { root, provenance, report, budget }.drop_reference(&at, &REF_CYCLE, message);
        }
    }
    false
}

fn search(root: &Value, swagger: bool) -> Vec<Found> {
    let mut search = Search { root, swagger, found: Vec::new() };
    search.visit(root, &ROOT, &Path::ROOT);
    search.found
}

/// The walk through the document that finds the changes.
struct Search<'v> {
    root: &'v Value,
    swagger: bool,
    found: Vec<Found>,
}

impl Search<'_> {
    fn visit(&mut self, node: &Value, kind: &'static ValueKind, at: &Path<'_>) {
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
                    self.visit(child, inner, &at.key(key));
                }
            }
            (Value::Object(map), kind) => {
                let kind =
                    if let ValueKind::List(inner) | ValueKind::Branches(inner) = kind { inner } else { kind };
                for (key, child) in map {
                    if let KeyContent::ValueKind(kind) = key_content(kind, key, self.swagger) {
                        self.visit(child, kind, &at.key(key));
                    }
                }
            }
            (Value::Array(items), ValueKind::List(inner) | ValueKind::Branches(inner)) => {
                if items.iter().any(|item| spread_references(self.root, item).is_some()) {
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
            self.visit(child, kind, &at.index(index));
        }
    }

    /// Returns true if a value is copied over a reference in the place of a list: another list, or an element to which no
    /// reference is possible there.
    fn is_copied(&self, at: &Pointer, kind: &ValueKind) -> bool {
        let (ValueKind::List(element) | ValueKind::Branches(element)) = kind else { return false };
        is_array(self.root, at) || !is_followed_later(element)
    }

    /// Returns how to change a reference in the place of a kind; `None` if it stays as it is.
    fn change(&self, text: &str, kind: &ValueKind) -> Option<Change> {
        let pointer = internal_pointer(text)?;
        if is_followed_later(kind) {
            let is_there = self.root.pointer(pointer.as_str()).is_some();
            return resolve_pointer(self.root, pointer, false).filter(|_| !is_there).map(Change::Rewrite);
        }
        let target = resolve_pointer(self.root, pointer, true);
        let is_list = matches!(kind, ValueKind::List(_) | ValueKind::Branches(_));
        match target {
            // `normalise` makes a single object the only element of its list, and follows references to it.
            target if is_list => target.filter(|at| self.is_copied(at, kind)).map(Change::Copy),
            Some(target) => Some(Change::Copy(target)),
            None => Some(Change::Drop),
        }
    }
}

/// Returns true if later passes follow a reference in the place of a kind.
fn is_followed_later(kind: &ValueKind) -> bool {
    match kind {
        ValueKind::Schema | ValueKind::SchemaOrBool => true,
        ValueKind::Object(object) => {
            object.section.is_some() || matches!(object.id, ObjectId::PathItem | ObjectId::Callback)
        }
        _ => false,
    }
}

/// Returns the pointer of a reference within the document; `None` for any other reference.
fn internal_pointer(text: &str) -> Option<Pointer> {
    text.strip_prefix('#').filter(|fragment| fragment.starts_with('/')).and_then(Pointer::from_fragment)
}

fn is_array(root: &Value, at: &Pointer) -> bool {
    root.pointer(at.as_str()).is_some_and(Value::is_array)
}

/// Follows a pointer through the references on its way; with `whole`, through references at its end as well.
fn resolve_pointer(root: &Value, mut at: Pointer, whole: bool) -> Option<Pointer> {
    for _ in 0..MAX_HOPS {
        match follow_pointer(root, &at) {
            Followed::Value => return Some(at),
            Followed::Reference(_, rest) if rest.is_empty() && !whole => return Some(at),
            Followed::Reference(text, rest) => {
                at = internal_pointer(&text)?.join_all(rest.iter().map(String::as_str))
            }
            Followed::Nothing => return None,
        }
    }
    None
}

/// Returns references to the elements of the list that an item refers to; `None` if it refers to no list.
fn spread_references(root: &Value, item: &Value) -> Option<Vec<Value>> {
    let target = resolve_pointer(root, internal_pointer(&reference(item)?)?, true)?;
    let count = root.pointer(target.as_str())?.as_array()?.len();
    Some(element_references(item, count))
}

/// Applies changes to the document.
struct Editor<'r> {
    root: &'r mut Value,
    provenance: &'r mut Provenance,
    report: &'r mut Report,
    /// How many more values may be copied. It is 0 once the limit was reported.
    budget: &'r mut usize,
}

impl Editor<'_> {
    fn apply(&mut self, at: &Pointer, change: Change) {
        match change {
            Change::Rewrite(target) => {
                if let Some(text) = self.root.pointer_mut(at.join("$ref").as_str()) {
                    *text = Value::String(target.to_fragment());
                }
            }
            Change::Copy(target) if at.strip_prefix(&target).is_some() => {
                let message = format!("`{}` would contain itself", target.to_fragment());
                self.drop_reference(at, &REF_CYCLE, message);
            }
            Change::Copy(target) => self.copy(at, &target),
            Change::Drop => {
                let text = self.root.pointer(at.as_str()).and_then(reference).unwrap_or_default();
                self.drop_reference(at, &DANGLING, format!("`{text}` does not exist"));
            }
            Change::Spread => self.spread(at),
        }
    }

    /// Takes a number of values from the budget. Returns false if the budget is used up, which is reported once.
    fn spend(&mut self, at: &Pointer, values: usize) -> bool {
        if *self.budget == 0 {
            return false;
        }
        *self.budget = self.budget.saturating_sub(values);
        if *self.budget == 0 {
            let (file, origin) = self.provenance.origin(at);
            let message = "references here copy too much of the document".to_owned();
            self.report.add(&REF_GROWTH, Location::Source(file, origin), message);
        }
        *self.budget > 0
    }

    fn copy(&mut self, at: &Pointer, target: &Pointer) {
        let values = self.root.pointer(target.as_str()).map_or(0, weight);
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
        *node = merge_members(value, beside);
        self.provenance.moved(at.clone(), target);
    }

    fn spread(&mut self, at: &Pointer) {
        let list = self.root.pointer(at.as_str()).and_then(Value::as_array);
        let counts = list
            .into_iter()
            .flatten()
            .map(|item| spread_references(self.root, item).map_or(1, |own| own.len()));
        let values: usize = counts.sum();
        if !self.spend(at, values * ELEMENT) {
            return;
        }
        let Some(items) = self.root.pointer(at.as_str()).and_then(Value::as_array) else { return };
        let (mut list, mut origins) = (Vec::new(), Vec::new());
        for (index, item) in items.iter().enumerate() {
            let own = spread_references(self.root, item).unwrap_or_else(|| vec![item.clone()]);
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

    /// Reports a reference and removes it.
    fn drop_reference(&mut self, at: &Pointer, code: &'static Code, message: String) {
        let (file, origin) = self.provenance.origin(&at.join("$ref"));
        self.report.add(code, Location::Source(file, origin), message);
        if let Some(Value::Object(map)) = self.root.pointer_mut(at.as_str()) {
            map.shift_remove("$ref");
        }
    }
}
