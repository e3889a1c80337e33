//! Security schemes and credentials: which of an operation's alternatives the client can satisfy, and what it then
//! adds to the request.

use super::error_build::BuildError;
use super::execute::Fault;
use super::operation::Operation;
use super::outgoing::Target;
use super::param_encode::encode;
use super::secret::Secret;
use super::settings::Settings;
use super::shown::Shown;
use super::token::{self, AuthError, TokenContext, TokenSource};
use http::header::{AUTHORIZATION, HeaderMap, HeaderName, HeaderValue};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// A security scheme of the document, by its name there.
#[derive(Debug, Clone, Copy)]
pub struct Scheme {
    /// The name by which operations and credentials refer to it.
    pub name: &'static str,
    /// How the credential is sent.
    pub kind: SchemeKind,
}

/// How a credential is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchemeKind {
    /// In the header of this name, as it is.
    Header(&'static str),
    /// In the query parameter of this name.
    Query(&'static str),
    /// In the cookie of this name.
    Cookie(&'static str),
    /// In `Authorization` after this word: `Bearer` (RFC 6750), or another that an API has made up.
    Authorization(&'static str),
}

impl Scheme {
    const fn new(name: &'static str, kind: SchemeKind) -> Self {
        Self { name, kind }
    }

    /// `type: apiKey`, `in: header`.
    pub const fn api_key_header(name: &'static str, header: &'static str) -> Self {
        Self::new(name, SchemeKind::Header(header))
    }

    /// `type: apiKey`, `in: query`.
    pub const fn api_key_query(name: &'static str, parameter: &'static str) -> Self {
        Self::new(name, SchemeKind::Query(parameter))
    }

    /// `type: apiKey`, `in: cookie`.
    pub const fn api_key_cookie(name: &'static str, cookie: &'static str) -> Self {
        Self::new(name, SchemeKind::Cookie(cookie))
    }

    /// `type: http`, `scheme: bearer`; also what `oauth2` and `openIdConnect` come to once there is a token.
    pub const fn bearer(name: &'static str) -> Self {
        Self::new(name, SchemeKind::Authorization("Bearer"))
    }

    /// `type: http` with another scheme whose credential is one word.
    pub const fn authorization(name: &'static str, scheme: &'static str) -> Self {
        Self::new(name, SchemeKind::Authorization(scheme))
    }

    /// `type: http`, `scheme: basic` (RFC 7617); `auth_basic` makes its credential from user and password.
    pub const fn basic(name: &'static str) -> Self {
        Self::new(name, SchemeKind::Authorization("Basic"))
    }
}

/// The credentials that a client holds, by scheme name. `Debug` shows the names only.
#[derive(Debug, Clone, Default)]
pub struct Credentials(BTreeMap<String, Held>);

#[derive(Clone)]
enum Held {
    Secret(Secret),
    Source(Arc<dyn TokenSource>),
}

impl fmt::Debug for Held {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl Credentials {
    /// Holds a key or token for the scheme of this name; one that was held is replaced.
    pub fn set(&mut self, scheme: impl Into<String>, secret: impl Into<Secret>) {
        self.0.insert(scheme.into(), Held::Secret(secret.into()));
    }

    /// Holds what gives tokens for the scheme of this name; one that was held is replaced.
    pub fn set_source(&mut self, scheme: impl Into<String>, source: impl TokenSource) {
        self.0.insert(scheme.into(), Held::Source(Arc::new(source)));
    }

    /// The keys and tokens that are held.
    pub(super) fn secrets(&self) -> impl Iterator<Item = &Secret> {
        self.0.values().filter_map(|held| match held {
            Held::Secret(secret) => Some(secret),
            Held::Source(_) => None,
        })
    }

    fn has_all(&self, names: &[&str]) -> bool {
        names.iter().all(|name| self.0.contains_key(*name))
    }
}

/// What credentials add to a request. `Debug` is not implemented: the query and cookies are secret.
#[derive(Default)]
pub struct Additions {
    /// Headers, marked as sensitive.
    pub headers: HeaderMap,
    /// Encoded `name=value` pairs for the query.
    pub query: Vec<String>,
    /// Encoded `name=value` pairs for `Cookie`.
    pub cookies: Vec<String>,
}

/// What a request is given, and the tokens among it with where they come from.
#[derive(Default)]
pub(super) struct Authorized<'a> {
    pub(super) additions: Additions,
    pub(super) tokens: Vec<(&'a dyn TokenSource, Secret)>,
}

/// Makes the additions of the first of the operation's alternatives that can be satisfied.
///
/// # Errors
/// None can be satisfied, the operation is not on a server that credentials may go to, there is no token, or a
/// credential cannot stand in a header.
pub(super) async fn authorize<'a>(
    op: &'static Operation,
    settings: &'a Settings,
    target: &Target,
) -> Result<Authorized<'a>, Fault> {
    let (schemes, held) = (settings.options.schemes, &settings.options.credentials);
    let built = |error: BuildError| Fault::Build(error.of(op));
    let names = choose(op, held, target).map_err(built)?;
    let mut authorized = Authorized::default();
    for name in names {
        let scheme = schemes.iter().find(|scheme| scheme.name == *name);
        let (Some(scheme), Some(held)) = (scheme, held.0.get(*name)) else {
            return Err(built(missing(op, held)));
        };
        match held {
            Held::Secret(secret) => authorized.additions.add(scheme, secret).map_err(built)?,
            Held::Source(source) => {
                let failed = |error| Fault::Auth(AuthError::new(op, scheme.name, error));
                let token = source.token(context(settings)).await.map_err(failed)?;
                if token.expose().is_empty() {
                    return Err(failed(token::empty()));
                }
                authorized.additions.add(scheme, &token).map_err(built)?;
                authorized.tokens.push((source.as_ref(), token));
            }
        }
    }
    Ok(authorized)
}

/// The first alternative that can be satisfied, one that needs something before one that needs nothing.
fn choose(
    op: &'static Operation,
    held: &Credentials,
    target: &Target,
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
        None => Err(missing(op, held)),
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

/// Whether every credential that is held can be sent at all.
///
/// # Errors
/// One cannot stand in a header, or its source can give none; it is named by its scheme, never shown.
pub fn check(schemes: &[Scheme], held: &Credentials) -> Result<(), BuildError> {
    if let Some(unknown) = held.0.keys().find(|name| !schemes.iter().any(|scheme| scheme.name == **name)) {
        return Err(BuildError::new(format!("there is no security scheme {:?}", Shown(unknown))));
    }
    for scheme in schemes {
        match held.0.get(scheme.name) {
            Some(Held::Secret(secret)) => Additions::default().add(scheme, secret)?,
            Some(Held::Source(source)) => source.check()?,
            None => {}
        }
    }
    Ok(())
}

fn missing(op: &Operation, held: &Credentials) -> BuildError {
    let lacking = |names: &&[&str]| {
        let names: Vec<&str> = names.iter().copied().filter(|name| !held.0.contains_key(*name)).collect();
        names.join(" and ")
    };
    let alternatives: Vec<String> = op.security.iter().map(lacking).collect();
    BuildError::new(format!("no credential for {}", alternatives.join(", or "))).of(op)
}

impl Additions {
    fn add(&mut self, scheme: &Scheme, secret: &Secret) -> Result<(), BuildError> {
        let secret = secret.expose();
        match scheme.kind {
            SchemeKind::Header(name) => self.header(scheme, name, secret),
            SchemeKind::Authorization(word) => {
                self.header(scheme, AUTHORIZATION.as_str(), &format!("{word} {secret}"))
            }
            SchemeKind::Query(name) => {
                self.query.push(format!("{}={}", encode(name), encode(secret)));
                Ok(())
            }
            SchemeKind::Cookie(name) => {
                self.cookies.push(format!("{}={}", encode(name), encode(secret)));
                Ok(())
            }
        }
    }

    fn header(&mut self, scheme: &Scheme, name: &str, value: &str) -> Result<(), BuildError> {
        let (Ok(name), Ok(mut value)) =
            (HeaderName::try_from(name), HeaderValue::from_bytes(value.as_bytes()))
        else {
            let scheme = scheme.name;
            return Err(BuildError::new(format!("the credential for {scheme} cannot stand in a header")));
        };
        value.set_sensitive(true);
        self.headers.insert(name, value);
        Ok(())
    }
}
