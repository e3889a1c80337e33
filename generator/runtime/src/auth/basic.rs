//! Credentials of the basic scheme (RFC 7617).

use super::super::client::builder::Builder;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

impl Builder {
    /// Sets user and password for the basic scheme of this name.
    #[must_use]
    pub fn basic(mut self, scheme: &str, user: &str, password: &str) -> Self {
        // The credential is the encoded form. A server may repeat either form, so both are kept as secrets.
        self.options.passwords.push(password.into());
        self.credential(scheme, STANDARD.encode(format!("{user}:{password}")))
    }
}
