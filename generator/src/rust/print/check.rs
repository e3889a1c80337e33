//! Prints the checks before a value is sent: a table of the parts of a type, one per line, and the checks of requests.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::tokens;
use crate::ir::{Constraint, Rules};
use crate::rust::facts::ValueChecks;
use crate::rust::model::{Checked, Checks, Form, NEWTYPE, TypeKind};
use crate::rust::names::ident::written;

/// Prints `validate!(validate for NewTag { name: "name" keeps [MinLength(1)], … });`, and for a union
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
        if checks.whole.is_empty() { String::new() } else { format!(" keeps {}", rule_list(&checks.whole)) };
    format!("validate!({} for {}{body}{whole});", written(checks.method), form.name)
}

/// Prints one line per check.
fn field(part: &Checked<'_>) -> String {
    let lines = check_clauses(&part.checks).into_iter();
    // The position of a newtype's value is not an identifier.
    let name = if part.name == NEWTYPE { NEWTYPE.to_owned() } else { written(part.name) };
    lines.map(|how| format!("    {name}: {:?} {how},\n", part.wire)).collect()
}

/// Prints the line of a variant, if it has something to check.
fn variant(part: &Checked<'_>) -> String {
    let clauses = check_clauses(&part.checks);
    if clauses.is_empty() {
        String::new()
    } else {
        format!("    {} {{ {} }}\n", written(part.name), clauses.join(", "))
    }
}

/// Returns the checks of a value in the syntax of the runtime's macros.
pub(super) fn check_clauses(checks: &ValueChecks) -> Vec<String> {
    let mut clauses = Vec::new();
    if !checks.rules.is_empty() {
        clauses.push(format!("keeps {}", rule_list(&checks.rules)));
    }
    if !checks.counted.is_empty() {
        let rules = Rules { own: checks.counted.clone(), ..Rules::default() };
        clauses.push(format!("counts {}", rule_list(&rules)));
    }
    if checks.inside {
        clauses.push("inside".to_owned());
    }
    clauses
}

/// Returns the checks as expressions, for a value of that name.
pub(super) fn checks(checks: &ValueChecks, name: &proc_macro2::Ident) -> Vec<TokenStream> {
    checks_of(checks, &quote!(&#name))
}

/// Returns the checks as expressions, for this reference to a value.
pub(super) fn checks_of(checks: &ValueChecks, value: &TokenStream) -> Vec<TokenStream> {
    let mut expressions = Vec::new();
    if !checks.rules.is_empty() {
        let rules = tokens(&rule_list(&checks.rules));
        expressions.push(quote!(check!(keeps #value, #rules)));
    }
    if checks.inside {
        expressions.push(quote!(#value));
    }
    expressions
}

/// Prints constraints: `[MinLength(1), pattern!("^a")]`.
fn rule_list(rules: &Rules) -> String {
    let mut texts: Vec<String> = rules.own.iter().filter_map(rule).collect();
    for (name, rules) in [("Items", &rules.items), ("Values", &rules.values)] {
        texts.extend(rules.iter().map(|rules| format!("{name}(&{})", rule_list(rules))));
    }
    if rules.secret {
        texts.push("Secret".to_owned());
    }
    format!("[{}]", texts.join(", "))
}

/// Prints a pattern in the syntax of the engine, and the original one if they differ.
fn pattern_rule(pattern: &str) -> Option<String> {
    match crate::base::pattern::translate(pattern).ok()? {
        same if same == pattern => Some(format!("pattern!({pattern:?})")),
        other => Some(format!("pattern!({pattern:?} as {other:?})")),
    }
}

fn rule(constraint: &Constraint) -> Option<String> {
    let texts = match constraint {
        Constraint::Pattern(pattern) => return pattern_rule(pattern),
        Constraint::Minimum(least) => format!("Minimum({least:?})"),
        Constraint::Maximum(most) => format!("Maximum({most:?})"),
        Constraint::ExclusiveMinimum(least) => format!("ExclusiveMinimum({least:?})"),
        Constraint::ExclusiveMaximum(most) => format!("ExclusiveMaximum({most:?})"),
        Constraint::MultipleOf(unit) => format!("MultipleOf({unit:?})"),
        Constraint::Count(keyword, count) => format!("{}({count})", keyword.entry().rule),
        Constraint::Flag(keyword) => keyword.entry().rule.to_owned(),
    };
    Some(texts)
}
