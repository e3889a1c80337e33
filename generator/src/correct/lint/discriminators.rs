//! Finds discriminators that lead nowhere: a mapping to a schema that does not exist, or a property that an alternative
//! does not declare.

use serde_json::{Map, Value};

use super::walk::{Node, nodes, resolve};
use super::{Linter, shorten};
use crate::base::pointer::Pointer;
use crate::correct::draft::Reason;
use crate::correct::judge::{declares, is_open};
use crate::diagnostic::code::LINT_DISCRIMINATOR;
use crate::openapi::section;

/// Checks every discriminator.
pub(super) fn check(linter: &mut Linter<'_>) {
    for node in nodes(linter.document) {
        if linter.listing.is_full() {
            break;
        }
        // Swagger 2.0 writes the name of the property only.
        match node.value.get("discriminator") {
            Some(Value::Object(discriminator)) => {
                mapping(linter, &node, discriminator);
                if let Some(name) = discriminator.get("propertyName").and_then(Value::as_str) {
                    property(linter, &node, name);
                }
            }
            Some(Value::String(name)) => property(linter, &node, name),
            _ => {}
        }
    }
}

fn mapping(linter: &mut Linter<'_>, node: &Node<'_>, discriminator: &Map<String, Value>) {
    let entries = discriminator.get("mapping").and_then(Value::as_object).into_iter().flatten();
    for (tag, target) in entries.filter_map(|(tag, target)| Some((tag, target.as_str()?))) {
        if leads_somewhere(linter.document, target) {
            continue;
        }
        let at = node.at.join("discriminator").join("mapping").join(tag);
        let message = format!("`{}` maps to `{}`, which does not exist", shorten(tag), shorten(&target));
        linter.report(&LINT_DISCRIMINATOR, &at, message);
        let reason = Reason {
            why: format!("`{}` maps to a schema that does not exist.", shorten(tag)),
            source: "the document itself".to_owned(),
        };
        linter.propose([linter.draft().remove(&at, &reason)]);
    }
}

/// Returns true if the target of a mapping exists: a reference, or the name of a component. Other documents are not
/// looked into.
fn leads_somewhere(document: &Value, target: &str) -> bool {
    let swagger = document.get("swagger").is_some();
    let at = match target.split_once('#') {
        Some(("", fragment)) => Pointer::from_fragment(fragment),
        Some(_) => return true,
        None => section::pointer("schemas", swagger).map(|schemas| schemas.join(target)),
    };
    let exists = at.is_some_and(|at| document.pointer(at.as_str()).is_some());
    exists || !target.starts_with('#') && target.contains(['/', '.'])
}

fn property(linter: &mut Linter<'_>, node: &Node<'_>, name: &str) {
    let document = linter.document;
    let mut alternatives = Vec::new();
    for word in ["oneOf", "anyOf"] {
        let count = node.value.get(word).and_then(Value::as_array).map_or(0, Vec::len);
        alternatives.extend((0..count).map(|index| node.at.join(word).join(index)));
    }
    if declares(document, &node.at, name) {
        return;
    }
    let lacking = alternatives.iter().find(|at| !declares(document, at, name) && !is_open(document, at));
    let own = alternatives.is_empty() && !is_open(document, &node.at);
    let message = match lacking {
        Some(at) => {
            // An alternative that cannot be followed is another matter.
            let Some((at, _)) = resolve(document, at) else { return };
            format!("`{}` is not declared in `{}`", shorten(&name), linter.shown_path(&at))
        }
        None if own => format!("`{}` is not declared", shorten(&name)),
        None => return,
    };
    linter.report(&LINT_DISCRIMINATOR, &node.at.join("discriminator"), message);
}
