//! Credentials from environment variables.

use super::super::error::build::BuildError;
use super::builder::Builder;
use std::env::VarError;

impl Builder {
    /// Sets the credential of a scheme from an environment variable, if it is set and not empty.
    #[must_use]
    pub fn credential_from_env(mut self, scheme: &str, variable: &str) -> Self {
        match self.variable(variable) {
            Some(secret) => self.credential(scheme, secret),
            None => self,
        }
    }

    /// The value of an environment variable; `None` if it is not set or empty. The builder keeps its name for
    /// `require_env`. A value that is not UTF-8 is an error, which does not show it.
    pub(crate) fn variable(&mut self, name: &str) -> Option<String> {
        match std::env::var(name) {
            Ok(value) if !value.is_empty() => return Some(value),
            Ok(_) | Err(VarError::NotPresent) => self.unset.push(name.to_owned()),
            Err(VarError::NotUnicode(_)) => {
                self.fail(BuildError::new(format!("the environment variable {name} is not UTF-8")));
            }
        }
        None
    }

    /// Fails if the environment gave no credential: the client has none, and each variable is unset.
    #[must_use]
    pub fn require_env(mut self) -> Self {
        let unset = std::mem::take(&mut self.unset);
        if self.options.credentials.0.is_empty() && !unset.is_empty() {
            let (verb, plural) = if unset.len() == 1 { ("is", "") } else { ("are", "s") };
            let names = unset.join(", ");
            self.fail(BuildError::new(format!("the environment variable{plural} {names} {verb} not set")));
        }
        self
    }
}
