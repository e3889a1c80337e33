//! `Debug` of types that hold what must not be shown: a table of what is shown and what is not, in place of the derive.

use super::Context;
use super::structure::Printed;
use crate::facts::Presence;
use crate::ir::{Object, Type, TypeId, Union};
use crate::names::ident::written;

/// The macro of the runtime, by its module and name.
pub(super) const MACRO: (&str, &str) = ("secret", "redacted");

/// Whether an object in one of its forms has a member that must not be shown.
pub(super) fn is_needed(context: &Context<'_>, fields: &[Printed<'_>], object: &Object) -> bool {
    fields.iter().any(|printed| printed.secret) || rest_is_secret(context, object)
}

fn rest_is_secret(context: &Context<'_>, object: &Object) -> bool {
    object.rest.as_ref().is_some_and(|rest| context.facts.is_secret(context.api, rest))
}

/// `redacted!(Login { user shown, password hidden, });`
pub(super) fn of_object(
    context: &Context<'_>,
    name: &str,
    fields: &[Printed<'_>],
    object: &Object,
    rest: Option<&str>,
) -> String {
    let lines = fields.iter().map(|printed| format!("    {} {},\n", written(&printed.name), how(printed)));
    let rest = rest.map(|rest| {
        let how = if rest_is_secret(context, object) { "hidden" } else { "shown" };
        format!("    {} {how},\n", written(rest))
    });
    let lines: String = lines.chain(rest).collect();
    format!("redacted!({name} {{\n{lines}}});")
}

/// Whether a member was set is no secret.
fn how(printed: &Printed<'_>) -> &'static str {
    match printed.presence {
        _ if !printed.secret => "shown",
        Presence::Required => "hidden",
        Presence::Optional | Presence::Nullable | Presence::Given => "optional",
        Presence::Tristate => "tristate",
    }
}

/// `redacted!(Proof match { Pin hidden, Key shown, Unknown hidden, });` Of what is none of the alternatives nobody knows
/// what it holds, so it is shown only where no alternative has a secret.
pub(super) fn of_union(context: &Context<'_>, id: TypeId, name: &str, union: &Union) -> String {
    let lines = context.names.members[id.0].iter().zip(&union.variants).map(|(variant, data)| {
        let how = if context.facts.is_secret(context.api, &data.ty) { "hidden" } else { "shown" };
        format!("    {} {how},\n", written(variant))
    });
    let lines: String = lines.collect();
    format!("redacted!({name} match {{\n{lines}    {} hidden,\n}});", written(&context.names.open[id.0]))
}

/// `redacted!(Pins(hidden));`, where an alias that is a type of its own stands for a secret.
pub(super) fn of_newtype(context: &Context<'_>, name: &str, target: &Type) -> Option<String> {
    context.facts.is_secret(context.api, target).then(|| format!("redacted!({name}(hidden));"))
}
