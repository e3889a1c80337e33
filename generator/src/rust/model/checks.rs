//! The constraint checks of a type, which run before its values are sent.

use super::{Macro, Tables};
use crate::ir::{Constraint, Object, Rules, Shape, TypeDef, TypeId};
use crate::rust::facts::{Side, ValueChecks};

/// The field of a newtype.
pub const NEWTYPE: &str = "0";

/// The checks of a type.
#[derive(Debug)]
pub struct Checks<'a> {
    /// The method that checks the type.
    pub method: &'a str,
    /// The checks of each field or variant.
    pub parts: Vec<Checked<'a>>,
    /// The constraints of a struct or union as a whole.
    pub whole: Rules,
}

/// The checks of a field or variant.
#[derive(Debug)]
pub struct Checked<'a> {
    /// The name of the field or variant.
    pub name: &'a str,
    /// Its key in JSON; empty if it has none.
    pub wire: &'a str,
    /// Its checks.
    pub checks: ValueChecks,
}

impl<'a> Checks<'a> {
    /// The checks of a type in one of its forms; `None` if there is nothing to check.
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
                        checks: tables.facts.value_checks(tables.api, &variant.ty, &variant.rules),
                    })
                    .collect()
            }
            Shape::Alias(target) if tables.facts.newtypes.contains(&id) => {
                vec![Checked {
                    name: NEWTYPE,
                    wire: "",
                    checks: tables.facts.value_checks(tables.api, target, &def.rules),
                }]
            }
            Shape::Alias(_) | Shape::Enum(_) | Shape::Merged => return None,
        };
        let whole = tables.facts.whole_constraints(tables.api, id);
        Some(Self { method: &tables.names.checks[id.0], parts, whole })
    }

    pub(super) fn macros(&self) -> Vec<Macro> {
        let mut rules = self.parts.iter().map(|part| &part.checks.rules).chain([&self.whole]);
        let pattern = rules.any(has_pattern).then_some(("validate", "pattern"));
        [("validate", "validate")].into_iter().chain(pattern).collect()
    }
}

/// Returns true if there is a pattern among the constraints, at any depth.
pub(crate) fn has_pattern(rules: &Rules) -> bool {
    rules.all().iter().any(|constraint| matches!(constraint, Constraint::Pattern(_)))
}

fn of_object<'a>(tables: Tables<'a>, id: TypeId, object: &'a Object, side: Side) -> Vec<Checked<'a>> {
    let fields = tables.facts.fields(object, side).into_iter().map(|(index, field)| Checked {
        name: &tables.names.members[id.0][index],
        wire: &field.wire,
        checks: tables.facts.value_checks(tables.api, &field.ty, &field.rules),
    });
    let rest = object.rest.as_ref().map(|rest| {
        let checks = tables.facts.value_checks(tables.api, rest, &object.rest_rules);
        let of_each = Rules { values: Some(Box::new(checks.rules)), ..Rules::default() };
        let checks = ValueChecks { rules: of_each, counted: Vec::new(), inside: checks.inside };
        Checked { name: &tables.names.open[id.0], wire: "", checks }
    });
    fields.chain(rest).collect()
}
