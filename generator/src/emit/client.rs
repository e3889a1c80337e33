//! The client of an API: where it is, how it authenticates, and a method a group.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Context, Item, Source, doc, server};
use crate::ir::{SchemeKind, SecurityScheme, Success};
use crate::names::ident::{token, written};
use crate::pointer::Pointer;

/// `client.rs`.
pub(super) fn source(context: &Context<'_>) -> Source {
    let schemes = credentials(context);
    let mut items = vec![
        Item::Text(header(context, &schemes)),
        Item::Code(constants(context, &schemes)),
        Item::Code(client(context)),
        Item::Code(implementation(context, &schemes)),
        Item::Code(builder(&schemes)),
        Item::Text("client_builder!(ClientBuilder => Client);".to_owned()),
    ];
    items.extend(server::items(context));
    Source { path: "client.rs".to_owned(), items }
}

/// The items of the file that declares the API's modules.
pub(super) fn root(context: &Context<'_>) -> Vec<Item> {
    let mut modules: Vec<String> =
        context.names.groups.iter().map(|group| format!("pub mod {};", written(&group.module))).collect();
    modules.push("mod client;".to_owned());
    if !context.names.files.is_empty() {
        modules.push("pub mod types;".to_owned());
    }
    modules.sort_by_key(|line| line.trim_start_matches("pub ").to_owned());
    let mut offered = vec!["Client".to_owned(), "ClientBuilder".to_owned()];
    offered.extend(server::types(context));
    let offered = offered.join(", ");
    vec![Item::Text(format!("{}\n\npub use self::client::{{{offered}}};", modules.join("\n")))]
}

/// The first server, if it is a whole URL.
pub(crate) fn base_url<'a>(context: &Context<'a>) -> &'a str {
    let first = context.api.servers.first().map(|server| server.url.as_str()).unwrap_or_default();
    if first.starts_with("http://") || first.starts_with("https://") { first } else { "" }
}

/// A scheme that the client can hold a credential for, and the builder's method for it.
pub(crate) struct Credential<'a> {
    pub scheme: &'a SecurityScheme,
    pub method: String,
}

impl Credential<'_> {
    /// Where an application gets a token by itself.
    fn token_url(&self) -> Option<&str> {
        self.scheme.token_url.as_deref().filter(|_| self.scheme.kind == SchemeKind::Bearer)
    }

    /// The method that takes client credentials, told apart as the one that takes a token is, and where these go.
    pub(crate) fn exchanged(&self) -> Option<(String, &str)> {
        Some((self.method.replacen("bearer", "client_credentials", 1), self.token_url()?))
    }

    fn exchange(&self) -> TokenStream {
        let Some((method, url)) = self.exchanged() else { return TokenStream::new() };
        let (name, method) = (&self.scheme.name, token(&method));
        let said = format!(
            "The same by OAuth 2 client credentials: tokens for {} are fetched from {} as they are needed.",
            doc::code(name),
            doc::code(url)
        );
        let said = doc::attributes(&[said]);
        quote! {
            #said
            pub fn #method(mut self, credentials: ClientCredentials) -> Self {
                self.builder = self.builder.token_source(#name, ClientCredentialsTokens::new(credentials, #url));
                self
            }
        }
    }
}

/// Every scheme that the client can hold a credential for.
pub(crate) fn credentials<'a>(context: &Context<'a>) -> Vec<Credential<'a>> {
    let named = context.names.credentials.iter();
    let credential = named
        .map(|names| Credential { scheme: &context.api.schemes[names.index], method: names.method.clone() });
    credential.collect()
}

fn header(context: &Context<'_>, schemes: &[Credential<'_>]) -> String {
    let servers = server::uses(context);
    let mut uses = vec!["client::{Builder, Core, client_builder}"];
    uses.extend(servers.iter().map(String::as_str));
    if !schemes.is_empty() {
        uses.push("auth::Scheme");
    }
    if schemes.iter().any(|credential| credential.scheme.kind != SchemeKind::Basic) {
        uses.push("secret::Secret");
    }
    if schemes.iter().any(|credential| credential.token_url().is_some()) {
        uses.push("auth::{ClientCredentials, ClientCredentialsTokens}");
    }
    uses.sort_unstable();
    let uses: String = uses.iter().map(|path| format!("use crate::runtime::{path};\n")).collect();
    let groups: String = context
        .names
        .groups
        .iter()
        .map(|group| format!("use super::{};\n", written(&group.module)))
        .collect();
    format!("//! The client and how it is put together.\n\n{groups}{uses}")
}

fn constants(context: &Context<'_>, schemes: &[Credential<'_>]) -> TokenStream {
    let url = base_url(context);
    let entries = schemes.iter().map(|credential| {
        let name = &credential.scheme.name;
        match &credential.scheme.kind {
            SchemeKind::Header(header) => quote!(Scheme::api_key_header(#name, #header)),
            SchemeKind::Query(parameter) => quote!(Scheme::api_key_query(#name, #parameter)),
            SchemeKind::Cookie(cookie) => quote!(Scheme::api_key_cookie(#name, #cookie)),
            SchemeKind::Basic => quote!(Scheme::basic(#name)),
            SchemeKind::Bearer | SchemeKind::Transport => quote!(Scheme::bearer(#name)),
        }
    });
    let schemes = (!schemes.is_empty()).then(|| {
        quote! {
            /// How credentials travel.
            const SCHEMES: &[Scheme] = &[#(#entries),*];
        }
    });
    quote! {
        /// Where the API is, unless the builder says otherwise.
        const BASE_URL: &str = #url;
        #schemes
    }
}

/// What the runtime's calls can, which have no page of their own: it would list the parameters of all operations.
const CALLS: &str =
    "A method gives a call, which is sent when it is awaited. Until then the operation's optional \
    parameters are set on it, and what is for this call alone:
- `timeout`, `read_timeout`, `max_body_size`, `retry`: in place of the client's.
- `header`: one more, or in place of another of its name.
- `request`: the request beneath, for what has no method.
- `with_response`: in place of awaiting; gives status and headers too.
- `send_blocking`, `with_response_blocking`: wait for it on this thread, with the feature `blocking`.";

/// The same, with what only some calls have where the API has such.
fn calls(context: &Context<'_>) -> String {
    let answers = |is: fn(&Success) -> bool| {
        context.api.operations.iter().any(|operation| operation.success.only().is_some_and(is))
    };
    let some = [
        (answers(|success| matches!(success, Success::Bytes)), BYTES),
        (answers(|success| matches!(success, Success::Stream(_))), STREAMS),
    ];
    let some = some.into_iter().filter(|(has, _)| *has).map(|(_, line)| line);
    std::iter::once(CALLS).chain(some).collect::<Vec<_>>().join("\n")
}

const BYTES: &str = "- `stream`, where the answer is bytes: gives them as they come.";

const STREAMS: &str = "- A stream of events or lines has status and headers itself, so its call has no `with_response`, \
    and `max_event_size` in place of `max_body_size`; `last_event_id` and, of events, `reconnect` go on where another ended.";

fn client(context: &Context<'_>) -> TokenStream {
    let api = context.api;

    let mut lines = vec![format!("A client of {}.", doc::text(&format!("{} {}", api.title, api.version)))];
    if let Some(description) = &api.doc.description {
        doc::paragraph(&mut lines, description);
    }
    doc::own(&mut lines, &servers(context));
    doc::own(&mut lines, &certificates(context));
    doc::own(&mut lines, "Cloning is cheap: clones share connections and settings.");
    doc::own(&mut lines, "# Calls");
    doc::own(&mut lines, &calls(context));
    if let Some(notes) = context.notes.get(&Pointer::root()) {
        doc::own(&mut lines, "# Quirks of most operations");
        doc::own(&mut lines, &notes.join("\n"));
    }
    let docs = doc::attributes(&lines);
    quote! {
        #docs
        #[derive(Debug, Clone)]
        pub struct Client { core: Core }
    }
}

/// What mutual TLS asks of the caller: the connection shows the certificate, not the request.
fn certificates(context: &Context<'_>) -> String {
    let schemes = context.api.schemes.iter().filter(|scheme| scheme.kind == SchemeKind::Transport);
    let said = schemes.map(|scheme| {
        let description = doc::inline(&doc::one_line(scheme.description.as_deref().unwrap_or_default()));
        format!("{} is mutual TLS. {description}", doc::code(&scheme.name)).trim_end().to_owned()
    });
    let said: Vec<String> = said.collect();
    if said.is_empty() {
        return String::new();
    }
    let how = "Its certificate is the transport's: `ClientBuilder::transport` takes a\n\
               `runtime::transport::Reqwest::from(client)` of a `reqwest::Client` that\n\
               `tls_backend_preconfigured` has given a `rustls::ClientConfig` with it. In a browser it is the browser's.";
    format!("{}\n{how}", said.join("\n"))
}

/// The servers to choose from; what to do where the document names none.
fn servers(context: &Context<'_>) -> String {
    let servers = &context.api.servers;
    if base_url(context).is_empty() {
        return "The document names no server: say with `ClientBuilder::base_url` where it is.".to_owned();
    }
    let bare = "It is served by plain `http`, which `ClientBuilder::allow_http` has to allow.";
    let bare = if is_bare(context) { bare } else { "" };
    if servers.len() < 2 {
        return bare.to_owned();
    }
    let lines = servers.iter().map(|server| {
        match server.description.as_deref().map(doc::inline).filter(|text| !text.is_empty()) {
            Some(text) => format!("- {}: {text}", doc::code(&server.url)),
            None => format!("- {}", doc::code(&server.url)),
        }
    });
    format!("Servers, the first by default:\n{}\n\n{bare}", lines.collect::<Vec<_>>().join("\n"))
        .trim_end()
        .to_owned()
}

/// Whether everybody on the way can read along: the builder has to allow that first.
fn is_bare(context: &Context<'_>) -> bool {
    let host = base_url(context).strip_prefix("http://").unwrap_or_default();
    let host = host.split(['/', ':', '?']).next().unwrap_or_default();
    !host.is_empty() && host != "localhost" && !host.starts_with("127.")
}

fn implementation(context: &Context<'_>, schemes: &[Credential<'_>]) -> TokenStream {
    let groups = context.names.groups.iter().map(|group| {
        let (module, handle) = (token(&group.module), token(&group.handle));
        let said = doc::attributes(&[format!("Operations of the group {}.", doc::code(&group.wire))]);
        quote! {
            #said
            pub fn #module(&self) -> #module::#handle<'_> {
                #module::#handle { core: &self.core }
            }
        }
    });
    // Without a base URL there is no client that a credential alone could make.
    let new = (!base_url(context).is_empty() && !is_bare(context)).then(|| new(schemes)).flatten();
    let all = if schemes.is_empty() { quote!(&[]) } else { quote!(SCHEMES) };
    quote! {
        impl Client {
            #new

            /// Puts a client together setting by setting.
            pub fn builder() -> ClientBuilder {
                ClientBuilder { builder: Builder::new(BASE_URL, #all) }
            }

            /// Where calls go, without a slash at the end.
            pub fn base_url(&self) -> &str {
                self.core.base_url()
            }

            #(#groups)*
        }
    }
}

/// The short way, where there is one way to authenticate and it takes one secret, or none.
fn new(schemes: &[Credential<'_>]) -> Option<TokenStream> {
    match schemes {
        [] => Some(quote! {
            /// A client with the default settings.
            #[allow(clippy::new_without_default, reason = "a client connects to a place, which is no default")]
            pub fn new() -> Self {
                Self { core: Self::builder().builder.build_deferred() }
            }
        }),
        [one] if one.scheme.kind != SchemeKind::Basic => {
            let (method, argument) = (token(&one.method), token(secret_name(one.scheme)));
            Some(quote! {
                /// A client with the default settings; a credential that cannot be sent is reported by the first call.
                pub fn new(#argument: impl Into<Secret>) -> Self {
                    Self { core: Self::builder().#method(#argument).builder.build_deferred() }
                }
            })
        }
        _ => None,
    }
}

/// Whether `Client::new` exists, and whether it takes a secret.
pub(crate) fn takes_one_secret(context: &Context<'_>, schemes: &[Credential<'_>]) -> Option<bool> {
    match schemes {
        _ if base_url(context).is_empty() => None,
        [] => Some(false),
        [one] => (one.scheme.kind != SchemeKind::Basic).then_some(true),
        _ => None,
    }
}

fn secret_name(scheme: &SecurityScheme) -> &'static str {
    if scheme.kind == SchemeKind::Bearer { "token" } else { "key" }
}

fn builder(schemes: &[Credential<'_>]) -> TokenStream {
    let methods = schemes.iter().map(|credential| {
        let (method, name) = (token(&credential.method), &credential.scheme.name);
        let mut lines =
            vec![format!("The credential for {}: {}.", doc::code(name), travels(&credential.scheme.kind))];
        doc::paragraph(&mut lines, credential.scheme.description.as_deref().unwrap_or_default());
        let docs = doc::attributes(&lines);
        if credential.scheme.kind == SchemeKind::Basic {
            quote! {
                #docs
                pub fn #method(mut self, user: &str, password: &str) -> Self {
                    self.builder = self.builder.basic(#name, user, password);
                    self
                }
            }
        } else {
            let argument = token(secret_name(credential.scheme));
            let exchange = credential.exchange();
            quote! {
                #docs
                pub fn #method(mut self, #argument: impl Into<Secret>) -> Self {
                    self.builder = self.builder.credential(#name, #argument);
                    self
                }
                #exchange
            }
        }
    });
    let implementation = (!schemes.is_empty()).then(|| quote!(impl ClientBuilder { #(#methods)* }));
    quote! {
        /// Puts a [`Client`] together.
        #[derive(Debug)]
        #[must_use = "a builder does nothing until it is built"]
        pub struct ClientBuilder { builder: Builder }
        #implementation
    }
}

fn travels(kind: &SchemeKind) -> String {
    match kind {
        SchemeKind::Header(name) => format!("sent in the header {}", doc::code(name)),
        SchemeKind::Query(name) => format!("sent in the query parameter {}", doc::code(name)),
        SchemeKind::Cookie(name) => format!("sent in the cookie {}", doc::code(name)),
        SchemeKind::Basic => "a user and a password, sent in `Authorization: Basic`".to_owned(),
        SchemeKind::Bearer | SchemeKind::Transport => "a token, sent in `Authorization: Bearer`".to_owned(),
    }
}
