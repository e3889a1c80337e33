//! Open enumerations: a variant a known value and one that keeps the rest.

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;

use super::{Context, Item, doc};
use crate::facts::Side;
use crate::ir::{Enumeration, Literal, TypeDef, TypeId};
use crate::names::ident::{token, written};

/// The items of an enumeration.
pub(super) fn items(
    context: &Context<'_>,
    id: TypeId,
    def: &TypeDef,
    enumeration: &Enumeration,
    side: Side,
) -> Vec<Item> {
    vec![
        Item::Code(declaration(context, id, def, enumeration, side)),
        Item::Text(form(context, id, enumeration, side)),
    ]
}

fn declaration(
    context: &Context<'_>,
    id: TypeId,
    def: &TypeDef,
    enumeration: &Enumeration,
    side: Side,
) -> TokenStream {
    let name = context.type_name(id, side);
    let title = format!("{}.", super::types::said(context, def));
    let docs = doc::of(&def.doc, context.notes.get(&def.pointer), &title);
    let variants = context.names.members[id.0].iter().zip(&enumeration.values).map(|(variant, value)| {
        let (variant, said) = (token(variant), doc::attributes(&[literal_doc(value)]));
        quote!(#said #variant,)
    });
    let open = token(&context.names.open[id.0]);
    let (derives, kept) = match enumeration.kind {
        Literal::String => (quote!(PartialEq, Eq, Hash, PartialOrd, Ord), quote!(String)),
        Literal::Integer => (quote!(Copy, PartialEq, Eq, Hash, PartialOrd, Ord), quote!(i64)),
        Literal::Mixed => (quote!(PartialEq, Eq), quote!(serde_json::Value)),
    };
    quote! {
        #docs
        #[derive(Debug, Clone, #derives)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            /// A value that the document does not list.
            #open(#kept),
        }
    }
}

fn literal_doc(value: &Value) -> String {
    let text = match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let text: String = text.chars().filter(|c| !c.is_control()).collect();
    if text.trim().is_empty() {
        format!("{text:?} (blank).")
    } else if text.contains('`') {
        format!("`` {text} ``.")
    } else {
        format!("`{text}`.")
    }
}

fn form(context: &Context<'_>, id: TypeId, enumeration: &Enumeration, side: Side) -> String {
    let name = context.type_name(id, side);
    let open = written(&context.names.open[id.0]);
    let lines = context.names.members[id.0].iter().zip(&enumeration.values).map(|(variant, value)| {
        let literal = match value {
            Value::String(text) => format!("{text:?}"),
            other => other.to_string(),
        };
        format!("    {}: {literal},\n", written(variant))
    });
    let lines: String = lines.collect();
    let (form, name) = match enumeration.kind {
        Literal::String => ("string_enum", name.to_string()),
        Literal::Integer => ("int_enum", format!("{name}: i64")),
        Literal::Mixed => ("value_enum", name.to_string()),
    };
    format!("{form}!({name} {{\n{lines}}} else {open});")
}
