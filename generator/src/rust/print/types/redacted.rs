//! `Debug` of types that hold what must not be shown: a table of what is shown and what is not, in place of the derive.

use crate::rust::facts::Presence;
use crate::rust::model::{Field, Struct, Union};
use crate::rust::names::ident::written;

/// `redacted!(Login { user shown, password hidden, });`
pub(super) fn of_struct(name: &str, structure: &Struct<'_>) -> String {
    let fields = structure.fields.iter();
    let lines = fields.map(|field| format!("    {} {},\n", written(field.name), how(field)));
    let rest = structure.rest.as_ref().map(|rest| {
        let how = if rest.secret { "hidden" } else { "shown" };
        format!("    {} {how},\n", written(rest.name))
    });
    let lines: String = lines.chain(rest).collect();
    format!("redacted!({name} {{\n{lines}}});")
}

/// Whether a member was set is no secret.
fn how(field: &Field<'_>) -> &'static str {
    match field.presence {
        _ if !field.secret => "shown",
        Presence::Required => "hidden",
        Presence::Optional | Presence::Nullable | Presence::Given => "optional",
        Presence::Tristate => "tristate",
    }
}

/// `redacted!(Proof match { Pin hidden, Key shown, Unknown hidden, });` Of what is none of the alternatives nobody knows
/// what it holds, so it is shown only where no alternative has a secret.
pub(super) fn of_union(name: &str, union: &Union<'_>) -> String {
    let lines = union.variants.iter().map(|variant| {
        let how = if variant.secret { "hidden" } else { "shown" };
        format!("    {} {how},\n", written(variant.name))
    });
    let lines: String = lines.collect();
    format!("redacted!({name} match {{\n{lines}    {} hidden,\n}});", written(union.open))
}

/// `redacted!(Pins(hidden));`, where an alias that is a type of its own stands for a secret.
pub(super) fn of_newtype(name: &str) -> String {
    format!("redacted!({name}(hidden));")
}
