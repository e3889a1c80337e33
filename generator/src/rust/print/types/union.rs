//! Unions: a variant an alternative and one that keeps the JSON of anything else.

use super::{self as types, redacted};
use crate::ir::{self, Guard, JsonKind};
use crate::rust::model::{Definition, Form, Union, Within};
use crate::rust::names::ident::written;
use crate::rust::print::{Context, Item, doc};

/// The items of a union.
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
    items.into_iter().map(Item::Text).collect()
}

fn declaration(
    context: &Context<'_>,
    definition: &Definition<'_>,
    form: &Form<'_>,
    union: &Union<'_>,
) -> String {
    let title = format!("{}: one of several variants.", types::title(context, definition.data));
    let mut text = types::before(context, definition, form, &title);
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
            format!("{} is {}.", doc::code(tag), tags.join(" or "))
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
        let (held, means) = (variant.ty.written(Within::Types), means(union.data, variant.data));
        format!("    {}({held}): {means},\n", written(variant.name))
    });
    let lines: String = lines.collect();
    let open = written(union.open);
    match &union.data.tag {
        Some(tag) => format!("tagged_union!({name} by {tag:?} {{\n{lines}}} else {open});"),
        None => format!("union!({name} {{\n{lines}}} else {open});"),
    }
}

/// What makes a value a variant's: the tags, or what it must look like.
pub(crate) fn means(union: &ir::Union, variant: &ir::Variant) -> String {
    match &union.tag {
        Some(_) => variant.tags.iter().map(|tag| format!("{tag:?}")).collect::<Vec<_>>().join(" | "),
        None => guard(&variant.guard),
    }
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
            guard.constants.iter().map(|(key, value)| format!("{key:?}: {value:?}")).collect();
        text += &format!(" where {{{}}}", constants.join(", "));
    }
    text
}
