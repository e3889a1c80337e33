//! Prints objects: a plain struct, its JSON form with one line per field, and its builder.

use super::{self as types, redacted};
use crate::rust::facts::Presence;
use crate::rust::model::{Argument, Constant, Definition, Field, Form, SetBy, Struct, Trait, Within};
use crate::rust::names::ident::written;
use crate::rust::print::{Context, Item, doc};

/// Prints the items of an object in one of its forms.
pub(super) fn items(
    context: &Context<'_>,
    definition: &Definition<'_>,
    form: &Form<'_>,
    structure: &Struct<'_>,
) -> Vec<Item> {
    let name = &form.name;
    let mut items = vec![declaration(context, definition, form, structure)];
    if structure.traits.implemented.contains(&Trait::Eq) {
        items.push(format!("impl std::cmp::Eq for {name} {{}}"));
    }
    if structure.secret {
        items.push(redacted::of_struct(name, structure));
    }
    items.push(json_form(name, structure));
    if structure.has_builder {
        items.push(builder(name, structure));
    }
    items.into_iter().map(Item::Text).collect()
}

fn declaration(
    context: &Context<'_>,
    definition: &Definition<'_>,
    form: &Form<'_>,
    structure: &Struct<'_>,
) -> String {
    let title = format!("{}.", types::title(context, definition.data));
    let mut text = types::form_docs(context, definition, form, &title);
    text += &types::derive(&structure.traits);
    text += &format!("#[non_exhaustive]\npub struct {} {{\n", form.name);
    for field in &structure.fields {
        let wire = format!("{}.", doc::code(&field.data.wire));
        text += &doc::item_docs(&field.data.doc, context.notes.get(&field.data.pointer), &wire, "    ");
        text += &format!("    pub {}: {},\n", written(field.name), field.ty().written(Within::Types));
    }
    if let Some(rest) = &structure.rest {
        text += "    /// Members that are not in the document.\n";
        text += &format!("    pub {}: {},\n", written(rest.name), rest.ty.written(Within::Types));
    }
    text + "}"
}

/// Prints `object!(Tag { id: "id" required, … });`. A form with files has no kinds: `form!(NewFile { file: "file", …
/// });`.
fn json_form(name: &str, structure: &Struct<'_>) -> String {
    let lines = structure.fields.iter().map(|field| {
        let kind = match field.presence {
            _ if structure.is_form => "",
            Presence::Required => " required",
            Presence::Optional => " optional",
            Presence::Nullable => " nullable",
            Presence::Tristate | Presence::Given => " tristate",
        };
        format!("    {}: {:?}{kind},\n", written(field.name), field.data.wire)
    });
    let body = braced(lines.collect());
    let way = if structure.is_form { "form" } else { "object" };
    format!("{way}!({name} {body}{});", rest_of(structure))
}

fn braced(lines: String) -> String {
    if lines.is_empty() { "{}".to_owned() } else { format!("{{\n{lines}}}") }
}

fn rest_of(structure: &Struct<'_>) -> String {
    structure.rest.as_ref().map(|rest| format!(" rest {}", written(rest.name))).unwrap_or_default()
}

/// Prints `builder!(DetachTags(names: texts) { sources: list uuid::Uuid, … });`.
fn builder(name: &str, structure: &Struct<'_>) -> String {
    let required = structure.arguments().map(|field| format!("{}: {}", written(field.name), declared(field)));
    let required = required.collect::<Vec<_>>().join(", ");
    let constants = structure
        .constants()
        .map(|(field, constant)| format!("{} = {}", written(field.name), self::constant(constant)));
    let constants = constants.collect::<Vec<_>>().join(", ");
    let constants = if constants.is_empty() { constants } else { format!(" with ({constants})") };
    let lines = structure.settable().map(|field| {
        let (name, kind) = (written(field.name), declared(field));
        let deprecated = doc::deprecated(&field.data.doc, "    ");
        match field.set_by {
            SetBy::SetterOrNull(null) => format!("{deprecated}    {name} or {}: {kind},\n", written(null)),
            _ => format!("{deprecated}    {name}: {kind},\n"),
        }
    });
    let body = braced(lines.collect());
    format!("builder!({name}({required}){constants} {body}{});", rest_of(structure))
}

/// Returns the argument for a field's value, in the syntax of the runtime's macros.
fn declared(field: &Field<'_>) -> String {
    match &field.argument {
        Argument::Plain(_) if field.boxed => format!("boxed {}", field.inner.written(Within::Types)),
        Argument::Into(_) if field.boxed => format!("boxed_into {}", field.inner.written(Within::Types)),
        argument => argument.within(Within::Types).macro_form(),
    }
}

/// Prints the only value that a field can have, as an expression.
fn constant(constant: &Constant<'_>) -> String {
    match constant {
        Constant::Text(text) => format!("{text:?}.to_owned()"),
        Constant::Variant(ty, variant) => format!("{}::{}", ty.written(Within::Types), written(variant)),
    }
}
