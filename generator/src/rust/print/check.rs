//! What is checked before a value is sent: a table of the parts of a type, a line each, and the checks of calls.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::tokens;
use crate::ir::{Constraint, Rules};
use crate::rust::facts::Asked;
use crate::rust::model::{Checked, Checks, Form, NEWTYPE, TypeKind};
use crate::rust::names::ident::written;

/// `validate!(validate for NewTag { name: "name" keeps [MinLength(1)], … });`, and of a union
/// `validate!(validate for Owner match { Person { inside }, … });`.
pub(super) fn table(form: &Form<'_>, checks: &Checks<'_>) -> String {
    let parts = checks.parts.iter();
    let body = match form.kind {
        TypeKind::Union(_) => format!(" match {{\n{}}}", parts.map(variant).collect::<String>()),
        _ => match parts.map(field).collect::<String>() {
            none if none.is_empty() && matches!(form.kind, TypeKind::Struct(_)) => " {}".to_owned(),
            lines => format!(" {{\n{lines}}}"),
        },
    };
    let whole =
        if checks.whole.is_empty() { String::new() } else { format!(" keeps {}", list(&checks.whole)) };
    format!("validate!({} for {}{body}{whole});", written(checks.method), form.name)
}

/// A line a check.
fn field(part: &Checked<'_>) -> String {
    let lines = ways(&part.asked).into_iter();
    // The place of a newtype's value is no identifier.
    let name = if part.name == NEWTYPE { NEWTYPE.to_owned() } else { written(part.name) };
    lines.map(|how| format!("    {name}: {:?} {how},\n", part.wire)).collect()
}

/// A line a variant that has something to check.
fn variant(part: &Checked<'_>) -> String {
    let ways = ways(&part.asked);
    if ways.is_empty() {
        String::new()
    } else {
        format!("    {} {{ {} }}\n", written(part.name), ways.join(", "))
    }
}

/// How a value is checked, in the words of the runtime's macros.
pub(super) fn ways(asked: &Asked) -> Vec<String> {
    let mut ways = Vec::new();
    if !asked.rules.is_empty() {
        ways.push(format!("keeps {}", list(&asked.rules)));
    }
    if !asked.counted.is_empty() {
        let rules = Rules { own: asked.counted.clone(), ..Rules::default() };
        ways.push(format!("counts {}", list(&rules)));
    }
    if asked.inside {
        ways.push("inside".to_owned());
    }
    ways
}

/// The same as expressions, for a value of that name.
pub(super) fn checks(asked: &Asked, name: &proc_macro2::Ident) -> Vec<TokenStream> {
    let mut checks = Vec::new();
    if !asked.rules.is_empty() {
        let rules = tokens(&list(&asked.rules));
        checks.push(quote!(check!(keeps &#name, #rules)));
    }
    if asked.inside {
        checks.push(quote!(&#name));
    }
    checks
}

/// `[MinLength(1), pattern!("^a")]`
fn list(rules: &Rules) -> String {
    let mut said: Vec<String> = rules.own.iter().filter_map(rule).collect();
    for (name, rules) in [("Items", &rules.items), ("Values", &rules.values)] {
        said.extend(rules.iter().map(|rules| format!("{name}(&{})", list(rules))));
    }
    if rules.secret {
        said.push("Secret".to_owned());
    }
    format!("[{}]", said.join(", "))
}

/// A pattern in the words of the engine, and its own where these differ.
fn of_pattern(pattern: &str) -> Option<String> {
    match crate::base::pattern::translate(pattern).ok()? {
        same if same == pattern => Some(format!("pattern!({pattern:?})")),
        other => Some(format!("pattern!({pattern:?} as {other:?})")),
    }
}

fn rule(constraint: &Constraint) -> Option<String> {
    let said = match constraint {
        Constraint::Pattern(pattern) => return of_pattern(pattern),
        Constraint::Minimum(least) => format!("Minimum({least:?})"),
        Constraint::Maximum(most) => format!("Maximum({most:?})"),
        Constraint::ExclusiveMinimum(least) => format!("ExclusiveMinimum({least:?})"),
        Constraint::ExclusiveMaximum(most) => format!("ExclusiveMaximum({most:?})"),
        Constraint::MultipleOf(unit) => format!("MultipleOf({unit:?})"),
        Constraint::Count(keyword, count) => format!("{}({count})", keyword.entry().rule),
        Constraint::Asked(keyword) => keyword.entry().rule.to_owned(),
    };
    Some(said)
}
