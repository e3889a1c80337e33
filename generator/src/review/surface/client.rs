//! The client itself: how it is created and how it authenticates.

use std::collections::{BTreeMap, BTreeSet};

use super::{Aspect, EXCHANGED, Form, Function, Item, ItemKind, Returns};
use crate::base::pointer::Pointer;
use crate::ir::{Doc, SchemeKind, SecurityScheme};
use crate::rust::model::{Argument, Client, Constructor, Credential, ServerChoice, Tables};
use crate::rust::names::ident::written;

type Items = BTreeMap<String, Item>;

/// Adds `Client::new` and the credentials of the builder.
pub(super) fn client(tables: Tables<'_>, items: &mut Items) {
    let client = Client::new(tables);
    let urls: Vec<&str> = tables.api.servers.iter().map(|server| server.url.as_str()).collect();
    let servers = Doc { remark: Some(urls.join(", ")), ..Doc::default() };
    let base = Item::new(ItemKind::Setting, Form::Struct, "client")
        .with_wire(Aspect::Server, client.base_url)
        .with_doc(&servers)
        .with_location(&Pointer::root().join("servers"));
    items.insert("Client".to_owned(), base);
    if let Some(constructor) = client.constructor {
        let arguments = match constructor {
            Constructor::Plain => Vec::new(),
            Constructor::Secret(credential) => arguments(credential),
        };
        items.insert("Client::new()".to_owned(), Item::new(ItemKind::Setting, function(arguments), "new"));
    }
    client.servers.iter().for_each(|server| self::server(server, items));
    client.credentials.iter().for_each(|credential| self::credential(*credential, items));
    let used = client.credentials.iter().filter(|credential| !credential.unused);
    let variables: BTreeSet<String> = used.flat_map(|credential| credential.variables()).collect();
    if !variables.is_empty() {
        let item = Item::new(ItemKind::Setting, function(Vec::new()), "from_env");
        let item = item.with_wire(Aspect::Variables, variables.into_iter().collect::<Vec<_>>().join(", "));
        items.insert("ClientBuilder::from_env()".to_owned(), item);
    }
}

/// Adds the types of a server whose address has variables.
fn server(server: &ServerChoice<'_>, items: &mut Items) {
    let place = Pointer::root().join("servers");
    let ty = Item::new(ItemKind::Setting, Form::Struct, &server.data.template);
    items.insert(server.names.ty.clone(), ty.with_location(&place));
    for (variable, names) in server.data.variables.iter().zip(&server.names.variables) {
        let Some(ty) = &names.ty else { continue };
        let item =
            Item::new(ItemKind::Setting, Form::Struct, format!("{} {}", server.data.template, variable.name));
        items.insert(ty.clone(), item.with_location(&place));
        for (value, variant) in variable.values.iter().zip(&names.variants) {
            let item = Item::new(ItemKind::Variant, Form::Variant(None), value);
            let item = item.with_wire(Aspect::Literal, value).with_parent(ty);
            items.insert(format!("{ty}::{variant}"), item.with_location(&place));
        }
    }
}

/// Adds the builder's methods for a security scheme.
fn credential(credential: Credential<'_>, items: &mut Items) {
    let name = &credential.data.name;
    let item = Item::new(ItemKind::Setting, function(arguments(credential)), name)
        .with_wire(Aspect::Credential, sent_as(credential.data))
        .with_location(&Pointer::root().join_all(["components", "securitySchemes", name]));
    items.insert(format!("ClientBuilder::{}()", written(credential.method)), item);
    if let Some((method, url)) = credential.client_credentials() {
        let given = vec![plain("credentials", "crate::ClientCredentials")];
        let item = Item::new(ItemKind::Setting, function(given), format!("{name}{EXCHANGED}"));
        items.insert(format!("ClientBuilder::{}()", written(&method)), item.with_wire(Aspect::Server, url));
    }
}

/// Returns the arguments for a credential.
fn arguments(credential: Credential<'_>) -> Vec<(String, Argument)> {
    match credential.secret() {
        Some(name) => vec![(name.to_owned(), Argument::Into("crate::Secret".to_owned()))],
        None => vec![plain("user", "&str"), plain("password", "&str")],
    }
}

fn plain(name: &str, ty: &str) -> (String, Argument) {
    (name.to_owned(), Argument::Plain(ty.to_owned()))
}

fn function(arguments: Vec<(String, Argument)>) -> Form {
    Form::Function(Function { arguments, returns: Returns::Itself })
}

fn sent_as(scheme: &SecurityScheme) -> String {
    match &scheme.kind {
        SchemeKind::Header(name) => match &scheme.prefix {
            Some(prefix) => format!("header {name} after {}", prefix.trim_end()),
            None => format!("header {name}"),
        },
        SchemeKind::Query(name) => format!("query parameter {name}"),
        SchemeKind::Cookie(name) => format!("cookie {name}"),
        SchemeKind::Bearer => "bearer token".to_owned(),
        SchemeKind::Basic => "user and password".to_owned(),
        SchemeKind::Transport => "transport".to_owned(),
    }
}
