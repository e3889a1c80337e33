//! What is checked before a value is sent: a table of the parts of a type, a line each, and the checks of calls.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::Context;
use super::structure::printed;
use super::ty::tokens;
use crate::facts::{Asked, Side};
use crate::ir::{Constraint, Object, Rules, TypeId, Union};
use crate::names::ident::written;

/// Whether there is something to check of a type in one of its forms.
pub(super) fn is_needed(context: &Context<'_>, id: TypeId, side: Side) -> bool {
    side != Side::Response && context.facts.checked[id.0]
}

/// `validate!(validate for NewTag { name: "name" keeps [MinLength(1)], … });`
pub(super) fn of_object(context: &Context<'_>, id: TypeId, object: &Object, side: Side) -> String {
    let fields = &printed(context, id, object, side);
    let mut lines = String::new();
    for printed in fields {
        let asked = context.facts.asked(context.api, &printed.field.ty, &printed.field.rules);
        for how in ways(&asked) {
            lines += &format!("    {}: {:?} {how},\n", written(&printed.name), printed.field.wire);
        }
    }
    if let Some(rest) = &object.rest {
        let asked = context.facts.asked(context.api, rest, &object.rest_rules);
        let of_each = Rules { values: Some(Box::new(asked.rules)), ..Rules::default() };
        let of_all = Asked { rules: of_each, counted: Vec::new(), inside: asked.inside };
        for how in ways(&of_all) {
            lines += &format!("    {}: \"\" {how},\n", written(&context.names.open[id.0]));
        }
    }
    let (whole, name) = (of_whole(context, id), context.type_name(id, side));
    let method = written(&context.names.checks[id.0]);
    let lines = if lines.is_empty() { String::new() } else { format!("\n{lines}") };
    format!("validate!({method} for {name} {{{lines}}}{whole});")
}

/// `validate!(validate for Owner match { Person inside, … });`
pub(super) fn of_union(context: &Context<'_>, id: TypeId, union: &Union, side: Side) -> String {
    let mut lines = String::new();
    for (name, variant) in context.names.members[id.0].iter().zip(&union.variants) {
        let ways = ways(&context.facts.asked(context.api, &variant.ty, &variant.rules));
        if !ways.is_empty() {
            lines += &format!("    {} {{ {} }}\n", written(name), ways.join(", "));
        }
    }
    let (whole, name) = (of_whole(context, id), context.type_name(id, side));
    format!("validate!(validate for {name} match {{\n{lines}}}{whole});")
}

/// ` keeps [MinProperties(1)]`, where a struct or a union is asked something as a whole.
fn of_whole(context: &Context<'_>, id: TypeId) -> String {
    let whole = context.facts.asked_of_whole(context.api, id);
    if whole.is_empty() { String::new() } else { format!(" keeps {}", list(&whole)) }
}

/// The same for an alias that is a type of its own.
pub(super) fn of_newtype(context: &Context<'_>, id: TypeId, target: &crate::ir::Type, side: Side) -> String {
    let def = context.api.type_def(id);
    let lines = ways(&context.facts.asked(context.api, target, &def.rules));
    let lines: String = lines.into_iter().map(|how| format!("    0: \"\" {how},\n")).collect();
    format!("validate!(validate for {} {{\n{lines}}});", context.type_name(id, side))
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

/// What a group's file must import for these.
pub(super) fn uses(asked: &Asked, is_argument: bool, uses: &mut BTreeSet<&'static str>) {
    uses.extend((is_argument && !asked.rules.is_empty()).then_some("validate::check"));
    let is_pattern = |constraint: &&Constraint| matches!(constraint, Constraint::Pattern(_));
    uses.extend(asked.rules.all().iter().any(is_pattern).then_some("validate::pattern"));
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
    match crate::pattern::translate(pattern).ok()? {
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
        Constraint::MinLength(least) => format!("MinLength({least})"),
        Constraint::MaxLength(most) => format!("MaxLength({most})"),
        Constraint::MinItems(least) => format!("MinItems({least})"),
        Constraint::MaxItems(most) => format!("MaxItems({most})"),
        Constraint::MinProperties(least) => format!("MinProperties({least})"),
        Constraint::MaxProperties(most) => format!("MaxProperties({most})"),
        Constraint::UniqueItems => "UniqueItems".to_owned(),
    };
    Some(said)
}
