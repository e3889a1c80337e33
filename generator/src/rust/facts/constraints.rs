//! What is asked of values that are sent: the rules of a place with those of the aliases that it names, as far as they
//! can be checked, and which types have something to check within.

use std::collections::BTreeSet;

use super::reach::parts;
use super::{Facts, Reach};
use crate::base::graph::spread;
use crate::ir::{Access, Api, Constraint, Keyword, Object, Rules, Shape, TextFormat, Type, TypeId};

/// What there is to check of a value at some place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// What its place asks, looked up in its JSON.
    pub rules: Rules,
    /// The same of what has no JSON: how many files there are.
    pub counted: Vec<Constraint>,
    /// Whether its own type has something to check.
    pub inside: bool,
}

impl Asked {
    /// Whether that is nothing.
    pub fn is_nothing(&self) -> bool {
        self.rules.is_empty() && self.counted.is_empty() && !self.inside
    }
}

impl Facts {
    /// What there is to check of a value of a type at a place with these rules.
    pub fn asked(&self, api: &Api, ty: &Type, rules: &Rules) -> Asked {
        let types = Types { api, newtypes: &self.newtypes };
        let inside = self.is_inside(api, ty);
        let rules = types.effective(ty, rules);
        if !types.has_files(ty) {
            return Asked { rules: checkable(rules), counted: Vec::new(), inside };
        }
        let list = matches!(api.unalias(ty.strip_null().0), Type::Array(_));
        let counts = |rule: &Constraint| {
            list && matches!(rule, Constraint::Count(Keyword::MinItems | Keyword::MaxItems, _))
        };
        Asked { rules: Rules::default(), counted: rules.own.into_iter().filter(counts).collect(), inside }
    }

    /// What the values of a struct or a union are asked as a whole.
    pub fn asked_of_whole(&self, api: &Api, id: TypeId) -> Rules {
        let def = api.type_def(id);
        match &def.shape {
            Shape::Object(Object { form: false, .. }) | Shape::Union(_) => checkable(def.rules.of_whole()),
            _ => Rules::default(),
        }
    }

    /// Everything that is checked anywhere.
    pub fn all_asked(&self, api: &Api) -> Vec<Asked> {
        let mut all = Vec::new();
        let mut add = |ty: &Type, rules: &Rules| all.push(self.asked(api, ty, rules));
        for operation in &api.operations {
            operation.parameters.iter().for_each(|parameter| add(&parameter.ty, &parameter.rules));
            operation.body.iter().for_each(|body| add(&body.ty, &body.rules));
        }
        let sent = |id: &TypeId| self.reach[id.0].request;
        for (id, def) in api.types().filter(|(id, _)| sent(id)) {
            match &def.shape {
                Shape::Object(object) => {
                    let fields = object.fields.iter().filter(|field| field.access != Access::ReadOnly);
                    fields.for_each(|field| add(&field.ty, &field.rules));
                    object.rest.iter().for_each(|rest| add(rest, &object.rest_rules));
                }
                Shape::Union(union) => {
                    union.variants.iter().for_each(|variant| add(&variant.ty, &variant.rules));
                }
                Shape::Alias(target) if self.newtypes.contains(&id) => add(target, &def.rules),
                _ => {}
            }
        }
        let wholes = api.types().filter(|(id, _)| sent(id)).map(|(id, _)| self.asked_of_whole(api, id));
        all.extend(wholes.map(|rules| Asked { rules, ..Asked::default() }));
        all.retain(|asked| !asked.is_nothing());
        all
    }

    /// Whether the value is, or holds in lists and maps, one of a type with something to check.
    fn is_inside(&self, api: &Api, ty: &Type) -> bool {
        match ty {
            Type::Nullable(inner) | Type::Array(inner) | Type::Map(inner) => self.is_inside(api, inner),
            Type::Named(id) if self.newtypes.contains(id) => self.checked[id.0],
            Type::Named(id) => match &api.type_def(*id).shape {
                Shape::Alias(target) => self.is_inside(api, target),
                _ => self.checked[id.0],
            },
            _ => false,
        }
    }
}

/// By type: whether something is asked of its values or of what they hold, as they are sent.
pub(super) fn checked(api: &Api, newtypes: &BTreeSet<TypeId>, reach: &[Reach]) -> Vec<bool> {
    let types = Types { api, newtypes };
    let asks: Vec<bool> = api.types.iter().map(|def| types.asks(&def.shape, &def.rules)).collect();
    if !asks.contains(&true) {
        return asks;
    }
    let sent = |id| parts(api, id, Some(Access::WriteOnly));
    let graph: Vec<Vec<usize>> = (0..api.types.len())
        .map(|index| sent(TypeId(index)).into_iter().flat_map(Type::named).map(|id| id.0).collect())
        .collect();
    let checked = spread(&graph, asks);
    // What no operation sends may hold what operations only receive, which has nothing to check it.
    checked.into_iter().zip(reach).map(|(checked, reach)| checked && reach.request).collect()
}

/// The rules that a client can check: a pattern may have no counterpart in the engine that it has.
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

/// The types of an API, and which aliases are types of their own.
struct Types<'a> {
    api: &'a Api,
    newtypes: &'a BTreeSet<TypeId>,
}

impl Types<'_> {
    /// Whether a shape or a part of it that is sent is asked something that can be checked.
    fn asks(&self, shape: &Shape, own: &Rules) -> bool {
        let asked = |ty: &Type, rules: &Rules| !checkable(self.effective(ty, rules)).is_empty();
        match shape {
            Shape::Alias(ty) => asked(ty, own),
            Shape::Enum(_) | Shape::Folded => false,
            Shape::Object(object) => {
                let mut fields = object.fields.iter().filter(|field| field.access != Access::ReadOnly);
                fields.any(|field| asked(&field.ty, &field.rules))
                    || object.rest.as_ref().is_some_and(|rest| asked(rest, &object.rest_rules))
                    || !(object.form || checkable(own.of_whole()).is_empty())
            }
            Shape::Union(union) => {
                union.variants.iter().any(|variant| asked(&variant.ty, &variant.rules))
                    || !checkable(own.of_whole()).is_empty()
            }
        }
    }

    /// The rules of a place together with those of the aliases that its type names. What a named type asks of itself
    /// is left to it, and rules for parts that the type does not have are dropped.
    fn effective(&self, ty: &Type, rules: &Rules) -> Rules {
        let inner = |part: &Type, rules: &Option<Box<Rules>>| {
            let none = Rules::default();
            let rules = self.effective(part, rules.as_deref().unwrap_or(&none));
            Some(Box::new(rules)).filter(|rules| !rules.is_empty())
        };
        match ty {
            Type::Nullable(part) => self.effective(part, rules),
            Type::Array(part) => Rules { items: inner(part, &rules.items), ..rules.of_whole() },
            Type::Map(part) => Rules { values: inner(part, &rules.values), ..rules.of_whole() },
            Type::Named(id) => {
                let def = self.api.type_def(*id);
                match &def.shape {
                    Shape::Enum(_) | Shape::Folded => Rules::default(),
                    Shape::Alias(target) if !self.newtypes.contains(id) => {
                        let mut all = rules.clone();
                        all.merge(def.rules.clone());
                        self.effective(target, &all)
                    }
                    _ => {
                        let mut rules = rules.of_whole();
                        rules.own.retain(|constraint| !def.rules.own.contains(constraint));
                        rules
                    }
                }
            }
            _ => rules.of_whole(),
        }
    }

    /// Whether a value has files in it, and so no JSON.
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
