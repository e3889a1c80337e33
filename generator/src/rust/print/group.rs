//! Prints the file of a group of operations: a handle with one method per operation, and the items of each operation.

use std::collections::BTreeMap;

use quote::quote;

use super::operation::{OF, OperationPrinter};
use super::{Context, Item, Source, doc};
use crate::rust::model::Group;
use crate::rust::names::ident::token;

/// Prints a group's file.
pub(super) fn source(context: &Context<'_>, group: &Group<'_>) -> Source {
    let names = group.names;
    let operations = group.operations.iter();
    let printed: Vec<OperationPrinter<'_>> =
        operations.map(|operation| OperationPrinter { context, group: names, operation }).collect();
    let methods: Vec<_> = printed.iter().map(OperationPrinter::method).collect();
    let handle = token(&names.handle);
    let docs = doc::attributes(&[format!("Operations of the group {}.", doc::code(&names.wire))]);
    let declaration = quote! {
        #docs
        #[derive(Debug, Clone, Copy)]
        pub struct #handle<'a> { pub(super) core: &'a Core }
    };
    let implementation = quote! {
        impl #handle<'_> {

            #(#methods)*
        }
    };
    let mut items = vec![Item::Code(declaration), Item::Code(implementation)];
    items.extend(printed.iter().flat_map(OperationPrinter::items));
    items.extend(markers(&printed));
    items.insert(0, Item::Text(header(group)));
    Source { path: format!("{}.rs", names.module), items }
}

/// Prints marker types, which make the request builder of an operation with optional parts a type of its own with its own
/// setters.
fn markers(printed: &[OperationPrinter<'_>]) -> Option<Item> {
    let lines: String = printed.iter().filter_map(OperationPrinter::marker_line).collect();
    let text = format!(
        "/// Marker types of request builders; they have no values.\n#[doc(hidden)]\npub mod {OF} {{\n{lines}}}"
    );
    (!lines.is_empty()).then_some(Item::Text(text))
}

/// Prints the module's documentation and imports.
fn header(group: &Group<'_>) -> String {
    let mut text = format!("//! Operations of the group {}.\n", doc::code(&group.names.wire));
    if group.names_api_types() {
        text += "\nuse super::types;";
    }
    let mut by_module: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (module, name) in group.imports().into_iter().filter_map(|path| path.split_once("::")) {
        by_module.entry(module).or_default().push(name);
    }
    for (module, names) in by_module {
        let names = if let [one] = names.as_slice() {
            (*one).to_owned()
        } else {
            format!("{{{}}}", names.join(", "))
        };
        text += &format!("\nuse crate::runtime::{module}::{names};");
    }
    text
}
