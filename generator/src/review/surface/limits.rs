//! What the values that an item sends may be, beyond their types: the limits of its own value, of elements and of the
//! values of maps.

use serde_json::Value;

use super::{Item, Sent};
use crate::ir::{Constraint, Doc, Rules, Type};

impl Item {
    /// Adds what a value that is sent may be: its own limits and default from the documentation of its schema, those of its
    /// elements from its rules. Those of the names of its members are `labels{name}`.
    pub(super) fn with_sent(self, argument: &str, doc: &Doc, rules: &Rules, ty: Option<&Type>) -> Self {
        self.with_limits(argument, &doc.constraints, doc.default.clone(), ty)
            .with_limits(&format!("{argument}{{name}}"), &doc.names, None, None)
            .with_inner(argument, rules, ty)
    }

    pub(super) fn with_limits(
        mut self,
        argument: &str,
        limits: &[Constraint],
        default: Option<Value>,
        ty: Option<&Type>,
    ) -> Self {
        let effective = limits.iter().filter(|limit| limit.is_effective());
        let limits: Vec<Constraint> = match ty.is_some_and(is_integer) {
            true => effective.map(inclusive).collect(),
            false => effective.cloned().collect(),
        };
        let sent = Sent { limits, default };
        if sent != Sent::default() {
            self.sent.insert(argument.to_owned(), sent);
        }
        self
    }

    /// Adds the limits of elements (`names[]`) and of the values of maps (`labels{}`).
    pub(super) fn with_inner(mut self, argument: &str, rules: &Rules, ty: Option<&Type>) -> Self {
        for (mark, inner) in [("[]", &rules.items), ("{}", &rules.values)] {
            if let Some(inner) = inner {
                let (name, ty) = (format!("{argument}{mark}"), ty.and_then(element));
                self = self.with_limits(&name, &inner.own, None, ty).with_inner(&name, inner, ty);
            }
        }
        self
    }
}

fn is_integer(ty: &Type) -> bool {
    matches!(ty.strip_null().0, Type::Integer(_) | Type::BigInteger)
}

/// Returns the type of the elements of a list, or of the values of a map.
fn element(ty: &Type) -> Option<&Type> {
    match ty.strip_null().0 {
        Type::Array(inner) | Type::Map(inner) => Some(inner),
        _ => None,
    }
}

/// Returns a bound of an integer as one that is allowed itself: less than 11 is at most 10.
fn inclusive(limit: &Constraint) -> Constraint {
    let next = |number: &str, by: i128| Some(number.parse::<i128>().ok()?.checked_add(by)?.to_string());
    let other = match limit {
        Constraint::ExclusiveMinimum(number) => next(number, 1).map(Constraint::Minimum),
        Constraint::ExclusiveMaximum(number) => next(number, -1).map(Constraint::Maximum),
        _ => None,
    };
    other.unwrap_or_else(|| limit.clone())
}
