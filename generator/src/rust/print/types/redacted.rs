//! Prints `Debug` of types with secrets: a table of shown and hidden parts replaces the derive.

use crate::rust::facts::Presence;
use crate::rust::model::{Field, Struct, Union};
use crate::rust::names::ident::written;

/// Prints `redacted!(Login { user shown, password hidden, });`.
pub(super) fn of_struct(name: &str, structure: &Struct<'_>) -> String {
    let fields = structure.fields.iter();
    let lines = fields.map(|field| format!("    {} {},\n", written(field.name), visibility(field)));
    let rest = structure.rest.as_ref().map(|rest| {
        let how = if rest.secret { "hidden" } else { "shown" };
        format!("    {} {how},\n", written(rest.name))
    });
    let nulls = structure.nulls.as_ref().map(|nulls| format!("    {nulls} shown,\n"));
    let lines: String = lines.chain(rest).chain(nulls).collect();
    format!("redacted!({name} {{\n{lines}}});")
}

/// Returns how a member is shown. Whether it was set is not a secret.
fn visibility(field: &Field<'_>) -> &'static str {
    match field.presence {
        _ if !field.secret => "shown",
        Presence::Required => "hidden",
        _ => "optional",
    }
}

/// Prints `redacted!(Proof match { Pin hidden, Key shown, Unknown hidden, });`. The contents of a value that matches no
/// alternative are unknown, so it is shown only if no alternative has a secret.
pub(super) fn of_union(name: &str, union: &Union<'_>) -> String {
    let lines = union.variants.iter().map(|variant| {
        let how = if variant.secret { "hidden" } else { "shown" };
        format!("    {} {how},\n", written(variant.name))
    });
    let lines: String = lines.collect();
    format!("redacted!({name} match {{\n{lines}    {} hidden,\n}});", written(union.open))
}

/// Prints `redacted!(Pins(hidden));`, for an alias of a secret that is a type of its own.
pub(super) fn of_newtype(name: &str) -> String {
    format!("redacted!({name}(hidden));")
}
