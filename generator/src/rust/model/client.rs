//! The client of an API: its base URL, credentials and constructor.

use std::collections::BTreeSet;

use super::Tables;
use crate::ir::{self, Api, SchemeKind, SecurityScheme, Server};
use crate::rust::names::{CredentialNames, ServerNames};

/// The client.
#[derive(Debug)]
pub struct Client<'a> {
    /// The first server with a whole URL, else the first with a path (a caller then supplies the host), else empty.
    pub base_url: &'a str,
    /// Whether the base URL is plain `http` to another host, so that requests can be read on the way. The builder then
    /// has to allow `http` first.
    pub is_plain_http: bool,
    /// The schemes that the client can hold a credential for.
    pub credentials: Vec<Credential<'a>>,
    /// The schemes of the transport.
    pub certificates: Vec<&'a SecurityScheme>,
    /// `Client::new`, if it has one.
    pub constructor: Option<Constructor<'a>>,
    /// The servers whose URLs have variables.
    pub servers: Vec<ServerChoice<'a>>,
}

/// A security scheme that the client can hold a credential for.
#[derive(Debug, Clone, Copy)]
pub struct Credential<'a> {
    /// The scheme.
    pub data: &'a SecurityScheme,
    /// The method of the builder.
    pub method: &'a str,
    /// The token URL for OAuth 2 client credentials.
    pub token_url: Option<&'a str>,
    /// Whether no operation requires the scheme.
    pub unused: bool,
}

/// `Client::new`, which exists if the client has no credential, or one secret suffices for most operations.
#[derive(Debug, Clone, Copy)]
pub enum Constructor<'a> {
    /// It has no argument.
    Plain,
    /// Its argument is the secret of this credential.
    Secret(Credential<'a>),
}

/// A server whose URL has variables, with its names.
#[derive(Debug)]
pub struct ServerChoice<'a> {
    /// The server.
    pub data: &'a Server,
    /// The names of the server and its variables.
    pub names: &'a ServerNames,
}

impl<'a> Client<'a> {
    /// The client of an API.
    pub fn new(tables: Tables<'a>) -> Self {
        let (api, names) = (tables.api, tables.names);
        let base_url = base_url(&api.servers);
        let is_plain_http = is_plain_http(base_url);
        let required = api.required_schemes();
        let credentials: Vec<Credential<'a>> =
            names.credentials.iter().map(|own| Credential::new(api, own, &required)).collect();
        // Without a base URL, a credential alone is not enough to build a client.
        let constructor =
            if !Server::is_url(base_url) || is_plain_http { None } else { constructor(api, &credentials) };
        let servers = names.servers.iter();
        Self {
            base_url,
            is_plain_http,
            credentials,
            certificates: api.schemes.iter().filter(|scheme| scheme.kind == SchemeKind::Transport).collect(),
            constructor,
            servers: servers.map(|own| ServerChoice { data: &api.servers[own.index], names: own }).collect(),
        }
    }

    /// The path of the API, if the document names no server.
    pub fn base_path(&self) -> Option<&'a str> {
        Some(self.base_url).filter(|url| Server::is_path(url))
    }

    /// The imports of its file from the runtime, as sorted paths below it.
    pub fn imports(&self) -> Vec<&'static str> {
        let credentials = || self.credentials.iter();
        let valued =
            |server: &ServerChoice<'_>| server.names.variables.iter().any(|names| names.ty.is_some());
        let mut imports = vec!["client::{Builder, Core, client_builder}", "request::Custom"];
        imports.extend(match self.servers.as_slice() {
            [] => None,
            some if some.iter().any(valued) => Some("client::{server, server_builder, server_values}"),
            _ => Some("client::{server, server_builder}"),
        });
        imports.extend(credentials().next().map(|_| "auth::Scheme"));
        imports.extend(credentials().any(|one| one.secret().is_some()).then_some("secret::Secret"));
        let has_token_url = credentials().any(|one| one.token_url.is_some());
        imports.extend(has_token_url.then_some("auth::{ClientCredentials, ClientCredentialsTokens}"));
        imports.sort_unstable();
        imports
    }
}

impl<'a> Credential<'a> {
    fn new(api: &'a Api, names: &'a CredentialNames, required: &BTreeSet<&str>) -> Self {
        let data = &api.schemes[names.index];
        let token_url = data.token_url.as_deref().filter(|_| data.kind == SchemeKind::Bearer);
        Self { data, method: &names.method, token_url, unused: !required.contains(data.name.as_str()) }
    }

    /// The environment variables of the credential, without the prefix of the API: the builder's method in capitals,
    /// with `TOKEN` for `bearer`. Basic authentication has two, for user and password.
    pub fn variables(self) -> Vec<String> {
        let name = self.method.replacen("bearer", "token", 1).to_uppercase();
        match self.secret() {
            Some(_) => vec![name],
            None => ["USER", "PASSWORD"].map(|part| format!("{name}_{part}")).to_vec(),
        }
    }

    /// The argument name of the builder's method for a single secret; `None` if it takes a user and a password.
    pub fn secret(self) -> Option<&'static str> {
        match self.data.kind {
            SchemeKind::Basic => None,
            SchemeKind::Bearer => Some("token"),
            _ => Some("key"),
        }
    }

    /// The builder's method for OAuth 2 client credentials, named like the method for a token, and the token URL.
    pub fn client_credentials(self) -> Option<(String, &'a str)> {
        Some((self.method.replacen("bearer", "client_credentials", 1), self.token_url?))
    }
}

fn base_url(servers: &[Server]) -> &str {
    let urls = || servers.iter().map(|server| server.url.as_str());
    let whole = urls().find(|url| Server::is_url(url));
    let path = || urls().find(|url| Server::is_path(url) && *url != "/");
    whole.or_else(path).unwrap_or_default()
}

fn is_plain_http(base_url: &str) -> bool {
    let host = base_url.strip_prefix("http://").unwrap_or_default();
    let host = host.split(['/', ':', '?']).next().unwrap_or_default();
    !host.is_empty() && host != "localhost" && !host.starts_with("127.")
}

/// The constructor takes the secret that alone suffices for most of the operations that need one; of several such, that which
/// most of them list first, so that an alternative that joins at the end of lists takes no other's place. A scheme that no
/// operation requires needs no credential.
fn constructor<'a>(api: &Api, credentials: &[Credential<'a>]) -> Option<Constructor<'a>> {
    let needing: Vec<&ir::Operation> = api
        .operations
        .iter()
        .filter(|operation| operation.security.iter().any(|set| !set.is_empty()))
        .collect();
    if needing.is_empty() {
        return Some(Constructor::Plain);
    }
    let served = |credential: &Credential<'_>| {
        let is_enough = |set: &Vec<String>| set.iter().all(|name| *name == credential.data.name);
        needing.iter().filter(|operation| operation.security.iter().any(is_enough)).count()
    };
    let listed_first = |credential: &Credential<'_>| {
        let is_first = |set: &&Vec<String>| set.contains(&credential.data.name);
        needing.iter().filter(|operation| operation.security.first().filter(is_first).is_some()).count()
    };
    let secrets = credentials.iter().filter(|credential| !credential.unused && credential.secret().is_some());
    let most = secrets.rev().max_by_key(|credential| (served(credential), listed_first(credential)))?;
    (served(most) * 2 > needing.len()).then_some(Constructor::Secret(*most))
}
