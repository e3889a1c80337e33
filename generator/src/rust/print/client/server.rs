//! Prints servers whose URLs have variables: one declaration per server, and one for each variable with known values.

use crate::ir::{Server, ServerVariable};
use crate::rust::model::Client;
use crate::rust::names::ident::written;
use crate::rust::names::{ServerNames, VariableNames};
use crate::rust::print::{Item, doc};

/// Prints everything about them in the client's file.
pub(super) fn items(client: &Client<'_>) -> Vec<Item> {
    let mut items: Vec<Item> =
        client.servers.iter().flat_map(|server| declared(server.data, server.names)).collect();
    if !items.is_empty() {
        items.push(Item::Text("server_builder!(ClientBuilder);".to_owned()));
    }
    items
}

/// Returns the types that the API's module exports.
pub(super) fn types(client: &Client<'_>) -> Vec<String> {
    let servers = client.servers.iter().map(|server| server.names);
    servers
        .flat_map(|server| {
            let values = server.variables.iter().filter_map(|variable| variable.ty.clone());
            [server.ty.clone()].into_iter().chain(values)
        })
        .collect()
}

fn declared(server: &Server, names: &ServerNames) -> Vec<Item> {
    let variables = || server.variables.iter().zip(&names.variables);
    let values = variables().filter_map(|(variable, names)| values(variable, names));
    let mut lines = vec![format!("The server {}, for `ClientBuilder::server`.", doc::code(&server.template))];
    doc::paragraph(&mut lines, server.description.as_deref().unwrap_or_default());
    let setters: String = variables().map(|(variable, names)| setter(variable, names)).collect();
    let about = doc::comment(&lines, "    ");
    let text = format!("server!(\n{about}    {} {:?} {{\n{setters}    }}\n);", names.ty, server.template);
    values.chain([Item::Text(text)]).collect()
}

fn setter(variable: &ServerVariable, names: &VariableNames) -> String {
    let mut lines = Vec::new();
    doc::paragraph(&mut lines, variable.description.as_deref().unwrap_or_default());
    if lines.is_empty() {
        doc::own_paragraph(&mut lines, &format!("{}.", doc::code(&variable.name)));
    }
    doc::own_paragraph(&mut lines, &format!("Default: {}.", doc::code(&variable.default)));
    let docs = doc::comment(&lines, "        ");
    let name = written(&names.setter);
    let index = variable.values.iter().position(|value| *value == variable.default);
    let (kind, default) = match (&names.ty, index.and_then(|index| names.variants.get(index))) {
        (Some(ty), Some(variant)) => (format!("one {ty}"), format!("{ty}::{}", written(variant))),
        _ => ("text".to_owned(), format!("{:?}", variable.default)),
    };
    format!("{docs}        {name} {:?}: {kind} = {default};\n", variable.name)
}

fn values(variable: &ServerVariable, names: &VariableNames) -> Option<Item> {
    let ty = names.ty.as_ref()?;
    let lines: String = variable
        .values
        .iter()
        .zip(&names.variants)
        .map(|(value, name)| {
            let docs = doc::comment(&[format!("{}.", doc::code(value))], "        ");
            format!("{docs}        {}: {value:?},\n", written(name))
        })
        .collect();
    let about = doc::comment(&[format!("The values of {}.", doc::code(&variable.name))], "    ");
    Some(Item::Text(format!("server_values!(\n{about}    {ty} {{\n{lines}    }}\n);")))
}
