//! Constraints of values that are sent: those of a schema together with those of the aliases it names, as far as a
//! client can check them, and which types contain something to check.

use std::collections::BTreeSet;

use super::reach::parts;
use super::{Facts, Reach};
use crate::base::graph::propagate;
use crate::ir::{Access, Api, Constraint, Keyword, Object, Rules, Shape, TextFormat, Type, TypeId};

/// The checks of a value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ValueChecks {
    /// The constraints that are checked on its JSON.
    pub rules: Rules,
    /// Constraints on values without JSON: the number of files.
    pub counted: Vec<Constraint>,
    /// True if its own type has something to check.
    pub inside: bool,
}

impl ValueChecks {
    /// Returns true if there is nothing to check.
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty() && self.counted.is_empty() && !self.inside
    }
}

impl Facts {
    /// Returns the checks of a value of a type with these constraints.
    pub fn value_checks(&self, api: &Api, ty: &Type, rules: &Rules) -> ValueChecks {
        let types = Types { api, newtypes: &self.newtypes };
        let inside = self.has_checks_inside(api, ty);
        let rules = types.effective(ty, rules);
        if !types.has_files(ty) {
            return ValueChecks { rules: checkable(rules), counted: Vec::new(), inside };
        }
        let list = matches!(api.unalias(ty.strip_null().0), Type::Array(_));
        let counts = |rule: &Constraint| {
            list && matches!(rule, Constraint::Count(Keyword::MinItems | Keyword::MaxItems, _))
        };
        ValueChecks {
            rules: Rules::default(),
            counted: rules.own.into_iter().filter(counts).collect(),
            inside,
        }
    }

    /// Returns the constraints of a struct or a union as a whole.
    pub fn whole_constraints(&self, api: &Api, id: TypeId) -> Rules {
        let def = api.type_def(id);
        match &def.shape {
            Shape::Object(Object { form: false, .. }) | Shape::Union(_) => {
                checkable(def.rules.without_nested())
            }
            _ => Rules::default(),
        }
    }

    /// Returns all checks of these operations and types.
    pub fn all_value_checks(&self, api: &Api, operations: &[usize], types: &[TypeId]) -> Vec<ValueChecks> {
        let mut all = Vec::new();
        let mut add = |ty: &Type, rules: &Rules| all.push(self.value_checks(api, ty, rules));
        for operation in operations.iter().map(|index| &api.operations[*index]) {
            operation.parameters.iter().for_each(|parameter| add(&parameter.ty, &parameter.rules));
            operation.body.iter().for_each(|body| add(&body.ty, &body.rules));
        }
        let sent: Vec<TypeId> = types.iter().copied().filter(|id| self.reach[id.0].request).collect();
        for id in &sent {
            let def = api.type_def(*id);
            match &def.shape {
                Shape::Object(object) => {
                    let fields = object.fields.iter().filter(|field| field.access != Access::ReadOnly);
                    fields.for_each(|field| add(&field.ty, &field.rules));
                    object.rest.iter().for_each(|rest| add(rest, &object.rest_rules));
                }
                Shape::Union(union) => {
                    union.variants.iter().for_each(|variant| add(&variant.ty, &variant.rules));
                }
                Shape::Alias(target) if self.newtypes.contains(id) => add(target, &def.rules),
                _ => {}
            }
        }
        let wholes = sent.iter().map(|id| self.whole_constraints(api, *id));
        all.extend(wholes.map(|rules| ValueChecks { rules, ..ValueChecks::default() }));
        all.retain(|asked| !asked.is_empty());
        all
    }

    /// Returns true if the value is, or contains in lists and maps, one of a type with something to check.
    fn has_checks_inside(&self, api: &Api, ty: &Type) -> bool {
        match ty {
            Type::Nullable(inner) | Type::Array(inner) | Type::Map(inner) => {
                self.has_checks_inside(api, inner)
            }
            Type::Named(id) if self.newtypes.contains(id) => self.checked[id.0],
            Type::Named(id) => match &api.type_def(*id).shape {
                Shape::Alias(target) => self.has_checks_inside(api, target),
                _ => self.checked[id.0],
            },
            _ => false,
        }
    }
}

/// Returns, by type, whether its values or their parts have constraints when they are sent.
pub(super) fn checked(api: &Api, newtypes: &BTreeSet<TypeId>, reach: &[Reach]) -> Vec<bool> {
    let types = Types { api, newtypes };
    let asks: Vec<bool> = api.types.iter().map(|def| types.is_constrained(&def.shape, &def.rules)).collect();
    if !asks.contains(&true) {
        return asks;
    }
    let sent = |id| parts(api, id, Some(Access::WriteOnly));
    let graph: Vec<Vec<usize>> = (0..api.types.len())
        .map(|index| sent(TypeId(index)).into_iter().flat_map(Type::named).map(|id| id.0).collect())
        .collect();
    let checked = propagate(&graph, asks);
    // A type that no operation sends may contain types that are only received, which have no checks.
    checked.into_iter().zip(reach).map(|(checked, reach)| checked && reach.request).collect()
}

/// Keeps the constraints that a client can check: a pattern may not be supported by its engine.
fn checkable(mut rules: Rules) -> Rules {
    rules.retain(&is_checkable);
    rules
}

fn is_checkable(constraint: &Constraint) -> bool {
    match constraint {
        Constraint::Pattern(pattern) => crate::base::pattern::translate(pattern).is_ok(),
        _ => true,
    }
}

/// The types of an API, and the aliases that are types of their own.
struct Types<'a> {
    api: &'a Api,
    newtypes: &'a BTreeSet<TypeId>,
}

impl Types<'_> {
    /// Returns true if a shape, or a part of it that is sent, has constraints that can be checked.
    fn is_constrained(&self, shape: &Shape, own: &Rules) -> bool {
        let asked = |ty: &Type, rules: &Rules| !checkable(self.effective(ty, rules)).is_empty();
        match shape {
            Shape::Alias(ty) => asked(ty, own),
            Shape::Enum(_) | Shape::Merged => false,
            Shape::Object(object) => {
                let mut fields = object.fields.iter().filter(|field| field.access != Access::ReadOnly);
                fields.any(|field| asked(&field.ty, &field.rules))
                    || object.rest.as_ref().is_some_and(|rest| asked(rest, &object.rest_rules))
                    || !(object.form || checkable(own.without_nested()).is_empty())
            }
            Shape::Union(union) => {
                union.variants.iter().any(|variant| asked(&variant.ty, &variant.rules))
                    || !checkable(own.without_nested()).is_empty()
            }
        }
    }

    /// Merges constraints with those of the aliases that the type names. Constraints that a named type has itself are
    /// left to it, and those for parts that the type does not have are dropped.
    fn effective(&self, ty: &Type, rules: &Rules) -> Rules {
        let inner = |part: &Type, rules: &Option<Box<Rules>>| {
            let none = Rules::default();
            let rules = self.effective(part, rules.as_deref().unwrap_or(&none));
            Some(Box::new(rules)).filter(|rules| !rules.is_empty())
        };
        match ty {
            Type::Nullable(part) => self.effective(part, rules),
            Type::Array(part) => Rules { items: inner(part, &rules.items), ..rules.without_nested() },
            Type::Map(part) => Rules { values: inner(part, &rules.values), ..rules.without_nested() },
            Type::Named(id) => {
                let def = self.api.type_def(*id);
                match &def.shape {
                    Shape::Enum(_) | Shape::Merged => Rules::default(),
                    Shape::Alias(target) if !self.newtypes.contains(id) => {
                        let mut all = rules.clone();
                        all.merge(def.rules.clone());
                        self.effective(target, &all)
                    }
                    _ => {
                        let mut rules = rules.without_nested();
                        rules.own.retain(|constraint| !def.rules.own.contains(constraint));
                        rules
                    }
                }
            }
            _ => rules.without_nested(),
        }
    }

    /// Returns true if a value contains files, and therefore has no JSON form.
    fn has_files(&self, ty: &Type) -> bool {
        match ty {
            Type::Format(TextFormat::File | TextFormat::Part | TextFormat::Form) => true,
            Type::Named(id) if self.newtypes.contains(id) => false,
            Type::Named(id) => match &self.api.type_def(*id).shape {
                Shape::Object(object) => object.form,
                Shape::Alias(target) => self.has_files(target),
                _ => false,
            },
            other => other.parts().into_iter().any(|part| self.has_files(part)),
        }
    }
}
