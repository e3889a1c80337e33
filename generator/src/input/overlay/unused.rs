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
        let has_operations = ["paths", "webhooks"]
            .iter()
            .any(|key| document.get(key).and_then(Value::as_object).is_some_and(|paths| !paths.is_empty()));
        let mut used = Self { components: BTreeSet::new(), has_operations, swagger };
        used.visit(document, None, &Pointer::root(), 0);
        used
    }

    /// Collects the references in a value, which belongs to a component (`within`) or to none.
    fn visit(&mut self, value: &Value, within: Option<&Pointer>, at: &Pointer, depth: usize) {
        // A component is at most three levels deep.
        let is_component = depth <= 3 && within.is_none() && component(at, self.swagger).as_ref() == Some(at);
        let within = if is_component { Some(at) } else { within };
        let below = |key: &str| if depth <= 3 { at.join(key) } else { Pointer::root() };
        match value {
            Value::Object(object) => {
                // A subtype is used where its base is.
                if object.contains_key("allOf")
                    && let Some(own) = within
                {
                    self.components.insert(own.clone());
                }
                for (key, member) in object {
                    self.reference(key, member, within);
                    self.visit(member, within, &below(key), depth + 1);
                }
            }
            Value::Array(list) => list.iter().for_each(|element| {
                self.visit(element, within, &below("-"), depth + 1);
            }),
            _ => {}
        }
    }

    fn reference(&mut self, key: &str, value: &Value, within: Option<&Pointer>) {
        let targets: Vec<&str> = match (key, value) {
            ("$ref", Value::String(text)) => vec![text],
            ("mapping", Value::Object(mapping)) => mapping.values().filter_map(Value::as_str).collect(),
            ("defaultMapping", Value::String(text)) => vec![text],
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

/// Returns the component that a pointer is at or below; none in sections that are referred to by name.
fn component(at: &Pointer, swagger: bool) -> Option<Pointer> {
    const SECTIONS: [&str; 5] = ["schemas", "responses", "parameters", "requestBodies", "headers"];
    let section = SECTIONS.iter().find_map(|name| {
        let section = section::pointer(name, swagger)?;
        at.strip_prefix(&section)
            .filter(|rest| !rest.is_empty())
            .map(|rest| (section.clone(), rest.to_owned()))
    });
    let (section, rest) = section?;
    let name = Pointer::parse(&rest)?.tokens().next()?;
    Some(section.join(name))
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
