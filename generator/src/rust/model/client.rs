//! The client of an API: where it is, how it authenticates, and how it is made.

use super::Tables;
use crate::ir::{SchemeKind, SecurityScheme, Server};
use crate::rust::names::{CredentialNames, ServerNames};

/// The client.
#[derive(Debug)]
pub struct Client<'a> {
    /// The first server that is a whole URL, else the first that is a path, which has to be on some server; else nothing.
    pub base_url: &'a str,
    /// Whether everybody on the way can read along: the builder has to allow that first.
    pub is_bare: bool,
    /// Every scheme that the client can hold a credential for.
    pub credentials: Vec<Credential<'a>>,
    /// Schemes that are the transport's.
    pub certificates: Vec<&'a SecurityScheme>,
    /// The short way to make one, where there is one.
    pub constructor: Option<Constructor<'a>>,
    /// Servers whose URLs have variables.
    pub servers: Vec<ServerChoice<'a>>,
}

/// A scheme that the client can hold a credential for.
#[derive(Debug, Clone, Copy)]
pub struct Credential<'a> {
    /// The scheme.
    pub data: &'a SecurityScheme,
    /// The builder's method for it.
    pub method: &'a str,
    /// Where an application gets a token by itself.
    pub token_url: Option<&'a str>,
}

/// `Client::new`: there is one way to authenticate and it takes one secret, or none.
#[derive(Debug, Clone, Copy)]
pub enum Constructor<'a> {
    /// It takes nothing.
    Plain,
    /// It takes the secret of that.
    Secret(Credential<'a>),
}

/// A server whose URL has variables, with its names.
#[derive(Debug)]
pub struct ServerChoice<'a> {
    /// The server.
    pub data: &'a Server,
    /// What it and its variables are called.
    pub names: &'a ServerNames,
}

impl<'a> Client<'a> {
    /// The client of an API.
    pub fn new(tables: Tables<'a>) -> Self {
        let (api, names) = (tables.api, tables.names);
        let base_url = base_url(&api.servers);
        let is_bare = is_bare(base_url);
        let credentials: Vec<Credential<'a>> =
            names.credentials.iter().map(|own| Credential::new(&api.schemes[own.index], own)).collect();
        // Without a base URL there is no client that a credential alone could make.
        let constructor = if !Server::is_url(base_url) || is_bare { None } else { constructor(&credentials) };
        let servers = names.servers.iter();
        Self {
            base_url,
            is_bare,
            credentials,
            certificates: api.schemes.iter().filter(|scheme| scheme.kind == SchemeKind::Transport).collect(),
            constructor,
            servers: servers.map(|own| ServerChoice { data: &api.servers[own.index], names: own }).collect(),
        }
    }

    /// The path of the API on its server, where the document names no server.
    pub fn base_path(&self) -> Option<&'a str> {
        Some(self.base_url).filter(|url| Server::is_path(url))
    }

    /// What its file imports of the runtime, by path below that, in order.
    pub fn imports(&self) -> Vec<&'static str> {
        let credentials = || self.credentials.iter();
        let valued =
            |server: &ServerChoice<'_>| server.names.variables.iter().any(|names| names.ty.is_some());
        let mut imports = vec!["client::{Builder, Core, client_builder}"];
        imports.extend(match self.servers.as_slice() {
            [] => None,
            some if some.iter().any(valued) => Some("client::{server, server_builder, server_values}"),
            _ => Some("client::{server, server_builder}"),
        });
        imports.extend(credentials().next().map(|_| "auth::Scheme"));
        imports.extend(credentials().any(|one| one.secret().is_some()).then_some("secret::Secret"));
        let exchanged = credentials().any(|one| one.token_url.is_some());
        imports.extend(exchanged.then_some("auth::{ClientCredentials, ClientCredentialsTokens}"));
        imports.sort_unstable();
        imports
    }
}

impl<'a> Credential<'a> {
    fn new(data: &'a SecurityScheme, names: &'a CredentialNames) -> Self {
        let token_url = data.token_url.as_deref().filter(|_| data.kind == SchemeKind::Bearer);
        Self { data, method: &names.method, token_url }
    }

    /// What the builder's method calls the one secret that it takes; none where it takes a user and a password.
    pub fn secret(self) -> Option<&'static str> {
        match self.data.kind {
            SchemeKind::Basic => None,
            SchemeKind::Bearer => Some("token"),
            _ => Some("key"),
        }
    }

    /// The method that takes client credentials, told apart as the one that takes a token is, and where these go.
    pub fn exchanged(self) -> Option<(String, &'a str)> {
        Some((self.method.replacen("bearer", "client_credentials", 1), self.token_url?))
    }
}

fn base_url(servers: &[Server]) -> &str {
    let urls = || servers.iter().map(|server| server.url.as_str());
    let whole = urls().find(|url| Server::is_url(url));
    let path = || urls().find(|url| Server::is_path(url) && *url != "/");
    whole.or_else(path).unwrap_or_default()
}

fn is_bare(base_url: &str) -> bool {
    let host = base_url.strip_prefix("http://").unwrap_or_default();
    let host = host.split(['/', ':', '?']).next().unwrap_or_default();
    !host.is_empty() && host != "localhost" && !host.starts_with("127.")
}

fn constructor<'a>(credentials: &[Credential<'a>]) -> Option<Constructor<'a>> {
    match credentials {
        [] => Some(Constructor::Plain),
        [one] if one.secret().is_some() => Some(Constructor::Secret(*one)),
        _ => None,
    }
}
