//! Credentials of the basic scheme (RFC 7617).

use super::super::client::builder::Builder;
use super::super::error::build::BuildError;
use super::super::request::builder::Request;
use super::super::request::call::Call;
use super::scheme::{Scheme, SchemeKind};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

impl Builder {
    /// Sets user and password for the basic scheme of this name.
    #[must_use]
    pub fn basic(mut self, scheme: &str, user: &str, password: &str) -> Self {
        // The credential is the encoded form. A server may repeat either form, so both are kept as secrets.
        self.options.passwords.push(password.into());
        self.credential(scheme, encoded(user, password))
    }

    /// Sets user and password for the basic scheme of this name from environment variables, if they are set. One
    /// without the other is an error.
    #[must_use]
    pub fn basic_from_env(mut self, scheme: &str, user: &str, password: &str) -> Self {
        match (self.variable(user), self.variable(password)) {
            (Some(user), Some(password)) => self.basic(scheme, &user, &password),
            (None, None) => self,
            (found, _) => {
                let unset = if found.is_some() { password } else { user };
                self.fail(BuildError::new(format!("the environment variable {unset} is not set")));
                self
            }
        }
    }
}

impl Request {
    /// Sets user and password, in place of the client's: for the basic scheme that the operation requires, or else for
    /// the first of the API.
    pub fn set_basic(&mut self, user: &str, password: &str) {
        let secret = encoded(user, password);
        // A server may repeat either form, so both are kept as secrets.
        self.extras.passwords.push(password.into());
        let basic = SchemeKind::Authorization("Basic");
        match self.scheme_of(|kind| *kind == basic) {
            Some(name) => self.extras.credentials.set(name, secret),
            None => self.extras.authorization = Some((Scheme::basic("this call"), secret.into())),
        }
    }
}

impl<T, E, O> Call<T, E, O> {
    /// Sets user and password of this call, in place of the client's.
    pub fn basic_auth(mut self, user: &str, password: &str) -> Self {
        self.request.set_basic(user, password);
        self
    }
}

/// The form in which user and password are sent.
fn encoded(user: &str, password: &str) -> String {
    STANDARD.encode(format!("{user}:{password}"))
}
