//! Prints how credentials are sent, and the builder's methods for them.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{SchemeKind, SecurityScheme};
use crate::rust::model::Credential;
use crate::rust::names::ident::token;
use crate::rust::print::doc;

/// Prints the entry in the table of security schemes.
pub(super) fn scheme(credential: Credential<'_>) -> TokenStream {
    let name = &credential.data.name;
    let unused = credential.unused.then(|| quote!(.unused()));
    let scheme = match &credential.data.kind {
        SchemeKind::Header(header) => quote!(Scheme::api_key_header(#name, #header)),
        SchemeKind::Query(parameter) => quote!(Scheme::api_key_query(#name, #parameter)),
        SchemeKind::Cookie(cookie) => quote!(Scheme::api_key_cookie(#name, #cookie)),
        SchemeKind::Basic => quote!(Scheme::basic(#name)),
        SchemeKind::Bearer | SchemeKind::Transport => quote!(Scheme::bearer(#name)),
    };
    let prefix = credential.data.prefix.as_ref().map(|prefix| quote!(.prefix(#prefix)));
    quote!(#scheme #prefix #unused)
}

/// Prints the builder's methods.
pub(super) fn methods(credential: Credential<'_>) -> TokenStream {
    let (method, name) = (token(credential.method), &credential.data.name);
    let mut lines =
        vec![format!("Sets the credential for {}: {}.", doc::code(name), sent_as(credential.data))];
    doc::paragraph(&mut lines, credential.data.description.as_deref().unwrap_or_default());
    if credential.unused {
        let about =
            "No operation requires this scheme, so `build` fails: `credential_for` sets it for a call.";
        doc::own_paragraph(&mut lines, about);
    }
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

/// Prints the method that takes the credentials from environment variables with this prefix.
pub(super) fn from_env(credentials: &[Credential<'_>], prefix: &str) -> Option<TokenStream> {
    let used: Vec<_> = credentials.iter().filter(|credential| !credential.unused).collect();
    let mut lines = vec!["Sets the credentials from environment variables:".to_owned(), String::new()];
    let calls: Vec<TokenStream> = used
        .iter()
        .map(|credential| {
            let name = &credential.data.name;
            let variables = credential.variables();
            let variables: Vec<String> = variables.iter().map(|own| format!("{prefix}_{own}")).collect();
            let shown: Vec<String> = variables.iter().map(|variable| doc::code(variable)).collect();
            lines.push(format!("- {}, for {}", shown.join(" and "), doc::code(name)));
            match variables.as_slice() {
                [user, password] => quote!(.basic_from_env(#name, #user, #password)),
                _ => quote!(#(.credential_from_env(#name, #variables))*),
            }
        })
        .collect();
    lines.extend([
        String::new(),
        "If the client has no credential then, `build` fails and names the variables.".to_owned(),
    ]);
    let docs = doc::attributes(&lines);
    (!calls.is_empty()).then(|| {
        quote! {
            #docs
            pub fn from_env(mut self) -> Self {
                self.builder = self.builder #(#calls)* .require_env();
                self
            }
        }
    })
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

pub(in crate::rust::print) fn sent_as(scheme: &SecurityScheme) -> String {
    match &scheme.kind {
        SchemeKind::Header(name) => {
            let after =
                scheme.prefix.as_deref().map(|prefix| format!(" after {}", doc::code(prefix.trim_end())));
            format!("sent in the header {}{}", doc::code(name), after.unwrap_or_default())
        }
        SchemeKind::Query(name) => format!("sent in the query parameter {}", doc::code(name)),
        SchemeKind::Cookie(name) => format!("sent in the cookie {}", doc::code(name)),
        SchemeKind::Basic => "a user and a password, sent in `Authorization: Basic`".to_owned(),
        SchemeKind::Bearer | SchemeKind::Transport => "a token, sent in `Authorization: Bearer`".to_owned(),
    }
}
