//! Unions: a variant an alternative and one that keeps the JSON of anything else.

use super::ty::{From, ty};
use super::{Context, Item, doc, redacted};
use crate::facts::Side;
use crate::ir::{Guard, Kind, TypeDef, TypeId, Union, Variant};
use crate::names::ident::written;

/// The items of a union.
pub(super) fn items(
    context: &Context<'_>,
    id: TypeId,
    def: &TypeDef,
    union: &Union,
    side: Side,
) -> Vec<Item> {
    let types: Vec<String> = union
        .variants
        .iter()
        .enumerate()
        .map(|(index, variant)| {
            let inner = ty(context, &variant.ty, side, From::Types);
            if context.facts.boxed.contains(&(id, index)) { format!("Box<{inner}>") } else { inner }
        })
        .collect();
    let mut items = vec![Item::Text(declaration(context, id, def, union, &types, side))];
    if context.facts.secret[id.0] {
        let name = context.type_name(id, side).to_string();
        items.push(Item::Text(redacted::of_union(context, id, &name, union)));
    }
    items.push(Item::Text(form(context, id, union, &types, side)));
    items
}

fn declaration(
    context: &Context<'_>,
    id: TypeId,
    def: &TypeDef,
    union: &Union,
    types: &[String],
    side: Side,
) -> String {
    let title = format!("{}: one of several.", super::types::said(context, def));
    let eq = if context.facts.derives[id.0].eq { ", Eq" } else { "" };
    let debug = if context.facts.secret[id.0] { "" } else { "Debug, " };
    let mut text = super::types::before(context, id, def, &title, side);
    text += &format!(
        "#[derive({debug}Clone, PartialEq{eq})]\n#[non_exhaustive]\npub enum {} {{\n",
        context.type_name(id, side)
    );
    for ((variant, data), ty) in context.names.members[id.0].iter().zip(&union.variants).zip(types) {
        text += &format!("    /// {}\n    {}({ty}),\n", variant_doc(union, data), written(variant));
    }
    let open = written(&context.names.open[id.0]);
    text + &format!("    /// Anything else, as it came.\n    {open}(serde_json::Value),\n}}")
}

fn variant_doc(union: &Union, variant: &Variant) -> String {
    match &union.tag {
        Some(tag) => {
            let tags: Vec<String> = variant.tags.iter().map(|tag| doc::code(tag)).collect();
            format!("Where {} is {}.", doc::code(tag), tags.join(" or "))
        }
        None => match variant.guard.kind {
            Kind::Any => "One of the alternatives.".to_owned(),
            Kind::Object => "An object.".to_owned(),
            Kind::Array => "A list.".to_owned(),
            Kind::String => "A text.".to_owned(),
            Kind::Integer | Kind::Number => "A number.".to_owned(),
            Kind::Boolean => "A boolean.".to_owned(),
        },
    }
}

fn form(context: &Context<'_>, id: TypeId, union: &Union, types: &[String], side: Side) -> String {
    let name = context.type_name(id, side);
    let open = written(&context.names.open[id.0]);
    let variants = context.names.members[id.0].iter().zip(&union.variants).zip(types);
    let lines = variants
        .map(|((variant, data), ty)| format!("    {}({}): {},\n", written(variant), ty, means(union, data)));
    let lines: String = lines.collect();
    match &union.tag {
        Some(tag) => format!("tagged_union!({name} by {tag:?} {{\n{lines}}} else {open});"),
        None => format!("union!({name} {{\n{lines}}} else {open});"),
    }
}

/// What makes a value a variant's: the tags, or what it must look like.
pub(crate) fn means(union: &Union, variant: &Variant) -> String {
    match &union.tag {
        Some(_) => variant.tags.iter().map(|tag| format!("{tag:?}")).collect::<Vec<_>>().join(" | "),
        None => guard(&variant.guard),
    }
}

fn guard(guard: &Guard) -> String {
    let kind = match guard.kind {
        Kind::Any => "any",
        Kind::Object => "object",
        Kind::Array => "array",
        Kind::String => "string",
        Kind::Integer => "integer",
        Kind::Number => "number",
        Kind::Boolean => "boolean",
    };
    let mut text = kind.to_owned();
    if !guard.known.is_empty() {
        text += &format!(" {:?} of {:?}", guard.required, guard.known);
    }
    if !guard.constants.is_empty() {
        let constants: Vec<String> =
            guard.constants.iter().map(|(key, value)| format!("{key:?}: {value:?}")).collect();
        text += &format!(" where {{{}}}", constants.join(", "));
    }
    text
}
