//! Chooses the security alternative of an operation that the client can satisfy, and makes its additions to the
//! request.

use super::super::client::settings::Settings;
use super::super::error::build::BuildError;
use super::super::error::fault::Fault;
use super::super::request::extras::Extras;
use super::super::request::operation::Operation;
use super::super::request::outgoing::Destination;
use super::super::secret::value::Secret;
use super::credentials::{Additions, Credential, Credentials};
use super::scheme::Scheme;
use super::token::{self, AuthError, TokenContext, TokenSource};

/// The additions to a request, and the tokens among them with their sources.
#[derive(Default)]
pub(crate) struct Authorized<'a> {
    pub(crate) additions: Additions,
    pub(crate) tokens: Vec<(&'a dyn TokenSource, Secret)>,
}

/// Makes the additions of the operation's first alternative that can be satisfied, and those of the call's own
/// credentials.
///
/// # Errors
/// No alternative can be satisfied, credentials may not be sent to the operation's server, there is no token, or a
/// credential is not valid in a header.
pub(crate) async fn authorize<'a>(
    op: &'static Operation,
    settings: &'a Settings,
    own: &Extras,
    target: &Destination,
) -> Result<Authorized<'a>, Fault> {
    let schemes = settings.options.schemes;
    let held = Held { extras: own, own: &own.credentials, client: &settings.options.credentials };
    let build_error = |error: BuildError| Fault::Build(error.with_operation(op));
    let names = choose(op, schemes, held, target).map_err(build_error)?;
    let mut authorized = Authorized::default();
    if let Some((scheme, secret)) = &own.authorization {
        authorized.additions.add(scheme, secret).map_err(build_error)?;
    }
    for name in names {
        let scheme = schemes.iter().find(|scheme| scheme.name == name);
        let (Some(scheme), Some(credential)) = (scheme, held.get(name)) else {
            return Err(build_error(missing_credentials(op, held)));
        };
        match credential {
            Credential::Secret(secret) => authorized.additions.add(scheme, secret).map_err(build_error)?,
            Credential::Source(_) => {
                let (source, token) = fetch(op, settings, scheme).await?;
                authorized.additions.add(scheme, &token).map_err(build_error)?;
                authorized.tokens.push((source, token));
            }
        }
    }
    Ok(authorized)
}

/// The credentials of a call and of its client; the former come first.
#[derive(Clone, Copy)]
struct Held<'c> {
    extras: &'c Extras,
    own: &'c Credentials,
    client: &'c Credentials,
}

impl<'c> Held<'c> {
    fn get(self, name: &str) -> Option<&'c Credential> {
        self.own.0.get(name).or_else(|| self.client.0.get(name))
    }

    /// Returns true if a credential of the call takes the place of the one for this scheme.
    fn is_replaced(self, schemes: &[Scheme], name: &str) -> bool {
        let Some(scheme) = schemes.iter().find(|scheme| scheme.name == name) else { return false };
        let own = schemes.iter().filter(|own| self.own.0.contains_key(own.name));
        let mut own = own.chain(self.extras.authorization.iter().map(|(scheme, _)| scheme));
        !self.own.0.contains_key(name) && own.any(|own| own.kind.is_same_place(scheme.kind))
    }

    fn has_all(self, names: &[&str]) -> bool {
        names.iter().all(|name| self.get(name).is_some())
    }
}

/// Fetches the token of a scheme from the client's source.
async fn fetch<'a>(
    op: &'static Operation,
    settings: &'a Settings,
    scheme: &Scheme,
) -> Result<(&'a dyn TokenSource, Secret), Fault> {
    let failed = |error| Fault::Auth(AuthError::new(op, scheme.name, error));
    let Some(Credential::Source(source)) = settings.options.credentials.0.get(scheme.name) else {
        return Err(failed(token::empty_token()));
    };
    let token = source.token(context(settings)).await.map_err(failed)?;
    if token.expose().is_empty() {
        return Err(failed(token::empty_token()));
    }
    Ok((source.as_ref(), token))
}

/// The schemes whose credentials are sent: those of the first alternative that can be satisfied, and those of the call.
/// Alternatives with a credential of the call have priority, then those that need a credential.
fn choose(
    op: &'static Operation,
    schemes: &[Scheme],
    held: Held<'_>,
    target: &Destination,
) -> Result<Vec<&'static str>, BuildError> {
    if !target.trusted && held.extras.has_credential() {
        return Err(untrusted(target));
    }
    if op.takes_every_credential {
        return Ok(every(schemes, held));
    }
    let satisfied = |names: &&&[&str]| target.trusted && !names.is_empty() && held.has_all(names);
    let own = |names: &&&[&str]| satisfied(names) && names.iter().any(|name| held.own.0.contains_key(*name));
    let none_needed = op.security.is_empty()
        || op.security.iter().any(|names| names.is_empty())
        || held.extras.has_credential();
    let chosen = op.security.iter().find(own).or_else(|| op.security.iter().find(satisfied));
    let mut names = match chosen {
        Some(names) => names.to_vec(),
        None if none_needed => Vec::new(),
        None if !target.trusted => return Err(untrusted(target)),
        None => return Err(missing_credentials(op, held)),
    };
    let given = schemes.iter().map(|scheme| scheme.name).filter(|name| held.own.0.contains_key(*name));
    names.extend(given.filter(|name| !names.contains(name)).collect::<Vec<_>>());
    // A token that would be overwritten is not fetched either.
    names.retain(|name| !held.is_replaced(schemes, name));
    Ok(names)
}

/// The schemes with a credential, at most one for each header.
fn every(schemes: &[Scheme], held: Held<'_>) -> Vec<&'static str> {
    let mut chosen: Vec<&Scheme> = Vec::new();
    let (own, client): (Vec<&Scheme>, Vec<&Scheme>) = schemes
        .iter()
        .filter(|scheme| held.get(scheme.name).is_some() && !held.is_replaced(schemes, scheme.name))
        .partition(|scheme| held.own.0.contains_key(scheme.name));
    for scheme in own.into_iter().chain(client) {
        if !chosen.iter().any(|other| other.kind.is_same_place(scheme.kind)) {
            chosen.push(scheme);
        }
    }
    chosen.into_iter().map(|scheme| scheme.name).collect()
}

fn untrusted(target: &Destination) -> BuildError {
    let server = target.server();
    BuildError::new(format!("no credential is sent to {server} unless `trust_origin` allows it"))
}

fn context(settings: &Settings) -> TokenContext<'_> {
    TokenContext {
        transport: settings.transport.as_ref(),
        clock: settings.options.clock.as_ref(),
        base_url: &settings.options.base_url,
        allow_http: settings.options.allow_http,
    }
}

fn missing_credentials(op: &Operation, held: Held<'_>) -> BuildError {
    let missing = |names: &&[&str]| {
        let names: Vec<&str> = names.iter().copied().filter(|name| held.get(name).is_none()).collect();
        names.join(" and ")
    };
    let alternatives: Vec<String> = op.security.iter().map(missing).collect();
    let missing = alternatives.join(", or ");
    let remedy = "set it on the client's builder, or for one call with `credential_for`";
    BuildError::new(format!("no credential for {missing}: {remedy}")).with_operation(op)
}
