//! Prints the files of types, and the one that re-exports them.

mod alias;
mod enumeration;
mod redacted;
mod structure;
mod union;

use super::{Context, Item, Source, check, doc};
use crate::ir::{Owner, TypeDef, TypeStep};
use crate::rust::facts::Side;
use crate::rust::model::{Definition, Form, Traits, TypeKind, TypesFile};
use crate::rust::names::TypeFile;
use crate::rust::names::ident::written;

pub(crate) use union::variant_match;

/// Prints `types.rs`, which declares every file and re-exports its types.
pub(super) fn index(context: &Context<'_>) -> Source {
    let files = || {
        let files = context.tables.names.files.iter().enumerate();
        files.map(|(index, file)| (context.features.gate_of_file(index), written(&file.module), file))
    };
    let mut text = String::from("//! The types of the API.\n");
    text.extend(files().map(|(feature, module, _)| format!("\n{feature}mod {module};")));
    text.push('\n');
    for (feature, module, file) in files() {
        let (gated, names): (Vec<_>, Vec<_>) =
            names(context, file).into_iter().partition(|(gated, _)| *gated);
        for (names, gate) in [(names, ""), (gated, structure::CONSTRUCTORS)] {
            let names: Vec<String> = names.into_iter().map(|(_, name)| name).collect();
            if !names.is_empty() {
                text += &format!("\n{feature}{gate}pub use self::{module}::{};", import_list(names));
            }
        }
    }
    Source { path: "types.rs".to_owned(), items: vec![Item::Text(text)] }
}

/// Returns the names that a file defines, each with whether it is behind the feature for constructors.
fn names(context: &Context<'_>, file: &TypeFile) -> Vec<(bool, String)> {
    let forms = file.types.iter().flat_map(|id| Definition::new(context.tables, *id).forms);
    let mut names: Vec<(bool, String)> = forms.flat_map(|form| form.names()).collect();
    names.sort();
    names
}

/// Prints names in an import.
fn import_list(names: Vec<String>) -> String {
    if let [one] = names.as_slice() { one.clone() } else { format!("{{{}}}", names.join(", ")) }
}

/// Prints the file of a component or of an operation.
pub(super) fn source(context: &Context<'_>, file: &TypesFile<'_>) -> Source {
    let uses =
        file.macros().into_iter().map(|(module, name)| format!("use crate::runtime::{module}::{name};"));
    let uses = uses.collect::<Vec<_>>().join("\n");
    let imports = (!uses.is_empty()).then_some(Item::Text(uses));
    let definitions = file.definitions.iter().flat_map(|definition| self::definition(context, definition));
    Source {
        path: format!("types/{}.rs", file.module),
        items: imports.into_iter().chain(definitions).collect(),
    }
}

/// Prints every form of a type.
fn definition(context: &Context<'_>, definition: &Definition<'_>) -> Vec<Item> {
    let mut items = Vec::new();
    for form in &definition.forms {
        items.extend(match &form.kind {
            TypeKind::Alias(alias) => alias::items(context, definition, form, alias),
            TypeKind::Struct(structure) => structure::items(context, definition, form, structure),
            TypeKind::Enum(enumeration) => enumeration::items(context, definition, form, enumeration),
            TypeKind::Union(union) => union::items(context, definition, form, union),
        });
        items.extend(form.checks.as_ref().map(|checks| Item::Text(check::table(form, checks))));
    }
    items.extend(definition.error_body.iter().map(|name| Item::Text(format!("error_body!({name});"))));
    items
}

/// Prints the derive attribute of a type.
fn derive(traits: &Traits) -> String {
    let names: Vec<&str> = traits.derived.iter().map(|name| name.name()).collect();
    format!("#[derive({})]\n", names.join(", "))
}

/// Prints the documentation of one form of a type: if there are two, which one it is, and a link to the other.
fn form_docs(context: &Context<'_>, definition: &Definition<'_>, form: &Form<'_>, otherwise: &str) -> String {
    let (own, sent) = match form.side {
        Side::Request => ("sent", "received"),
        Side::Response | Side::Both => ("received", "sent"),
    };
    let half = form.other.as_ref();
    let half = half.map(|other| format!("This type is {own}; [`{other}`] is the type that is {sent}."));
    let def = definition.data;
    let mut lines = doc::lines(&def.doc, None, otherwise);
    half.into_iter().for_each(|half| doc::own_paragraph(&mut lines, &half));
    doc::quirks(&mut lines, context.notes.get(&def.pointer));
    doc::docs_and_deprecation(&def.doc, &lines, "")
}

/// Returns the document's name of a type, or its location, as the beginning of a sentence.
fn title(context: &Context<'_>, def: &TypeDef) -> String {
    match &def.naming.owner {
        Owner::Component(name) => doc::code(&format!("{name}{}", step_path(&def.naming.steps))),
        Owner::Operation(index) => {
            let operation = &context.tables.api.operations[*index];
            let call = doc::code(&format!("{} {}", operation.method, operation.path));
            let (first, rest) = match def.naming.steps.split_first() {
                Some((first, rest)) => (Some(first), step_path(rest)),
                None => (None, String::new()),
            };
            let rest = rest.trim().trim_start_matches('.');
            let (inside, the) = if rest.is_empty() {
                (String::new(), "The")
            } else {
                (format!("{} in ", doc::code(rest)), "the")
            };
            match first {
                Some(TypeStep::Body) => format!("{inside}{the} request body of {call}"),
                Some(TypeStep::Status(status)) => {
                    format!("{inside}{the} response of {call} with status {status}")
                }
                Some(TypeStep::Parameter(name)) => {
                    format!("{inside}{the} parameter {} of {call}", doc::code(name))
                }
                Some(TypeStep::Header(name)) => {
                    format!("{inside}{the} header {} of a response of {call}", doc::code(name))
                }
                _ => format!("{inside}{the} response of {call}"),
            }
        }
    }
}

fn step_path(steps: &[TypeStep]) -> String {
    let parts = steps.iter().map(|step| match step {
        TypeStep::Property(name) | TypeStep::Parameter(name) | TypeStep::Header(name) => format!(".{name}"),
        TypeStep::Item => "[]".to_owned(),
        TypeStep::Value => ".*".to_owned(),
        TypeStep::Variant(hint) => format!(" ({hint})"),
        TypeStep::Body => " body".to_owned(),
        TypeStep::Response => " response".to_owned(),
        TypeStep::Form => " (form)".to_owned(),
        TypeStep::Status(status) => format!(" {status}"),
    });
    parts.collect()
}
