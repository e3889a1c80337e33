//! Prints unions: one variant per alternative, and one that keeps the JSON of any other value.

use super::{self as types, redacted};
use crate::ir::{self, Guard, JsonKind};
use crate::rust::facts::Side;
use crate::rust::model::{Definition, Form, Union, Within};
use crate::rust::names::ident::written;
use crate::rust::print::{Context, Item, doc};

/// Prints the items of a union.
pub(super) fn items(
    context: &Context<'_>,
    definition: &Definition<'_>,
    form: &Form<'_>,
    union: &Union<'_>,
) -> Vec<Item> {
    let mut items = vec![declaration(context, definition, form, union)];
    if union.secret {
        items.push(redacted::of_union(&form.name, union));
    }
    items.push(json_form(&form.name, union));
    items.push(variants(&form.name, union));
    if form.side != Side::Response && context.body_unions.contains(&definition.id) {
        items.push(by_reference(&form.name));
    }
    items.into_iter().map(Item::Text).collect()
}

/// Prints the conversion from a reference, for bodies.
fn by_reference(name: &str) -> String {
    format!(
        "impl From<&{name}> for {name} {{\n    fn from(body: &{name}) -> Self {{\n        body.clone()\n    }}\n}}"
    )
}

fn declaration(
    context: &Context<'_>,
    definition: &Definition<'_>,
    form: &Form<'_>,
    union: &Union<'_>,
) -> String {
    let title = format!("{}: one of several variants.", types::title(context, definition.data));
    let mut text = types::form_docs(context, definition, form, &title);
    text += &types::derive(&union.traits);
    text += &format!("#[non_exhaustive]\npub enum {} {{\n", form.name);
    for variant in &union.variants {
        let (about, held) = (variant_doc(union.data, variant.data), variant.ty.written(Within::Types));
        text += &format!("    /// {about}\n    {}({held}),\n", written(variant.name));
    }
    let open = written(union.open);
    text + &format!("    /// Any other value, kept as JSON.\n    {open}(serde_json::Value),\n}}")
}

fn variant_doc(union: &ir::Union, variant: &ir::Variant) -> String {
    match &union.tag {
        Some(tag) => {
            let tags: Vec<String> = variant.tags.iter().map(|tag| doc::code(tag)).collect();
            let others = if variant.is_default { ", any other value, or absent" } else { "" };
            format!("{} is {}{others}.", doc::code(tag), tags.join(" or "))
        }
        None => match variant.guard.kind {
            JsonKind::Any => "One of the variants.".to_owned(),
            JsonKind::Object => "An object.".to_owned(),
            JsonKind::Array => "A list.".to_owned(),
            JsonKind::String => "A string.".to_owned(),
            JsonKind::Integer | JsonKind::Number => "A number.".to_owned(),
            JsonKind::Boolean => "A boolean.".to_owned(),
        },
    }
}

fn json_form(name: &str, union: &Union<'_>) -> String {
    let lines = union.variants.iter().map(|variant| {
        let (held, means) = (variant.ty.written(Within::Types), variant_match(union.data, variant.data));
        format!("    {}({held}): {means},\n", written(variant.name))
    });
    let lines: String = lines.collect();
    let open = written(union.open);
    match &union.data.tag {
        Some(tag) => format!("tagged_union!({name} by {tag:?} {{\n{lines}}} else {open});"),
        None => format!("union!({name} {{\n{lines}}} else {open});"),
    }
}

/// Prints `variants!(To { Text(String): as_text from text, … });`.
fn variants(name: &str, union: &Union<'_>) -> String {
    let lines = union.variants.iter().map(|variant| {
        let held = variant.inner.written(Within::Types);
        let words: Vec<&str> = variant.conversions.iter().map(|conversion| conversion.word()).collect();
        let from = if words.is_empty() { String::new() } else { format!(" from {}", words.join(" ")) };
        format!("    {}({held}): {}{from},\n", written(variant.name), written(variant.getter))
    });
    format!("variants!({name} {{\n{}}});", lines.collect::<String>())
}

/// Returns how a value is matched to a variant: by its tags, or by its guard.
pub(crate) fn variant_match(union: &ir::Union, variant: &ir::Variant) -> String {
    match &union.tag {
        Some(_) if variant.is_default => format!("{} or other", any_of(&variant.tags)),
        Some(_) => any_of(&variant.tags),
        None => guard(&variant.guard),
    }
}

/// Texts of which one is meant.
fn any_of(texts: &[String]) -> String {
    texts.iter().map(|text| format!("{text:?}")).collect::<Vec<_>>().join(" | ")
}

fn guard(guard: &Guard) -> String {
    let kind = match guard.kind {
        JsonKind::Any => "any",
        JsonKind::Object => "object",
        JsonKind::Array => "array",
        JsonKind::String => "string",
        JsonKind::Integer => "integer",
        JsonKind::Number => "number",
        JsonKind::Boolean => "boolean",
    };
    let mut text = kind.to_owned();
    if !guard.known.is_empty() {
        text += &format!(" {:?} of {:?}", guard.required, guard.known);
    }
    if !guard.constants.is_empty() {
        let constants: Vec<String> =
            guard.constants.iter().map(|(key, texts)| format!("{key:?}: {}", any_of(texts))).collect();
        text += &format!(" where {{{}}}", constants.join(", "));
    }
    text
}
