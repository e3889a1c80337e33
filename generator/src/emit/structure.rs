//! Objects: a plain struct, its JSON form a line a field, and its builder.

use proc_macro2::TokenStream;
use quote::quote;

use super::ty::{Argument, From, argument, ty};
use super::{Context, Item, doc};
use crate::facts::{Presence, Side};
use crate::ir::{Field, Object, Shape, Type, TypeDef, TypeId};
use crate::names::ident::{token, written};

/// A field as it is printed.
struct Printed<'a> {
    index: usize,
    field: &'a Field,
    name: String,
    presence: Presence,
    /// Its type without what `presence` adds.
    inner: TokenStream,
    boxed: bool,
}

/// The items of an object in one of its forms.
pub(super) fn items(
    context: &Context<'_>,
    id: TypeId,
    def: &TypeDef,
    object: &Object,
    side: Side,
) -> Vec<Item> {
    let fields = printed(context, id, object, side);
    let rest = object
        .rest
        .as_ref()
        .map(|rest| (context.names.open[id.0].clone(), ty(context, rest, side, From::Types)));
    let mut items = vec![
        Item::Code(structure(context, id, def, &fields, rest.as_ref(), side)),
        Item::Text(form(context, id, &fields, rest.as_ref().map(|(name, _)| name.as_str()), side)),
    ];
    if side != Side::Response {
        items.push(Item::Text(builder(
            context,
            id,
            &fields,
            rest.as_ref().map(|(name, _)| name.as_str()),
            side,
        )));
    }
    items
}

fn printed<'a>(context: &Context<'_>, id: TypeId, object: &'a Object, side: Side) -> Vec<Printed<'a>> {
    let fields = context.facts.fields(object, side).into_iter().map(|(index, field)| {
        let boxed = context.facts.boxed.contains(&(id, index));
        let inner = ty(context, field.ty.strip_null().0, side, From::Types);
        let inner = if boxed { quote!(Box<#inner>) } else { inner };
        let name = context.names.members[id.0][index].clone();
        Printed { index, field, name, presence: context.facts.presence(field, side), inner, boxed }
    });
    fields.collect()
}

fn structure(
    context: &Context<'_>,
    id: TypeId,
    def: &TypeDef,
    fields: &[Printed<'_>],
    rest: Option<&(String, TokenStream)>,
    side: Side,
) -> TokenStream {
    let name = context.type_name(id, side);
    let title = format!("{}.", super::types::said(context, def));
    let docs = doc::of(&def.doc, context.notes.get(&def.pointer), &title);
    let derives = derives(context, id, fields, side);
    let fields = fields.iter().map(|printed| {
        let wire = format!("`{}`.", printed.field.wire);
        let docs = doc::of(&printed.field.doc, context.notes.get(&printed.field.pointer), &wire);
        let (name, inner) = (token(&printed.name), &printed.inner);
        let ty = match printed.presence {
            Presence::Required => quote!(#inner),
            Presence::Optional | Presence::Nullable => quote!(Option<#inner>),
            Presence::Tristate => quote!(Option<Option<#inner>>),
        };
        quote!(#docs pub #name: #ty,)
    });
    let rest = rest.map(|(name, ty)| {
        let name = token(name);
        quote!(#[doc = " Members that the document does not name."] pub #name: std::collections::BTreeMap<String, #ty>,)
    });
    quote! {
        #docs
        #derives
        #[non_exhaustive]
        pub struct #name { #(#fields)* #rest }
    }
}

fn derives(context: &Context<'_>, id: TypeId, fields: &[Printed<'_>], side: Side) -> TokenStream {
    let derives = context.facts.derives[id.0];
    let default = side != Side::Response
        && fields
            .iter()
            .all(|printed| printed.presence == Presence::Optional || printed.presence == Presence::Tristate);
    let default = default.then(|| quote!(Default,));
    let eq = derives.eq.then(|| quote!(Eq,));
    let hash = derives.hash.then(|| quote!(Hash,));
    quote!(#[derive(Debug, Clone, #default PartialEq, #eq #hash)])
}

/// `object!(Tag { id: "id" required, … });`
fn form(context: &Context<'_>, id: TypeId, fields: &[Printed<'_>], rest: Option<&str>, side: Side) -> String {
    let name = context.type_name(id, side);
    let lines = fields.iter().map(|printed| {
        let kind = match printed.presence {
            Presence::Required => "required",
            Presence::Optional => "optional",
            Presence::Nullable => "nullable",
            Presence::Tristate => "tristate",
        };
        format!("    {}: {:?} {kind},\n", written(&printed.name), printed.field.wire)
    });
    let lines: String = lines.collect();
    let body = if lines.is_empty() { "{}".to_owned() } else { format!("{{\n{lines}}}") };
    format!("object!({name} {body}{});", rest_of(rest))
}

fn rest_of(rest: Option<&str>) -> String {
    rest.map(|rest| format!(" rest {}", written(rest))).unwrap_or_default()
}

/// `builder!(DetachTags(names: texts) { sources: list uuid::Uuid, … });`
fn builder(
    context: &Context<'_>,
    id: TypeId,
    fields: &[Printed<'_>],
    rest: Option<&str>,
    side: Side,
) -> String {
    let name = context.type_name(id, side);
    let declared = |printed: &Printed<'_>| {
        let ty = printed.field.ty.strip_null().0;
        let argument = match argument(context, ty, side, From::Types) {
            Argument::Plain(_) | Argument::Into(_) if printed.boxed => {
                format!("boxed {}", super::ty::tight(&self::unboxed(context, printed, side)))
            }
            argument => argument.declared(),
        };
        (written(&printed.name), argument)
    };
    let (required, optional): (Vec<&Printed<'_>>, Vec<&Printed<'_>>) =
        fields.iter().partition(|printed| matches!(printed.presence, Presence::Required));
    let (constant, required): (Vec<&Printed<'_>>, Vec<&Printed<'_>>) =
        required.into_iter().partition(|printed| only_value(context, printed, side).is_some());
    let constants: Vec<String> = constant
        .into_iter()
        .filter_map(|printed| {
            Some(format!("{} = {}", written(&printed.name), only_value(context, printed, side)?))
        })
        .collect();
    let constants =
        if constants.is_empty() { String::new() } else { format!(" with ({})", constants.join(", ")) };
    let required =
        required.into_iter().map(|printed| declared(printed)).map(|(name, kind)| format!("{name}: {kind}"));
    let required = required.collect::<Vec<_>>().join(", ");
    let lines = optional.into_iter().map(|printed| {
        let (name, kind) = declared(printed);
        match printed.presence {
            Presence::Tristate => format!("    {name} or {}: {kind},\n", null_setter(fields, printed)),
            _ => format!("    {name}: {kind},\n"),
        }
    });
    let lines: String = lines.collect();
    let body = if lines.is_empty() { "{}".to_owned() } else { format!("{{\n{lines}}}") };
    format!("builder!({name}({required}){constants} {body}{});", rest_of(rest))
}

/// The one value that a field can have, as an expression.
fn only_value(context: &Context<'_>, printed: &Printed<'_>, side: Side) -> Option<String> {
    let ty = &printed.field.ty;
    let Type::Named(id) = context.api.unalias(ty) else { return None };
    let Shape::Enum(enumeration) = &context.api.type_def(*id).shape else { return None };
    let ([_], [variant]) = (enumeration.values.as_slice(), context.names.members[id.0].as_slice()) else {
        return None;
    };
    Some(format!(
        "{}::{}",
        super::ty::tight(&self::ty(context, &Type::Named(*id), side, From::Types)),
        written(variant)
    ))
}

fn unboxed(context: &Context<'_>, printed: &Printed<'_>, side: Side) -> TokenStream {
    ty(context, printed.field.ty.strip_null().0, side, From::Types)
}

/// The setter that sends `null`: `no_parent`, or, where a field has that name, a longer one.
fn null_setter(fields: &[Printed<'_>], printed: &Printed<'_>) -> String {
    let plain = printed.name.trim_end_matches('_');
    let names =
        [format!("null_{plain}"), format!("send_null_{plain}"), format!("null_at_{}_{plain}", printed.index)];
    let free = names.iter().find(|name| !fields.iter().any(|field| field.name == **name));
    free.cloned().unwrap_or_default()
}
