//! The files of types, and the one that brings them together.

use std::collections::BTreeSet;

use super::ty::{From, ty};
use super::{Context, Item, Source, check, doc, enumeration, redacted, structure, union};
use crate::facts::Side;
use crate::ir::{Owner, Shape, Step, TypeDef, TypeId};
use crate::names::TypeFile;

/// `types.rs`: declares every file and brings its types up.
pub(super) fn index(context: &Context<'_>) -> Source {
    let mut text = String::from("//! Every type of the API.\n");
    for file in &context.names.files {
        text += &format!("\nmod {};", crate::names::ident::written(&file.module));
    }
    text.push('\n');
    for file in &context.names.files {
        let mut names: Vec<String> = file
            .types
            .iter()
            .flat_map(|id| {
                context.facts.sides(*id).into_iter().map(|side| context.type_name(*id, side).to_string())
            })
            .collect();
        names.sort();
        let names =
            if let [one] = names.as_slice() { one.clone() } else { format!("{{{}}}", names.join(", ")) };
        text += &format!("\npub use self::{}::{names};", crate::names::ident::written(&file.module));
    }
    Source { path: "types.rs".to_owned(), items: vec![Item::Text(text)] }
}

/// The file of a component or of an operation.
pub(super) fn source(context: &Context<'_>, file: &TypeFile) -> Source {
    let mut macros = BTreeSet::new();
    let mut items = Vec::new();
    for id in &file.types {
        let def = context.api.type_def(*id);
        for side in context.facts.sides(*id) {
            items.extend(definition(context, *id, def, side, &mut macros));
            items.extend(checked(context, *id, def, side, &mut macros));
        }
        if context.error_bodies.contains(id) {
            macros.insert(("error", "error_body"));
            items.push(Item::Text(format!("error_body!({});", context.type_name(*id, Side::Response))));
        }
    }
    let uses: String =
        macros.into_iter().map(|(module, name)| format!("use crate::runtime::{module}::{name};\n")).collect();
    if !uses.is_empty() {
        items.insert(0, Item::Text(uses.trim_end().to_owned()));
    }
    Source { path: format!("types/{}.rs", file.module), items }
}

/// A definition in one of its forms, and the macros that it needs.
fn definition(
    context: &Context<'_>,
    id: TypeId,
    def: &TypeDef,
    side: Side,
    macros: &mut BTreeSet<(&'static str, &'static str)>,
) -> Vec<Item> {
    match &def.shape {
        Shape::Alias(target) if context.facts.newtypes.contains(&id) => {
            macros.insert(("model", "newtype"));
            macros.extend(redacted::of_newtype(context, "", target).map(|_| redacted::MACRO));
            newtype(context, id, def, side)
        }
        Shape::Folded => Vec::new(),
        Shape::Alias(_) => vec![Item::Text(alias(context, id, def, side))],
        Shape::Object(object) => {
            macros.insert(if object.form { ("body", "form") } else { ("json", "object") });
            if side != Side::Response {
                macros.insert(("model", "builder"));
            }
            let fields = structure::printed(context, id, object, side);
            macros.extend(redacted::is_needed(context, &fields, object).then_some(redacted::MACRO));
            structure::items(context, id, def, object, side)
        }
        Shape::Enum(data) => {
            macros.insert(match data.kind {
                crate::ir::Literal::String => ("model", "string_enum"),
                crate::ir::Literal::Integer => ("model", "int_enum"),
                crate::ir::Literal::Mixed => ("model", "value_enum"),
            });
            enumeration::items(context, id, def, data, side)
        }
        Shape::Union(data) => {
            macros.insert(if data.tag.is_some() { ("model", "tagged_union") } else { ("model", "union") });
            macros.extend(context.facts.secret[id.0].then_some(redacted::MACRO));
            union::items(context, id, def, data, side)
        }
    }
}

/// What checks its values before they are sent, where something is asked of them.
fn checked(
    context: &Context<'_>,
    id: TypeId,
    def: &TypeDef,
    side: Side,
    macros: &mut BTreeSet<(&'static str, &'static str)>,
) -> Option<Item> {
    if !check::is_needed(context, id, side) {
        return None;
    }
    let text = match &def.shape {
        Shape::Object(object) => check::of_object(context, id, object, side),
        Shape::Union(union) => check::of_union(context, id, union, side),
        Shape::Alias(target) if context.facts.newtypes.contains(&id) => {
            check::of_newtype(context, id, target, side)
        }
        _ => return None,
    };
    macros.insert(("validate", "validate"));
    if text.contains("pattern!(") {
        macros.insert(("validate", "pattern"));
    }
    Some(Item::Text(text))
}

fn alias(context: &Context<'_>, id: TypeId, def: &TypeDef, side: Side) -> String {
    let Shape::Alias(target) = &def.shape else { return String::new() };
    let (name, target) = (context.type_name(id, side), ty(context, target, side, From::Types));
    let docs = before(context, id, def, &format!("{}.", said(context, def)), side);
    format!("{docs}pub type {name} = {target};")
}

/// An alias that leads back to itself needs a type of its own.
fn newtype(context: &Context<'_>, id: TypeId, def: &TypeDef, side: Side) -> Vec<Item> {
    let Shape::Alias(written) = &def.shape else { return Vec::new() };
    let (name, target) = (context.type_name(id, side), ty(context, written, side, From::Types));
    let docs = before(context, id, def, &format!("{}.", said(context, def)), side);
    let derives = context.facts.derives[id.0];
    let eq = if derives.eq { ", Eq" } else { "" };
    let hash = if derives.hash { ", Hash" } else { "" };
    let redacted = redacted::of_newtype(context, &name.to_string(), written);
    let debug = if redacted.is_some() { "" } else { "Debug, " };
    let code =
        format!("{docs}#[derive({debug}Clone, PartialEq{eq}{hash})]\npub struct {name}(pub {target});");
    let items = [Some(code), redacted, Some(format!("newtype!({name}({target}));"))];
    items.into_iter().flatten().map(Item::Text).collect()
}

/// What stands before a type in one of its forms: of two, which it is and where the other is.
pub(super) fn before(
    context: &Context<'_>,
    id: TypeId,
    def: &TypeDef,
    otherwise: &str,
    side: Side,
) -> String {
    let (own, sent, other) = match side {
        Side::Request => ("sent", "received", Side::Response),
        _ => ("received", "sent", Side::Request),
    };
    let other = || context.type_name(id, other);
    let half = context.facts.split[id.0]
        .then(|| format!("This is the form that is {own}; [`{}`] is the one that is {sent}.", other()));
    let mut lines = doc::lines(&def.doc, None, otherwise);
    half.into_iter().for_each(|half| doc::own(&mut lines, &half));
    doc::quirks(&mut lines, context.notes.get(&def.pointer));
    doc::marked(&def.doc, &lines, "")
}

/// What the document calls a type, or where it is, as the beginning of a sentence.
pub(super) fn said(context: &Context<'_>, def: &TypeDef) -> String {
    match &def.naming.owner {
        Owner::Component(name) => doc::code(&format!("{name}{}", way(&def.naming.steps))),
        Owner::Operation(index) => {
            let operation = &context.api.operations[*index];
            let call = doc::code(&format!("{} {}", operation.method, operation.path));
            let (first, rest) = match def.naming.steps.split_first() {
                Some((first, rest)) => (Some(first), way(rest)),
                None => (None, String::new()),
            };
            let rest = rest.trim().trim_start_matches('.');
            let (inside, what, the) = if rest.is_empty() {
                (String::new(), "What", "The")
            } else {
                (format!("{} in ", doc::code(rest)), "what", "the")
            };
            match first {
                Some(Step::Body) => format!("{inside}{what} {call} sends"),
                Some(Step::Status(status)) => format!("{inside}{what} {call} answers with {status}"),
                Some(Step::Parameter(name)) => {
                    format!("{inside}{the} parameter {} of {call}", doc::code(name))
                }
                Some(Step::Header(name)) => {
                    format!("{inside}{the} header {} of what {call} answers", doc::code(name))
                }
                _ => format!("{inside}{what} {call} answers"),
            }
        }
    }
}

fn way(steps: &[Step]) -> String {
    let said = steps.iter().map(|step| match step {
        Step::Property(name) | Step::Parameter(name) | Step::Header(name) => format!(".{name}"),
        Step::Item => "[]".to_owned(),
        Step::Value => ".*".to_owned(),
        Step::Variant(hint) => format!(" ({hint})"),
        Step::Body => " body".to_owned(),
        Step::Response => " response".to_owned(),
        Step::Form => " (form)".to_owned(),
        Step::Status(status) => format!(" {status}"),
    });
    said.collect()
}
