//! What is checked of a type's values before they are sent.

use super::{Macro, Tables};
use crate::ir::{Constraint, Object, Rules, Shape, TypeDef, TypeId};
use crate::rust::facts::{Side, ValueChecks};

/// The place of the value in a type around it.
pub const NEWTYPE: &str = "0";

/// The checks of a type.
#[derive(Debug)]
pub struct Checks<'a> {
    /// The method that makes them.
    pub method: &'a str,
    /// By part.
    pub parts: Vec<Checked<'a>>,
    /// What a struct or a union is asked as a whole.
    pub whole: Rules,
}

/// The checks of a part of a type.
#[derive(Debug)]
pub struct Checked<'a> {
    /// The field or variant.
    pub name: &'a str,
    /// Its key in JSON; empty where the part is not named there.
    pub wire: &'a str,
    /// What there is to check.
    pub asked: ValueChecks,
}

impl<'a> Checks<'a> {
    /// Those of a type in one of its forms; none where there is nothing to check of it.
    pub(super) fn new(tables: Tables<'a>, id: TypeId, def: &'a TypeDef, side: Side) -> Option<Self> {
        let is_needed = side != Side::Response && tables.facts.checked[id.0];
        let parts = match &def.shape {
            _ if !is_needed => return None,
            Shape::Object(object) => of_object(tables, id, object, side),
            Shape::Union(union) => {
                let variants = union.variants.iter().zip(&tables.names.members[id.0]);
                variants
                    .map(|(variant, name)| Checked {
                        name,
                        wire: "",
                        asked: tables.facts.value_checks(tables.api, &variant.ty, &variant.rules),
                    })
                    .collect()
            }
            Shape::Alias(target) if tables.facts.newtypes.contains(&id) => {
                vec![Checked {
                    name: NEWTYPE,
                    wire: "",
                    asked: tables.facts.value_checks(tables.api, target, &def.rules),
                }]
            }
            Shape::Alias(_) | Shape::Enum(_) | Shape::Folded => return None,
        };
        let whole = tables.facts.whole_constraints(tables.api, id);
        Some(Self { method: &tables.names.checks[id.0], parts, whole })
    }

    pub(super) fn macros(&self) -> Vec<Macro> {
        let mut rules = self.parts.iter().map(|part| &part.asked.rules).chain([&self.whole]);
        let pattern = rules.any(has_pattern).then_some(("validate", "pattern"));
        [("validate", "validate")].into_iter().chain(pattern).collect()
    }
}

/// Whether a pattern is among them, at any depth.
pub(crate) fn has_pattern(rules: &Rules) -> bool {
    rules.all().iter().any(|constraint| matches!(constraint, Constraint::Pattern(_)))
}

fn of_object<'a>(tables: Tables<'a>, id: TypeId, object: &'a Object, side: Side) -> Vec<Checked<'a>> {
    let fields = tables.facts.fields(object, side).into_iter().map(|(index, field)| Checked {
        name: &tables.names.members[id.0][index],
        wire: &field.wire,
        asked: tables.facts.value_checks(tables.api, &field.ty, &field.rules),
    });
    let rest = object.rest.as_ref().map(|rest| {
        let asked = tables.facts.value_checks(tables.api, rest, &object.rest_rules);
        let of_each = Rules { values: Some(Box::new(asked.rules)), ..Rules::default() };
        let asked = ValueChecks { rules: of_each, counted: Vec::new(), inside: asked.inside };
        Checked { name: &tables.names.open[id.0], wire: "", asked }
    });
    fields.chain(rest).collect()
}
