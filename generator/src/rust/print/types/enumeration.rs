//! Prints open enums: one variant per known value, and one for unknown values.

use serde_json::Value;

use super as types;
use crate::ir::{Doc, Literal};
use crate::rust::model::{Definition, Enum, EnumVariant, Form};
use crate::rust::names::ident::written;
use crate::rust::print::{Context, Item, doc};

/// Prints the items of an enum.
pub(super) fn items(
    context: &Context<'_>,
    definition: &Definition<'_>,
    form: &Form<'_>,
    enumeration: &Enum<'_>,
) -> Vec<Item> {
    vec![
        Item::Text(declaration(context, definition, form, enumeration)),
        Item::Text(json_form(&form.name, enumeration)),
    ]
}

fn declaration(
    context: &Context<'_>,
    definition: &Definition<'_>,
    form: &Form<'_>,
    enumeration: &Enum<'_>,
) -> String {
    let title = format!("{}.", types::title(context, definition.data));
    let mut text = types::form_docs(context, definition, form, &title);
    text += &types::derive(&enumeration.traits);
    text += &format!("#[non_exhaustive]\npub enum {} {{\n", form.name);
    for variant in &enumeration.variants {
        text += &format!("{}    {},\n", variant_doc(variant), written(variant.name));
    }
    let (open, kept) = (written(enumeration.open), enumeration.kept);
    text + &format!("    /// Any other value.\n    {open}({kept}),\n}}")
}

/// The literal, and what the document says of it.
fn variant_doc(variant: &EnumVariant<'_>) -> String {
    let mut lines = vec![literal_doc(variant.value)];
    let said = variant.doc.map(|doc| doc::lines(doc, None, "")).filter(|said| !said.is_empty());
    lines.extend(said.map(|said| [vec![String::new()], said].concat()).into_iter().flatten());
    let unsaid = Doc::default();
    doc::docs_and_deprecation(variant.doc.unwrap_or(&unsaid), &lines, "    ")
}

fn literal_doc(value: &Value) -> String {
    let text = match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    if doc::without_hidden(&text).trim().is_empty() {
        format!("{text:?} (blank).")
    } else {
        format!("{}.", doc::code(&text))
    }
}

fn json_form(name: &str, enumeration: &Enum<'_>) -> String {
    let lines = enumeration.variants.iter().map(|variant| {
        format!("    {}: {},\n", written(variant.name), literal(variant.value, enumeration.kind))
    });
    let lines: String = lines.collect();
    let (form, of) = match enumeration.kind {
        Literal::String => ("string_enum", ""),
        Literal::Integer => ("int_enum", ": i64"),
        Literal::Mixed => ("value_enum", ""),
    };
    format!("{form}!({name}{of} {{\n{lines}}} else {});", written(enumeration.open))
}

/// Prints a literal. In an enum of mixed literals nothing determines the type of an integer, and Rust would use 32
/// bits.
fn literal(value: &Value, kind: Literal) -> String {
    match (value, kind) {
        (Value::String(text), _) => format!("{text:?}"),
        (Value::Number(number), Literal::Mixed) => match (number.as_i64(), number.as_u64()) {
            (Some(whole), _) if i32::try_from(whole).is_ok() => number.to_string(),
            (Some(_), _) => format!("{number}_i64"),
            (None, Some(_)) => format!("{number}_u64"),
            (None, None) => number.to_string(),
        },
        (other, _) => other.to_string(),
    }
}
