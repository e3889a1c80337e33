//! Prints the client of an API: its server, its authentication, and one method per group.

mod credential;
mod server;

use proc_macro2::TokenStream;
use quote::quote;

use super::{Context, Item, Source, doc};
use crate::base::pointer::Pointer;
use crate::ir::Success;
use crate::rust::model::{Client, Constructor, Tables};
use crate::rust::names::ident::{token, written};

pub(super) use credential::sent_as;

/// Prints `client.rs`.
pub(super) fn source(context: &Context<'_>) -> Source {
    let client = Client::new(context.tables);
    let mut items = vec![
        Item::Text(header(context, &client)),
        Item::Code(constants(&client)),
        Item::Code(declaration(context, &client)),
        Item::Code(implementation(context, &client)),
        Item::Code(builder(context, &client)),
        Item::Text("client_builder!(ClientBuilder => Client);".to_owned()),
    ];
    items.extend(server::items(&client));
    Source { path: "client.rs".to_owned(), items }
}

/// Prints the items of the file that declares the API's modules.
pub(super) fn root(context: &Context<'_>) -> Vec<Item> {
    let names = context.tables.names;
    let groups = names.groups.iter().enumerate();
    let groups =
        groups.map(|(index, group)| (written(&group.module), context.features.gate_of_group(index), "pub "));
    let mut modules: Vec<(String, String, &str)> = groups.collect();
    modules.push(("client".to_owned(), String::new(), ""));
    if !names.files.is_empty() {
        modules.push(("types".to_owned(), String::new(), "pub "));
    }
    if !names.webhooks.is_empty() {
        modules.push((names.webhooks.clone(), "#[cfg(feature = \"webhooks\")]\n".to_owned(), "pub "));
    }
    modules.sort();
    let modules = modules.iter().map(|(module, gate, visible)| format!("{gate}{visible}mod {module};"));
    let modules: Vec<String> = modules.collect();
    let mut offered = vec!["Client".to_owned(), "ClientBuilder".to_owned()];
    offered.extend(server::types(&Client::new(context.tables)));
    let offered = offered.join(", ");
    vec![Item::Text(format!("{}\n\npub use self::client::{{{offered}}};", modules.join("\n")))]
}

fn header(context: &Context<'_>, client: &Client<'_>) -> String {
    let uses: String = client.imports().iter().map(|path| format!("use crate::runtime::{path};\n")).collect();
    let groups = context.tables.names.groups.iter().enumerate();
    let groups = groups.map(|(index, group)| {
        let gate = context.features.gate_of_group(index);
        format!("{gate}use super::{};\n", written(&group.module))
    });
    let groups: String = groups.collect();
    format!("//! The client and its builder.\n\n{groups}{uses}")
}

fn constants(client: &Client<'_>) -> TokenStream {
    let url = client.base_url;
    let about = match client.base_path() {
        Some(_) => "The path of the API on the server that the builder names.",
        None => "The default base URL.",
    };
    let about = doc::attributes(&[about.to_owned()]);
    let entries = client.credentials.iter().map(|credential| credential::scheme(*credential));
    let schemes = (!client.credentials.is_empty()).then(|| {
        quote! {
            /// The security schemes.
            const SCHEMES: &[Scheme] = &[#(#entries),*];
        }
    });
    quote! {
        #about
        const BASE_URL: &str = #url;
        #schemes
    }
}

/// Documentation of the runtime's request builders. They have no page of their own, which would list the parameters of
/// all operations.
const CALLS: &str =
    "A method returns a request builder; `.await` sends the call. The builder has setters for the operation's \
    optional parameters, and for the settings of this call:
- `timeout`, `read_timeout`, `max_body_size`, `retry`: override those of the client.
- `header`: sets a header, in place of any other of that name.
- `extra_query`, `extra_member`: add a query parameter or a member of the JSON body that the document does not list.
- `bearer`, `credential_for`: set a credential for this call, in place of the client's.
- `as_bytes`, `as_json`: return the bytes of a success, or JSON of another type, in place of the documented type.
- `request`: the underlying request, for settings that have no method.
- `with_response`: in place of `.await`; returns the decoded body with status and headers.
- `send_blocking`, `with_response_blocking`: block the current thread, with the feature `blocking`.";

/// Adds to [`CALLS`] what only some request builders have, if the API has such.
fn request_builder_docs(context: &Context<'_>) -> String {
    let answers = |is: fn(&Success) -> bool| {
        let Tables { api, names, .. } = context.tables;
        names.operations().any(|index| api.operations[index].success.only().is_some_and(is))
    };
    let some = [
        (answers(|success| matches!(success, Success::Bytes)), BYTES),
        (answers(|success| matches!(success, Success::Stream(_))), STREAMS),
    ];
    let some = some.into_iter().filter(|(has, _)| *has).map(|(_, line)| line);
    std::iter::once(CALLS).chain(some).collect::<Vec<_>>().join("\n")
}

const BYTES: &str = "- `stream`, if the response is bytes: returns a download, which is read in pieces.";

const STREAMS: &str = "- A stream of events or lines has status and headers itself, so its builder has no `with_response`. \
    It has `max_event_size` in place of `max_body_size`, `last_event_id` to resume after an event, and for events `reconnect`.";

fn declaration(context: &Context<'_>, client: &Client<'_>) -> TokenStream {
    let api = context.tables.api;
    let mut lines = vec![format!("Client for {}.", doc::text(&format!("{} {}", api.title, api.version)))];
    if let Some(description) = &api.doc.description {
        doc::paragraph(&mut lines, description);
    }
    doc::own_paragraph(&mut lines, &server_docs(context, client));
    doc::own_paragraph(&mut lines, &certificate_docs(client));
    doc::own_paragraph(&mut lines, "Cloning is cheap: clones share connections and settings.");
    doc::own_paragraph(&mut lines, "# Calls");
    doc::own_paragraph(&mut lines, &request_builder_docs(context));
    if let Some(notes) = context.notes.get(&Pointer::root()) {
        doc::own_paragraph(&mut lines, "# Quirks of most operations");
        doc::own_paragraph(&mut lines, &notes.join("\n"));
    }
    let docs = doc::attributes(&lines);
    quote! {
        #docs
        #[derive(Debug, Clone)]
        pub struct Client { core: Core }
    }
}

/// Documents mutual TLS: the connection shows the certificate, not the request.
fn certificate_docs(client: &Client<'_>) -> String {
    let sentences = client.certificates.iter().map(|scheme| {
        let description = doc::inline(&doc::one_line(scheme.description.as_deref().unwrap_or_default()));
        format!("{} is mutual TLS. {description}", doc::code(&scheme.name)).trim_end().to_owned()
    });
    let sentences: Vec<String> = sentences.collect();
    if sentences.is_empty() {
        return String::new();
    }
    let how = "The transport presents the certificate: pass `ClientBuilder::transport` what\n\
               `runtime::network::Hyper::builder().client_certificate(pem).build()?` returns. In a browser, the browser holds it.";
    format!("{}\n{how}", sentences.join("\n"))
}

/// Documents the servers, or what to do if the document has none.
fn server_docs(context: &Context<'_>, client: &Client<'_>) -> String {
    let servers = &context.tables.api.servers;
    let bare = "The server uses plain `http`, which `ClientBuilder::allow_http` has to allow.";
    let (said, is_one_said) = match (client.base_path(), client.base_url) {
        (Some(path), _) => {
            let path = doc::code(path);
            let said = format!(
                "The document declares no server: set its URL with `ClientBuilder::base_url`. A URL without a path\n\
                 (`https://example.com`) gets {path}; any other URL is used unchanged."
            );
            (said, true)
        }
        (None, "") => {
            let said = "The document declares no server: set its URL with `ClientBuilder::base_url`.";
            (said.to_owned(), servers.iter().all(|server| matches!(server.url.as_str(), "" | "/")))
        }
        _ => (if client.is_plain_http { bare.to_owned() } else { String::new() }, true),
    };
    if servers.len() < 2 && is_one_said {
        return said;
    }
    let lines = servers.iter().map(|server| {
        match server.description.as_deref().map(doc::inline).filter(|text| !text.is_empty()) {
            Some(text) => format!("- {}: {text}", doc::code(&server.url)),
            None => format!("- {}", doc::code(&server.url)),
        }
    });
    let is_first = servers.first().is_some_and(|server| server.url == client.base_url);
    let title = match (client.base_url, is_first) {
        ("", _) => "Servers:".to_owned(),
        (_, true) => "Servers; the first is the default:".to_owned(),
        (url, false) => format!("Servers; {} is the default:", doc::code(url)),
    };
    format!("{title}\n{}\n\n{said}", lines.collect::<Vec<_>>().join("\n")).trim_end().to_owned()
}

fn implementation(context: &Context<'_>, client: &Client<'_>) -> TokenStream {
    let groups = context.tables.names.groups.iter().enumerate().map(|(index, group)| {
        let gate = context.features.groups.get(index).map(|feature| quote!(#[cfg(feature = #feature)]));
        let (module, handle) = (token(&group.module), token(&group.handle));
        let docs = doc::attributes(&[format!("Operations of the group {}.", doc::code(&group.wire))]);
        quote! {
            #docs
            #gate
            pub fn #module(&self) -> #module::#handle<'_> {
                #module::#handle { core: &self.core }
            }
        }
    });
    let new = client.constructor.map(constructor_function);
    let all = if client.credentials.is_empty() { quote!(&[]) } else { quote!(SCHEMES) };
    quote! {
        impl Client {
            #new

            /// Creates a builder, to change the settings of the client.
            pub fn builder() -> ClientBuilder {
                ClientBuilder { builder: Builder::new(BASE_URL, #all) }
            }

            /// The base URL of calls, without a trailing slash.
            pub fn base_url(&self) -> &str {
                self.core.base_url()
            }

            /// Starts a request that the document does not describe, such as one of a preview: any method, and a path
            /// below the base URL. It has the settings of the client, sends its credentials, and returns JSON.
            ///
            /// `client.request("GET", "/v2/things").query("limit", 5).await`. `as_json` and `as_bytes` return something
            /// else.
            pub fn request(&self, method: &str, path: &str) -> Custom {
                self.core.custom(method, path)
            }

            #(#groups)*
        }
    }
}

/// Prints `new`, the shortest constructor.
fn constructor_function(constructor: Constructor<'_>) -> TokenStream {
    let Constructor::Secret(credential) = constructor else {
        return quote! {
            /// Creates a client with the default settings.
            #[allow(clippy::new_without_default, reason = "a client connects to a server, which is no default value")]
            pub fn new() -> Self {
                Self { core: Self::builder().builder.build_deferred() }
            }
        };
    };
    let (method, argument) = (token(credential.method), token(credential.secret().unwrap_or_default()));
    let docs = doc::attributes(&[format!(
        "Creates a client with the default settings and the credential for {}: {}. One that cannot be sent is an error of the first call.",
        doc::code(&credential.data.name),
        credential::sent_as(credential.data)
    )]);
    quote! {
        #docs
        pub fn new(#argument: impl Into<Secret>) -> Self {
            Self { core: Self::builder().#method(#argument).builder.build_deferred() }
        }
    }
}

fn builder(context: &Context<'_>, client: &Client<'_>) -> TokenStream {
    let methods = client.credentials.iter().map(|credential| credential::methods(*credential));
    let methods = methods.chain(credential::from_env(&client.credentials, &context.variables));
    let implementation =
        (!client.credentials.is_empty()).then(|| quote!(impl ClientBuilder { #(#methods)* }));
    quote! {
        /// Builder of a [`Client`].
        #[derive(Debug)]
        #[must_use = "a builder does nothing until it is built"]
        pub struct ClientBuilder { builder: Builder }
        #implementation
    }
}
