//! The credentials of a client, and their additions to a request.

use super::super::error::build::BuildError;
use super::super::parameter::percent::encode;
use super::super::secret::escape::Escaped;
use super::super::secret::value::Secret;
use super::scheme::{Scheme, SchemeKind};
use super::token::TokenSource;
use http::header::{AUTHORIZATION, HeaderMap, HeaderName, HeaderValue};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// The credentials of a client, by scheme name. `Debug` shows the names only.
#[derive(Debug, Clone, Default)]
pub struct Credentials(pub(crate) BTreeMap<String, Credential>);

/// The credential of one scheme.
#[derive(Clone)]
pub(crate) enum Credential {
    /// A key or token.
    Secret(Secret),
    /// A source of tokens.
    Source(Arc<dyn TokenSource>),
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl Credentials {
    /// Sets the key or token for the scheme of this name, in place of an earlier one.
    pub fn set(&mut self, scheme: impl Into<String>, secret: impl Into<Secret>) {
        self.0.insert(scheme.into(), Credential::Secret(secret.into()));
    }

    /// Sets the token source for the scheme of this name, in place of an earlier one.
    pub fn set_source(&mut self, scheme: impl Into<String>, source: impl TokenSource) {
        self.0.insert(scheme.into(), Credential::Source(Arc::new(source)));
    }

    /// The fixed keys and tokens, without those of token sources.
    pub(crate) fn secrets(&self) -> impl Iterator<Item = &Secret> {
        self.0.values().filter_map(|held| match held {
            Credential::Secret(secret) => Some(secret),
            Credential::Source(_) => None,
        })
    }
}

/// The additions of credentials to a request. `Debug` is not implemented, because query and cookies are secret.
#[derive(Default)]
pub struct Additions {
    /// Headers, marked as sensitive.
    pub headers: HeaderMap,
    /// Encoded `name=value` pairs for the query.
    pub query: Vec<String>,
    /// `name=value` pairs for `Cookie`, as they are.
    pub cookies: Vec<String>,
}

/// Checks that every credential can be sent.
///
/// # Errors
/// A credential is for an unknown scheme or not valid in a header, or a token source is not usable. The error names the
/// scheme and never shows the credential.
pub fn check(schemes: &[Scheme], held: &Credentials) -> Result<(), BuildError> {
    if let Some(unknown) = held.0.keys().find(|name| !schemes.iter().any(|scheme| scheme.name == **name)) {
        return Err(BuildError::new(format!("there is no security scheme {:?}", Escaped(unknown))));
    }
    for scheme in schemes {
        if scheme.unused && held.0.contains_key(scheme.name) {
            let name = Escaped(scheme.name);
            return Err(BuildError::new(format!(
                "the credential for {name} would never be sent, because no operation requires that scheme: set it for \
                 a call with `credential_for`, or require the scheme (`truespec explain TS670`)"
            )));
        }
        match held.0.get(scheme.name) {
            Some(Credential::Secret(secret)) => Additions::default().add(scheme, secret)?,
            Some(Credential::Source(source)) => source.check()?,
            None => {}
        }
    }
    Ok(())
}

impl Additions {
    pub(crate) fn add(&mut self, scheme: &Scheme, secret: &Secret) -> Result<(), BuildError> {
        let secret = secret.expose();
        match scheme.kind {
            SchemeKind::Header(name) if has_prefix(secret, scheme.prefix) => {
                self.header(scheme, name, secret)
            }
            SchemeKind::Header(name) => self.header(scheme, name, &format!("{}{secret}", scheme.prefix)),
            SchemeKind::Authorization(word) => {
                self.header(scheme, AUTHORIZATION.as_str(), &format!("{word} {secret}"))
            }
            SchemeKind::Query(name) => {
                self.query.push(format!("{}={}", encode(name), encode(secret)));
                Ok(())
            }
            SchemeKind::Cookie(name) => {
                self.cookies.push(format!("{name}={secret}"));
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

/// Whether a credential begins with the prefix already; the word of an authentication scheme may be in any case.
fn has_prefix(secret: &str, prefix: &str) -> bool {
    secret.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}
