//! Open enumerations: a variant a known value and one that keeps the rest.

use serde_json::Value;

use super::{Context, Item, doc};
use crate::facts::Side;
use crate::ir::{Enumeration, Literal, TypeDef, TypeId};
use crate::names::ident::written;

/// The items of an enumeration.
pub(super) fn items(
    context: &Context<'_>,
    id: TypeId,
    def: &TypeDef,
    enumeration: &Enumeration,
    side: Side,
) -> Vec<Item> {
    vec![
        Item::Text(declaration(context, id, def, enumeration, side)),
        Item::Text(form(context, id, enumeration, side)),
    ]
}

fn declaration(
    context: &Context<'_>,
    id: TypeId,
    def: &TypeDef,
    enumeration: &Enumeration,
    side: Side,
) -> String {
    let title = format!("{}.", super::types::said(context, def));
    let (derives, kept) = match enumeration.kind {
        // Its order is part of `string_enum!`.
        Literal::String => ("Debug, Clone, PartialEq, Eq, Hash", "String"),
        Literal::Integer => ("Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord", "i64"),
        Literal::Mixed => ("Debug, Clone, PartialEq, Eq", "serde_json::Value"),
    };
    let mut text = super::types::before(context, id, def, &title, side);
    text +=
        &format!("#[derive({derives})]\n#[non_exhaustive]\npub enum {} {{\n", context.type_name(id, side));
    for (variant, value) in context.names.members[id.0].iter().zip(&enumeration.values) {
        text += &format!("    /// {}\n    {},\n", literal_doc(value), written(variant));
    }
    let open = written(&context.names.open[id.0]);
    text + &format!("    /// A value that the document does not list.\n    {open}({kept}),\n}}")
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

fn form(context: &Context<'_>, id: TypeId, enumeration: &Enumeration, side: Side) -> String {
    let name = context.type_name(id, side);
    let open = written(&context.names.open[id.0]);
    let lines = context.names.members[id.0]
        .iter()
        .zip(&enumeration.values)
        .map(|(variant, value)| format!("    {}: {},\n", written(variant), literal(value, enumeration.kind)));
    let lines: String = lines.collect();
    let (form, name) = match enumeration.kind {
        Literal::String => ("string_enum", name.to_string()),
        Literal::Integer => ("int_enum", format!("{name}: i64")),
        Literal::Mixed => ("value_enum", name.to_string()),
    };
    format!("{form}!({name} {{\n{lines}}} else {open});")
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
