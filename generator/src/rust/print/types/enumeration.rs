//! Open enumerations: a variant a known value and one that keeps the rest.

use serde_json::Value;

use super as types;
use crate::ir::Literal;
use crate::rust::model::{Definition, Enum, Form};
use crate::rust::names::ident::written;
use crate::rust::print::{Context, Item, doc};

/// The items of an enumeration.
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
    let mut text = types::before(context, definition, form, &title);
    text += &types::derive(&enumeration.traits);
    text += &format!("#[non_exhaustive]\npub enum {} {{\n", form.name);
    for variant in &enumeration.variants {
        text += &format!("    /// {}\n    {},\n", literal_doc(variant.value), written(variant.name));
    }
    let (open, kept) = (written(enumeration.open), enumeration.kept);
    text + &format!("    /// Any other value.\n    {open}({kept}),\n}}")
}

fn literal_doc(value: &Value) -> String {
    let text = match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    if doc::visible(&text).trim().is_empty() {
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

/// A literal in Rust. Among several kinds nothing says how wide an integer is, and Rust takes 32 bits where nothing does.
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
