//! Chooses the security alternative of an operation that the client can satisfy, and makes its additions to the
//! request.

use super::super::client::settings::Settings;
use super::super::error::build::BuildError;
use super::super::error::fault::Fault;
use super::super::request::operation::Operation;
use super::super::request::outgoing::Destination;
use super::super::secret::value::Secret;
use super::credentials::{Additions, Credential, Credentials};
use super::token::{self, AuthError, TokenContext, TokenSource};

/// The additions to a request, and the tokens among them with their sources.
#[derive(Default)]
pub(crate) struct Authorized<'a> {
    pub(crate) additions: Additions,
    pub(crate) tokens: Vec<(&'a dyn TokenSource, Secret)>,
}

/// Makes the additions of the operation's first alternative that can be satisfied.
///
/// # Errors
/// No alternative can be satisfied, credentials may not be sent to the operation's server, there is no token, or a
/// credential is not valid in a header.
pub(crate) async fn authorize<'a>(
    op: &'static Operation,
    settings: &'a Settings,
    target: &Destination,
) -> Result<Authorized<'a>, Fault> {
    let (schemes, held) = (settings.options.schemes, &settings.options.credentials);
    let build_error = |error: BuildError| Fault::Build(error.with_operation(op));
    let names = choose(op, held, target).map_err(build_error)?;
    let mut authorized = Authorized::default();
    for name in names {
        let scheme = schemes.iter().find(|scheme| scheme.name == *name);
        let (Some(scheme), Some(held)) = (scheme, held.0.get(*name)) else {
            return Err(build_error(missing_credentials(op, held)));
        };
        match held {
            Credential::Secret(secret) => authorized.additions.add(scheme, secret).map_err(build_error)?,
            Credential::Source(source) => {
                let failed = |error| Fault::Auth(AuthError::new(op, scheme.name, error));
                let token = source.token(context(settings)).await.map_err(failed)?;
                if token.expose().is_empty() {
                    return Err(failed(token::empty_token()));
                }
                authorized.additions.add(scheme, &token).map_err(build_error)?;
                authorized.tokens.push((source.as_ref(), token));
            }
        }
    }
    Ok(authorized)
}

/// The first alternative that can be satisfied; alternatives that need a credential have priority over an empty one.
fn choose(
    op: &'static Operation,
    held: &Credentials,
    target: &Destination,
) -> Result<&'static [&'static str], BuildError> {
    let satisfied = |names: &&&[&str]| target.trusted && !names.is_empty() && held.has_all(names);
    let none_needed = op.security.is_empty() || op.security.iter().any(|names| names.is_empty());
    match op.security.iter().find(satisfied) {
        Some(names) => Ok(names),
        None if none_needed => Ok(&[]),
        None if !target.trusted => {
            let server = target.server();
            Err(BuildError::new(format!("no credential is sent to {server} unless `trust_origin` allows it")))
        }
        None => Err(missing_credentials(op, held)),
    }
}

fn context(settings: &Settings) -> TokenContext<'_> {
    TokenContext {
        transport: settings.transport.as_ref(),
        clock: settings.options.clock.as_ref(),
        base_url: &settings.options.base_url,
        allow_http: settings.options.allow_http,
    }
}

fn missing_credentials(op: &Operation, held: &Credentials) -> BuildError {
    let missing = |names: &&[&str]| {
        let names: Vec<&str> = names.iter().copied().filter(|name| !held.0.contains_key(*name)).collect();
        names.join(" and ")
    };
    let alternatives: Vec<String> = op.security.iter().map(missing).collect();
    BuildError::new(format!("no credential for {}", alternatives.join(", or "))).with_operation(op)
}
