//! Names of servers whose URLs have variables, and of their parts.

use super::ident::{Case, alternatives, ident, natural, words};
use super::record::{Book, Kind, value_key};
use super::scope::{Claim, assign_names};
use crate::ir::{Api, Server};

/// The names of a server.
#[derive(Debug, Clone)]
pub struct ServerNames {
    /// Its index in the API.
    pub index: usize,
    /// Its struct.
    pub ty: String,
    /// The names of its variables, in order.
    pub variables: Vec<VariableNames>,
}

/// The names of a variable.
#[derive(Debug, Clone)]
pub struct VariableNames {
    /// Its setter.
    pub setter: String,
    /// The enum of its values, if these are known.
    pub ty: Option<String>,
    /// The variants of that enum, in order.
    pub variants: Vec<String>,
}

/// Other names in the file of the client.
const TAKEN: [&str; 9] = [
    "Client",
    "ClientBuilder",
    "Builder",
    "Core",
    "Scheme",
    "Secret",
    "Self",
    "ClientCredentials",
    "ClientCredentialsTokens",
];

/// The type of the only server.
const ALONE: &str = "Server";

/// Names every server whose URL has variables.
pub(super) fn servers(api: &Api, book: &Book<'_>) -> Vec<ServerNames> {
    let with: Vec<(usize, &Server)> =
        api.servers.iter().enumerate().filter(|(_, server)| !server.variables.is_empty()).collect();
    let alone = with.len() == 1;
    // The one that was alone keeps its name.
    let was_alone = |server: &Server| book.servers.get(&server.template).is_some_and(|had| had == ALONE);
    let claims = with.iter().map(|(_, server)| {
        claim(server, alone || was_alone(server)).recorded(book.servers.get(&server.template))
    });
    let keys = with.iter().map(|(_, server)| server.template.clone());
    let types = book.assign(Kind::Server, "", keys, &claims.collect::<Vec<_>>(), &TAKEN);
    let mut servers: Vec<ServerNames> = with
        .iter()
        .zip(&types)
        .map(|((index, server), ty)| ServerNames {
            index: *index,
            ty: ty.clone(),
            variables: variables(server, book),
        })
        .collect();
    name_value_enums(&mut servers, &types);
    servers
}

/// Names the enums of values after their server and variable; they are in the same scope as all servers.
fn name_value_enums(servers: &mut [ServerNames], types: &[String]) {
    let valued = servers.iter().flat_map(|server| {
        let valued = server.variables.iter().filter(|variable| !variable.variants.is_empty());
        valued.map(|variable| (&server.ty, &variable.setter))
    });
    let claims = valued.map(|(ty, setter)| {
        let first = format!("{ty}{}", ident(&words(setter), Case::Upper));
        let rank = u8::from(ident(&words(setter), Case::Upper).to_lowercase() != setter.replace('_', ""));
        Claim::new(first.clone(), rank, move || {
            let exact = alternatives(setter, Case::Upper).pop().unwrap_or_default();
            vec![format!("{first}Value"), format!("{ty}{exact}")]
        })
    });
    let reserved: Vec<&str> = types.iter().map(String::as_str).chain(TAKEN).collect();
    let mut names = assign_names(&claims.collect::<Vec<_>>(), &reserved).into_iter();
    for variable in servers.iter_mut().flat_map(|server| &mut server.variables) {
        variable.ty = if variable.variants.is_empty() { None } else { names.next() };
    }
}

/// Claims a name for a server: `Server` if it is the only one, else from its description or its URL.
fn claim(server: &Server, alone: bool) -> Claim<'_> {
    let title = server.description.as_deref().and_then(|text| text.lines().next()).unwrap_or_default();
    let short = title.split_whitespace().count() <= 4 && title.chars().any(char::is_alphanumeric);
    let place = server.template.split_once("://").map_or(server.template.as_str(), |(_, place)| place);
    let label = if short { title } else { place };
    let first =
        if alone { ALONE.to_owned() } else { ident(&format!("server {}", words(label)), Case::Upper) };
    Claim::new(first, 0, move || {
        let url = ident(&format!("server {}", words(&server.template)), Case::Upper);
        [url].into_iter().chain(alternatives(&format!("server {}", server.template), Case::Upper)).collect()
    })
}

fn variables(server: &Server, book: &Book<'_>) -> Vec<VariableNames> {
    let setters = server.variables.iter().map(|variable| {
        let name = variable.name.as_str();
        Claim::new(natural(name, Case::Snake), 0, move || alternatives(name, Case::Snake))
    });
    let setters: Vec<Claim<'_>> = setters.collect();
    let setters = assign_names(&setters, &["self", "super", "crate", "default"]);
    let named = server.variables.iter().zip(setters).map(|(variable, setter)| {
        let variants: Vec<Claim<'_>> = variable
            .values
            .iter()
            .map(|value| {
                Claim::new(natural(value, Case::Upper), 0, move || alternatives(value, Case::Upper))
                    .recorded(book.servers.get(&value_key(server, &variable.name, value)))
            })
            .collect();
        let keys = variable.values.iter().map(|value| value_key(server, &variable.name, value));
        let variants = book.assign(Kind::Server, "", keys, &variants, &["Self"]);
        VariableNames { setter, ty: None, variants }
    });
    named.collect()
}
