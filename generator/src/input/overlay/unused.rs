//! Corrections of components that nothing in the document refers to any more.

use std::collections::BTreeSet;

use serde_json::Value;

use super::Action;
use super::failure::prefix;
use crate::base::pointer::Pointer;
use crate::diagnostic::code::QUIRK_UNUSED;
use crate::diagnostic::{FileId, Location, Report};
use crate::openapi::section;

/// The components that a document refers to from elsewhere.
pub(super) struct Used {
    components: BTreeSet<Pointer>,
    /// Whether the document has operations: one without is a library for other documents.
    has_operations: bool,
    swagger: bool,
}

impl Used {
    pub(super) fn new(document: &Value) -> Self {
        let swagger = document.get("swagger").is_some();
        let has = |key| document.get(key).and_then(Value::as_object).is_some_and(|paths| !paths.is_empty());
        let has_operations = has("paths") || has("webhooks");
        let mut used = Self { components: BTreeSet::new(), has_operations, swagger };
        used.visit_outside(document, &Pointer::root());
        used
    }

    /// Collects the references in what is no component; components are visited by themselves.
    fn visit_outside(&mut self, value: &Value, at: &Pointer) {
        let sections: Vec<Pointer> = sections(self.swagger).collect();
        if sections.contains(at) {
            for (name, component) in value.as_object().into_iter().flatten() {
                self.visit(component, Some(&at.join(name)));
            }
        } else if sections.iter().any(|section| section.strip_prefix(at).is_some()) {
            for (key, member) in value.as_object().into_iter().flatten() {
                self.visit_outside(member, &at.join(key));
            }
        } else {
            self.visit(value, None);
        }
    }

    /// Collects the references in a value, which belongs to a component (`within`) or to none.
    fn visit(&mut self, value: &Value, within: Option<&Pointer>) {
        match value {
            Value::Object(object) => {
                // A subtype is used where its base is.
                let is_subtype = object.contains_key("allOf");
                self.components.extend(within.filter(|_| is_subtype).cloned());
                for (key, member) in object {
                    self.reference(key, member, within);
                    self.visit(member, within);
                }
            }
            Value::Array(list) => list.iter().for_each(|element| self.visit(element, within)),
            _ => {}
        }
    }

    fn reference(&mut self, key: &str, value: &Value, within: Option<&Pointer>) {
        let targets: Vec<&str> = match (key, value) {
            ("$ref" | "defaultMapping", Value::String(text)) => vec![text],
            ("mapping", Value::Object(mapping)) => mapping.values().filter_map(Value::as_str).collect(),
            _ => return,
        };
        for text in targets {
            let target = match text.split_once('#') {
                Some(("", fragment)) => Pointer::from_fragment(fragment),
                Some(_) => None,
                None => section::pointer("schemas", self.swagger).map(|schemas| schemas.join(text)),
            };
            let target = target.and_then(|target| component(&target, self.swagger));
            self.components.extend(target.filter(|target| within != Some(target)));
        }
    }
}

/// The sections whose components are referred to by a pointer; others are referred to by name.
fn sections(swagger: bool) -> impl Iterator<Item = Pointer> {
    let names = ["schemas", "responses", "parameters", "requestBodies", "headers"];
    names.into_iter().filter_map(move |name| section::pointer(name, swagger))
}

/// Returns the component that a pointer is at or below.
fn component(at: &Pointer, swagger: bool) -> Option<Pointer> {
    sections(swagger).find_map(|section| {
        let name = Pointer::parse(at.strip_prefix(&section)?)?.tokens().next()?;
        Some(section.join(name))
    })
}

/// Reports a correction of a component that nothing refers to.
pub(super) fn check(
    action: &Action,
    overlay_file: FileId,
    used: &Used,
    matched: &[Pointer],
    report: &mut Report,
) {
    let [at] = matched else { return };
    let Some(component) = component(at, used.swagger) else { return };
    if used.has_operations && !used.components.contains(&component) {
        let message = format!("{}nothing refers to `{component}`, which it corrects", prefix(action));
        let place = Location::Source(overlay_file, action.pointer.join("target"));
        report.add(&QUIRK_UNUSED, place, message);
    }
}
