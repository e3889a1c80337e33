//! Unions: a variant an alternative and one that keeps the JSON of anything else.

use proc_macro2::TokenStream;
use quote::quote;

use super::ty::{From, tight, ty};
use super::{Context, Item, doc};
use crate::facts::Side;
use crate::ir::{Guard, Kind, TypeDef, TypeId, Union, Variant};
use crate::names::ident::{token, written};

/// The items of a union.
pub(super) fn items(
    context: &Context<'_>,
    id: TypeId,
    def: &TypeDef,
    union: &Union,
    side: Side,
) -> Vec<Item> {
    let types: Vec<TokenStream> = union
        .variants
        .iter()
        .enumerate()
        .map(|(index, variant)| {
            let inner = ty(context, &variant.ty, side, From::Types);
            if context.facts.boxed.contains(&(id, index)) { quote!(Box<#inner>) } else { inner }
        })
        .collect();
    vec![
        Item::Code(declaration(context, id, def, union, &types, side)),
        Item::Text(form(context, id, union, &types, side)),
    ]
}

fn declaration(
    context: &Context<'_>,
    id: TypeId,
    def: &TypeDef,
    union: &Union,
    types: &[TokenStream],
    side: Side,
) -> TokenStream {
    let name = context.type_name(id, side);
    let title = format!("{}: one of several.", super::types::said(context, def));
    let docs = doc::of(&def.doc, context.notes.get(&def.pointer), &title);
    let variants =
        context.names.members[id.0].iter().zip(&union.variants).zip(types).map(|((variant, data), ty)| {
            let (variant, said) = (token(variant), doc::attributes(&[variant_doc(union, data)]));
            quote!(#said #variant(#ty),)
        });
    let open = token(&context.names.open[id.0]);
    let eq = context.facts.derives[id.0].eq.then(|| quote!(, Eq));
    quote! {
        #docs
        #[derive(Debug, Clone, PartialEq #eq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            /// Anything else, as it came.
            #open(serde_json::Value),
        }
    }
}

fn variant_doc(union: &Union, variant: &Variant) -> String {
    match &union.tag {
        Some(tag) => {
            let tags: Vec<String> = variant.tags.iter().map(|tag| format!("`{tag}`")).collect();
            format!("Where `{tag}` is {}.", tags.join(" or "))
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

fn form(context: &Context<'_>, id: TypeId, union: &Union, types: &[TokenStream], side: Side) -> String {
    let name = context.type_name(id, side);
    let open = written(&context.names.open[id.0]);
    let variants = context.names.members[id.0].iter().zip(&union.variants).zip(types);
    let lines = variants.map(|((variant, data), ty)| {
        let means = match &union.tag {
            Some(_) => data.tags.iter().map(|tag| format!("{tag:?}")).collect::<Vec<_>>().join(" | "),
            None => guard(&data.guard),
        };
        format!("    {}({}): {means},\n", written(variant), tight(ty))
    });
    let lines: String = lines.collect();
    match &union.tag {
        Some(tag) => format!("tagged_union!({name} by {tag:?} {{\n{lines}}} else {open});"),
        None => format!("union!({name} {{\n{lines}}} else {open});"),
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
