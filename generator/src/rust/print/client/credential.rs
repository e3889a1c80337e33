//! Prints how credentials are sent, and the builder's methods for them.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::SchemeKind;
use crate::rust::model::Credential;
use crate::rust::names::ident::token;
use crate::rust::print::doc;

/// Prints the entry in the table of security schemes.
pub(super) fn scheme(credential: Credential<'_>) -> TokenStream {
    let name = &credential.data.name;
    match &credential.data.kind {
        SchemeKind::Header(header) => quote!(Scheme::api_key_header(#name, #header)),
        SchemeKind::Query(parameter) => quote!(Scheme::api_key_query(#name, #parameter)),
        SchemeKind::Cookie(cookie) => quote!(Scheme::api_key_cookie(#name, #cookie)),
        SchemeKind::Basic => quote!(Scheme::basic(#name)),
        SchemeKind::Bearer | SchemeKind::Transport => quote!(Scheme::bearer(#name)),
    }
}

/// Prints the builder's methods.
pub(super) fn methods(credential: Credential<'_>) -> TokenStream {
    let (method, name) = (token(credential.method), &credential.data.name);
    let mut lines =
        vec![format!("Sets the credential for {}: {}.", doc::code(name), sent_as(&credential.data.kind))];
    doc::paragraph(&mut lines, credential.data.description.as_deref().unwrap_or_default());
    let docs = doc::attributes(&lines);
    let Some(secret) = credential.secret() else {
        return quote! {
            #docs
            pub fn #method(mut self, user: &str, password: &str) -> Self {
                self.builder = self.builder.basic(#name, user, password);
                self
            }
        };
    };
    let (argument, exchange) = (token(secret), exchange(credential));
    quote! {
        #docs
        pub fn #method(mut self, #argument: impl Into<Secret>) -> Self {
            self.builder = self.builder.credential(#name, #argument);
            self
        }
        #exchange
    }
}

/// Prints the method that takes client credentials.
fn exchange(credential: Credential<'_>) -> Option<TokenStream> {
    let (method, url) = credential.client_credentials()?;
    let (name, method) = (&credential.data.name, token(&method));
    let docs = format!(
        "Sets OAuth 2 client credentials for {}. Tokens are fetched from {} when they are needed.",
        doc::code(name),
        doc::code(url)
    );
    let docs = doc::attributes(&[docs]);
    Some(quote! {
        #docs
        pub fn #method(mut self, credentials: ClientCredentials) -> Self {
            self.builder = self.builder.token_source(#name, ClientCredentialsTokens::new(credentials, #url));
            self
        }
    })
}

fn sent_as(kind: &SchemeKind) -> String {
    match kind {
        SchemeKind::Header(name) => format!("sent in the header {}", doc::code(name)),
        SchemeKind::Query(name) => format!("sent in the query parameter {}", doc::code(name)),
        SchemeKind::Cookie(name) => format!("sent in the cookie {}", doc::code(name)),
        SchemeKind::Basic => "a user and a password, sent in `Authorization: Basic`".to_owned(),
        SchemeKind::Bearer | SchemeKind::Transport => "a token, sent in `Authorization: Bearer`".to_owned(),
    }
}
