//! What a caller adds to one call beyond the document.

use super::super::auth::credentials::Credentials;
use super::super::auth::scheme::Scheme;
use super::super::secret::value::Secret;
use serde_json::Value;

/// The additions of a call.
#[derive(Clone, Default)]
pub(crate) struct Extras {
    /// Encoded `name=value` pairs for the query.
    pub(crate) query: Vec<String>,
    /// Members of the JSON body, set when the request is sent.
    pub(crate) members: Vec<(String, Value)>,
    /// Credentials in place of the client's.
    pub(crate) credentials: Credentials,
    /// A credential in `Authorization` for which the document has no scheme.
    pub(crate) authorization: Option<(Scheme, Secret)>,
    /// Passwords, of which credentials hold another form.
    pub(crate) passwords: Vec<Secret>,
}

impl Extras {
    /// Returns true if the call has a credential of its own.
    pub(crate) fn has_credential(&self) -> bool {
        !self.credentials.0.is_empty() || self.authorization.is_some()
    }

    /// What no message may show.
    pub(crate) fn secrets(&self) -> impl Iterator<Item = &Secret> {
        let authorization = self.authorization.iter().map(|(_, secret)| secret);
        self.credentials.secrets().chain(authorization).chain(&self.passwords)
    }
}
