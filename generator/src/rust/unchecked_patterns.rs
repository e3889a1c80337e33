//! What is asked of values that are sent and cannot be checked: patterns without a counterpart in the engine that
//! emitted crates have. It is said once a place; the documentation tells them all the same.

use std::collections::BTreeSet;

use crate::base::pattern;
use crate::base::pointer::Pointer;
use crate::diagnostic::{Location, Report, code};
use crate::ir::{Access, Api, Constraint, Rules, Shape};
use crate::rust::facts::{Facts, Side};

/// Says which patterns are not checked.
pub fn report(api: &Api, facts: &Facts, report: &mut Report) {
    let mut said = BTreeSet::new();
    for (at, rules) in places(api, facts) {
        for constraint in rules.all() {
            let Constraint::Pattern(text) = constraint else { continue };
            let Err(reason) = pattern::translate(text) else { continue };
            if said.insert((at.clone(), text)) {
                let message = format!("pattern `{text}` is not checked: {reason}");
                report.add(&code::PATTERN_UNCHECKED, Location::Normalised(at.clone()), message);
            }
        }
    }
}

/// Everything that asks something of what is sent, with where it stands.
fn places<'a>(api: &'a Api, facts: &Facts) -> Vec<(Pointer, &'a Rules)> {
    let mut places = Vec::new();
    for operation in &api.operations {
        places.extend(operation.parameters.iter().map(|one| (one.pointer.clone(), &one.rules)));
        places.extend(operation.body.iter().map(|body| (operation.pointer.join("requestBody"), &body.rules)));
    }
    for (id, def) in api.types() {
        if facts.sides(id).iter().all(|side| *side == Side::Response) {
            continue;
        }
        places.push((def.pointer.clone(), &def.rules));
        match &def.shape {
            Shape::Object(object) => {
                let sent = object.fields.iter().filter(|field| field.access != Access::ReadOnly);
                places.extend(sent.map(|field| (field.pointer.clone(), &field.rules)));
                places.push((def.pointer.clone(), &object.rest_rules));
            }
            Shape::Union(union) => {
                places.extend(union.variants.iter().map(|variant| (def.pointer.clone(), &variant.rules)));
            }
            Shape::Alias(_) | Shape::Enum(_) | Shape::Merged => {}
        }
    }
    places.retain(|(_, rules)| !rules.is_empty());
    places
}
