//! The client itself: how it is made and how it authenticates.

use std::collections::BTreeMap;

use super::{Aspect, Form, Function, Item, Kind, Returns};
use crate::emit::{Argument, Context, base_url, credentials, takes_one_secret};
use crate::ir::{SchemeKind, SecurityScheme};

/// `Client::new` and the credentials of the builder.
pub(super) fn client(context: &Context<'_>, items: &mut BTreeMap<String, Item>) {
    let credentials = credentials(context);
    let secret = || ("key".to_owned(), Argument::Into("crate::Secret".to_owned()));
    let function = |arguments| Form::Function(Function { arguments, returns: Returns::Itself });
    let base = Item::new(Kind::Setting, Form::Struct, "client").on_wire(Aspect::Server, base_url(context));
    items.insert("Client".to_owned(), base);
    if let Some(one) = takes_one_secret(context, &credentials) {
        let item = Item::new(Kind::Setting, function(one.then(secret).into_iter().collect()), "new");
        items.insert("Client::new()".to_owned(), item);
    }
    for credential in &credentials {
        let text = |name: &str| (name.to_owned(), Argument::Plain("&str".to_owned()));
        let arguments = match credential.scheme.kind {
            SchemeKind::Basic => vec![text("user"), text("password")],
            _ => vec![secret()],
        };
        let item = Item::new(Kind::Setting, function(arguments), &credential.scheme.name)
            .on_wire(Aspect::Credential, travels(credential.scheme));
        items.insert(format!("ClientBuilder::{}()", crate::names::ident::written(&credential.method)), item);
        if let Some((method, url)) = credential.exchanged() {
            let given = ("credentials".to_owned(), Argument::Plain("crate::ClientCredentials".to_owned()));
            let origin = format!("{} exchanged", credential.scheme.name);
            let item = Item::new(Kind::Setting, function(vec![given]), origin).on_wire(Aspect::Server, url);
            items.insert(format!("ClientBuilder::{}()", crate::names::ident::written(&method)), item);
        }
    }
}

fn travels(scheme: &SecurityScheme) -> String {
    match &scheme.kind {
        SchemeKind::Header(name) => format!("header {name}"),
        SchemeKind::Query(name) => format!("query parameter {name}"),
        SchemeKind::Cookie(name) => format!("cookie {name}"),
        SchemeKind::Bearer => "bearer token".to_owned(),
        SchemeKind::Basic => "user and password".to_owned(),
        SchemeKind::Transport => "transport".to_owned(),
    }
}
